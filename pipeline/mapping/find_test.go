package mapping_test

import (
	"bytes"
	stdcmp "cmp"
	"encoding/csv"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"shixu/pipeline/mapping"
	"shixu/pipeline/source"
	"shixu/queries"
)

var update = flag.Bool("update", false, "rewrite the golden files in testdata")

// TestFind reads every case in testdata/find. A case is one text file:
//
//	# what it shows
//	dataset: investment_report
//	path: received/成华区.xlsx          (optional, as are sheet, districts, lang)
//	== table                           CSV; < repeats the cell to the left and
//	                                   ^ the one above, as merged cells do;
//	                                   "== names" for self-describing formats
//	== mapping                         a mapping file (optional)
//	== want                            what Describe and Mapping print, or the error
func TestFind(t *testing.T) {
	files, err := filepath.Glob("testdata/find/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			c := readCase(t, file)
			got := c.run(t)
			if *update {
				text := c.before + "== want\n" + got
				if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

type testCase struct {
	dataset, mapping, want string
	lang                   string // of Describe; "en" where not given
	before                 string // the file's text up to "== want"
	where                  mapping.Where
	table                  *source.Table
}

func readCase(t *testing.T, file string) *testCase {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	c := &testCase{}
	c.before, c.want, _ = strings.Cut(string(text), "== want\n")
	sections := strings.Split(c.before, "== ")
	for line := range strings.Lines(sections[0]) {
		key, value, _ := strings.Cut(strings.TrimSpace(line), ": ")
		switch key {
		case "dataset":
			c.dataset = value
		case "path":
			c.where.Path = value
		case "sheet":
			c.where.Sheet = value
		case "lang":
			c.lang = value
		case "districts":
			c.where.Districts = strings.Fields(value)
		}
	}
	for _, s := range sections[1:] {
		kind, body, _ := strings.Cut(s, "\n")
		switch kind {
		case "table":
			c.table = preview(t, body)
		case "names":
			c.table = &source.Table{Names: strings.Split(strings.TrimSpace(body), "\n")}
			c.table.Width = len(c.table.Names)
		case "mapping":
			c.mapping = body
		default:
			t.Fatalf("%s: unknown section %q", file, kind)
		}
	}
	return c
}

// preview reads a case's table.
func preview(t *testing.T, text string) *source.Table {
	t.Helper()
	r := csv.NewReader(strings.NewReader(text))
	r.FieldsPerRecord = -1
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	table := &source.Table{Preview: rows}
	for i, row := range rows {
		table.Width = max(table.Width, len(row))
		for j, cell := range row {
			switch {
			case cell == "<":
				row[j] = row[j-1]
			case cell == "^":
				row[j] = rows[i-1][j]
			}
		}
	}
	return table
}

func (c *testCase) run(t *testing.T) string {
	t.Helper()
	all := datasets(t)
	d := all[c.dataset]
	var file *mapping.Mapping
	if c.mapping != "" {
		var err error
		if file, err = mapping.Parse("map.yaml", []byte(c.mapping)); err != nil {
			return "error: " + err.Error() + "\n"
		}
	}
	plan, err := mapping.Find(d, c.table, c.where, file)
	if err != nil {
		err = mapping.Advise(err, d.Name, mapping.Guess(all, c.table))
		if e, ok := errors.AsType[*mapping.Error](err); ok && c.lang == "zh-CN" {
			return "error: " + e.Chinese() + "\n"
		}
		return "error: " + err.Error() + "\n"
	}
	var b bytes.Buffer
	if err := plan.Describe(&b, stdcmp.Or(c.lang, "en")); err != nil {
		t.Fatal(err)
	}
	printed := plan.Mapping()
	again := reapply(t, plan, c.table, c.where)
	if diff := cmp.Diff(plan, again, cmpopts.IgnoreFields(mapping.Plan{}, "Notes", "Unitless")); diff != "" {
		t.Errorf("the printed mapping gives another plan: -first +again\n%s\n%s", diff, printed)
	}
	return b.String() + "--\n" + printed
}

// reapply prints a plan as a mapping and finds the table again with it.
func reapply(t interface {
	Helper()
	Fatalf(string, ...any)
}, p *mapping.Plan, table *source.Table, where mapping.Where) *mapping.Plan {
	t.Helper()
	printed := p.Mapping()
	file, err := mapping.Parse("printed.yaml", []byte(printed))
	if err != nil {
		t.Fatalf("printed mapping: %v\n%s", err, printed)
	}
	again, err := mapping.Find(p.Dataset, table, where, file)
	if err != nil {
		t.Fatalf("printed mapping: %v\n%s", err, printed)
	}
	return again
}

var loaded map[string]*queries.Dataset

func datasets(t interface{ Fatal(...any) }) map[string]*queries.Dataset {
	if loaded == nil {
		var err error
		if loaded, err = queries.Datasets(); err != nil {
			t.Fatal(err)
		}
	}
	return loaded
}

// TestAdviseLeavesOthers: errors that say nothing of the dataset stay as they are.
func TestAdviseLeavesOthers(t *testing.T) {
	other := errors.New("disk full")
	if got := mapping.Advise(other, "project", []mapping.Score{{Dataset: "target"}}); got != other {
		t.Errorf("got %v, want %v", got, other)
	}
}
