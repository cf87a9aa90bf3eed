package main

import (
	"testing"
	"time"

	"shixu/exporters/metrics"
	"shixu/exporters/sqlapi"
	"shixu/exporters/trace"
	"shixu/queries"
	"shixu/queries/session"
)

// testTraces holds every figure that can be traced against its rows, as of
// other days and as known on other days too.
func testTraces(t *testing.T, path string) {
	metricQueries, err := queries.MetricQueries("CNY")
	if err != nil {
		t.Fatal(err)
	}
	all, err := queries.Traces("CNY")
	if err != nil {
		t.Fatal(err)
	}
	day := func(month time.Month, d int) time.Time { return time.Date(2023, month, d, 0, 0, 0, 0, time.UTC) }
	for _, view := range []metrics.View{{AsOf: day(10, 31)}, {AsOf: day(6, 30)}, {AsOf: day(9, 30), KnownOn: day(10, 5)}} {
		s, err := sqlapi.Open(t.Context(), sqlapi.Options{
			Path: path, View: view,
			Settings: metrics.Settings{Rules: session.Rules{Calendar: "monthly", CloseAtCoverage: 0.9}},
		})
		if err != nil {
			t.Fatal(err)
		}
		// Closed in each round: a process has one session open on a file.
		rows := int64(0)
		for _, metric := range trace.Explained(all) {
			for _, matchers := range [][]trace.Matcher{nil, {{Label: "year", Op: "=", Value: "2023"}}} {
				plan, err := trace.New(trace.Selector{Metric: metric, Matchers: matchers}, metricQueries, all)
				if err != nil {
					t.Fatal(err)
				}
				if plan.Check == "" { // the metric has no year
					continue
				}
				answer, err := s.Query(t.Context(), plan.Check)
				if err != nil {
					t.Fatalf("%s: %v\n%s", metric, err, plan.Check)
				}
				sum, err := trace.ReadSum(answer)
				answer.Release()
				if err != nil || !sum.Equal {
					t.Errorf("%s as of %v, known on %v: %+v, %v", metric, view.AsOf, view.KnownOn, sum, err)
				}
				rows += sum.Rows
			}
		}
		if err := s.Close(); err != nil {
			t.Error(err)
		}
		if rows < 10_000 {
			t.Errorf("as of %v, known on %v: only %d rows were traced", view.AsOf, view.KnownOn, rows)
		}
	}
}
