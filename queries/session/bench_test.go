package session_test

import (
	"testing"
	"time"

	"shixu/queries/session"
	"shixu/test/floor"
)

// BenchmarkMeasures measures every key project (SHIXU_BENCH_PROJECTS, else
// twenty thousand, of 60 months each), as a refresh does before its queries.
// The floor is a plain GROUP BY of the reports by project.
func BenchmarkMeasures(b *testing.B) {
	w := floor.City(b, floor.Projects(b), "4GiB")
	rules := session.Rules{Calendar: "monthly", CloseAtCoverage: 0.9}
	for range b.N {
		plain := floor.Time(b, func() {
			floor.Drain(b, w, `SELECT project_key, sum(completed), max(completed_ytd), count(*) FROM store.investment_report GROUP BY project_key`)
		})
		conn, err := w.DB.Conn(b.Context())
		if err != nil {
			b.Fatal(err)
		}
		ours := floor.Time(b, func() {
			if _, err := session.Speak(b.Context(), conn, time.Date(2023, 11, 30, 0, 0, 0, 0, time.UTC), rules); err != nil {
				b.Fatal(err)
			}
			if err := session.Share(b.Context(), conn); err != nil {
				b.Fatal(err)
			}
		})
		if err := conn.Close(); err != nil {
			b.Fatal(err)
		}
		floor.Report(b, ours, plain)
		b.ReportMetric(plain.CPU.Seconds(), "floor_cpu_s")
	}
}
