package config_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"shixu/pipeline/config"
)

func TestExpandEnvironment(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"a.csv", "b.csv"} {
		if err := os.WriteFile(filepath.Join(dir, name), nil, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	t.Setenv("SHIXU_TEST_DATA", dir)
	t.Setenv("SHIXU_TEST_UNSET", "")
	odd := filepath.Join(t.TempDir(), "[1]*? 报表")
	if err := os.MkdirAll(odd, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(odd, "c.csv"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	c := &config.Config{Dir: odd}
	for _, tt := range []struct {
		name, file string
		want       []string
		err        string
	}{
		{"a pattern below it", "${SHIXU_TEST_DATA}/*.csv", []string{"a.csv", "b.csv"}, ""},
		{"an open brace is text", "${SHIXU_TEST_DATA}/${SHIXU_TEST_DATA", nil,
			"job j: no file matches " + dir + "/${SHIXU_TEST_DATA; put a report there, or set optional: true"},
		{"not set", "${SHIXU_TEST_UNSET}/a.csv", nil,
			`job j: pattern "${SHIXU_TEST_UNSET}/a.csv": the environment variable SHIXU_TEST_UNSET is not set; export SHIXU_TEST_UNSET=…`},
		{"a dollar is a dollar", "$SHIXU_TEST_DATA", nil,
			"job j: no file matches $SHIXU_TEST_DATA; put a report there, or set optional: true"},
		{"a folder that looks like a pattern", "../[1]*?/*.csv", nil, "job j: no file matches ../[1]*?/*.csv; put a report there, or set optional: true"},
		{"beside a configuration in such a folder", "*.csv", []string{"c.csv"}, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c.Jobs = []config.Job{{Name: "j", Files: []string{tt.file}}}
			files, err := c.Expand(0)
			if tt.err != "" {
				if err == nil || err.Error() != tt.err {
					t.Fatalf("got error %v, want %s", err, tt.err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, f := range files {
				got = append(got, filepath.Base(f))
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}
