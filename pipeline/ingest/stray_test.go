package ingest_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/simplifiedchinese"

	"shixu/pipeline/ingest"
)

// book writes rows of text as a workbook, whose cells are what stands between
// commas.
func book(t *testing.T, text string) string {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	for i, line := range strings.Split(strings.TrimSuffix(text, "\n"), "\n") {
		for j, cell := range strings.Split(line, ",") {
			at, err := excelize.CoordinatesToCellName(j+1, i+1)
			if err != nil {
				t.Fatal(err)
			}
			if cell == "" {
				continue
			}
			if err := f.SetCellStr("Sheet1", at, cell); err != nil {
				t.Fatal(err)
			}
		}
	}
	var b strings.Builder
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestMoreCellsThanHeader: a line whose cells moved because of a comma without
// quotes is set aside wherever it stands, and whatever the format: its first
// part is no figure. Blank cells beyond the header mean nothing.
func TestMoreCellsThanHeader(t *testing.T) {
	formats := map[string]func(string) string{
		"a.csv":  func(s string) string { return s },
		"b.csv":  func(s string) string { return strings.ReplaceAll(s, "\n", "\r\n") },
		"a.tsv":  func(s string) string { return strings.ReplaceAll(s, ",", "\t") },
		"gb.csv": func(s string) string { return must(simplifiedchinese.GB18030.NewEncoder().String(s)) },
		"a.xlsx": func(s string) string { return book(t, s) },
	}
	var far strings.Builder
	for range 100 { // beyond what is looked at to find the header
		far.WriteString("P1,2023-09,100\n")
	}
	lines := "P1,2023-09,100\nP2,2023-09,1,234\nP3,2023-09,5,,\nP3,2023-08\nP2\nP1,2023-08,7\n"
	for name, format := range formats {
		for _, tt := range []struct {
			where, text string
			skip        int64
		}{
			{"previewed", header + lines, 0},
			{"far below", header + far.String() + lines, 100},
		} {
			t.Run(name+" "+tt.where, func(t *testing.T) {
				c := newCity(t)
				c.register()
				res := c.load("investment_report", name, format(tt.text))
				want := ingest.Counts{Read: 6 + tt.skip, New: 3, SetAside: 3 + tt.skip}
				if res.Err != nil || res.Counts != want {
					t.Errorf("got %+v, want %+v (%v)", res.Counts, want, res.Err)
				}
				got := column(t, c.w.DB, "SELECT concat_ws(' ', project_id, month, completed_ytd) FROM investment_report ORDER BY ALL")
				if diff := cmp.Diff([]string{"P1 2023-08-01 7.00", "P1 2023-09-01 100.00", "P3 2023-09-01 5.00"}, got); diff != "" {
					t.Errorf("reports (-want +got):\n%s", diff)
				}
				got = column(t, c.w.DB, "SELECT DISTINCT concat_ws(' ', row_number - "+c.value("SELECT max(row_number) - 6 FROM investment_report")+", code) FROM reject WHERE code <> 'duplicate' ORDER BY ALL")
				if diff := cmp.Diff([]string{"2 too_many_columns", "4 no_amount", "5 missing_key", "5 no_amount"}, got); diff != "" {
					t.Errorf("reject (-want +got):\n%s", diff)
				}
				if got := c.value("SELECT reason_zh || reason_en FROM reject WHERE code = 'too_many_columns'"); !strings.Contains(got, "3") {
					t.Errorf("the reason does not say how many columns: %s", got)
				}
			})
		}
	}
}

// TestNotesBesideTable: what stands beside a workbook's table, a column apart,
// is no part of its rows.
func TestNotesBesideTable(t *testing.T) {
	c := newCity(t)
	c.register()
	res := c.load("investment_report", "a.xlsx", book(t, header+"P1,2023-09,100,,已核对\nP2,2023-09,5\n"))
	if res.Err != nil || res.New != 2 || res.SetAside != 0 {
		t.Errorf("%+v", res)
	}
}

// TestNoHeaderWidth: where a mapping says that there is no header, a line has
// as many cells as most lines have.
func TestNoHeaderWidth(t *testing.T) {
	c := newCity(t)
	c.register()
	m := mustMap(t, "header_rows: 0\ncolumns: {project_id: '#1', month: '#2', completed_ytd: {column: '#3', unit: 元}}\n")
	res := c.run(ingest.Job{Name: "reports", Dataset: "investment_report", Mapping: m, Files: []string{c.write("a.csv", "P1,2023-09,100,x\nP2,2023-09,1,234,x\nP3,2023-09,5,x\n")}})
	if want := (ingest.Counts{Read: 3, New: 2, SetAside: 1}); res.Err != nil || res.Counts != want {
		t.Errorf("got %+v, want %+v (%v)", res.Counts, want, res.Err)
	}
}

func must(s string, err error) string {
	if err != nil {
		panic(err)
	}
	return s
}

// TestWebPage: an HTML table saved as .xls loads like a sheet.
func TestWebPage(t *testing.T) {
	c := newCity(t)
	c.register()
	res := c.load("investment_report", "2023年9月.xls", must(simplifiedchinese.GB18030.NewEncoder().String(
		"<html><meta charset=gb2312><table><tr><td colspan=3>进度表</td></tr><tr><td>项目编码</td><td>项目名称</td><td>累计完成投资(万元)</td></tr>"+
			"<tr><td>P1</td><td>科幻馆</td><td>1,234.5</td></tr><tr><td>合计</td><td></td><td>1234.5</td></tr></table>")))
	if want := (ingest.Counts{Read: 1, New: 1, Skipped: 1}); res.Err != nil || res.Counts != want {
		t.Errorf("got %+v, want %+v (%v)", res.Counts, want, res.Err)
	}
	if got := c.value("SELECT completed_ytd || ' ' || month FROM investment_report"); got != "12345000.00 2023-09-01" {
		t.Error(got)
	}
}
