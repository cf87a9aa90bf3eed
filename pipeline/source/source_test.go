package source

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	_ "github.com/duckdb/duckdb-go/v2"
)

// A content is what a scan delivered: rows by number, NULL as "", and lines
// set aside.
type content struct {
	Rows map[int64][]string
	Bad  []BadLine
}

// codes gives the lines set aside as "row code".
func (c content) codes() []string {
	var codes []string
	for _, b := range c.Bad {
		codes = append(codes, strconv.FormatInt(b.Row, 10)+" "+b.Reason.Code)
	}
	return codes
}

func connect(t testing.TB) *sql.Conn {
	t.Helper()
	db, err := sql.Open("duckdb", "")
	if err != nil {
		t.Fatal(err)
	}
	conn, err := db.Conn(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close(); db.Close() })
	return conn
}

func write(t testing.TB, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func mustOpen(t testing.TB, path string, opts Options) *File {
	t.Helper()
	f, err := Open(t.Context(), path, opts)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// read scans a table from firstRow.
func read(t testing.TB, conn *sql.Conn, table *Table, firstRow int64) content {
	t.Helper()
	c, err := tryRead(t.Context(), conn, table, firstRow)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func tryRead(ctx context.Context, conn *sql.Conn, table *Table, firstRow int64) (c content, err error) {
	return tryReadColumns(ctx, conn, table, firstRow, table.Width)
}

func tryReadColumns(ctx context.Context, conn *sql.Conn, table *Table, firstRow int64, width int) (c content, err error) {
	rel, err := table.Scan(ctx, conn, firstRow, width)
	if err != nil {
		return c, err
	}
	defer func() { err = errors.Join(err, rel.Close()) }()
	numbers := []int64{}
	var rows [][]string
	found, err := conn.QueryContext(ctx, "SELECT * FROM "+rel.SQL)
	if err != nil {
		return c, errors.Join(err, rel.Err())
	}
	defer found.Close()
	for n := int64(0); found.Next(); n++ {
		cells := make([]sql.NullString, width)
		var row int64
		dest := make([]any, 0, width+1)
		for i := range cells {
			dest = append(dest, &cells[i])
		}
		if !rel.Ordinal {
			dest = append(dest, &row)
		}
		if err := found.Scan(dest...); err != nil {
			return c, err
		}
		texts := make([]string, len(cells))
		for i, cell := range cells {
			texts[i] = cell.String
		}
		rows, numbers = append(rows, texts), append(numbers, row)
	}
	if err := found.Err(); err != nil {
		return c, errors.Join(err, rel.Err())
	}
	if c.Bad, err = rel.Bad(ctx, conn); err != nil {
		return c, err
	}
	if err := rel.Lost("it", int64(len(rows)), len(c.Bad)); err != nil {
		return c, err
	}
	if rel.Ordinal {
		next, bad := rel.FirstRow, c.Bad
		for i := range numbers {
			for ; len(bad) > 0 && bad[0].Row == next; bad = bad[1:] {
				next++
			}
			numbers[i], next = next, next+1
		}
	}
	c.Rows = make(map[int64][]string, len(rows))
	for i, n := range numbers {
		c.Rows[n] = rows[i]
	}
	return c, nil
}

func lines(s ...string) string { return strings.Join(s, "\n") + "\n" }

func overwrite(t testing.TB, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}
