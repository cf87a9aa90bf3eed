package dashboards_test

import (
	"flag"
	"os"
	"path/filepath"
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
	for _, lang := range dashboards.Langs {
		boards, err := dashboards.Grafana(dashboards.Defaults(lang))
		if err != nil {
			t.Fatal(err)
		}
		compare(t, filepath.Join("grafana", lang), boards)
	}
}

// compare holds a folder's files to what they should be, or rewrites them.
func compare(t *testing.T, dir string, files []dashboards.File) {
	t.Helper()
	if *update {
		if err := os.MkdirAll(dir, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	want := map[string]bool{}
	for _, f := range files {
		path := filepath.Join(dir, f.Path)
		want[f.Path] = true
		if *update {
			if err := os.WriteFile(path, f.Text, 0o644); err != nil {
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
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		switch path := filepath.Join(dir, e.Name()); {
		case e.IsDir() || want[e.Name()]:
		case *update:
			if err := os.Remove(path); err != nil {
				t.Fatal(err)
			}
		default:
			t.Errorf("%s is given by no source", path)
		}
	}
}
