package forecast_test

import (
	"testing"
	"time"

	"shixu/queries/session"
	"shixu/test/floor"
)

// BenchmarkForecast forecasts the year's end of every project
// (SHIXU_BENCH_PROJECTS, else twenty thousand) in September, with four years of
// months to learn from. The floor is one plain GROUP BY project over the same table.
func BenchmarkForecast(b *testing.B) {
	w := floor.City(b, floor.Projects(b), "4GiB")
	conn, err := w.DB.Conn(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	defer conn.Close()
	if _, err := session.Speak(b.Context(), conn, time.Date(2023, 9, 30, 0, 0, 0, 0, time.UTC), session.Rules{Calendar: "monthly", CloseAtCoverage: 0.9}); err != nil {
		b.Fatal(err)
	}
	ask := func(query string) func() {
		return func() {
			if _, err := conn.ExecContext(b.Context(), "CREATE OR REPLACE TEMP TABLE answer AS "+query); err != nil {
				b.Fatal(err)
			}
		}
	}
	for range b.N {
		least := floor.Time(b, ask(`SELECT project_key, sum(completed), max(completed_ytd), count(*) FROM store.investment_report GROUP BY project_key`))
		measures := floor.Time(b, ask(`SELECT * FROM project_measure`))
		groups := floor.Time(b, ask(`SELECT * FROM group_forecast`))
		ours := floor.Time(b, ask(`SELECT * FROM project_forecast`))
		b.ReportMetric(measures.CPU.Seconds()/least.CPU.Seconds(), "measures_x_floor_cpu")
		b.ReportMetric(groups.CPU.Seconds()/least.CPU.Seconds(), "groups_x_floor_cpu")
		floor.Report(b, ours, least)
	}
}
