package warnings_test

import (
	"log/slog"
	"testing"
	"time"

	"shixu/pipeline/warnings"
	"shixu/queries"
	"shixu/queries/scores"
	"shixu/queries/session"
	"shixu/test/floor"
)

// BenchmarkEvaluate does what a refresh does about slippage over
// SHIXU_BENCH_PROJECTS projects (else twenty thousand) of 60 months each, on the
// day after a month's reports came in, a third of the projects being warned
// already: all measures, all rules of the preset default, every warning held
// against what is found, and the scores of the default scheme for the quarter
// that the reports are of. The floor is a plain GROUP BY of the reports by project.
func BenchmarkEvaluate(b *testing.B) {
	w := floor.City(b, floor.Projects(b), "3GiB")
	d, err := warnings.Define("", queries.Settings{})
	if err != nil {
		b.Fatal(err)
	}
	day := time.Date(2023, 11, 20, 0, 0, 0, 0, time.UTC)
	e := &warnings.Engine{Warehouse: w, Now: func() time.Time { return day.Add(9 * time.Hour) }, Log: slog.New(slog.DiscardHandler)}
	e.Configure(warnings.Settings{Rules: session.Rules{Calendar: "monthly", CloseAtCoverage: 0.9}, Definition: d})
	// As if the rules had run the day before: the year is not filled in.
	_, err = w.DB.Exec(`INSERT INTO store.warning_evaluation VALUES (DATE '2023-11-19', now()::TIMESTAMP, NULL, 0, '', DATE '2023-11-19', [])`)
	if err != nil {
		b.Fatal(err)
	}
	v, err := e.Evaluate(b.Context())
	if err != nil || v.Err() != nil {
		b.Fatal(err, v.Err())
	}
	scoring, err := queries.ScoringNamed(queries.DefaultScheme)
	if err != nil {
		b.Fatal(err)
	}
	by := scores.New(scoring, session.Rules{Calendar: "monthly", CloseAtCoverage: 0.9})
	if err := by.Refresh(b.Context(), w, day); err != nil {
		b.Fatal(err)
	}
	for range b.N {
		plain := floor.Time(b, func() {
			floor.Drain(b, w, `SELECT project_key, sum(completed), max(completed_ytd), count(*) FROM store.investment_report GROUP BY project_key`)
		})
		day = day.AddDate(0, 0, 1)
		_, err = w.DB.Exec(`
			INSERT INTO store.load (load_id, dataset, known_on) SELECT max(load_id) + 1, 'investment_report', DATE '2023-11-05' FROM store.load;
			UPDATE store.investment_report SET load_id = (SELECT max(load_id) FROM store.load) WHERE month = DATE '2023-10-01'`)
		if err != nil {
			b.Fatal(err)
		}
		ours := floor.Time(b, func() {
			if v, err = e.Evaluate(b.Context()); err != nil || v.Err() != nil {
				b.Fatal(err, v.Err())
			}
		})
		scored := floor.Time(b, func() {
			if err := by.Refresh(b.Context(), w, day); err != nil {
				b.Fatal(err)
			}
		})
		b.ReportMetric(ours.CPU.Seconds()/plain.CPU.Seconds(), "rules_x_floor_cpu")
		b.ReportMetric(scored.CPU.Seconds()/plain.CPU.Seconds(), "scores_x_floor_cpu")
		ours.Add(scored)
		floor.Report(b, ours, plain)
		b.ReportMetric(plain.CPU.Seconds(), "floor_cpu_s")
	}
}
