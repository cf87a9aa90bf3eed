package warnings_test

import (
	"log/slog"
	"testing"
	"time"

	"shixu/pipeline/warnings"
	"shixu/queries"
	"shixu/queries/session"
	"shixu/test/floor"
)

// BenchmarkEvaluate evaluates all rules of the preset default over
// SHIXU_BENCH_PROJECTS projects (else twenty thousand) of 60 months each, on a
// day after all of them were warned: every warning is held against what is
// found. The floor is a plain GROUP BY of the reports by project.
func BenchmarkEvaluate(b *testing.B) {
	w := floor.City(b, floor.Projects(b), "4GiB")
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
	for range b.N {
		plain := floor.Time(b, func() {
			floor.Drain(b, w, `SELECT project_key, sum(completed), max(completed_ytd), count(*) FROM store.investment_report GROUP BY project_key`)
		})
		day = day.AddDate(0, 0, 1)
		ours := floor.Time(b, func() {
			if v, err = e.Evaluate(b.Context()); err != nil || v.Err() != nil {
				b.Fatal(err, v.Err())
			}
		})
		floor.Report(b, ours, plain)
		b.ReportMetric(plain.CPU.Seconds(), "floor_cpu_s")
	}
}
