package source

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
	"sync/atomic"
)

// A Relation is a table that DuckDB can read on one connection.
type Relation struct {
	// SQL goes after FROM. Columns are c1 … cN VARCHAR (an empty or missing
	// cell is NULL), and "row" BIGINT unless Ordinal.
	SQL string
	// Ordinal says that there is no column "row": the n-th row delivered
	// (from 0) is row FirstRow+n of the file, but for the lines set aside,
	// each of which takes one row number (BadLine.Row) too.
	Ordinal  bool
	FirstRow int64

	// records is how many rows and lines set aside there are together; nil
	// where only the reader itself knows. It is asked after reading.
	records func() int64

	bad   func(ctx context.Context, conn *sql.Conn) ([]BadLine, error)
	err   func() error
	close func() error
}

// Bad returns the lines that are no row of the table, by row, after the
// relation has been read to its end on conn. It must be called before Close.
func (r *Relation) Bad(ctx context.Context, conn *sql.Conn) ([]BadLine, error) {
	if r.bad == nil {
		return nil, nil
	}
	return r.bad(ctx, conn)
}

// Lost compares what was read from the relation to its end, rows and lines set
// aside, with what is there: a *FormatError where they are not as many. DuckDB's
// CSV reader has dropped lines without an error (readCSV says when), and a
// report that lacks a row must never pass for a whole one.
func (r *Relation) Lost(path string, rows int64, aside int) error {
	if r.records == nil {
		return nil
	}
	there, read := r.records(), rows+int64(aside)
	if there == read {
		return nil
	}
	return &FormatError{
		Path: path,
		What: Words{
			fmt.Sprintf("一张有 %d 行的表，却读出了 %d 行，因此一行也没有装载", there, read),
			fmt.Sprintf("a table of %d rows of which %d were read, so that none was loaded", there, read),
		},
		Hint: Words{"请再装载一次；若仍如此，请另存为 XLSX 后报送，并告知开发者", "load it again; if that does not help, save it as XLSX and tell the developers"},
	}
}

// Err returns the error that ended reading early in its own words and type;
// the query that read the relation failed too, with DuckDB's words around it.
func (r *Relation) Err() error {
	if r.err == nil {
		return nil
	}
	return r.err()
}

// Close releases the relation: registered views, open files. It may be called
// more than once, but not while a query reads the relation.
func (r *Relation) Close() error {
	if r.close == nil {
		return nil
	}
	c := r.close
	r.close = nil
	return c()
}

// names numbers the views and tables of all relations of this process.
var names atomic.Int64

// quote writes s as an SQL string.
func quote(s string) string {
	return "'" + strings.ReplaceAll(s, "'", "''") + "'"
}

// quoteName writes s as an SQL identifier.
func quoteName(s string) string {
	return `"` + strings.ReplaceAll(s, `"`, `""`) + `"`
}

// literalPath writes path as an SQL string in which no character is a glob.
func literalPath(path string) string {
	return quote(globs.Replace(path))
}

var globs = strings.NewReplacer("[", "[[]", "*", "[*]", "?", "[?]")
