package scores_test

import (
	"testing"
	"time"

	"shixu/queries"
	"shixu/queries/scores"
	"shixu/test/floor"
)

// BenchmarkScores scores quarters by the default scheme over every project
// (SHIXU_BENCH_PROJECTS, else twenty thousand, of 60 months each). all is the
// whole window of eight, as after a load that may have changed each of them;
// month is what a refresh does after a month's reports came in. The floor is a
// plain GROUP BY of the reports by project.
func BenchmarkScores(b *testing.B) {
	w := floor.City(b, floor.Projects(b), "4GiB")
	if _, err := w.DB.Exec(`UPDATE store.annual_plan SET plan_kind = ['continuing', 'completion', 'new_start'][1 + project_key % 3]`); err != nil {
		b.Fatal(err)
	}
	scoring, err := queries.ScoringNamed(queries.DefaultScheme)
	if err != nil {
		b.Fatal(err)
	}
	by := scores.New(scoring, rules)
	day := time.Date(2023, 12, 31, 0, 0, 0, 0, time.UTC)
	refresh := func(b *testing.B) floor.Spent {
		return floor.Time(b, func() {
			if err := by.Refresh(b.Context(), w, day); err != nil {
				b.Fatal(err)
			}
		})
	}
	measure := func(b *testing.B, before string) {
		for range b.N {
			if _, err := w.DB.Exec(before); err != nil {
				b.Fatal(err)
			}
			plain := floor.Time(b, func() {
				floor.Drain(b, w, `SELECT project_key, sum(completed), max(completed_ytd), count(*) FROM store.investment_report GROUP BY project_key`)
			})
			floor.Report(b, refresh(b), plain)
			b.ReportMetric(plain.CPU.Seconds(), "floor_cpu_s")
		}
	}
	b.Run("all", func(b *testing.B) {
		measure(b, `INSERT INTO store.load (load_id, dataset, known_on) SELECT max(load_id) + 1, 'annual_plan', DATE '2023-01-01' FROM store.load`)
	})
	b.Run("month", func(b *testing.B) {
		measure(b, `
			INSERT INTO store.load (load_id, dataset, known_on) SELECT max(load_id) + 1, 'investment_report', DATE '2024-01-05' FROM store.load;
			UPDATE store.investment_report SET load_id = (SELECT max(load_id) FROM store.load) WHERE month = DATE '2023-12-01'`)
	})
}
