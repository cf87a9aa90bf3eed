package dashboards_test

import (
	"io/fs"
	"regexp"
	"strings"
	"testing"

	"shixu/dashboards"
)

// TestRunbooks: every alert has a runbook and every runbook an alert; each says
// the same things in both languages.
func TestRunbooks(t *testing.T) {
	all := rules(t)
	seen := map[string]bool{}
	err := fs.WalkDir(dashboards.Runbooks(), ".", func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		name := strings.TrimSuffix(path, ".md")
		seen[name] = true
		if all[name].Alert == "" {
			t.Errorf("%s: there is no such alert", path)
		}
		text, err := fs.ReadFile(dashboards.Runbooks(), path)
		if err != nil {
			return err
		}
		var heads []string
		for _, h := range regexp.MustCompile(`(?m)^#+ (.*)$`).FindAllStringSubmatch(string(text), -1) {
			heads = append(heads, h[1])
		}
		want := name + " 含义 检查 处置 何时静默 What it means How to check What to do When it is silent"
		if got := strings.Join(heads, " "); got != want {
			t.Errorf("%s has the headings %s; want %s", path, got, want)
		}
		if !strings.Contains(string(text), "```promql\n") || !strings.Contains(string(text), "```sh\n") {
			t.Errorf("%s shows no PromQL or no command to check by", path)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for name, r := range all {
		if r.Alert != "" && !seen[name] {
			t.Errorf("%s has no runbook; write runbooks/%s.md", name, name)
		}
	}
}
