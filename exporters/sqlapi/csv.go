package sqlapi

import (
	"bufio"
	"bytes"
	"io"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"
)

// CSV writes RFC 4180 in UTF-8 with a header line. NULL is an empty field,
// the empty string "". Lists, structs and maps are JSON.
type CSV struct {
	// BOM begins the file with a byte order mark, by which Excel knows UTF-8.
	BOM bool
}

// Encode implements Encoder.
func (c CSV) Encode(w io.Writer, rows array.RecordReader) error {
	out := bufio.NewWriterSize(w, 64<<10)
	var line []byte
	if c.BOM {
		line = append(line, "\ufeff"...)
	}
	for i, f := range rows.Schema().Fields() {
		if i > 0 {
			line = append(line, ',')
		}
		line = appendQuoted(append(line, f.Name...), len(line))
	}
	if _, err := out.Write(append(line, "\r\n"...)); err != nil {
		return err
	}
	for rows.Next() {
		batch := rows.RecordBatch()
		fields := columns(batch, csvField)
		for row := range int(batch.NumRows()) {
			line = line[:0]
			for i, field := range fields {
				if i > 0 {
					line = append(line, ',')
				}
				line = field(line, row)
			}
			if _, err := out.Write(append(line, "\r\n"...)); err != nil {
				return err
			}
		}
	}
	if err := out.Flush(); err != nil {
		return err
	}
	return rows.Err()
}

func csvField(col arrow.Array) appender {
	write := plain(col)
	return func(b []byte, i int) []byte {
		if col.IsNull(i) {
			return b
		}
		return appendQuoted(write(b, i), len(b))
	}
}

// appendQuoted puts the field that begins at from into quotes where it needs them.
func appendQuoted(b []byte, from int) []byte {
	field := b[from:]
	if len(field) > 0 && !bytes.ContainsAny(field, "\",\r\n") {
		return b
	}
	quoted := append([]byte{'"'}, bytes.ReplaceAll(field, []byte{'"'}, []byte(`""`))...)
	return append(append(b[:from], quoted...), '"')
}

// plain writes a column's values as people read them: text without quotes,
// and JSON where a value holds others.
func plain(col arrow.Array) appender {
	if write, _ := scalar(col, " "); write != nil {
		return write
	}
	return jsonValue(col)
}
