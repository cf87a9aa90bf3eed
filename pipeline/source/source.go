// Package source opens the files people send and hands out their tables as
// rows of text, whatever the format. It knows formats, encodings and
// delimiters; what a column means is the business of package mapping.
//
// # How a table reaches DuckDB
//
// Large CSV, JSON and Parquet files are read by DuckDB's own parallel
// readers. What DuckDB does not read (workbooks, GB18030 text, nested JSON,
// Arrow streams) comes as Arrow record batches registered as a view. Both are
// a [Relation]: a name to put after FROM, with columns c1, c2, … of type
// VARCHAR and, unless Ordinal is set, the column "row".
package source

import (
	"context"
	"database/sql"
)

// Format is the kind of a file, found from its content, never from its name alone.
type Format string

// The formats that can be read.
const (
	CSV     Format = "csv"     // delimited text: comma, tab, semicolon or pipe
	XLSX    Format = "xlsx"    // an Office Open XML workbook
	JSON    Format = "json"    // one document, usually with an array of objects somewhere
	NDJSON  Format = "ndjson"  // one object a line
	Parquet Format = "parquet"
	Arrow   Format = "arrow" // Arrow IPC, file or stream
)

// PreviewRows is how many rows of a table are looked at to find its header.
const PreviewRows = 64

// Options are limits and wishes for Open. The zero value is good for files
// from people one knows.
type Options struct {
	// MaxCellBytes bounds one cell or line of text. 0 means 1 MiB.
	MaxCellBytes int
	// MaxUnzipBytes bounds what a workbook may unpack to. 0 means 2 GiB.
	MaxUnzipBytes int64
	// Rows is the path of the rows inside a JSON document, such as
	// "projects[].milestones[]". Fields of enclosing objects are reached by
	// their full path ("projects.id"). Empty: the array that is the document,
	// or the only array of objects at its top level.
	Rows string
	// Sheets limits a workbook to the sheets matching one of these patterns
	// (path.Match). Empty: all visible sheets.
	Sheets []string
}

// A File is an opened report. It holds no operating-system resources between
// calls: a table's Scan opens what it needs.
type File struct {
	Path     string
	Format   Format
	Encoding string // "utf-8", "gb18030", "utf-16le", …; empty for binary formats
	Tables   []*Table
}

// A Table is one table of a file: a workbook's sheet, a CSV file, an array of
// a JSON document.
type Table struct {
	// Sheet is the workbook's sheet, or empty.
	Sheet string
	// Names are the column names of a self-describing format (JSON, Parquet,
	// Arrow); nil where the header has to be found in Preview.
	Names []string
	// Preview is the first PreviewRows rows as text, merged cells filled over
	// their whole range (so that a merged parent header stands above each of
	// its children). Row i of Preview is row i+1 of the sheet, empty rows
	// included. Nil where Names is set.
	Preview [][]string
	// Width is the number of columns.
	Width int

	scan func(ctx context.Context, conn *sql.Conn, firstRow int64) (*Relation, error)
}

// Scan makes the table's rows available on conn, from firstRow (1-based, as a
// spreadsheet shows it; ignored where Names is set) to the end. The caller
// closes the relation. A relation is read once.
func (t *Table) Scan(ctx context.Context, conn *sql.Conn, firstRow int64) (*Relation, error) {
	return t.scan(ctx, conn, firstRow)
}

// A Relation is a table that DuckDB can read on one connection.
type Relation struct {
	// SQL goes after FROM. Columns are c1 … cN VARCHAR (empty text stays
	// empty, a missing cell is NULL), and "row" BIGINT unless Ordinal.
	SQL string
	// Ordinal says that there is no column "row": the n-th row delivered
	// (from 0) is row FirstRow+n of the file, but for the lines that DuckDB's
	// CSV reader set aside.
	Ordinal  bool
	FirstRow int64
	// Rejects says that lines which are no row of the table are in this
	// connection's temporary tables reject_scans and reject_errors after the
	// relation has been read.
	Rejects bool

	close func() error
}

// Close releases the relation: registered views, open files. It may be called
// more than once.
func (r *Relation) Close() error {
	if r.close == nil {
		return nil
	}
	c := r.close
	r.close = nil
	return c()
}

// A FormatError says that a file cannot be read at all, what it is instead,
// and what to do.
type FormatError struct {
	Path string
	What string // what the file is: "a password-protected workbook"
	Hint string // what to do: "save it without a password and send it again"
	Err  error
}

func (e *FormatError) Error() string {
	s := e.Path + ": " + e.What
	if e.Err != nil {
		s += " (" + e.Err.Error() + ")"
	}
	if e.Hint != "" {
		s += "; " + e.Hint
	}
	return s
}

func (e *FormatError) Unwrap() error { return e.Err }
