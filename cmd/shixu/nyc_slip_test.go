package main

import (
	"cmp"
	"fmt"
	"slices"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
)

// A slip is how far a project's forecast of completion moved from the first to
// the last that was published, computed from the file without Shixu.
type slip struct {
	pid, borough, category string
	first, last            time.Time
	known                  bool
}

func (s slip) days() int { return int(s.last.Sub(s.first).Hours() / 24) }

// bucket is MoSPI's, in months from calendar month to calendar month.
func (s slip) bucket() string {
	if !s.known {
		return "no_baseline"
	}
	switch months := 12*(s.last.Year()-s.first.Year()) + int(s.last.Month()) - int(s.first.Month()); {
	case months < 0:
		return "ahead"
	case months == 0:
		return "on_schedule"
	case months <= 12:
		return "1-12"
	case months <= 24:
		return "13-24"
	case months <= 60:
		return "25-60"
	default:
		return "61+"
	}
}

// late says whether the last forecast is so many months or more after the
// first; the end of a month is never carried into the next.
func (s slip) late(months int) bool {
	due := s.first.AddDate(0, months, 0)
	if due.Day() != s.first.Day() {
		due = due.AddDate(0, 0, -due.Day())
	}
	return s.known && !s.last.Before(due)
}

func slips(t *testing.T, published map[string][]nycReport) []slip {
	t.Helper()
	var all []slip
	for pid, reports := range published {
		newest := reports[len(reports)-1]
		s := slip{pid: pid, borough: expectedBorough(t, newest.borough), category: newest.category}
		for _, r := range reports {
			if r.completion == "" {
				continue
			}
			day, err := time.Parse("01/02/2006", r.completion)
			if err != nil {
				t.Fatal(err)
			}
			if !s.known {
				s.first, s.known = day, true
			}
			s.last = day
		}
		all = append(all, s)
	}
	return all
}

// TestNewYorkSlips compares the distribution of slips, the worst ten, and the
// slips by borough and by category with those computed here.
func TestNewYorkSlips(t *testing.T) {
	dir, config := example(t, "nyc")
	run(t, exitDone, "ingest", config)
	all := slips(t, readNYC(t))

	buckets := map[string]int{}
	for _, s := range all {
		buckets[s.bucket()]++
	}
	want := [][]string{}
	for name, n := range buckets {
		want = append(want, []string{name, fmt.Sprint(n)})
	}
	slices.SortFunc(want, func(a, b []string) int { return cmp.Compare(a[0], b[0]) })
	got := ask(t, dir, `SELECT slip_bucket(first_forecast, forecast_completion) AS bucket, count(*) FROM project_schedule GROUP BY bucket ORDER BY bucket`)
	if diff := gocmp.Diff(want, got); diff != "" || len(want) < 6 {
		t.Errorf("distribution: -want +got:\n%s", diff)
	}
	// Nothing was approved, so against a baseline nobody is on time.
	if got := ask(t, dir, `SELECT DISTINCT slip_bucket FROM project_schedule`); !gocmp.Equal([][]string{{"no_baseline"}}, got) {
		t.Errorf("against baselines: got %v", got)
	}

	slices.SortFunc(all, func(a, b slip) int { return cmp.Or(b.days()-a.days(), cmp.Compare(a.pid, b.pid)) })
	want = nil
	for _, s := range all[:10] {
		want = append(want, []string{s.pid, s.first.Format(time.DateOnly), s.last.Format(time.DateOnly), fmt.Sprint(s.days())})
	}
	got = ask(t, dir, `SELECT project_id, first_forecast, forecast_completion, forecast_slip_days FROM project_schedule ORDER BY forecast_slip_days DESC NULLS LAST, project_id LIMIT 10`)
	if diff := gocmp.Diff(want, got); diff != "" {
		t.Errorf("worst ten: -want +got:\n%s", diff)
	}

	for _, by := range []struct {
		column string
		of     func(slip) string
	}{{"district", func(s slip) string { return s.borough }}, {"sector", func(s slip) string { return s.category }}} {
		type sums struct{ projects, known, days, delayed, excessive int }
		groups := map[string]sums{}
		for _, s := range all {
			g := groups[by.of(s)]
			g.projects++
			if s.known {
				g.known++
				g.days += s.days()
			}
			if s.late(3) {
				g.delayed++
			}
			if s.late(36) {
				g.excessive++
			}
			groups[by.of(s)] = g
		}
		want := [][]string{}
		for name, g := range groups {
			want = append(want, []string{name, fmt.Sprint(g.projects), fmt.Sprint(g.known), fmt.Sprint(g.days), fmt.Sprint(g.delayed), fmt.Sprint(g.excessive)})
		}
		slices.SortFunc(want, func(a, b []string) int { return cmp.Compare(a[0], b[0]) })
		got := ask(t, dir, `SELECT `+by.column+` AS member, count(*), count(forecast_slip_days), coalesce(sum(forecast_slip_days), 0),
			count(*) FILTER (delayed(first_forecast, forecast_completion)), count(*) FILTER (excessively_delayed(first_forecast, forecast_completion))
			FROM project_schedule GROUP BY member ORDER BY member`)
		if diff := gocmp.Diff(want, got); diff != "" {
			t.Errorf("by %s: -want +got:\n%s", by.column, diff)
		}
	}

	e := parse(t, run(t, exitDone, "metrics", config))
	delayed, excessive := 0.0, 0.0
	for _, s := range all {
		if s.late(3) {
			delayed++
		}
		if s.late(36) {
			excessive++
		}
	}
	if got := e.sum("nyc_delayed_projects", nil); got != delayed {
		t.Errorf("delayed: got %v, want %v", got, delayed)
	}
	if got := e.sum("nyc_excessively_delayed_projects", nil); got != excessive {
		t.Errorf("excessively delayed: got %v, want %v", got, excessive)
	}
	t.Logf("%v; %v delayed, %v excessively", buckets, delayed, excessive)
}
