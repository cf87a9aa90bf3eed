package dashboards_test

import (
	"errors"
	"flag"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"shixu/dashboards"
)

var update = flag.Bool("update", false, "rewrite the files that are checked in")

// TestFresh: what is checked in is what the source gives.
func TestFresh(t *testing.T) {
	rules, err := dashboards.Prometheus(dashboards.Defaults("zh-CN"))
	if err != nil {
		t.Fatal(err)
	}
	compare(t, "prometheus", rules)
	routes, err := dashboards.Alertmanager(dashboards.Defaults("zh-CN"))
	if err != nil {
		t.Fatal(err)
	}
	compare(t, "alertmanager", routes)
	for _, lang := range dashboards.Langs {
		boards, err := dashboards.Grafana(dashboards.Defaults(lang))
		if err != nil {
			t.Fatal(err)
		}
		compare(t, filepath.Join("grafana", lang), boards)
	}
}

// compare holds a folder's files to what they should be, or rewrites them. Folders
// named tests are written by hand.
func compare(t *testing.T, dir string, files []dashboards.File) {
	t.Helper()
	want := map[string]bool{}
	for _, f := range files {
		path := filepath.Join(dir, filepath.FromSlash(f.Path))
		want[path] = true
		if *update {
			if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o755), os.WriteFile(path, f.Text, 0o644)); err != nil {
				t.Fatal(err)
			}
		}
		have, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(string(f.Text), string(have)); d != "" {
			t.Errorf("%s is stale; go test ./dashboards -update\n%s", path, d)
		}
	}
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case e.IsDir() && e.Name() == "tests":
			return fs.SkipDir
		case e.IsDir() || want[path]:
			return nil
		case *update:
			return os.Remove(path)
		}
		t.Errorf("%s is given by no source", path)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestOptions: for another city everything is valid, and what it chose is in it.
func TestOptions(t *testing.T) {
	o := dashboards.Options{Lang: "en", Currency: "USD", Selector: `job="shixu",city="成都"`, GrafanaURL: "https://g", ShixuURL: "https://s",
		Few: 5, Severe: []string{"orange", "red"}, TimeZone: "Europe/London"}
	all, err := dashboards.Mixin(o)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	text := map[string]string{}
	for _, f := range all {
		path := filepath.Join(dir, filepath.FromSlash(f.Path))
		if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o755), os.WriteFile(path, f.Text, 0o644)); err != nil {
			t.Fatal(err)
		}
		text[f.Path] = string(f.Text)
	}
	for _, c := range []struct{ path, want string }{
		{"prometheus/shixu-rules.yaml", `district_rule:shixu_warnings_judged:sum{city="成都",job="shixu"} >= 5`},
		{"prometheus/shixu-project-alerts.yaml", `match "^(orange|red)$" $labels.severity`},
		{"prometheus/shixu-project-alerts.yaml", "(limit 5)"},
		{"prometheus/shixu-project-alerts.yaml", "bn USD"},
		{"prometheus/shixu-project-alerts.yaml", "亿 USD"},
		{"alertmanager/alertmanager.yml", "equal: [job, city, cause, district]"},
		{"alertmanager/alertmanager.yml", "location: Europe/London"},
		{"alertmanager/alertmanager.yml", `template "shixu.text_en"`},
		{"grafana/shixu-city.json", "bn USD"},
	} {
		if !strings.Contains(text[c.path], c.want) {
			t.Errorf("%s does not hold %s", c.path, c.want)
		}
	}
	rules, err := filepath.Glob(filepath.Join(dir, "prometheus", "*.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command(tool(t, "promtool", "prometheus"), append([]string{"check", "rules"}, rules...)...).CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
	if out, err := exec.Command(tool(t, "amtool", "prometheus-alertmanager"), "check-config", filepath.Join(dir, "alertmanager", "alertmanager.yml")).CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
	for _, wrong := range []func(*dashboards.Options){
		func(o *dashboards.Options) { o.Few = 0 },
		func(o *dashboards.Options) { o.Severe = nil },
		func(o *dashboards.Options) { o.Severe = []string{`red"`} },
		func(o *dashboards.Options) { o.TimeZone = "Mars" },
		func(o *dashboards.Options) { o.Currency = "yuan" },
		func(o *dashboards.Options) { o.Selector = "job=" },
		func(o *dashboards.Options) { o.Lang = "fr" },
	} {
		bad := o
		if wrong(&bad); errorOf(dashboards.Mixin(bad)) == nil {
			t.Errorf("%+v is taken", bad)
		}
	}
}

func errorOf(_ []dashboards.File, err error) error { return err }
