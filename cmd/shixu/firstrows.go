package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"github.com/duckdb/duckdb-go/v2"

	"shixu/pipeline/ingest"
	"shixu/pipeline/warehouse"
	"shixu/queries"
)

// firstRows reads the first rows of data as loading would, before cells are read
// into types.
func firstRows(ctx context.Context, u understanding, n int) ([][]string, error) {
	w, err := warehouse.Open(ctx, warehouse.Options{Definitions: queries.Definitions()[:1]})
	if err != nil {
		return nil, err
	}
	defer w.Close()
	var lines [][]string
	err = w.Tx(ctx, func(conn *sql.Conn) error {
		rel, err := u.table.Scan(ctx, conn, u.plan.FirstRow, u.plan.Width)
		if err != nil {
			return err
		}
		defer rel.Close()
		var cells []string
		for _, c := range u.plan.Columns {
			cell := queries.Literal(c.Constant)
			if c.Source > 0 {
				cell = fmt.Sprintf("coalesce(regexp_replace(left(c%d, 40), '[[:space:]]+', ' ', 'g'), '')", c.Source)
			}
			cells = append(cells, cell)
		}
		rows, err := conn.QueryContext(ctx, fmt.Sprintf("SELECT [%s] FROM %s WHERE %s LIMIT %d", strings.Join(cells, ", "), rel.SQL, ingest.DataRows(u.plan), n))
		if err != nil {
			return errors.Join(rel.Err(), err)
		}
		defer rows.Close()
		for rows.Next() {
			var row duckdb.Composite[[]string]
			if err := rows.Scan(&row); err != nil {
				return err
			}
			lines = append(lines, row.Get())
		}
		return errors.Join(rows.Err(), rel.Err())
	})
	return lines, err
}
