package source

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	_ "github.com/duckdb/duckdb-go/v2" // the driver that reads Parquet
	"path/filepath"
	"strings"
)

// openParquet reads the columns' names from the file's footer.
func openParquet(ctx context.Context, path string) ([]*Table, error) {
	db, err := sql.Open("duckdb", "")
	if err != nil {
		return nil, err
	}
	defer db.Close()
	found, err := db.QueryContext(ctx, fmt.Sprintf("FROM read_parquet(%s) LIMIT 0", literalPath(path)))
	if err != nil {
		return nil, damagedParquet(path, err)
	}
	defer found.Close()
	names, err := found.Columns()
	if err != nil {
		return nil, err
	}
	return []*Table{{Names: names, Width: len(names), scan: func(ctx context.Context, conn *sql.Conn, _ int64, _ int) (*Relation, error) {
		var rows int64 // as the footer says
		if err := conn.QueryRowContext(ctx, fmt.Sprintf("SELECT num_rows FROM parquet_file_metadata(%s)", literalPath(path))).Scan(&rows); err != nil {
			if ctx.Err() != nil {
				return nil, ctx.Err()
			}
			return nil, damagedParquet(path, err)
		}
		var b strings.Builder
		b.WriteString("(SELECT ")
		for i, name := range names {
			fmt.Fprintf(&b, "nullif(%s::VARCHAR, '') AS %s, ", quoteName(name), column(i))
		}
		fmt.Fprintf(&b, `file_row_number + 1 AS "row" FROM read_parquet(%s, file_row_number=true))`, literalPath(path))
		return &Relation{SQL: b.String(), FirstRow: 1, records: func() int64 { return rows }}, nil
	}}}, nil
}

func damagedParquet(path string, err error) error {
	said, _, _ := strings.Cut(err.Error(), "\n") // below it DuckDB shows the statement
	cause := errors.New(strings.ReplaceAll(said, path, filepath.Base(path)))
	return &FormatError{Path: path, What: Words{"损坏的 Parquet 文件", "a damaged Parquet file"}, Hint: Words{"请重新导出", "export it again"}, Err: cause}
}
