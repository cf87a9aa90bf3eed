package dashboards_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

// tool returns where a program is. Where it is not, the test is skipped, but
// fails in CI, which installs it.
func tool(t *testing.T, name, pkg string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err == nil {
		return path
	}
	if os.Getenv("CI") != "" {
		t.Fatalf("%s is not installed", name)
	}
	t.Skipf("%s is not installed; Debian's package %s has it", name, pkg)
	return ""
}

// TestRules runs the unit tests of rules and alerts.
func TestRules(t *testing.T) {
	if testing.Short() {
		t.Skip("promtool takes its time")
	}
	promtool := tool(t, "promtool", "prometheus")
	if out, err := exec.Command(promtool, append([]string{"check", "rules"}, files(t, "prometheus/*.yaml")...)...).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	for _, path := range files(t, "prometheus/tests/*.yaml") {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".yaml"), func(t *testing.T) {
			t.Parallel()
			if out, err := exec.Command(promtool, "test", "rules", path).CombinedOutput(); err != nil {
				t.Errorf("%v\n%s", err, out)
			}
		})
	}
}

// A rule of Prometheus, as far as tests ask.
type rule struct {
	Alert, Record, Expr string
	Labels, Annotations map[string]string
}

// rules are those that are checked in, by name.
func rules(t *testing.T) map[string]rule {
	t.Helper()
	all := map[string]rule{}
	for _, path := range files(t, "prometheus/*.yaml") {
		var doc struct {
			Groups []struct{ Rules []rule }
		}
		read(t, path, &doc)
		for _, g := range doc.Groups {
			for _, r := range g.Rules {
				if _, twice := all[r.Alert+r.Record]; twice {
					t.Errorf("%s is there twice", r.Alert+r.Record)
				}
				all[r.Alert+r.Record] = r
			}
		}
	}
	return all
}

// TestAlertCases: every alert is shown to fire, with its texts; to hold still at
// its boundary; and to resolve. Every recorded series is asked for by a test.
func TestAlertCases(t *testing.T) {
	type check struct {
		Alertname string
		ExpAlerts []struct {
			Labels      map[string]string `yaml:"exp_labels"`
			Annotations map[string]string `yaml:"exp_annotations"`
		} `yaml:"exp_alerts"`
	}
	cases := map[string][]check{}
	var asked strings.Builder
	for _, path := range files(t, "prometheus/tests/*.yaml") {
		var doc struct {
			Tests []struct {
				Name    string
				Alerts  []check                 `yaml:"alert_rule_test"`
				Queries []struct{ Expr string } `yaml:"promql_expr_test"`
			}
		}
		read(t, path, &doc)
		for _, c := range doc.Tests {
			if c.Name == "" || cases[c.Name] != nil {
				t.Errorf("%s: two tests are named %q", path, c.Name)
			}
			cases[c.Name] = c.Alerts
			for _, q := range c.Queries {
				asked.WriteString(q.Expr + "\n")
			}
		}
	}
	for name, r := range rules(t) {
		if r.Record != "" {
			if !strings.Contains(asked.String(), name) {
				t.Errorf("no test asks for %s", name)
			}
			continue
		}
		// fired says of each check of a case whether the alert is firing.
		fired := func(what string) (list []bool) {
			for _, c := range cases[name+" "+what] {
				if c.Alertname != name {
					t.Errorf("%s %s asks for %s", name, what, c.Alertname)
				}
				for _, a := range c.ExpAlerts {
					for _, key := range []string{"severity", "category", "cause", "job"} {
						if a.Labels[key] == "" {
							t.Errorf("%s %s: the alert has no label %s", name, what, key)
						}
					}
					for key := range r.Annotations {
						if text := a.Annotations[key]; text == "" || strings.Contains(text, "<no value>") || strings.Contains(text, "NaN") {
							t.Errorf("%s %s: %s is %q", name, what, key, text)
						}
					}
				}
				list = append(list, len(c.ExpAlerts) > 0)
			}
			return list
		}
		if got := fired("fires"); !slices.Contains(got, true) {
			t.Errorf("%s: no test %q in which it does", name, name+" fires")
		}
		if got := fired("holds still at the boundary"); len(got) == 0 || slices.Contains(got, true) {
			t.Errorf("%s: no test %q in which it does", name, name+" holds still at the boundary")
		}
		if got := fired("resolves"); !slices.Contains(got, true) || got[len(got)-1] {
			t.Errorf("%s: no test %q in which it fires and then does not", name, name+" resolves")
		}
	}
}

func files(t *testing.T, pattern string) []string {
	t.Helper()
	list, err := filepath.Glob(pattern)
	if err != nil || len(list) == 0 {
		t.Fatalf("%s: no files (%v)", pattern, err)
	}
	return list
}

func read(t *testing.T, path string, into any) {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := yaml.Unmarshal(text, into); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
}
