package sqlapi

import (
	"bufio"
	"io"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"
)

// JSON writes an array of objects, one a line.
type JSON struct{}

// Encode implements Encoder.
func (JSON) Encode(w io.Writer, rows array.RecordReader) error {
	return encodeObjects(w, rows, "[\n", ",\n", "\n]\n", "[]\n")
}

// NDJSON writes objects, one a line, and nothing else.
type NDJSON struct{}

// Encode implements Encoder.
func (NDJSON) Encode(w io.Writer, rows array.RecordReader) error {
	return encodeObjects(w, rows, "", "\n", "\n", "")
}

// encodeObjects writes the rows between open and end; none for no rows.
func encodeObjects(w io.Writer, rows array.RecordReader, open, between, end, none string) error {
	out := bufio.NewWriterSize(w, 64<<10)
	o := newObject(rows.Schema().Fields())
	var line []byte
	first := true
	for rows.Next() {
		batch := rows.RecordBatch()
		o.values = columns(batch, jsonValue)
		for row := range int(batch.NumRows()) {
			line = append(line[:0], between...)
			if first {
				line, first = append(line[:0], open...), false
			}
			line = o.append(line, row)
			if _, err := out.Write(line); err != nil {
				return err
			}
		}
	}
	if err := rows.Err(); err != nil {
		out.Flush()
		return err
	}
	if first {
		end = none
	}
	if _, err := out.WriteString(end); err != nil {
		return err
	}
	return out.Flush()
}

// columns makes an appender for each column of a batch.
func columns(batch arrow.RecordBatch, of func(arrow.Array) appender) []appender {
	all := make([]appender, batch.NumCols())
	for i, c := range batch.Columns() {
		all[i] = of(c)
	}
	return all
}
