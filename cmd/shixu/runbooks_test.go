package main

import (
	"bytes"
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"testing"

	"shixu/dashboards"
)

// nothingToShow are the runbooks' queries that may find nothing in the
// demonstration city: every report of its lagging district is in, no project
// stands still for months, and all warnings were raised too lately to be
// unanswered.
var nothingToShow = []string{"ShixuDistrictBehindSchedule.md 2", "ShixuDistrictProjectsStalled.md 1", "ShixuProjectStalled.md 1", "ShixuWarningUnanswered.md 1"}

// runbookQueries asks what runbooks tell people to ask.
func runbookQueries(t *testing.T, config string) {
	files, err := fs.Glob(dashboards.Runbooks(), "*.md")
	if err != nil || len(files) == 0 {
		t.Fatal("no runbooks", err)
	}
	block := regexp.MustCompile("(?s)```sql\n(.*?)\n```")
	asked := 0
	for _, f := range files {
		text, err := fs.ReadFile(dashboards.Runbooks(), f)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range block.FindAllStringSubmatch(string(text), -1) {
			for i, query := range strings.Split(m[1], ";\n") {
				asked++
				out := run(t, exitDone, "sql", config, "--format=csv", query)
				name := fmt.Sprint(f, " ", i+1)
				if rows := bytes.Count(out, []byte("\n")) - 1; rows < 1 && !slices.Contains(nothingToShow, name) {
					t.Errorf("%s gives %d rows:\n%s", name, rows, query)
				}
			}
		}
	}
	if asked < 20 {
		t.Errorf("only %d queries were found in the runbooks", asked)
	}
}
