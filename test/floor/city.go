package floor

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"shixu/pipeline/warehouse"
	"shixu/queries"
)

// Projects is how many projects the benchmarks take: SHIXU_BENCH_PROJECTS, else
// twenty thousand, with five years of months each.
func Projects(b *testing.B) int {
	b.Helper()
	s := os.Getenv("SHIXU_BENCH_PROJECTS")
	if s == "" {
		return 20_000
	}
	n, err := strconv.Atoi(s)
	if err != nil {
		b.Fatalf("SHIXU_BENCH_PROJECTS: %v", err)
	}
	return n
}

// City fills a warehouse with SQL alone: 20 districts, 12 sectors, 3 types, 2
// levels; every project has an approved schedule, two forecasts (of which one in
// three is late, as one in three was warned of in the city this began with), a plan for
// each of five years (2019 to 2023), and a report for every month of them. The
// warehouse is closed when the benchmark ends.
func City(b *testing.B, projects int, memory string) *warehouse.Warehouse {
	b.Helper()
	w, err := warehouse.Open(b.Context(), warehouse.Options{
		Path: filepath.Join(b.TempDir(), "city.duckdb"), Migrations: []fs.FS{queries.Migrations()}, Definitions: queries.Definitions(), Memory: memory,
	})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { w.Close() })
	for _, q := range []string{
		`INSERT INTO store.load (load_id, known_on) VALUES (1, DATE '2023-01-01')`,
		`INSERT INTO store.district (code, name_zh, load_id) SELECT format('5101{:02d}', i), format('第{}区', i), 1 FROM range(20) AS t(i)`,
		`INSERT INTO store.sector (code, name_zh, load_id) SELECT format('s{}', i), format('行业{}', i), 1 FROM range(12) AS t(i)`,
		`INSERT INTO store.project_type (code, name_zh, load_id) SELECT format('t{}', i), format('类型{}', i), 1 FROM range(3) AS t(i)`,
		fmt.Sprintf(`INSERT INTO store.project_key SELECT i::INTEGER, format('P{:08d}', i) FROM range(%d) AS t(i)`, projects),
		`INSERT INTO store.project (project_key, name, level, district_code, sector_code, project_type_code, total_investment,
		                            planned_start, planned_start_precision, actual_start, actual_start_precision, planned_completion, planned_completion_precision, load_id)
		 SELECT project_key, project_id, CASE WHEN project_key % 7 = 0 THEN 'provincial' ELSE 'municipal' END,
		        format('5101{:02d}', project_key % 20), format('s{}', project_key % 12), format('t{}', project_key % 3),
		        1000000 + project_key, DATE '2019-03-31', 'month', DATE '2019-03-15', 'day', DATE '2024-06-30', 'month', 1 FROM store.project_key`,
		`INSERT INTO store.baseline (project_key, approved_on, planned_completion, planned_completion_precision, load_id)
		 SELECT project_key, DATE '2019-01-15', DATE '2023-12-31', 'year', 1 FROM store.project_key`,
		`INSERT INTO store.schedule_report (project_key, reported_on, forecast_completion, forecast_completion_precision, load_id)
		 SELECT project_key, DATE '2023-06-30' + r::INTEGER, DATE '2023-12-31' + CASE WHEN project_key % 3 = 0 THEN (182 + project_key % 700 + r)::INTEGER ELSE 0 END, 'day', 1 FROM store.project_key, range(0, 62, 61) AS t(r)`,
		`INSERT INTO store.annual_plan (project_key, year, planned_investment, load_id) SELECT project_key, y, 120000, 1 FROM store.project_key, range(2019, 2024) AS t(y)`,
		fmt.Sprintf(`INSERT INTO store.investment_report (project_key, month, completed, completed_ytd, load_id, row_number)
		 SELECT (i %% %[1]d)::INTEGER, (DATE '2019-01-01' + to_months((i // %[1]d)::INTEGER))::DATE, 10000 + i %% 977, (i // %[1]d %% 12 + 1) * 10000, 1, (i + 2)::INTEGER
		 FROM range(%[2]d) AS t(i)`, projects, 60*projects),
		`CHECKPOINT`,
	} {
		if _, err := w.DB.Exec(q); err != nil {
			b.Fatalf("%s: %v", q, err)
		}
	}
	return w
}

// Drain runs a query to its last row.
func Drain(b *testing.B, w *warehouse.Warehouse, query string) {
	b.Helper()
	rows, err := w.DB.Query(query)
	if err != nil {
		b.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
	}
	if err := rows.Err(); err != nil {
		b.Fatal(err)
	}
}
