package source

import (
	"bytes"
	"context"
	"database/sql"
	"fmt"
	"strings"
)

// bufferFor is the size of DuckDB's buffers where a line has longest bytes at
// most. DuckDB 1.5.6 cuts a buffer into parts of a sixteenth of it, rounded down,
// times four, and of no less than longest. A line that lies across what is left
// behind the last part, where that is shorter than a line, is lost, without an
// error where errors are to be set aside. In four equal parts of more than
// longest nothing is left (TestBuffers). [Relation.Lost] would tell. Tests make
// it something else.
var bufferFor = func(longest int) int { return 16 * longest }

// readCSV reads plain text (see survey) with DuckDB's parallel reader.
//
// Of DuckDB 1.5.6 this relies on: skip counts lines, empty ones too; a short
// row is padded with NULL; a row with text beyond its last column and a line
// of invalid UTF-8 are set aside alone, further empty cells are dropped;
// reject_errors.line is the line in the file.
//
// Of a query that reads some columns only it must not: it looks at those alone
// for bytes that are no text, and where it finds some in a column of a greater
// number than there are columns in the query, it ends with an internal error
// that takes the whole database with it. So a condition that always holds asks
// for all columns; as a rule it looks at the first alone.
func (d *delimited) readCSV(conn *sql.Conn, firstRow int64, found survey) *Relation {
	n := names.Add(1)
	errorsTable, scansTable := fmt.Sprintf("shixu_reject_errors_%d", n), fmt.Sprintf("shixu_reject_scans_%d", n)
	var b strings.Builder
	b.WriteString("(FROM ")
	fmt.Fprintf(&b, "read_csv(%s, auto_detect=false, header=false, columns={", literalPath(d.path))
	for i := range d.width {
		if i > 0 {
			b.WriteString(", ")
		}
		fmt.Fprintf(&b, "'%s': 'VARCHAR'", column(i))
	}
	fmt.Fprintf(&b, `}, skip=%d, delim=%s, quote='"', escape='"', comment='', new_line=%s`,
		firstRow-1, quote(string(d.comma)), quote(found.newline))
	longest := max(d.limit, 2<<20)
	fmt.Fprintf(&b, ", max_line_size=%d, buffer_size=%d", longest, bufferFor(longest))
	fmt.Fprintf(&b, ", null_padding=true, ignore_errors=true, store_rejects=true, rejects_table=%s, rejects_scan=%s)",
		quote(errorsTable), quote(scansTable))
	b.WriteString(" WHERE coalesce(")
	for i := range d.width {
		b.WriteString(column(i) + ", ")
	}
	b.WriteString("'') IS NOT NULL)")
	return &Relation{
		SQL:      b.String(),
		Ordinal:  true,
		FirstRow: firstRow,
		records:  func() int64 { return found.records },
		bad: func(ctx context.Context, conn *sql.Conn) ([]BadLine, error) {
			return d.rejects(ctx, conn, errorsTable)
		},
		close: func() error {
			for _, t := range []string{errorsTable, scansTable} {
				if _, err := conn.ExecContext(context.Background(), "DROP TABLE IF EXISTS temp."+t); err != nil {
					return nil // a failed transaction: the tables go with its rollback
				}
			}
			return nil
		},
	}
}

// rejects reads the lines that DuckDB set aside. One line may have several
// errors; the first is told.
func (d *delimited) rejects(ctx context.Context, conn *sql.Conn, table string) (bad []BadLine, err error) {
	var there bool
	if err := conn.QueryRowContext(ctx,
		"SELECT count(*) > 0 FROM duckdb_tables() WHERE table_name = ?", table).Scan(&there); err != nil || !there {
		return nil, err
	}
	found, err := conn.QueryContext(ctx, fmt.Sprintf(`
		SELECT line, arg_min(error_type::VARCHAR, coalesce(column_idx, 0)),
		       arg_min(error_message, coalesce(column_idx, 0)),
		       coalesce(encode(any_value(csv_line)), ''::BLOB)
		FROM temp.%s GROUP BY line ORDER BY line LIMIT %d`, table, maxBad+1))
	if err != nil {
		return nil, err
	}
	defer found.Close()
	for found.Next() {
		var line int64
		var kind, message string
		var text []byte
		if err := found.Scan(&line, &kind, &message, &text); err != nil {
			return nil, err
		}
		// With CRLF DuckDB's text may begin with the LF of the line before.
		text = bytes.TrimLeft(text, "\r\n")
		bad = append(bad, BadLine{line, badText(text), d.duckdbReason(kind, message)})
	}
	if len(bad) > maxBad {
		return nil, tooManyBad(d.path)
	}
	return bad, found.Err()
}
