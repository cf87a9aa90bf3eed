//go:build e2e

package e2e

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/promql/parser"

	"shixu/dashboards"
)

// chosen is what a reader of the dashboards has chosen, in a year.
func chosen(year string) *strings.Replacer {
	return strings.NewReplacer(`"$year"`, strconv.Quote(year), `"$quarter"`, `"3"`, `="$project"`, `=~".+"`,
		"$district", ".*", "$sector", ".*", "$project_type", ".*", "$level", ".*", "$__rate_interval", "5m", "$__range", "1h", "$__interval", "1h")
}

// TestDashboards moves the demonstration city to the latest 31 October that has
// passed, so that its history reaches the present, and asks a Prometheus that
// has both everything that dashboards and rules ask.
func TestDashboards(t *testing.T) {
	program, prometheus := program(t), find(t, "prometheus")
	now := time.Now()
	year := strconv.Itoa(now.AddDate(0, -10, 0).Year())
	s := shixu{program: program, dir: t.TempDir()}
	s.run(t, 0, "demo", "--dir", s.dir, "--year", year)
	config := filepath.Join(s.dir, "shixu.yaml")
	text, err := os.ReadFile(config)
	if err != nil {
		t.Fatal(err)
	}
	write(t, config, string(text)+"per_project: true\n")
	s.run(t, 3, "ingest")
	_, address := s.serve(t)
	data := t.TempDir()
	s.run(t, 0, "backfill", "--step=6h", "--output-dir="+data, "--label=job=shixu", "--label=instance="+address)
	rules, err := filepath.Abs("../../dashboards/prometheus/*.yaml")
	if err != nil {
		t.Fatal(err)
	}
	p := startPrometheus(t, prometheus, address, data, "\nrule_files: ["+strconv.Quote(rules)+"]")
	p.waitFor(t, `up{job="shixu"}`, 0, "1")

	t.Run("the published figures, moved", func(t *testing.T) {
		for _, f := range published {
			if got := p.query(t, strings.ReplaceAll(f.query, "2023", year), f.digits); got != f.want {
				t.Errorf("%s: got %s, want %s", f.name, got, f.want)
			}
		}
	})
	all, err := dashboards.Expressions(dashboards.Defaults("en"))
	if err != nil {
		t.Fatal(err)
	}
	t.Run("data", func(t *testing.T) {
		for _, e := range all {
			q := chosen(year).Replace(e.Expr)
			n, err := p.count("query", url.Values{"query": {q}})
			if n == 0 && e.Dashboard == "" { // annotations mark the past
				end := now.Truncate(6 * time.Hour)
				n, err = p.count("query_range", url.Values{"query": {q}, "start": {end.AddDate(-1, 0, 0).Format(time.RFC3339)}, "end": {end.Format(time.RFC3339)}, "step": {"6h"}})
			}
			switch {
			case err != nil:
				t.Errorf("%s, %s: %v", e.Dashboard, e.Panel, err)
			case n == 0 && e.Empty == "":
				t.Errorf("%s, %s: no data: %s", e.Dashboard, e.Panel, q)
			case n > 0 && e.Empty != "":
				t.Errorf("%s, %s: has data, although it is said to have none (%s)", e.Dashboard, e.Panel, e.Empty)
			}
		}
		t.Logf("%d expressions", len(all))
	})
	rulesOf := p.rules(t)
	t.Run("rules", func(t *testing.T) {
		for _, r := range rulesOf {
			if r.Type != "recording" || r.Name == awaited {
				continue
			}
			// A group is evaluated once a minute, at first perhaps before the first scrape.
			eventually(t, func() error {
				n, err := p.count("query", url.Values{"query": {r.Name}})
				if err == nil && n == 0 {
					err = fmt.Errorf("%s records nothing", r.Name)
				}
				return err
			})
		}
		t.Logf("%d rules", len(rulesOf))
	})
	t.Run("names", func(t *testing.T) {
		for _, r := range rulesOf {
			all = append(all, dashboards.Expression{Dashboard: "rule", Panel: r.Name, Expr: r.Query})
		}
		seen := map[string]bool{}
		for _, e := range all {
			for _, selector := range names(t, chosen(year).Replace(e.Expr)) {
				if seen[selector] || e.Empty != "" || strings.HasPrefix(selector, awaited+"{") {
					continue
				}
				seen[selector] = true
				if n, err := p.count("query", url.Values{"query": {selector}}); err != nil || n == 0 {
					t.Errorf("%s, %s: no series has %s (%v)", e.Dashboard, e.Panel, selector, err)
				}
			}
		}
		t.Logf("%d metrics with labels", len(seen))
	})
}

// awaited is recorded only within days of a new month's reports.
const awaited = "year_district:shixu_reports_awaited:bool"

// A rule is a rule that Prometheus evaluates.
type rule struct{ Name, Query, Type, Health, LastError string }

// rules waits until all rules have been evaluated with success.
func (p prometheus) rules(t *testing.T) (all []rule) {
	t.Helper()
	eventually(t, func() error {
		text, err := fetch(string(p) + "/api/v1/rules")
		if err != nil {
			return err
		}
		var answer struct {
			Data struct {
				Groups []struct{ Rules []rule }
			}
		}
		if err := json.Unmarshal([]byte(text), &answer); err != nil {
			return err
		}
		all = nil
		for _, g := range answer.Data.Groups {
			all = append(all, g.Rules...)
		}
		if len(all) == 0 {
			return errors.New("no rules")
		}
		for _, r := range all {
			if r.Health != "ok" {
				return fmt.Errorf("rule %s is %s: %s", r.Name, r.Health, r.LastError)
			}
		}
		return nil
	})
	return all
}

// names are the metrics of an expression, each with every label that is asked
// of it, whatever the value.
func names(t *testing.T, expr string) (selectors []string) {
	t.Helper()
	tree, err := parser.NewParser(parser.Options{}).ParseExpr(expr)
	if err != nil {
		t.Fatalf("%s: %v", expr, err)
	}
	parser.Inspect(tree, func(n parser.Node, _ []parser.Node) error {
		if v, ok := n.(*parser.VectorSelector); ok {
			s := v.Name + "{"
			for _, m := range v.LabelMatchers {
				if m.Name != model.MetricNameLabel {
					s += m.Name + `!="",`
				}
			}
			selectors = append(selectors, s+"}")
		}
		return nil
	})
	return selectors
}

// count is how many series one of Prometheus' queries gives.
func (p prometheus) count(api string, params url.Values) (int, error) {
	text, err := fetch(string(p) + "/api/v1/" + api + "?" + params.Encode())
	if err != nil {
		return 0, err
	}
	var answer struct {
		Data struct{ Result []json.RawMessage }
	}
	err = json.Unmarshal([]byte(text), &answer)
	return len(answer.Data.Result), err
}
