package source

import (
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
)

// workbook writes a workbook that build fills.
func makeWorkbook(t testing.TB, build func(x *excelize.File)) string {
	t.Helper()
	x := excelize.NewFile()
	defer x.Close()
	build(x)
	path := filepath.Join(t.TempDir(), "报表 it's.xlsx")
	if err := x.SaveAs(path); err != nil {
		t.Fatal(err)
	}
	return path
}

func row(t testing.TB, x *excelize.File, sheet, cell string, values ...any) {
	t.Helper()
	if err := x.SetSheetRow(sheet, cell, &values); err != nil {
		t.Fatal(err)
	}
}

func style(t testing.TB, x *excelize.File, sheet, cell, format string) {
	t.Helper()
	s := &excelize.Style{CustomNumFmt: &format}
	id, err := x.NewStyle(s)
	if err != nil {
		t.Fatal(err)
	}
	if err := x.SetCellStyle(sheet, cell, cell, id); err != nil {
		t.Fatal(err)
	}
}

func TestWorkbookCells(t *testing.T) {
	day := time.Date(2023, 9, 30, 0, 0, 0, 0, time.UTC)
	tests := []struct {
		value  any
		format string
		want   string
	}{
		{"文字_x4E00__x_", "", "文字一_x_"},
		{" 南 宁 市 ", "", " 南 宁 市 "},
		{1.1, "", "1.1"},
		{1234567.891, "#,##0.00", "1234567.891"},
		{0.001, "", "0.001"},
		{0.75, "0%", "0.75"},
		{12345678901234567, "0", "12345678901234567"},
		{1e-7, "0.00E+00", "0.0000001"},
		{1.5, `[Red]0.00"元"_);\-0.00`, "1.5"},
		{2.0, `General"项"`, "2"},
		// October 2023, which the workbook holds as January.
		{2023.1, "0.00", "2023.10"},
		{2023.1, "0.00_ ", "2023.10"},
		{2023.1, "", "2023.1"},
		{2023.1, "0.000", "2023.1"},
		{2023.25, "0.00", "2023.25"},
		{true, "", "TRUE"},
		{45199, "yyyy-mm-dd", "2023-09-30"},
		{45199, `yyyy"年"m"月"d"日"`, "2023-09-30"},
		{45199, `[$-804]yyyy"年"m"月"`, "2023-09-30"},
		{45170, `yyyy"年"m"月"`, "2023-09"},
		{45170, `yyyy-mm-dd`, "2023-09-01"},
		{44927, `yyyy`, "2023"},
		{45199.5, "yyyy-mm-dd", "2023-09-30 12:00:00"},
		{45199.75, "yyyy/m/d h:mm", "2023-09-30 18:00:00"},
		{0.25, "h:mm", "06:00:00"},
		{1.5, "[h]:mm", "1.5"},
		{59, "yyyy-mm-dd", "1900-02-28"},
		{61, "yyyy-mm-dd", "1900-03-01"},
		{60, "yyyy-mm-dd", "60"},
		{0, "yyyy-mm-dd", "0"},
		{-3, "yyyy-mm-dd", "-3"},
		{day, "", "2023-09-30"},
	}
	path := makeWorkbook(t, func(x *excelize.File) {
		for i, tt := range tests {
			cell := fmt.Sprintf("A%d", i+1)
			row(t, x, "Sheet1", cell, tt.value)
			if tt.format != "" {
				style(t, x, "Sheet1", cell, tt.format)
			}
		}
	})
	got := read(t, connect(t), mustOpen(t, path, Options{}).Tables[0], 1)
	for i, tt := range tests {
		if got := got.Rows[int64(i+1)]; len(got) != 1 || got[0] != tt.want {
			t.Errorf("%v as %q: got %q, want %q", tt.value, tt.format, got, tt.want)
		}
	}
}

