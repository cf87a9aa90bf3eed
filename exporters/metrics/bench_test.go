package metrics_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"shixu/exporters/metrics"
	"shixu/pipeline/warehouse"
	"shixu/queries"
	"shixu/queries/session"
	"shixu/test/floor"
)

// BenchmarkRefresh computes all metrics over five years of reports
// (SHIXU_BENCH_ROWS, else a million), each time after a district corrected what its
// projects reported of a month, as a refresh comes after a load in service; x_first is
// the first refresh of the process. The floor is one plain GROUP BY over the same
// table: investment by the five dimensions and the month.
func BenchmarkRefresh(b *testing.B) {
	w := floor.City(b, floor.Rows(b)/60, "2GiB")
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
	refresh := func() floor.Spent {
		return floor.Time(b, func() {
			res, err := e.Refresh(context.Background())
			if err != nil || res.Err() != nil {
				b.Fatal(err, res.Err())
			}
			b.ReportMetric(float64(res.Snapshot.NumSeries()), "series")
		})
	}
	first := refresh()
	var plainly, narrow, ours floor.Spent
	for i := range b.N {
		correct(b, w, i+2, i%20)
		plainly.Add(floor.Time(b, func() { floor.Drain(b, w, plain) }))
		narrow.Add(floor.Time(b, func() { floor.Drain(b, w, byProject) }))
		ours.Add(refresh())
	}
	floor.Report(b, ours, plainly)
	b.ReportMetric(ours.Wall.Seconds()/narrow.Wall.Seconds(), "x_by_project")
	b.ReportMetric(first.Wall.Seconds()*float64(b.N)/plainly.Wall.Seconds(), "x_first")
	b.ReportMetric(first.CPU.Seconds()*float64(b.N)/plainly.CPU.Seconds(), "x_first_cpu")
}

// correct loads anew what a district's projects reported of September 2023.
func correct(b *testing.B, w *warehouse.Warehouse, load, district int) {
	b.Helper()
	for _, q := range []string{
		`INSERT INTO store.load (load_id, known_on) VALUES (%[1]d, DATE '2023-10-05')`,
		`UPDATE store.investment_report SET replaced_by = %[1]d
		 WHERE project_key %% 20 = %[2]d AND month = DATE '2023-09-01' AND replaced_by IS NULL AND load_id < %[1]d`,
		`INSERT INTO store.investment_report (project_key, month, completed, completed_ytd, load_id)
		 SELECT project_key, month, completed + 1, completed_ytd + 1, %[1]d FROM store.investment_report
		 WHERE project_key %% 20 = %[2]d AND replaced_by = %[1]d`,
	} {
		q = fmt.Sprintf(q, load, district)
		if _, err := w.DB.Exec(q); err != nil {
			b.Fatalf("%s: %v", q, err)
		}
	}
}
