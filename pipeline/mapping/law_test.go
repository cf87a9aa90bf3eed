package mapping_test

import (
	"encoding/csv"
	"io"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"shixu/pipeline/mapping"
	"shixu/pipeline/source"
	"shixu/queries"
)

// lawful fails where a plan breaks what Plan and Column promise: one column a
// field, in the dataset's order, inside the table, money with a unit.
func lawful(t interface{ Errorf(string, ...any) }, p *mapping.Plan, table *source.Table) {
	last := -1
	for _, c := range p.Columns {
		at := -1
		for i, f := range p.Dataset.Fields {
			if f.Name == c.Field.Name {
				at = i
			}
		}
		if at <= last {
			t.Errorf("field %s is there twice or out of order", c.Field.Name)
		}
		last = at
		if c.Source < 0 || c.Source > table.Width {
			t.Errorf("field %s is in column %d of %d", c.Field.Name, c.Source, table.Width)
		}
		if c.Field.Type == queries.Money && c.Unit < 1 {
			t.Errorf("field %s has unit %d", c.Field.Name, c.Unit)
		}
	}
}

var titleLines = []string{"2023年9月重大项目报表", "单位：万元", "（亿元）", "附件1", "截至2023年9月30日", "1-9月", "2023年度"}

// drawTable makes a table whose header is made of names that people write for
// the dataset's fields, with time words, units, titles and foreign columns.
func drawTable(t *rapid.T, d *queries.Dataset) (*source.Table, mapping.Where) {
	var header, row []string
	for _, i := range rapid.Permutation(index(len(d.Fields))).Draw(t, "order") {
		f := d.Fields[i]
		if !f.Required && rapid.Bool().Draw(t, "left out") {
			continue
		}
		name := rapid.SampledFrom(append([]string{f.Title.Zh}, f.Names...)).Draw(t, f.Name)
		name = strings.NewReplacer("{y}", "2023", "{m}", "9", "{q}", "三").Replace(name)
		if f.Type == queries.Money {
			name += rapid.SampledFrom([]string{"", "（万元）", "(亿元)", "(元)"}).Draw(t, "unit")
		}
		header = append(header, name)
		row = append(row, "x")
		if rapid.IntRange(0, 5).Draw(t, "foreign") == 0 {
			header = append(header, rapid.SampledFrom([]string{"备注", "序号", "联系电话", ""}).Draw(t, "foreign header"))
			row = append(row, "7")
		}
	}
	table := &source.Table{Width: len(header)}
	for _, title := range rapid.SliceOfN(rapid.SampledFrom(titleLines), 0, 3).Draw(t, "titles") {
		table.Preview = append(table.Preview, []string{title})
	}
	table.Preview = append(table.Preview, header, row)
	where := mapping.Where{
		Path:  rapid.SampledFrom([]string{"a.xlsx", "202309.xlsx", "2023-09/成华区.csv", "received/2023-10-08/a.xlsx"}).Draw(t, "path"),
		Sheet: rapid.SampledFrom([]string{"", "Sheet1", "9月", "2023年9月"}).Draw(t, "sheet"),
	}
	return table, where
}

func index(n int) []int {
	list := make([]int, n)
	for i := range list {
		list[i] = i
	}
	return list
}

// TestPrintedMapping: a plan printed as a mapping and applied to the same table
// is the same plan.
func TestPrintedMapping(t *testing.T) {
	all := datasets(t)
	names := slices.Sorted(maps.Keys(all)) // drawn by place: a seed gives the same again
	understood := 0
	rapid.Check(t, func(t *rapid.T) {
		d := all[rapid.SampledFrom(names).Draw(t, "dataset")]
		table, where := drawTable(t, d)
		plan, err := mapping.Find(d, table, where, nil)
		if err != nil {
			return
		}
		understood++
		lawful(t, plan, table)
		again := reapply(t, plan, table, where)
		if diff := cmp.Diff(plan, again, cmpopts.IgnoreFields(mapping.Plan{}, "Notes", "Unitless")); diff != "" {
			t.Fatalf("-first +again\n%s\n%s", diff, plan.Mapping())
		}
		if err := plan.Describe(io.Discard, "zh-CN"); err != nil {
			t.Fatal(err)
		}
	})
	if understood == 0 {
		t.Error("no table was understood; the property was not tried")
	}
}

func FuzzFind(f *testing.F) {
	f.Add("2023年9月,,\n项目名称,本月完成投资（万元）,累计完成投资\n某路,1,2\n", "202309.xlsx", "Sheet1", "")
	f.Add("项目名称,本期完成,本期完成\n项目名称,完成投资,占比\n1,2,3\n某路,1,2\n", "a/2023-10-08/b.csv", "9月", "dataset: investment_report\ncolumns: {completed: \"#2\"}\n")
	f.Add("1,2,3\n甲,乙,1\n", "", "", "dataset: investment_report\nheader_row: 2\nheader_rows: 9\n")
	f.Add("", "", "", "")
	f.Add("项目名称,完成\n", "x", "y", "dataset: investment_report\nheader_rows: 0\nfirst_row: 90\ncolumns: {month: {from: title}}")
	all := datasets(f)
	f.Fuzz(func(t *testing.T, text, path, sheet, file string) {
		r := csv.NewReader(strings.NewReader(text))
		r.FieldsPerRecord, r.LazyQuotes = -1, true
		rows, err := r.ReadAll()
		if err != nil {
			return
		}
		table := &source.Table{Preview: rows[:min(len(rows), source.PreviewRows)]}
		for _, row := range table.Preview {
			table.Width = max(table.Width, len(row))
		}
		var m *mapping.Mapping
		if file != "" {
			if m, err = mapping.Parse("fuzz.yaml", []byte(file)); err != nil {
				m = nil
			}
		}
		where := mapping.Where{Path: path, Sheet: sheet}
		for _, name := range []string{"investment_report", "project", "annual_plan"} {
			if m != nil {
				m.Dataset = name
			}
			plan, err := mapping.Find(all[name], table, where, m)
			if err != nil {
				continue
			}
			lawful(t, plan, table)
			again := reapply(t, plan, table, where)
			if diff := cmp.Diff(plan, again, cmpopts.IgnoreFields(mapping.Plan{}, "Notes", "Unitless")); diff != "" {
				t.Errorf("-first +again\n%s\n%s", diff, plan.Mapping())
			}
		}
	})
}