func TestWorkbookTables(t *testing.T) {
	path := makeWorkbook(t, func(x *excelize.File) {
		row(t, x, "Sheet1", "A1", "2023年计划")
		x.MergeCell("Sheet1", "A1", "D1")
		row(t, x, "Sheet1", "A3", "区县", "项目", "总投资", "")
		x.MergeCell("Sheet1", "C3", "D3")
		x.MergeCell("Sheet1", "A3", "A4")
		row(t, x, "Sheet1", "C4", "计划", "完成")
		row(t, x, "Sheet1", "A5", "武侯区", "甲", 1, 2)
		row(t, x, "Sheet1", "B6", "乙", 3, 4)
		row(t, x, "Sheet1", "B8", "丙", 5)
		x.MergeCell("Sheet1", "A5", "A8")
		row(t, x, "Sheet1", "A9", "一、交通")
		x.MergeCell("Sheet1", "A9", "D9")
		x.NewSheet("隐藏")
		row(t, x, "隐藏", "A1", "x")
		x.SetSheetVisible("隐藏", false)
		x.NewSheet("空")
		x.NewSheet("九月")
		row(t, x, "九月", "B2", "y")
	})
	f := mustOpen(t, path, Options{})
	var sheets []string
	for _, table := range f.Tables {
		sheets = append(sheets, table.Sheet)
	}
	if diff := cmp.Diff([]string{"Sheet1", "九月"}, sheets); diff != "" {
		t.Errorf("sheets (-want +got):\n%s", diff)
	}
	title := "2023年计划"
	preview := [][]string{
		{title, title, title, title},
		nil,
		{"区县", "项目", "总投资", "总投资"},
		{"区县", "", "计划", "完成"},
		{"武侯区", "甲", "1", "2"},
		{"武侯区", "乙", "3", "4"},
		{"武侯区"},
		{"武侯区", "丙", "5"},
		{"一、交通", "一、交通", "一、交通", "一、交通"},
	}
	if diff := cmp.Diff(preview, f.Tables[0].Preview); diff != "" {
		t.Errorf("preview (-want +got):\n%s", diff)
	}
	conn := connect(t)
	want := map[int64][]string{
		5: {"武侯区", "甲", "1", "2"},
		6: {"武侯区", "乙", "3", "4"},
		8: {"武侯区", "丙", "5", ""},
		9: {"一、交通", "", "", ""},
	}
	if diff := cmp.Diff(want, read(t, conn, f.Tables[0], 5).Rows); diff != "" {
		t.Errorf("rows (-want +got):\n%s", diff)
	}
	delete(want, 5)
	if diff := cmp.Diff(want, read(t, conn, f.Tables[0], 6).Rows); diff != "" {
		t.Errorf("rows from the middle of a merged range (-want +got):\n%s", diff)
	}
	if got := mustOpen(t, path, Options{Sheets: []string{"隐*", "隐藏"}}).Tables; len(got) != 1 || got[0].Sheet != "隐藏" {
		t.Errorf("a hidden sheet by name: got %v", got)
	}
	for _, pattern := range []string{"隐*", "no"} {
		if _, err := Open(t.Context(), path, Options{Sheets: []string{pattern}}); err == nil {
			t.Errorf("sheet %q: no error", pattern)
		}
	}
}

func TestWorkbook1904(t *testing.T) {
	path := makeWorkbook(t, func(x *excelize.File) {
		yes := true
		x.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &yes})
		row(t, x, "Sheet1", "A1", 43737)
		style(t, x, "Sheet1", "A1", "yyyy-mm-dd")
	})
	if got := mustOpen(t, path, Options{}).Tables[0].Preview[0][0]; got != "2023-09-30" {
		t.Errorf("got %s", got)
	}
}

// TestFormulaWithoutValue: what was never computed is not the same as nothing.
func TestFormulaWithoutValue(t *testing.T) {
	sheet := `<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c><c r="B1"><f>SUM(A2:A9)</f></c>` +
		`<c r="C1"><f t="shared" si="0"/><v></v></c><c r="D1" t="str"><f>""</f><v></v></c><c r="E1"><f>1+1</f><v>2</v></c><c r="F1"><v>3</v></c></row></sheetData></worksheet>`
	f := mustOpen(t, write(t, "a.xlsx", minimal(t, sheet)), Options{})
	if diff := cmp.Diff([][]string{{"a", "=SUM(A2:A9)", "=", "", "2", "3"}}, f.Tables[0].Preview); diff != "" {
		t.Error(diff)
	}
}
