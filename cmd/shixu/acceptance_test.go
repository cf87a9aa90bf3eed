package main

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"math"
	"path/filepath"
	"testing"
	"time"

	dto "github.com/prometheus/client_model/go"
	"github.com/prometheus/common/expfmt"
	"github.com/prometheus/common/model"

	"shixu/queries"
)

// testMain is the program with its outside caught. Its clock stands on the day
// after the founding article's meeting.
func testMain() (m *Main, stdout, stderr *bytes.Buffer) {
	stdout, stderr = new(bytes.Buffer), new(bytes.Buffer)
	now := time.Date(2023, 11, 2, 9, 0, 0, 0, time.UTC)
	return &Main{Stdin: new(bytes.Buffer), Stdout: stdout, Stderr: stderr, Now: func() time.Time { return now }}, stdout, stderr
}

// TestPublishedFigures is the acceptance test: the demonstration city, loaded
// from its files, gives the figures Chengdu published on 1 November 2023
// (glossary §6), read off the exposition and to the digit published.
func TestPublishedFigures(t *testing.T) {
	if testing.Short() {
		t.Skip("loads a whole city")
	}
	dir := t.TempDir()
	run(t, exitDone, "demo", "--dir", dir)
	config := "--config.file=" + filepath.Join(dir, "shixu.yaml")
	run(t, exitSetAside, "ingest", config)
	e := parse(t, run(t, exitDone, "metrics", config))

	completed, planned := "shixu_investment_completed_cny", "shixu_investment_planned_cny"
	y := labels{"year": "2023"}
	provincial := labels{"year": "2023", "level": "provincial"}
	pidu := labels{"year": "2023", "district": "郫都区"}
	city := e.sum(completed, y) / e.sum(planned, y)
	top := e.sum(completed, provincial) / e.sum(planned, provincial)
	elapsed := e.sum("shixu_schedule_elapsed_ratio", y)
	province := e.sum("shixu_benchmark_completion_ratio", labels{"scope": "province", "level": "provincial"})
	cities := e.sum("shixu_benchmark_completion_ratio", labels{"scope": "cities_of_province", "level": "provincial"})
	for _, f := range []struct {
		no     string // of glossary §6
		what   string
		got    float64
		digits int
		want   float64
	}{
		{"1", "key projects", e.sum("shixu_projects", y), 0, 978},
		{"2", "completion, %", 100 * city, 1, 81.4},
		{"3", "points ahead of the calendar", 100 * (city - elapsed), 1, 6.4},
		{"4", "provincial projects", e.sum("shixu_projects", provincial), 0, 127},
		{"5", "their completion, %", 100 * top, 1, 109.4},
		{"6", "points ahead of the province", 100 * (top - province), 1, 8.3},
		{"7", "points ahead of the province's cities", 100 * (top - cities), 1, 1.6},
		{"8", "starts", e.sum("shixu_starts", y), 0, 182},
		{"9", "early starts", e.sum("shixu_starts", labels{"year": "2023", "timing": "early"}), 0, 67},
		{"10", "breakthroughs", e.sum("shixu_breakthroughs", y), 0, 379},
		{"11", "owners listed", e.sum("shixu_breakthroughs", labels{"batch": "培优育强", "kind": "企业上市"}), 0, 5},
		{"12", "old areas cleared", e.sum("shixu_breakthroughs", labels{"batch": "激活提升", "kind": "启动腾退改造或项目建设"}), 0, 20},
		{"13", "projects warned", e.sum("shixu_warned_projects", y), 0, 318},
		{"14", "coordination items", e.sum("shixu_coordination_items", y), 0, 281},
		{"15", "of them resolved", e.sum("shixu_coordination_items", labels{"year": "2023", "state": "resolved"}), 0, 160},
		{"16", "to start in the fourth quarter", e.sum("shixu_starts_pending", labels{"due": "overdue"}) + e.sum("shixu_starts_pending", labels{"due": "this_quarter"}), 0, 107},
		{"17", "under construction", e.sum("shixu_projects", labels{"year": "2023", "project_stage": "in_construction"}), 0, 801},
		{"18", "target of the fourth quarter, 亿元", e.sum("shixu_target", labels{"quarter": "4", "district": "", "measure": "investment"}) / 1e8, 0, 840},
		{"19", "quarters on end that 郫都区 is on the red list", e.sum("shixu_list_streak", labels{"sequence": "districts", "entity": "郫都区", "list": "red"}), 0, 3},
		{"20", "reserve of 郫都区", e.sum("shixu_reserve_projects", pidu), 0, 175},
		{"20", "its investment, 亿元", e.sum("shixu_reserve_investment_cny", pidu) / 1e8, 1, 898.6},
		{"21", "converted", e.sum("shixu_reserve_converted_projects", pidu), 0, 46},
		{"21", "their investment, 亿元 (published: over 205)", math.Floor(e.sum("shixu_reserve_converted_investment_cny", pidu) / 1e8), 0, 205},
		{"as of", "2023-10-31", e.sum("shixu_as_of_timestamp_seconds", nil), 0, float64(time.Date(2023, 10, 31, 0, 0, 0, 0, time.UTC).Unix())},
		{"reported to", "2023-09-30", e.sum("shixu_reported_to_timestamp_seconds", nil), 0, float64(time.Date(2023, 9, 30, 0, 0, 0, 0, time.UTC).Unix())},
	} {
		if got, want := fmt.Sprintf("%.*f", f.digits, f.got), fmt.Sprintf("%.*f", f.digits, f.want); got != want {
			t.Errorf("figure %s, %s: got %s (%v), want %s", f.no, f.what, got, f.got, want)
		}
	}

	// 郫都区 is on the red list by rank and target; its points add up to its score.
	for _, quarter := range []string{"1", "2", "3"} {
		of := labels{"year": "2023", "quarter": quarter, "sequence": "districts", "entity": "郫都区"}
		if rank := e.sum("shixu_score_rank", of); rank < 1 || rank > 5 {
			t.Errorf("rank of 郫都区 in quarter %s: %v, want one of the first five", quarter, rank)
		}
		if got, want := e.sum("shixu_score_points", of), e.sum("shixu_score", of); math.Abs(got-want) > 1e-9 || want == 0 {
			t.Errorf("quarter %s: points of 郫都区 add up to %v, its score is %v", quarter, got, want)
		}
		more := run(t, exitDone, "sql", config, "--format=csv", `SELECT value > 1 AS more FROM score_indicator
			WHERE year = 2023 AND quarter = `+quarter+` AND sequence = 'districts' AND entity = '郫都区' AND item = 'investment_target'`)
		if got := string(bytes.TrimSpace(bytes.TrimPrefix(more, []byte("more\r\n")))); got != "true" {
			t.Errorf("quarter %s: that 郫都区 did more than all of its target is %q", quarter, got)
		}
	}
	// The months add up to the year.
	if got, want := e.sum("shixu_investment_completed_monthly_cny", y), e.sum(completed, y); math.Abs(got-want) > 1 {
		t.Errorf("months sum up to %f, the year is %f", got, want)
	}
	// Known label sets are there with a real zero, whatever was reported.
	for _, d := range []string{"锦江区", "简阳市", "东部新区"} {
		if !e.has("shixu_reserve_projects", labels{"district": d}) {
			t.Errorf("no reserve series for %s", d)
		}
	}

	t.Run("Again", func(t *testing.T) {
		out := run(t, exitDone, "ingest", config)
		if want := "Loaded 0 files (315 more were loaded before, 0 failed)"; !bytes.Contains(out, []byte(want)) {
			t.Errorf("loading again says %q, want %q", out, want)
		}
	})
	t.Run("Trace", func(t *testing.T) {
		run(t, exitDone, "trace", config, `shixu_starts{district="郫都区",timing=~"early|late"}`)
		testTraces(t, filepath.Join(dir, "shixu.duckdb"))
	})
	t.Run("Snapshot", func(t *testing.T) { testSnapshot(t, dir, config) })
	t.Run("AsKnownOn", func(t *testing.T) {
		// On 5 October few September reports were in: the city spoke of August.
		e := parse(t, run(t, exitDone, "metrics", config, "--as-of=2023-10-05", "--as-known-on=2023-10-05"))
		if got, want := e.sum("shixu_reported_to_timestamp_seconds", nil), float64(time.Date(2023, 8, 31, 0, 0, 0, 0, time.UTC).Unix()); got != want {
			t.Errorf("reported to: got %v, want %v", got, want)
		}
		if got := e.sum("shixu_starts", y); got >= 182 || got < 100 {
			t.Errorf("starts known on 5 October: %v", got)
		}
	})
	t.Run("Examples", func(t *testing.T) {
		files, err := fs.Glob(queries.FS, "examples/*.sql")
		if err != nil || len(files) == 0 {
			t.Fatal("no examples", err)
		}
		for _, f := range files {
			text, err := fs.ReadFile(queries.FS, f)
			if err != nil {
				t.Fatal(err)
			}
			out := run(t, exitDone, "sql", config, "--format=csv", string(text))
			if lines := bytes.Count(out, []byte("\n")); lines < 2 {
				t.Errorf("%s: %d lines, want a header and an answer", f, lines)
			}
		}
	})
	t.Run("Runbooks", func(t *testing.T) { runbookQueries(t, config) })
	t.Run("BeforeAllData", func(t *testing.T) {
		e := parse(t, run(t, exitDone, "metrics", config, "--as-of=2001-01-01"))
		if e.has("shixu_investment_completed_cny", nil) {
			t.Error("there is investment before all data")
		}
	})
}

