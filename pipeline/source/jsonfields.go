package source

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
)

// A field is a value of a row and its full name: nested objects are flattened
// with dots.
type field struct {
	name, text string
}

// maxNames bounds the columns of a JSON file: objects that are used as maps
// would make one of every key.
const maxNames = 4096

// A columnSet collects names in the order in which they are first seen.
type columnSet struct {
	names []string
	index map[string]int
}

func (s *columnSet) add(fields []field) error {
	for _, f := range fields {
		if _, ok := s.index[f.name]; ok {
			continue
		}
		if s.index == nil {
			s.index = map[string]int{}
		}
		if len(s.names) == maxNames {
			return &FormatError{
				What: Words{fmt.Sprintf("字段超过 %d 种的 JSON", maxNames), fmt.Sprintf("JSON with more than %d different fields", maxNames)},
				Hint: Words{"请写明各行所在路径", "name the path of its rows"},
			}
		}
		s.index[f.name] = len(s.names)
		s.names = append(s.names, f.name)
	}
	return nil
}

// prefix is what stands before the names of the fields of an element of p's
// first array: nothing if it is a row, else its path.
func prefix(p rowPath) string {
	if len(p) < 2 || len(p[0]) == 0 {
		return ""
	}
	return strings.Join(p[0], ".") + "."
}

// expand returns the rows that an object, valid JSON, holds at path: itself,
// or the elements of the arrays on the path, each after the fields of the
// objects around it. An element that is no object is no row.
func expand(object []byte, path rowPath, prefix string) [][]field {
	if len(path) == 0 {
		return [][]field{flatten(nil, object, prefix, nil)}
	}
	outer := flatten(nil, object, prefix, path[0])
	array := lookup(object, path[0])
	if len(array) == 0 || array[0] != '[' {
		return nil
	}
	inner := prefix + strings.Join(path[0], ".") + "."
	if len(path) == 1 {
		inner = ""
	}
	var rows [][]field
	elements(array, func(_ string, v []byte) {
		if v[0] != '{' {
			return
		}
		for _, row := range expand(v, path[1:], inner) {
			rows = append(rows, append(outer[:len(outer):len(outer)], row...))
		}
	})
	return rows
}

// flatten appends the fields of an object but the one at without.
func flatten(fields []field, object []byte, prefix string, without []string) []field {
	elements(object, func(key string, v []byte) {
		var inside []string
		if len(without) > 0 && without[0] == key {
			if inside = without[1:]; len(inside) == 0 {
				return
			}
		}
		if v[0] == '{' {
			fields = flatten(fields, v, prefix+key+".", inside)
		} else {
			fields = append(fields, field{prefix + key, scalar(v)})
		}
	})
	return fields
}

// lookup returns the value at keys, or nil.
func lookup(v []byte, keys []string) []byte {
	for _, key := range keys {
		if len(v) == 0 || v[0] != '{' {
			return nil
		}
		var found []byte
		elements(v, func(k string, inner []byte) {
			if k == key {
				found = inner
			}
		})
		v = found
	}
	return v
}

// scalar is the text of a value that is no object. A number keeps its digits,
// null is empty, an array of plain values is joined by "、", any other array
// stays JSON.
func scalar(v []byte) string {
	switch v[0] {
	case '"':
		return text(v)
	case 'n':
		return ""
	case '[':
		var parts []string
		plain := true
		elements(v, func(_ string, e []byte) {
			if plain = plain && e[0] != '{' && e[0] != '['; plain {
				parts = append(parts, scalar(e))
			}
		})
		if plain {
			return strings.Join(parts, "、")
		}
		var b bytes.Buffer
		if json.Compact(&b, v) == nil {
			return b.String()
		}
	}
	return string(v)
}

// elements calls f for each member of an object or array, valid JSON.
func elements(v []byte, f func(key string, value []byte)) {
	object := v[0] == '{'
	for i := space(v, 1); v[i] != '}' && v[i] != ']'; {
		var key string
		if object {
			end := valueEnd(v, i)
			key = text(v[i:end])
			i = space(v, space(v, end)+1)
		}
		end := valueEnd(v, i)
		f(key, v[i:end])
		if i = space(v, end); v[i] == ',' {
			i = space(v, i+1)
		}
	}
}

// space returns the place of the first byte from i on that is no white space.
func space(v []byte, i int) int {
	for v[i] == ' ' || v[i] == '\n' || v[i] == '\t' || v[i] == '\r' {
		i++
	}
	return i
}

// valueEnd returns the end of the value that begins at i.
func valueEnd(v []byte, i int) int {
	depth := 0
	for ; i < len(v); i++ {
		switch v[i] {
		case '"':
			for i++; v[i] != '"'; i++ {
				if v[i] == '\\' {
					i++
				}
			}
			if depth == 0 {
				return i + 1
			}
		case '{', '[':
			depth++
		case '}', ']':
			if depth--; depth < 0 {
				return i
			}
			if depth == 0 {
				return i + 1
			}
		case ',', ':', ' ', '\n', '\t', '\r':
			if depth == 0 {
				return i
			}
		}
	}
	return i
}

// text is what a JSON string says.
func text(v []byte) string {
	if bytes.IndexByte(v, '\\') < 0 {
		return string(v[1 : len(v)-1])
	}
	var s string
	if err := json.Unmarshal(v, &s); err != nil {
		return string(v)
	}
	return s
}
