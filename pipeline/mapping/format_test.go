package mapping_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"shixu/pipeline/mapping"
	"shixu/pipeline/source"
)

func TestParseFormat(t *testing.T) {
	for _, c := range []struct{ text, precision, shown, err string }{
		{text: "%m/%d/%Y", precision: "day", shown: "MM/DD/YYYY"},
		{text: "%-m/%-d/%y", precision: "day", shown: "MM/DD/YY"},
		{text: "%Y%j", precision: "day", shown: "YYYYDDD"},
		{text: "%m/%d/%Y %I:%M:%S %p", precision: "day", shown: "MM/DD/YYYY hh:mm:ss AM"},
		{text: "%b %Y", precision: "month", shown: "Mon YYYY"},
		{text: "FY%Y 100%%", precision: "year", shown: "FYYYYY 100%"},
		{text: "", err: `format "" says no year; write something like %m/%d/%Y`},
		{text: "MM/DD/YYYY", err: `format "MM/DD/YYYY" says no year; write something like %m/%d/%Y`},
		{text: "%d/%Y", err: `format "%d/%Y" says a day but no month`},
		{text: "%Y-%q", err: `format "%Y-%q": %q is not known; a date is made of %Y %m %d, also %y %b %B %j and %H %I %M %S %f %p`},
		{text: "%Y%", err: `format "%Y%": % is not known; a date is made of %Y %m %d, also %y %b %B %j and %H %I %M %S %f %p`},
		{text: "%Y-%m-%d%z", err: `format "%Y-%m-%d%z": %z is not known; a date is made of %Y %m %d, also %y %b %B %j and %H %I %M %S %f %p`},
	} {
		t.Run(c.text, func(t *testing.T) {
			f, err := mapping.ParseFormat(c.text)
			if err != nil {
				if err.Error() != c.err {
					t.Errorf("got error %v, want %s", err, c.err)
				}
				return
			}
			if f.Precision() != c.precision || f.Shown() != c.shown {
				t.Errorf("got %s %s, want %s %s", f.Precision(), f.Shown(), c.precision, c.shown)
			}
		})
	}
}

// TestFormatInFile: one format or a list; what does not fit is refused with its
// line; the plan has them and prints them as it read them.
func TestFormatInFile(t *testing.T) {
	for _, c := range []struct{ name, column, err string }{
		{"known", `milestone: {column: Step, format: "%Y"}`, "m.yaml:3: field milestone is no date, month or year; format does not apply to it"},
		{"bad", `planned_on: {column: Due, format: "%m"}`, `m.yaml:3: format "%m" says no year; write something like %m/%d/%Y`},
		{"constant", `planned_on: {value: "2023", format: "%Y"}`, "m.yaml:3: format goes with column"},
	} {
		t.Run(c.name, func(t *testing.T) {
			m, err := mapping.Parse("m.yaml", []byte("dataset: milestone\ncolumns:\n  "+c.column+"\n"))
			if err == nil {
				err = m.Check(datasets(t)["milestone"])
			}
			if err == nil || err.Error() != c.err {
				t.Errorf("got %v, want %s", err, c.err)
			}
		})
	}

	table := &source.Table{Width: 3, Preview: [][]string{{"PID", "Milestone", "Due"}, {"1", "Opening", "03/04/2019"}}}
	m, err := mapping.Parse("m.yaml", []byte(`dataset: milestone
columns:
  planned_on: {column: Due, format: ["%m/%d/%Y", "%m/%Y"]}
`))
	if err != nil {
		t.Fatal(err)
	}
	plan, err := mapping.Find(datasets(t)["milestone"], table, mapping.Where{Path: "a.csv"}, m)
	if err != nil {
		t.Fatal(err)
	}
	lawful(t, plan, table)
	for _, p := range []*mapping.Plan{plan, reapply(t, plan, table, mapping.Where{Path: "a.csv"})} {
		if diff := cmp.Diff([]mapping.Format{"%m/%d/%Y", "%m/%Y"}, p.Columns[2].Formats); diff != "" {
			t.Errorf("-want +got:\n%s", diff)
		}
	}
}