// run runs a command line and returns its standard output.
func run(t *testing.T, want int, args ...string) []byte {
	t.Helper()
	m, stdout, stderr := testMain()
	if got := m.Run(context.Background(), args); got != want {
		t.Fatalf("shixu %v: exit status %d, want %d\n%s", args, got, want, stderr)
	}
	return stdout.Bytes()
}

type labels map[string]string

// scrape is a parsed exposition, to be asked as PromQL would.
type scrape map[string]*dto.MetricFamily

func parse(t *testing.T, text []byte) scrape {
	t.Helper()
	p := expfmt.NewTextParser(model.LegacyValidation)
	families, err := p.TextToMetricFamilies(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	return families
}

// sum adds up the series of a metric that have the labels; "" means none.
func (e scrape) sum(name string, want labels) (sum float64) {
	e.each(name, want, func(v float64) { sum += v })
	return sum
}

func (e scrape) has(name string, want labels) (found bool) {
	e.each(name, want, func(float64) { found = true })
	return found
}

func (e scrape) each(name string, want labels, f func(float64)) {
	for _, m := range e[name].GetMetric() {
		have := labels{}
		for _, l := range m.Label {
			have[l.GetName()] = l.GetValue()
		}
		matches := true
		for k, v := range want {
			matches = matches && have[k] == v
		}
		if matches {
			f(m.GetGauge().GetValue() + m.GetCounter().GetValue())
		}
	}
}
