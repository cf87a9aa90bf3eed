package source

import (
	"context"
	"database/sql"
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

	bad   func(ctx context.Context, conn *sql.Conn) ([]BadLine, error)
	err   func() error
	close func() error
}

// Bad returns the lines that are no row of the table, by row, after the
// relation has been read to its end on conn. It must be called before Close.
// Where Ordinal is set and a query reads some columns only, a line with bytes
// that are no text in another column is delivered, not set aside.
func (r *Relation) Bad(ctx context.Context, conn *sql.Conn) ([]BadLine, error) {
	if r.bad == nil {
		return nil, nil
	}
	return r.bad(ctx, conn)
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
