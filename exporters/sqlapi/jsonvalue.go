package sqlapi

import (
	"unicode/utf8"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"
)

// jsonValue writes a column's values as JSON: numbers with all their digits,
// dates as ISO 8601, lists as arrays, structs and maps as objects, unions as
// the value they hold. NaN and infinity, which JSON does not know, become
// strings.
func jsonValue(col arrow.Array) appender {
	write := jsonPresent(col)
	return func(b []byte, i int) []byte {
		if col.IsNull(i) {
			return append(b, "null"...)
		}
		return write(b, i)
	}
}

func jsonPresent(col arrow.Array) appender {
	switch c := col.(type) {
	case *array.Map:
		return jsonMap(c)
	case array.ListLike:
		return jsonList(c)
	case *array.Struct:
		return jsonStruct(c)
	case array.Union:
		return jsonUnion(c)
	}
	write, bare := scalar(col, "T")
	switch col.(type) {
	case *array.Float32, *array.Float64:
		return func(b []byte, i int) []byte {
			from := len(b)
			b = write(b, i)
			if last := b[len(b)-1]; last > '9' { // NaN, Inf
				b = appendJSONString(b[:from], string(b[from:]))
			}
			return b
		}
	}
	if bare {
		return write
	}
	var text []byte
	return func(b []byte, i int) []byte {
		text = write(text[:0], i)
		return appendJSONString(b, text)
	}
}

func jsonList(c array.ListLike) appender {
	item := jsonValue(c.ListValues())
	return func(b []byte, i int) []byte {
		from, to := c.ValueOffsets(i)
		b = append(b, '[')
		for j := from; j < to; j++ {
			if j > from {
				b = append(b, ',')
			}
			b = item(b, int(j))
		}
		return append(b, ']')
	}
}

func jsonMap(c *array.Map) appender {
	key, item := plain(c.Keys()), jsonValue(c.Items())
	var name []byte
	return func(b []byte, i int) []byte {
		from, to := c.ValueOffsets(i)
		b = append(b, '{')
		for j := from; j < to; j++ {
			if j > from {
				b = append(b, ',')
			}
			name = key(name[:0], int(j))
			b = append(appendJSONString(b, name), ':')
			b = item(b, int(j))
		}
		return append(b, '}')
	}
}

func jsonStruct(c *array.Struct) appender {
	fields := c.DataType().(*arrow.StructType).Fields()
	object := newObject(fields)
	for i := range fields {
		object.values = append(object.values, jsonValue(c.Field(i)))
	}
	return object.append
}

func jsonUnion(c array.Union) appender {
	children := make([]appender, c.NumFields())
	for i := range children {
		children[i] = jsonValue(c.Field(i))
	}
	return func(b []byte, i int) []byte {
		child := c.ChildID(i)
		if d, ok := c.(*array.DenseUnion); ok {
			i = int(d.ValueOffset(i))
		}
		return children[child](b, i)
	}
}

// An object writes the fields of a row between braces.
type object struct {
	keys   [][]byte // with quotes and colon
	values []appender
}

func newObject(fields []arrow.Field) *object {
	o := &object{}
	for _, f := range fields {
		o.keys = append(o.keys, append(appendJSONString(nil, f.Name), ':'))
	}
	return o
}

func (o *object) append(b []byte, row int) []byte {
	b = append(b, '{')
	for i, value := range o.values {
		if i > 0 {
			b = append(b, ',')
		}
		b = value(append(b, o.keys[i]...), row)
	}
	return append(b, '}')
}

// appendJSONString writes text between quotes. What is no UTF-8 becomes the
// replacement character.
func appendJSONString[T string | []byte](b []byte, text T) []byte {
	b = append(b, '"')
	done := 0 // bytes of text that are written
	for i := 0; i < len(text); {
		c := text[i]
		if c >= ' ' && c < utf8.RuneSelf && c != '"' && c != '\\' {
			i++
			continue
		}
		b = append(b, text[done:i]...)
		n := 1
		switch {
		case c == '"' || c == '\\':
			b = append(b, '\\', c)
		case c == '\n':
			b = append(b, `\n`...)
		case c == '\t':
			b = append(b, `\t`...)
		case c < ' ':
			b = append(b, '\\', 'u', '0', '0', '0'+c>>4, "0123456789abcdef"[c&15])
		default:
			var r rune
			r, n = utf8.DecodeRuneInString(string(text[i:min(i+utf8.UTFMax, len(text))]))
			b = utf8.AppendRune(b, r)
		}
		i += n
		done = i
	}
	return append(append(b, text[done:]...), '"')
}
