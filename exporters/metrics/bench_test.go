package metrics_test

import (
	"context"
	"testing"
	"time"

	"shixu/exporters/metrics"
	"shixu/queries"
	"shixu/queries/session"
	"shixu/test/floor"
)

// BenchmarkRefresh computes all metrics over five years of reports
// (SHIXU_BENCH_ROWS, else a million). The floor is one plain GROUP BY over the
// same table: investment by the five dimensions and the month.
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
	for range b.N {
		plainly := floor.Time(b, func() { floor.Drain(b, w, plain) })
		narrow := floor.Time(b, func() { floor.Drain(b, w, byProject) })
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
