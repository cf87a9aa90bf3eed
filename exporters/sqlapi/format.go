package sqlapi

import (
	"io"

	"github.com/apache/arrow-go/v18/arrow/array"
)

// An Encoder writes the rows of one result, from where they stand to their
// end. It returns the rows' error if they end before. What it wrote until an
// error stays written. Values are exact in every form: decimals keep all
// their digits.
type Encoder interface {
	Encode(w io.Writer, rows array.RecordReader) error
}

// A Format is a form a result can be written in.
type Format struct {
	Name      string
	MediaType string
	// Binary formats are not for a terminal.
	Binary bool
	Encoder
}

// Formats are all there are; the first is for people.
func Formats() []Format {
	return []Format{
		{"table", "text/plain; charset=utf-8", false, Table{}},
		{"csv", "text/csv; charset=utf-8; header=present", false, CSV{}},
		{"json", "application/json", false, JSON{}},
		{"ndjson", "application/x-ndjson", false, NDJSON{}},
		{"parquet", "application/vnd.apache.parquet", true, Parquet{}},
		{"arrow", "application/vnd.apache.arrow.stream", true, Arrow{}},
	}
}
