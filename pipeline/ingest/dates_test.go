package ingest_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"shixu/pipeline/ingest"
)

// TestDatesAsWritten: Chinese numerals, dates that leave the year to the title,
// and ranges in one cell.
func TestDatesAsWritten(t *testing.T) {
	t.Parallel()
	r := newReader(t)
	for _, tt := range []struct {
		expr  string
		cells []string // cell, want, …
	}{
		{asDate, []string{
			"二〇二三年七月", "2023-07-31 month", "二零二三年十二月二十五日", "2023-12-25 day", "二〇二三年十月十日", "2023-10-10 day", "二〇二三年三十一月", "", "二〇二三年", "2023-12-31 year",
			"2023年七月", "2023-07-31 month", "2023年十一月底", "2023-11-30 month", "二〇二三年三季度", "2023-09-30 quarter", "二〇二三年下半年", "2023-12-31 half_year",
			"2023-2025", "", "2023.03-2025.12", "", "2023年3月—2025年12月", "", "七月", "", "三季度", "", "第一期", "",
		}},
		{"read_month(x)", []string{"二〇二三年九月", "2023-09-01", "2023年九月", "2023-09-01", "九月", ""}},
		{"with_year(x, '2023')", []string{"七月", "2023年七月", "7月15日", "2023年7月15日", "三季度", "2023年三季度", "第3季度", "2023年第3季度", "上半年", "2023年上半年", "年底", "2023年年底", "2024年7月", "2024年7月", "202407", "202407", "2024-07-01", "2024-07-01", "待定", "待定", "7.5", "7.5"}},
		{strings.ReplaceAll(asDate, "read_date(x)", "read_date(with_year(x, '2023'))"), []string{"七月", "2023-07-31 month", "三季度", "2023-09-30 quarter", "下半年", "2023-12-31 half_year", "年底", "2023-12-31 year", "十二月二十五日", "2023-12-25 day"}},
		{"concat_ws('|', range_part(x, 'first'), range_part(x, 'last'))", []string{
			"2023-2025", "2023|2025", "2023—2025年", "2023|2025年", "2023.03-2025.12", "2023.03|2025.12", "2023年3月—2025年12月", "2023年3月|2025年12月", "二〇二三年三月至二〇二五年十二月", "2023年3月|2025年12月",
			"2023年3月至2025年12月", "2023年3月|2025年12月", "2023-03-2025-12", "2023-03|2025-12", "2023-03-01~2025-12-31", "2023-03-01|2025-12-31", "202303-202512", "202303|202512",
			"2023/3-2025/12", "2023/3|2025/12", "2023年3-12月", "2023年3月|2023年12月", "2023年3月至今", "2023年3月", "2023年3月起", "2023年3月", "2023年3月", "2023年3月|2023年3月",
			"36个月", "", "3年", "", "2023年", "2023年|2023年", "待定", "待定|待定",
		}},
		{"serial_1904(x)", []string{"43646", "45108", "43646.5", "45108", "2023-07-01", "2023-07-01", "2023", "2023"}},
	} {
		r.reads(t, tt.expr, tt.cells)
	}
}

const planned = "SELECT concat_ws(' ', project_id, planned_start, planned_start_precision, planned_completion, planned_completion_precision) FROM project WHERE starts_with(project_id, 'Q') ORDER BY 1"

// TestRangesOfDates: one column of ranges fills the start and the completion; a
// range in a column of one date is set aside.
func TestRangesOfDates(t *testing.T) {
	c := newCity(t)
	c.register()
	res := c.load("project", "名册.csv", "项目编码,项目名称,建设起止年限\nQ1,一,2023-2025\nQ2,二,2023.03-2025.12\nQ3,三,2023年3月—2025年12月\nQ4,四,二〇二三年三月至二〇二五年十二月\nQ5,五,24个月\nQ6,六,很快\n")
	if want := (ingest.Counts{Read: 6, New: 5, SetAside: 1}); res.Err != nil || res.Counts != want {
		t.Errorf("got %+v, want %+v (%v)", res.Counts, want, res.Err)
	}
	want := []string{"Q1 2023-12-31 year 2025-12-31 year", "Q2 2023-03-31 month 2025-12-31 month", "Q3 2023-03-31 month 2025-12-31 month", "Q4 2023-03-31 month 2025-12-31 month", "Q5"}
	if diff := cmp.Diff(want, column(t, c.w.DB, planned)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	res = c.load("project", "二.csv", "项目编码,项目名称,计划开工时间,计划竣工时间,起止年限\nQ7,七,2023.03-2025.12,2025,2020-2021\nQ8,八,2023.03,2025,2020-2021\n")
	if want := (ingest.Counts{Read: 2, New: 1, SetAside: 1}); res.Err != nil || res.Counts != want {
		t.Errorf("two columns: got %+v, want %+v (%v)", res.Counts, want, res.Err)
	}
	if res := c.run(ingest.Job{Name: "m", Dataset: "project", Files: []string{c.write("三.csv", "项目编码,项目名称,何时\nQ9,九,2023-2024\n")},
		Mapping: mustParse(t, "dataset: project\ncolumns: {planned_start: {column: 何时, part: first}, planned_completion: {column: 何时, part: last}}\n")}); res.Err != nil || res.New != 1 {
		t.Errorf("by a mapping: %+v", res)
	}
}

// TestYearOfTitle: dates without a year are of the year that the table is about.
func TestYearOfTitle(t *testing.T) {
	c := newCity(t)
	c.register()
	res := c.load("project", "a.csv", "2023年重点项目名册,,,\n项目编码,项目名称,计划开工时间,计划竣工时间\nQ1,一,七月,三季度\nQ2,二,3月15日,2024年底\n")
	if res.Err != nil || res.New != 2 {
		t.Errorf("%+v", res)
	}
	want := []string{"Q1 2023-07-31 month 2023-09-30 quarter", "Q2 2023-03-15 day 2024-12-31 year"}
	if diff := cmp.Diff(want, column(t, c.w.DB, planned)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if res := c.load("project", "b.csv", "项目编码,项目名称,计划开工时间\nQ3,一,七月\nQ4,二,2023-07\n"); res.Err != nil || res.New != 1 || res.SetAside != 1 {
		t.Errorf("no year anywhere: %+v", res)
	}
}

// TestDaysSince1904: a workbook may count days from 1904, in cells that are
// shown as dates and in those that are not.
func TestDaysSince1904(t *testing.T) {
	f := excelize.NewFile()
	defer f.Close()
	yes := true
	if err := f.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &yes}); err != nil {
		t.Fatal(err)
	}
	for i, row := range [][]any{{"项目编码", "项目名称", "计划开工时间", "计划竣工时间"}, {"Q1", "一", 43646, 43646}} {
		if err := f.SetSheetRow("Sheet1", []string{"A1", "A2"}[i], &row); err != nil {
			t.Fatal(err)
		}
	}
	style, err := f.NewStyle(&excelize.Style{NumFmt: 14})
	if err != nil {
		t.Fatal(err)
	}
	if err := f.SetCellStyle("Sheet1", "C2", "C2", style); err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	c := newCity(t)
	c.register()
	if res := c.load("project", "a.xlsx", b.String()); res.Err != nil || res.New != 1 {
		t.Fatalf("%+v", res)
	}
	if diff := cmp.Diff([]string{"Q1 2023-07-01 day 2023-07-01 day"}, column(t, c.w.DB, planned)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}
