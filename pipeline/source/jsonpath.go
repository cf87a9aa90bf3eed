package source

import (
	"context"
	"encoding/json"
	"io"
	"slices"
	"strings"
)

// A rowPath is the way to the rows of a JSON document: for each array on it
// the keys that lead there from the element of the array before. The path
// "[]" is the array that is the document.
type rowPath [][]string

// parseRowPath reads "projects[].milestones[]". An empty path has no arrays.
func parseRowPath(s string) (rowPath, error) {
	if s == "" {
		return nil, nil
	}
	inner, ok := strings.CutSuffix(s, "[]")
	var p rowPath
	for i, array := range strings.Split(inner, "[]") {
		if i > 0 {
			array, ok = strings.CutPrefix(array, ".")
			ok = ok && array != ""
		}
		var keys []string
		if array != "" {
			keys = strings.Split(array, ".")
		}
		if !ok || slices.Contains(keys, "") {
			return nil, &FormatError{What: Words{"JSON，但 " + s + " 不是各行所在的路径", "JSON, but " + s + " is no path of rows"}, Hint: Words{"请写成 projects[].milestones[] 的样子", "write it like projects[].milestones[]"}}
		}
		p = append(p, keys)
	}
	return p, nil
}

func (p rowPath) String() string {
	if len(p) == 0 {
		return "its lines"
	}
	var b strings.Builder
	for i, keys := range p {
		if i > 0 {
			b.WriteByte('.')
		}
		b.WriteString(strings.Join(keys, ".") + "[]")
	}
	return b.String()
}

// findRows finds the rows of a document whose path was not given: the array
// that it is, or the only array of objects at its top level.
func (f *jsonFile) findRows(ctx context.Context) (rowPath, error) {
	file, err := openInput(ctx, f.path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	d := json.NewDecoder(decode(file, f.encoding))
	d.UseNumber()
	t, err := d.Token()
	if err != nil {
		return nil, f.broken(err, d)
	}
	if t == json.Delim('[') {
		return rowPath{nil}, nil
	}
	if t != json.Delim('{') {
		return nil, &FormatError{What: Words{"只有一个值的 JSON", "JSON that is a single value"}, Hint: Words{"请报送对象的数组", "send an array of objects"}}
	}
	var arrays []string
	for d.More() {
		key, err := d.Token()
		if err == nil {
			t, err = d.Token()
		}
		object := false
		if err == nil && t == json.Delim('[') && d.More() {
			var first json.RawMessage
			err = d.Decode(&first)
			object = len(first) > 0 && first[0] == '{'
		}
		if err == nil && (t == json.Delim('[') || t == json.Delim('{')) {
			err = skipOpen(d)
		}
		if err != nil {
			return nil, f.broken(err, d)
		}
		if object {
			arrays = append(arrays, key.(string))
		}
	}
	if _, err := d.Token(); err != nil {
		return nil, f.broken(err, d)
	}
	switch len(arrays) {
	case 0:
		return nil, &FormatError{What: Words{"顶层没有对象数组的 JSON", "JSON without an array of objects at its top level"}, Hint: Words{"请核对是否选对文件，或写明各行所在路径，如 projects[]", "check that it is the right file, or name the path of its rows, such as projects[]"}}
	case 1:
		return rowPath{{arrays[0]}}, nil
	default:
		return nil, &FormatError{
			What: Words{"有多个对象数组的 JSON：" + strings.Join(arrays, "、"), "JSON with several arrays of objects: " + strings.Join(arrays, ", ")},
			Hint: Words{"请写明各行所在路径，如 " + arrays[0] + "[]", "name the path of its rows, such as " + arrays[0] + "[]"},
		}
	}
}

// skipOpen passes over the rest of the object or array that d is in.
func skipOpen(d *json.Decoder) error {
	for depth := 1; depth > 0; {
		t, err := d.Token()
		if err == io.EOF {
			return io.ErrUnexpectedEOF
		}
		if err != nil {
			return err
		}
		switch t {
		case json.Delim('{'), json.Delim('['):
			depth++
		case json.Delim('}'), json.Delim(']'):
			depth--
		}
	}
	return nil
}
