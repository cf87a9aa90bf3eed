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
//
// # What is text
//
// An empty cell is NULL, quoted or not. A date of a workbook is ISO 8601
// whatever its display format, to the precision that it shows (2023-09-30, or
// 2023-09 for a first of the month shown as "2023年9月"); a number has all its
// digits. In JSON nested objects are flattened with dots, arrays of plain
// values joined by "、", other arrays stay JSON. Nothing else is changed:
// spaces, full-width digits and units are for package mapping to understand.
//
// # What cannot be read
//
// A file that cannot be read at all is a [FormatError] that says what it is
// instead. A line that is no row of its table is set aside as a [BadLine], and
// reading goes on with the next: after a relation has been read, every line
// from its first row on was delivered, is in [Relation.Bad], or is empty.
package source

import (
	"context"
	"database/sql"
)

// Format is the kind of a file, found from its content, never from its name alone.
type Format string

// The formats that can be read.
const (
	CSV     Format = "csv"    // delimited text: comma, tab, semicolon or pipe
	XLSX    Format = "xlsx"   // an Office Open XML workbook
	HTML    Format = "html"   // tables of a web page, often saved as .xls
	JSON    Format = "json"   // one document, usually with an array of objects somewhere
	NDJSON  Format = "ndjson" // one object a line
	Parquet Format = "parquet"
	Arrow   Format = "arrow" // Arrow IPC, file or stream
)

// PreviewRows is how many rows of a table are looked at to find its header.
const PreviewRows = 64

// Options are limits and wishes for Open. The zero value is good for files
// from people one knows.
type Options struct {
	// MaxCellBytes bounds one cell or line of text; a longer line is set
	// aside. 0 means 1 MiB.
	MaxCellBytes int
	// MaxUnzipBytes bounds what a workbook may unpack to. 0 means 2 GiB.
	MaxUnzipBytes int64
	// Rows is the path of the rows inside a JSON document, such as
	// "projects[].milestones[]". Fields of enclosing objects are reached by
	// their full path ("projects.id"). Empty: the array that is the document,
	// or the only array of objects at its top level.
	Rows string
	// Sheets limits a workbook to the sheets matching one of these patterns
	// (path.Match). Empty: all visible sheets. A hidden sheet is read only if
	// a pattern is its exact name.
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
	// Since1904 says that a workbook counts days from 1904. Dates are dates
	// already; a day in a cell that is no date is a bare number.
	Since1904 bool
	// Width is the number of columns.
	Width int

	// rows reads the table here, in Go; nil where only DuckDB can. scan makes it
	// a relation in another way than by its rows.
	rows func(ctx context.Context, firstRow int64, width int) (badRows, error)
	scan func(ctx context.Context, conn *sql.Conn, firstRow int64, width int) (*Relation, error)
	// reread is scan by another reader; nil where there is only one.
	reread func(ctx context.Context, conn *sql.Conn, firstRow int64, width int) (*Relation, error)
}

// Scan makes the table's rows available on conn, from firstRow (1-based, as a
// spreadsheet shows it) to the end, in width columns, which are as many as its
// header has; 0 means Width. Both are ignored where Names is set. The caller
// closes the relation. A relation is read once.
//
// A row with something in it beyond those columns is set aside: an amount
// written 1,234 without quotes moves all cells after it by one, and its first
// part would be taken for the whole. In a workbook the cell right after the
// last column counts; those behind a gap are notes beside the table.
//
// What DuckDB does not read itself becomes a view of conn's current database
// until Close. A view over Go's memory must never be committed to a file, so
// on a database file Scan fails with [ErrNoTransaction] unless conn is in a
// transaction; close the relation before committing it.
func (t *Table) Scan(ctx context.Context, conn *sql.Conn, firstRow int64, width int) (*Relation, error) {
	firstRow, width = t.from(firstRow, width)
	if t.scan != nil {
		return t.scan(ctx, conn, firstRow, width)
	}
	r, err := t.rows(ctx, firstRow, width)
	if err != nil {
		return nil, err
	}
	return scanRows(ctx, conn, r, firstRow, width)
}

// Rescan is Scan by a slower reader that shares nothing with the first, for when
// that lost rows (Relation.Lost); ok is false where there is none.
func (t *Table) Rescan(ctx context.Context, conn *sql.Conn, firstRow int64, width int) (rel *Relation, ok bool, err error) {
	if t.reread == nil {
		return nil, false, nil
	}
	firstRow, width = t.from(firstRow, width)
	rel, err = t.reread(ctx, conn, firstRow, width)
	return rel, true, err
}

// from is where reading begins, and how many columns are read.
func (t *Table) from(firstRow int64, width int) (int64, int) {
	switch {
	case t.Names != nil:
		return 1, t.Width
	case width == 0:
		width = t.Width
	}
	return max(firstRow, 1), width
}

// scanRows makes rows a relation, which owns them.
func scanRows(ctx context.Context, conn *sql.Conn, r badRows, firstRow int64, width int) (*Relation, error) {
	rel, err := view(ctx, conn, r, width)
	if err != nil {
		return nil, err
	}
	rel.FirstRow = firstRow
	rel.bad = func(context.Context, *sql.Conn) ([]BadLine, error) { return r.aside(), nil }
	handed := rel.records
	rel.records = func() int64 { return handed() + int64(len(r.aside())) }
	return rel, nil
}

// A FormatError says that a file cannot be read at all, what it is instead,
// and what to do.
type FormatError struct {
	Path string
	What Words // what the file is: a password-protected workbook
	Hint Words // what to do: save it without a password and send it again
	Err  error
}

// Words are a text in both languages.
type Words struct{ Zh, En string }

func (e *FormatError) Error() string {
	s := e.Path + ": " + e.What.En
	if e.Err != nil {
		s += " (" + e.Err.Error() + ")"
	}
	if e.Hint.En != "" {
		s += "; " + e.Hint.En
	}
	return s
}

// Chinese is the error in Chinese; its cause stays as a library words it.
func (e *FormatError) Chinese() string {
	s := e.Path + "：无法读取，这是" + e.What.Zh
	if e.Err != nil {
		s += "（" + e.Err.Error() + "）"
	}
	if e.Hint.Zh != "" {
		s += "；" + e.Hint.Zh
	}
	return s
}

func (e *FormatError) Unwrap() error { return e.Err }
