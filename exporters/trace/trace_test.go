package trace_test

import (
	"errors"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"shixu/exporters/trace"
	"shixu/queries"
)

// summed are the metrics that are sums over rows of reports: design §6. Each is
// explained. A ratio or a date is no sum; a score is one of the
// points of its indicators.
var summed = []string{
	"shixu_projects", "shixu_investment_total_cny", "shixu_investment_planned_cny", "shixu_investment_completed_cny",
	"shixu_investment_completed_monthly_cny", "shixu_starts", "shixu_starts_pending", "shixu_completions", "shixu_entries_into_service",
	"shixu_coordination_items", "shixu_breakthroughs", "shixu_reserve_projects", "shixu_reserve_investment_cny",
	"shixu_reserve_converted_projects", "shixu_reserve_converted_investment_cny", "shixu_benchmark_completion_ratio", "shixu_target",
	"shixu_warnings", "shixu_warnings_overdue", "shixu_warned_projects", "shixu_funnel_projects", "shixu_funnel_converted_projects",
	"shixu_coordination_open_items", "shixu_coordination_overdue_items", "shixu_coordination_resolution_seconds", "shixu_score", "shixu_score_points",
}

func TestEveryMetricIsExplained(t *testing.T) {
	all, err := queries.Traces("CNY")
	if err != nil {
		t.Fatal(err)
	}
	for _, metric := range summed {
		if all[metric] == nil {
			t.Errorf("no file of queries/trace explains %s", metric)
		}
	}
	metrics, err := queries.MetricQueries("CNY")
	if err != nil {
		t.Fatal(err)
	}
	for metric, x := range all {
		if _, err := trace.New(trace.Selector{Metric: metric}, metrics, all); err != nil {
			t.Errorf("%s: %v", x.File, err)
		}
	}
}

func TestNew(t *testing.T) {
	metrics, err := queries.MetricQueries("USD")
	if err != nil {
		t.Fatal(err)
	}
	all, err := queries.Traces("USD")
	if err != nil {
		t.Fatal(err)
	}
	plan := func(series string) (*trace.Plan, error) {
		s, err := trace.ParseSelector(series)
		if err != nil {
			t.Fatal(err)
		}
		return trace.New(s, metrics, all)
	}
	p, err := plan(`shixu_investment_planned_usd{district="O'Hare"}`)
	if err != nil || p.Value != "planned_investment" || !strings.Contains(p.Check, `= 'O''Hare'`) || strings.Contains(p.Check, "$") {
		t.Errorf("%+v, %v", p, err)
	}
	if p, err := plan(`shixu_starts{project_id="1"}`); err != nil || p.Check != "" {
		t.Errorf("one project: a check against what is not published: %+v, %v", p, err)
	}
	if _, err := plan("shixu_none"); !errors.Is(err, trace.ErrUnknownMetric) {
		t.Error(err)
	}
	if _, err := plan("shixu_schedule_elapsed_ratio"); !errors.Is(err, trace.ErrUntraced) {
		t.Error(err)
	}
}

func TestTraceFiles(t *testing.T) {
	for text, want := range map[string]string{
		"SELECT 1":                                     "mine.sql:1: a trace file begins with a header",
		"/*\nexplains: {}\n*/\nSELECT 1":               "mine.sql:1: header: explains: names no metric",
		"/*\nexplains: {a: ''}\n*/\nSELECT 1":          "names no column",
		"/*\nexplains: {a: b}\nlabels: []\n*/\nSELECT": `mine.sql:3: header: unknown key "labels"; the keys here are explains`,
		"/*\nexplains: {a: b}\n*/\n":                   "there is no SELECT",
	} {
		_, err := queries.Traces("CNY", fs.FS(fstest.MapFS{"mine.sql": {Data: []byte(text)}}))
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: got %v, want %s", text, err, want)
		}
	}
}
