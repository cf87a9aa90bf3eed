package sqlapi_test

import (
	"context"
	"fmt"
	"os"

	"shixu/exporters/metrics"
	"shixu/exporters/sqlapi"
	"shixu/queries/session"
)

// A session answers a question about a warehouse and writes it as a table.
func ExampleOpen() {
	dir, err := os.MkdirTemp("", "shixu-example-")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer os.RemoveAll(dir)
	path, err := city(dir)
	if err != nil {
		fmt.Println(err)
		return
	}
	ctx := context.Background()
	s, err := sqlapi.Open(ctx, sqlapi.Options{
		Path:     path,
		Settings: metrics.Settings{AsOf: day(2023, 10, 31), Rules: session.Rules{Calendar: "monthly", CloseAtCoverage: 0.9}},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	defer s.Close()
	rows, err := s.Query(ctx, "SELECT district, projects, planned_investment, completed FROM progress_by_district")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer rows.Release()
	if err := (sqlapi.Table{}).Encode(os.Stdout, rows); err != nil {
		fmt.Println(err)
	}
	// Output:
	//  district │ projects │ planned_investment │ completed
	// ──────────┼──────────┼────────────────────┼───────────
	//  郫都区   │        2 │            4000.50 │   2700.25
}
