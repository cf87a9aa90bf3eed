package config

import (
	"strings"
	"testing"
)

// TestProblemsHaveLines: every problem of a file is reported with its line, and
// none hides another.
func TestProblemsHaveLines(t *testing.T) {
	c, err := Parse([]byte(`city: {nam_zh: 某市}
currency: yuan
refresh: often
close_at_coverage: 90
as_of: 31.10.2023
jobs:
  - name: a
    dataset: project
    files: [a.csv]
  - name: a
    files: [b.csv]
    mappings: c.yaml
`))
	if c == nil || c.Currency != "CNY" || len(c.Jobs) != 2 {
		t.Errorf("got %+v, want what could be read, and defaults for what could not", c)
	}
	var got []string
	for _, line := range strings.Split(err.Error(), "\n") {
		place, _, _ := strings.Cut(line, ": ")
		got = append(got, place)
	}
	want := "line 1 line 3 line 5 line 12 line 2 line 4 line 10"
	if strings.Join(got, " ") != want {
		t.Errorf("got problems at %v, want %s:\n%v", got, want, err)
	}
	if !strings.Contains(err.Error(), `unknown key "mappings"; the keys here are dataset, files,`) {
		t.Errorf("got %v, want the known keys", err)
	}
}

func TestLine(t *testing.T) {
	c, err := Parse([]byte("city: {name_zh: 某市}\n\njobs:\n  - {name: a, dataset: b, files: [c]}\n  - name: d\n    dataset: e\n    files:\n      - f\n      - g\n"))
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		path []any
		want int
	}{
		{[]any{"city"}, 1},
		{[]any{"jobs", 0, "files", 0}, 4},
		{[]any{"jobs", 1, "dataset"}, 6},
		{[]any{"jobs", 1, "files", 1}, 9},
		{[]any{"jobs", 1, "mapping"}, 5}, // not said: the job
		{[]any{"warehouse"}, 1},          // not said: the file
	} {
		if got := c.Line(test.path...); got != test.want {
			t.Errorf("Line(%v): got %d, want %d", test.path, got, test.want)
		}
	}
}
