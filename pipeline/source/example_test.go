package source_test

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"

	_ "github.com/duckdb/duckdb-go/v2"

	"shixu/pipeline/source"
)

// A file is opened, its preview looked at, and its rows read in SQL; what is
// no row is asked for afterwards.
func ExampleOpen() {
	dir, err := os.MkdirTemp("", "source")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "九月.csv")
	report := "2023年9月投资完成情况\n项目,完成(万元)\n甲,120.5\n\"乙,80\n丙,99.5\n"
	if err := os.WriteFile(path, []byte(report), 0o600); err != nil {
		panic(err)
	}

	ctx := context.Background()
	file, err := source.Open(ctx, path, source.Options{})
	if err != nil {
		panic(err)
	}
	table := file.Tables[0]
	fmt.Println(file.Format, file.Encoding, table.Width, table.Preview[1])

	db, err := sql.Open("duckdb", "")
	if err != nil {
		panic(err)
	}
	defer db.Close()
	conn, err := db.Conn(ctx)
	if err != nil {
		panic(err)
	}
	defer conn.Close()

	rows, err := table.Scan(ctx, conn, 3, 0)
	if err != nil {
		panic(err)
	}
	defer rows.Close()
	var total float64
	if err := conn.QueryRowContext(ctx, "SELECT sum(c2::DECIMAL(18,2)) FROM "+rows.SQL).Scan(&total); err != nil {
		panic(err)
	}
	fmt.Println("total", total)

	bad, err := rows.Bad(ctx, conn)
	if err != nil {
		panic(err)
	}
	for _, b := range bad {
		fmt.Println("row", b.Row, b.Text, b.Reason.Zh)
	}
	// Output:
	// csv utf-8 2 [项目 完成(万元)]
	// total 220
	// row 4 "乙,80 引号没有结束
}
