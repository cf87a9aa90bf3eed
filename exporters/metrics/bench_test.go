package metrics_test

import (
	"context"
	"fmt"
	"io/fs"
	"path/filepath"
	"testing"
	"time"

	"shixu/exporters/metrics"
	"shixu/pipeline/warehouse"
	"shixu/queries"
	"shixu/queries/session"
	"shixu/test/floor"
)

// BenchmarkRefresh computes all metrics over five years of reports
// (SHIXU_BENCH_ROWS, else a million). The floor is one plain GROUP BY over the
// same table: investment by the five dimensions and the month.
func BenchmarkRefresh(b *testing.B) {
	w := fullWarehouse(b, floor.Rows(b))
	q, err := queries.MetricQueries("CNY")
	if err != nil {
		b.Fatal(err)
	}
	e := &metrics.Engine{Warehouse: w, Now: time.Now}
	e.Configure(metrics.Settings{
		AsOf: time.Date(2023, 12, 31, 0, 0, 0, 0, time.UTC), Rules: session.Rules{Calendar: "monthly", CloseAtCoverage: 0.9}, Currency: "CNY",
	}, q)
	const plain = `
		SELECT p.level, p.district_code, p.sector_code, p.project_type_code, r.month, sum(r.completed), max(r.completed_ytd), count(*)
		FROM store.investment_report AS r JOIN store.project AS p ON p.project_key = r.project_key
		GROUP BY ALL`
	const byProject = `
		SELECT project_key, sum(completed), max(completed_ytd), count(*) FROM store.investment_report GROUP BY project_key`
	for range b.N {
		plainly := floor.Time(b, func() { drain(b, w, plain) })
		narrow := floor.Time(b, func() { drain(b, w, byProject) })
		ours := floor.Time(b, func() {
			res, err := e.Refresh(context.Background())
			if err != nil || res.Err() != nil {
				b.Fatal(err, res.Err())
			}
			b.ReportMetric(float64(res.Snapshot.NumSeries()), "series")
		})
		floor.Report(b, ours, plainly)
		b.ReportMetric(ours.Wall.Seconds()/narrow.Wall.Seconds(), "x_by_project")
	}
}

// fullWarehouse fills a warehouse with SQL alone: 20 districts, 12 sectors,
// 3 types, 2 levels; every project reports every month of five years.
func fullWarehouse(b *testing.B, rows int) *warehouse.Warehouse {
	b.Helper()
	w, err := warehouse.Open(b.Context(), warehouse.Options{
		Path: filepath.Join(b.TempDir(), "city.duckdb"), Migrations: []fs.FS{queries.Migrations()}, Definitions: queries.Definitions(), Memory: "2GiB",
	})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { w.Close() })
	projects := rows / 60
	for _, q := range []string{
		`INSERT INTO store.load (load_id, known_on) VALUES (1, DATE '2023-01-01')`,
		`INSERT INTO store.district (code, name_zh, load_id) SELECT format('5101{:02d}', i), format('第{}区', i), 1 FROM range(20) AS t(i)`,
		`INSERT INTO store.sector (code, name_zh, load_id) SELECT format('s{}', i), format('行业{}', i), 1 FROM range(12) AS t(i)`,
		`INSERT INTO store.project_type (code, name_zh, load_id) SELECT format('t{}', i), format('类型{}', i), 1 FROM range(3) AS t(i)`,
		fmt.Sprintf(`INSERT INTO store.project_key SELECT i::INTEGER, format('P{:08d}', i) FROM range(%d) AS t(i)`, projects),
		`INSERT INTO store.project (project_key, name, level, district_code, sector_code, project_type_code, total_investment, planned_start, planned_start_precision, actual_start, actual_start_precision, load_id)
		 SELECT project_key, project_id, CASE WHEN project_key % 7 = 0 THEN 'provincial' ELSE 'municipal' END, format('5101{:02d}', project_key % 20), format('s{}', project_key % 12), format('t{}', project_key % 3),
		        1000000 + project_key, DATE '2019-03-31', 'month', DATE '2019-03-15', 'day', 1 FROM store.project_key`,
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

func drain(b *testing.B, w *warehouse.Warehouse, query string) {
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
