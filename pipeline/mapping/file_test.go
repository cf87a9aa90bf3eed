package mapping_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"shixu/pipeline/mapping"
)

// TestParseErrors: each bad mapping file gives one sentence with file and line.
func TestParseErrors(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"empty", "", "m.yaml: the mapping is empty; it needs at least dataset: and columns:"},
		{"comment only", "# nothing\n", "m.yaml: the mapping is empty; it needs at least dataset: and columns:"},
		{"syntax", "dataset: [\n", "m.yaml:1: did not find expected node content"},
		{"no mapping", "- a\n", "m.yaml:1: the mapping must be key: value pairs"},
		{"no dataset", "unit: 万元\n", "m.yaml:1: dataset is missing; write which dataset the table holds, such as dataset: investment_report"},
		{"unknown key", "dataset: project\nheader_rwo: 3\n", `m.yaml:2: unknown key "header_rwo"; known (closest first) are "header_row", "header_rows", "sheets", "rows" and 7 more`},
		{"row zero", "dataset: project\nheader_row: 0\n", "m.yaml:2: a row is counted from 1, not 0"},
		{"row word", "dataset: project\nheader_row: third\n", `m.yaml:2: "third" is not what belongs here`},
		{"unit", "dataset: project\nunit: 万美元\n", `m.yaml:2: unit "万美元" is not known; write 元, 千元, 万元, 百万元, 亿元 or a number`},
		{"twice", "dataset: project\ncolumns:\n  name: 名称\n  name: 项目名称\n", "m.yaml:4: name is given twice, first in line 3; one field takes one column"},
		{"number", "dataset: project\ncolumns:\n  name: 3\n", `m.yaml:3: "3" is no header; write the header's text in quotes, or "#3" for the third column`},
		{"two sources", "dataset: project\ncolumns:\n  name: {column: a, value: b}\n", "m.yaml:3: a column needs exactly one of column, months, value and from"},
		{"no source", "dataset: project\ncolumns:\n  name: {unit: 万元}\n", "m.yaml:3: a column needs exactly one of column, months, value and from"},
		{"from", "dataset: project\ncolumns:\n  name: {from: filenmae}\n", `m.yaml:3: from: "filenmae" is none of title, sheet, filename, folder, header, rowtitle, name`},
		{"month", "dataset: investment_report\ncolumns:\n  completed: {months: {2023-13: a}}\n", `m.yaml:3: months: "2023-13" is no month; write it as 2023-09`},
		{"month's column", "dataset: investment_report\ncolumns:\n  completed: {months: {2023-12: 4}}\n", `m.yaml:3: "4" is no header; write the header's text in quotes, or "#3" for the third column`},
		{"pattern", "dataset: project\ncolumns:\n  name: {from: title, pattern: '('}\n", "m.yaml:3: pattern: error parsing regexp: missing closing ): `(`"},
		{"separator", "dataset: project\ncolumns:\n  name: {column: a, separator: ','}\n", "m.yaml:3: separator and many go together: where a cell names several, many stands for the row"},
		{"sheet", "dataset: project\nsheets: ['[']\n", `m.yaml:2: sheet pattern "[": syntax error in pattern`},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := mapping.Parse("m.yaml", []byte(c.text))
			if err == nil {
				t.Fatalf("no error, want %s", c.want)
			}
			if diff := cmp.Diff(c.want, err.Error()); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

// TestCheckErrors: what a dataset does not allow is found without a table.
func TestCheckErrors(t *testing.T) {
	for _, c := range []struct{ name, columns, want string }{
		{"unit", "level: {column: a, unit: 万元}", "m.yaml:3: field level is no amount of money and has no unit"},
		{"percent", "name: {column: a, percent: true}", "m.yaml:3: field name is no ratio; percent does not apply to it"},
		{"months", "total_investment: {months: {2023-01: a}}", "m.yaml:3: field total_investment has no months side by side"},
		{"pattern", "name: {from: title}", "m.yaml:3: field name needs a pattern that finds it in the title"},
	} {
		t.Run(c.name, func(t *testing.T) {
			m, err := mapping.Parse("m.yaml", []byte("dataset: project\ncolumns:\n  "+c.columns+"\n"))
			if err != nil {
				t.Fatal(err)
			}
			if err := m.Check(datasets(t)["project"]); err == nil || err.Error() != c.want {
				t.Errorf("got %v, want %s", err, c.want)
			}
			if err := m.Check(datasets(t)["target"]); err == nil || !strings.HasPrefix(err.Error(), "m.yaml:1: the mapping is for dataset project, not target") {
				t.Errorf("wrong dataset: got %v", err)
			}
		})
	}
}

// TestCheckMonths: where a mapping gives months, nothing else is one column for all.
func TestCheckMonths(t *testing.T) {
	for _, other := range []string{"month: {value: 2023-01}", "completed_ytd: 累计"} {
		m, err := mapping.Parse("m.yaml", []byte("dataset: investment_report\ncolumns:\n  completed: {months: {2023-01: a, 2023-02: b}}\n  "+other+"\n"))
		if err != nil {
			t.Fatal(err)
		}
		if err := m.Check(datasets(t)["investment_report"]); err == nil || !strings.HasPrefix(err.Error(), "m.yaml:4: field ") || !strings.Contains(err.Error(), "does not go with months:") {
			t.Errorf("%s: got %v", other, err)
		}
	}
}

func TestLoad(t *testing.T) {
	name := filepath.Join(t.TempDir(), "m.yaml")
	if _, err := mapping.Load(name); !os.IsNotExist(err) {
		t.Errorf("missing file: got %v", err)
	}
	if err := os.WriteFile(name, []byte("dataset: project\nsheets: [\"*区\"]\nrows: projects[]\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	m, err := mapping.Load(name)
	if err != nil {
		t.Fatal(err)
	}
	if m.Rows != "projects[]" || !m.AppliesTo("成华区") || m.AppliesTo("说明") {
		t.Errorf("got rows %q, sheets %q", m.Rows, m.Sheets)
	}
}
