package ingest_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	"shixu/pipeline/ingest"
)

// reports are the reports that stand, one a line, in 万元.
func reports(t *testing.T, c *city) []string {
	t.Helper()
	return column(t, c.w.DB, `SELECT concat_ws(' ', project_id, strftime(month, '%Y-%m'), 'month', (completed / 10000)::DOUBLE, 'year', (completed_ytd / 10000)::DOUBLE)
		FROM store.investment_report AS r JOIN store.project_key USING (project_key) WHERE r.replaced_by IS NULL ORDER BY project_id, month`)
}

// rejected are the lines set aside, one a line.
func rejected(t *testing.T, c *city) []string {
	t.Helper()
	return column(t, c.w.DB, `SELECT concat_ws(' ', sheet, row_number, column_name, value, code, left(json_extract_string(record, '$.month'), 7)) FROM reject ORDER BY ALL`)
}

// merge fills the cells of ranges with their first cell's text, as people merge headers.
func merge(t *testing.T, text string, ranges ...string) string {
	t.Helper()
	f, err := excelize.OpenReader(strings.NewReader(book(t, text)))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for _, r := range ranges {
		from, to, _ := strings.Cut(r, ":")
		if err := f.MergeCell("Sheet1", from, to); err != nil {
			t.Fatal(err)
		}
	}
	var b strings.Builder
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestMonthsSideBySide: a row of the table is a report for every month in which
// it has something.
func TestMonthsSideBySide(t *testing.T) {
	const plain = "项目编码,项目名称,年度计划投资(万元),1月,2月,3月,合计\nP1,科幻馆,100,1,,3,4\nP2,地铁,200,0,2,—,2\nP3,水厂,300,,-,/,\n"
	want := []string{"P1 2023-01 month 1.0 year", "P1 2023-03 month 3.0 year", "P2 2023-01 month 0.0 year", "P2 2023-02 month 2.0 year"}
	for _, tt := range []struct {
		name, file, text string
		merged           []string
		want             []string
	}{
		{"bare months", "2023年完成投资.csv", "单位：万元\n" + plain, nil, want},
		{"tabs", "2023年完成投资.tsv", "单位：万元\n" + strings.ReplaceAll(plain, ",", "\t"), nil, want},
		{"a year and a month", "a.csv", "项目编码,2023年1月完成投资(万元),2023年2月完成投资(万元),2023-03完成投资(万元)\nP1,1,,3\nP2,0,2,\n", nil, want},
		{"lines of JSON", "a.ndjson", `{"项目编码": "P1", "2023年1月完成投资(万元)": 1, "2023年2月完成投资(万元)": "", "2023年3月完成投资(万元)": 3}` + "\n" + `{"项目编码": "P2", "2023年1月完成投资(万元)": 0, "2023年2月完成投资(万元)": 2}` + "\n", nil, want},
		{"Chinese numerals", "2023.csv", "项目编码,一月完成投资(万元),二月完成投资(万元),三月份完成投资（亿元）\nP1,1,,\n", nil, nil},
		{"two rows of header", "2023年.xlsx", "项目编码,项目名称,完成投资（万元）,,,形象进度\n,,1月,2月,3月,\nP1,科幻馆,1,,3,封顶\nP2,地铁,0,2,,\n", []string{"A1:A2", "B1:B2", "C1:E1", "F1:F2"}, want},
		{"two rows of header, not filled", "2023年.csv", "项目编码,项目名称,完成投资（万元）,,,形象进度\n,,1月,2月,3月,\nP1,科幻馆,1,,3,封顶\nP2,地铁,0,2,,\n", nil, want},
		{"pairs", "2023年.xlsx", "项目名称,1月,,2月,,3月,\n,计划（万元）,完成（万元）,计划（万元）,完成（万元）,计划（万元）,完成（万元）\n科幻馆,9,1,9,,9,3\n地铁,9,0,9,2,9,\n",
			[]string{"A1:A2", "B1:C1", "D1:E1", "F1:G1"}, want},
		{"cumulative", "2023年.xlsx", "2023年重点项目累计完成投资（万元）,,,\n项目编码,1月,2月,3月\nP1,1,1,4\nP2,0,2,\n", []string{"A1:D1"},
			[]string{"P1 2023-01 month year 1.0", "P1 2023-02 month year 1.0", "P1 2023-03 month year 4.0", "P2 2023-01 month year 0.0", "P2 2023-02 month year 2.0"}},
		{"both", "2023年.xlsx", "项目编码,1月,,2月,\n,当月完成（万元）,累计完成（万元）,当月完成（万元）,累计完成（万元）\nP1,1,1,,1\nP2,,,2,2\n", []string{"A1:A2", "B1:C1", "D1:E1"},
			[]string{"P1 2023-01 month 1.0 year 1.0", "P1 2023-02 month year 1.0", "P2 2023-02 month 2.0 year 2.0"}},
		{"January and February together", "2023.csv", "项目编码,1-2月(亿元),3月(亿元),一季度(亿元)\nP1,0.0003,0.0001,0.0004\n", nil,
			[]string{"P1 2023-02 month year 3.0", "P1 2023-03 month 1.0 year"}},
		{"two years", "a.csv", "单位：万元\n项目编码,2022年12月,2023年1月,合计\nP1,1,2,3\n", nil, []string{"P1 2022-12 month 1.0 year", "P1 2023-01 month 2.0 year"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c := newCity(t)
			c.register()
			text := tt.text
			if strings.HasSuffix(tt.file, ".xlsx") {
				text = merge(t, text, tt.merged...)
			}
			res := c.load("investment_report", tt.file, text)
			if tt.want == nil {
				if res.Err == nil || !strings.Contains(res.Err.Error(), "in different units") {
					t.Errorf("got %+v, want an error", res)
				}
				return
			}
			if want := (ingest.Counts{Read: int64(len(tt.want)), New: int64(len(tt.want))}); res.Err != nil || res.Counts != want || res.Remarks != nil {
				t.Fatalf("got %+v %v %v, want %+v", res.Counts, res.Err, remarks(res), want)
			}
			if diff := cmp.Diff(tt.want, reports(t, c)); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
			if again := c.load("investment_report", tt.file, text); again.Err != nil || again.Already == nil {
				t.Errorf("again: %+v", again)
			}
			mustHold(t, c.w)
		})
	}
}

// TestMonthsSideBySideAhead: 0 in a month that had hardly begun when the table was sent
// is no report of it, as the months after it would make the city believe; anything else
// is, and so is 0 from the month's 20th on, and in a plan.
func TestMonthsSideBySideAhead(t *testing.T) {
	const text = "项目编码,8月,9月,10月,11月\nP1,1,0,0.00,0\nP2,0,2,０,0万元\nP3,3,0,4,\n"
	for _, tt := range []struct {
		knownOn string
		want    []string
	}{
		{"2023-10-19", []string{"P1 2023-08 month 1.0 year", "P1 2023-09 month 0.0 year", "P2 2023-08 month 0.0 year", "P2 2023-09 month 2.0 year",
			"P3 2023-08 month 3.0 year", "P3 2023-09 month 0.0 year", "P3 2023-10 month 4.0 year"}},
		{"2023-10-20", []string{"P1 2023-08 month 1.0 year", "P1 2023-09 month 0.0 year", "P1 2023-10 month 0.0 year", "P2 2023-08 month 0.0 year", "P2 2023-09 month 2.0 year",
			"P2 2023-10 month 0.0 year", "P3 2023-08 month 3.0 year", "P3 2023-09 month 0.0 year", "P3 2023-10 month 4.0 year"}},
	} {
		c := newCity(t)
		c.register()
		path := c.write("2023年完成投资.csv", "单位：万元\n"+text)
		res := c.run(ingest.Job{Name: "reports", Dataset: "investment_report", Files: []string{path}, KnownOn: ingest.KnownOn(tt.knownOn)})
		if want := (ingest.Counts{Read: int64(len(tt.want)), New: int64(len(tt.want))}); res.Err != nil || res.Counts != want {
			t.Errorf("known on %s: got %+v (%v), want %+v", tt.knownOn, res.Counts, res.Err, want)
		}
		if diff := cmp.Diff(tt.want, reports(t, c)); diff != "" {
			t.Errorf("known on %s: -want +got:\n%s", tt.knownOn, diff)
		}
		mustHold(t, c.w)
	}
	c := newCity(t)
	c.register()
	path := c.write("2023年累计计划投资.csv", "单位：万元\n项目编码,10月累计计划投资,11月累计计划投资\nP1,0,1\n")
	res := c.run(ingest.Job{Name: "plan", Dataset: "monthly_plan", Files: []string{path}, KnownOn: "2023-01-10"})
	if res.Err != nil || res.New != 2 {
		t.Errorf("a plan: %+v (%v)", res.Counts, res.Err)
	}
}

// TestMonthsSideBySidePlan: the curve of a plan.
func TestMonthsSideBySidePlan(t *testing.T) {
	c := newCity(t)
	c.register()
	res := c.load("monthly_plan", "2023年.xlsx", merge(t, "项目编码,累计计划投资（万元）,,,\n,1月,2月,3月,12月\nP1,1,2,3,9\nP2,,,5,x\n", "A1:A2", "B1:E1"))
	if want := (ingest.Counts{Read: 6, New: 5, SetAside: 1}); res.Err != nil || res.Counts != want {
		t.Errorf("got %+v (%v)", res.Counts, res.Err)
	}
	if got, want := c.value("SELECT string_agg(concat_ws(' ', project_id, strftime(month, '%m'), (planned_ytd / 10000)::INTEGER), ',' ORDER BY project_id, month) FROM monthly_plan"),
		"P1 01 1,P1 02 2,P1 03 3,P1 12 9,P2 03 5"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// TestMonthsSideBySideRows: what stands among the rows of such a table is what it
// is elsewhere, and every row keeps its place.
func TestMonthsSideBySideRows(t *testing.T) {
	const text = `2023年重点项目完成投资情况表（单位：万元）,,,,,
序号,项目编码,项目名称,1月,2月,合计
合计,,共4项,7,6,13
一、文体（1项）,,,1,2,3
1,P1,科幻馆,1,2,4
二、其他（4项）,,,6,4,10
2,P2,地铁,2,待核,2
3,P9,不存在,1,,1
4,P3,水厂,3,1,4
备注：数据截至月底,,,,,
`
	for _, file := range []string{"a.csv", "a.xlsx"} {
		c := newCity(t)
		c.register()
		in, sheet := text, ""
		if strings.HasSuffix(file, ".xlsx") {
			in, sheet = merge(t, text, "A1:F1", "A10:F10"), "Sheet1 "
		}
		var handed []ingest.Reject
		job := ingest.Job{Name: "investment_report", Dataset: "investment_report", Files: []string{c.write(file, in)}}
		all, err := c.r.Run(context.Background(), []ingest.Job{job}, ingest.Options{Rejected: func(r ingest.Reject) error { handed = append(handed, r); return nil }})
		if err != nil {
			t.Fatal(err)
		}
		res := all[0]
		if want := (ingest.Counts{Read: 7, New: 5, SetAside: 2, Skipped: 4}); res.Err != nil || res.Counts != want {
			t.Errorf("%s: got %+v, want %+v (%v)", file, res.Counts, want, res.Err)
		}
		// The months that cannot be read leave February's sums unknown.
		want := []string{sheet + "6 wrong_count  4 3", sheet + "5 wrong_total 合计 4 3"}
		if diff := cmp.Diff(want, remarks(res)); diff != "" {
			t.Errorf("%s: remarks (-want +got):\n%s", file, diff)
		}
		want = []string{sheet + "7 2月 待核 unreadable_amount 2023-02", sheet + "8 项目编码 P9 unknown_project 2023-01"}
		if diff := cmp.Diff(want, rejected(t, c)); diff != "" {
			t.Errorf("%s: rejects (-want +got):\n%s", file, diff)
		}
		if len(handed) != 2 || handed[0].Row != 7 || handed[0].Column != "2月" || handed[0].Reason.Zh == "" || handed[0].Reason.En == "" {
			t.Errorf("%s: handed out: %+v", file, handed)
		}
		if got := c.value("SELECT string_agg(concat_ws(' ', row_number, month(month)), ',' ORDER BY row_number, month) FROM store.investment_report"); got != "5 1,5 2,7 1,9 1,9 2" {
			t.Errorf("%s: rows are at %s", file, got)
		}
		mustHold(t, c.w)
	}
}

// TestMonthsSideBySideKinds: what kind a row is does not change from month to month,
// 小计 below merged districts is one in every month, and of pairs the facts have a total.
func TestMonthsSideBySideKinds(t *testing.T) {
	for _, tt := range []struct {
		name, text       string
		merged           []string
		counts           ingest.Counts
		remarks, rejects []string
	}{
		{"a numbered name with one month", "项目名称,1月（万元）,2月（万元）\n一、不存在,1,\n科幻馆,,2\n二、无月份,,\n", nil,
			ingest.Counts{Read: 2, New: 1, SetAside: 1, Skipped: 1}, nil, []string{"Sheet1 2 项目名称 一、不存在 unknown_project 2023-01"}},
		{"subtotals of districts", "区市县,序号,项目编码,1月（万元）,2月（万元）\n郫都区,1,P1,1,\n,小计,,1,\n锦江区,2,P2,3,4\n,小计,,3,5\n", []string{"A2:A3", "A4:A5"},
			ingest.Counts{Read: 3, New: 3, Skipped: 2}, []string{"Sheet1 5 wrong_sum 2月（万元） 5 4"}, nil},
		{"the total of pairs", "项目编码,1月,,2月,,合计,\n,计划（万元）,完成（万元）,计划（万元）,完成（万元）,计划（万元）,完成（万元）\nP1,5,1,5,2,10,3\nP2,5,1,5,2,10,4\n", []string{"A1:A2", "B1:C1", "D1:E1", "F1:G1"},
			ingest.Counts{Read: 4, New: 4}, []string{"Sheet1 4 wrong_total 合计/完成（万元） 4 3"}, nil},
	} {
		c := newCity(t)
		c.register()
		res := c.load("investment_report", "2023年.xlsx", merge(t, tt.text, tt.merged...))
		if res.Err != nil || res.Counts != tt.counts {
			t.Errorf("%s: got %+v, want %+v (%v)", tt.name, res.Counts, tt.counts, res.Err)
		}
		if diff := cmp.Diff(tt.remarks, remarks(res)); diff != "" {
			t.Errorf("%s: remarks (-want +got):\n%s", tt.name, diff)
		}
		if diff := cmp.Diff(tt.rejects, rejected(t, c)); diff != "" {
			t.Errorf("%s: rejects (-want +got):\n%s", tt.name, diff)
		}
		mustHold(t, c.w)
	}
}

// TestMonthsSideBySideCorrected: a corrected table replaces what changed and
// leaves revisions; what is blank now stays as it was.
func TestMonthsSideBySideCorrected(t *testing.T) {
	c := newCity(t)
	c.register()
	const head = "项目编码,2023年1月完成投资(万元),2023年2月完成投资(万元)\n"
	if res := c.load("investment_report", "a.csv", head+"P1,1,2\nP2,3,4\n"); res.Err != nil || res.New != 4 {
		t.Fatalf("%+v", res)
	}
	res := c.load("investment_report", "b.csv", head+"P1,1,2.5\nP2,,4\nP3,5,\n")
	if want := (ingest.Counts{Read: 4, New: 1, Changed: 1, Same: 2}); res.Err != nil || res.Counts != want {
		t.Errorf("got %+v, want %+v (%v)", res.Counts, want, res.Err)
	}
	want := []string{"P1 2023-01 month 1.0 year", "P1 2023-02 month 2.5 year", "P2 2023-01 month 3.0 year", "P2 2023-02 month 4.0 year", "P3 2023-01 month 5.0 year"}
	if diff := cmp.Diff(want, reports(t, c)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if got := c.value("SELECT string_agg(concat_ws(' ', field, old_value, new_value), ',') FROM revision WHERE field = 'completed'"); got != "completed 20000.00 25000.00" {
		t.Errorf("revisions: %s", got)
	}
	mustHold(t, c.w)
}

// TestMonthsSideBySideTogether: several workbooks of several sheets are one batch,
// tables with one row a month among them.
func TestMonthsSideBySideTogether(t *testing.T) {
	c := newCity(t)
	c.register()
	var files []string
	for name, text := range map[string]string{
		"甲2023年.xlsx":   "单位：万元\n项目编码,1月,2月\nP1,1,2\n合计,1,2\n",
		"乙2023年.xlsx":   "单位：万元\n项目编码,1月,2月,3月\nP2,1,,3\n合计,1,,4\n",
		"丙2023年4月.xlsx": "单位：万元\n项目编码,本月完成投资\nP1,4\nP3,5\n合计,9\n",
	} {
		files = append(files, c.write(name, book(t, text)))
	}
	slices.Sort(files)
	all, err := c.r.Run(context.Background(), []ingest.Job{{Name: "investment_report", Dataset: "investment_report", Files: files}}, ingest.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, res := range all {
		got = append(got, fmt.Sprint(filepath.Base(res.Path), res.Counts, remarks(res), res.Err))
	}
	want := []string{"丙2023年4月.xlsx{2 2 0 0 0 1} [] <nil>", "乙2023年.xlsx{2 2 0 0 0 1} [Sheet1 4 wrong_sum 3月 4 3] <nil>", "甲2023年.xlsx{2 2 0 0 0 1} [] <nil>"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	mustHold(t, c.w)
}

// TestMonthsSideBySideBad: what cannot be understood is one clear error in both
// languages.
func TestMonthsSideBySideBad(t *testing.T) {
	c := newCity(t)
	c.register()
	at := filepath.Join(c.dir, "made.parquet")
	if _, err := c.w.DB.Exec(`COPY (SELECT 'P1' AS 项目编码, 1 AS "2023年1月完成投资", 2 AS "2023年2月完成投资") TO '` + at + `' (FORMAT parquet)`); err != nil {
		t.Fatal(err)
	}
	made, err := os.ReadFile(at)
	if err != nil {
		t.Fatal(err)
	}
	parquet := string(made)
	for _, tt := range []struct{ name, file, text, want string }{
		{"a month twice", "2023a.csv", "项目编码,项目名称,1月,2月,2月\nP1,科幻馆,1,2,3\n", "are both of 2023-02"},
		{"a month 13", "2023b.csv", "项目编码,项目名称,11月,12月,13月\nP1,科幻馆,1,2,3\n", `"13月" is no month`},
		{"months of two years", "2023c.csv", "项目编码,项目名称,2022年12月,2023年1月,2月\nP1,科幻馆,1,2,3\n", "says no year"},
		{"no year", "d.csv", "项目编码,项目名称,1月,2月\nP1,科幻馆,1,2\n", "neither their headers nor the title"},
		{"no project", "2023e.csv", "单位,区市县,1月完成投资,2月完成投资\n甲,郫都区,1,2\n", "no column for project_id or project_name"},
		{"a plan", "2023年投资计划.csv", "项目编码,项目名称,1月,2月\nP1,科幻馆,1,2\n", "planned or completed"},
		{"nothing but blanks", "2023f.csv", "项目编码,项目名称,1月,2月\nP1,科幻馆,,\n", "no month of any row"},
		{"Parquet", "2023g.parquet", parquet, "cannot be read from parquet"},
	} {
		res := c.load("investment_report", tt.file, tt.text)
		if res.Err == nil || !strings.Contains(res.Err.Error(), tt.want) {
			t.Errorf("%s: got %v, want an error with %q", tt.name, res.Err, tt.want)
			continue
		}
		zh, ok := res.Err.(interface{ Chinese() string })
		if !ok || zh.Chinese() == "" || strings.Contains(zh.Chinese()+res.Err.Error(), "%!") {
			t.Errorf("%s: in Chinese: %v", tt.name, res.Err)
		}
	}
	if got := reports(t, c); got != nil {
		t.Errorf("loaded all the same: %v", got)
	}
}

// TestLongAndWide: a table with a row for each month and the same with the months
// side by side load to the same reports, once the months are over.
func TestLongAndWide(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		months := rapid.SliceOfNDistinct(rapid.IntRange(1, 12), 2, 6, rapid.ID[int]).Draw(rt, "months")
		cell := rapid.SampledFrom([]string{"", "", "0", "1", "12.5", "-3", "\"1,234.56\"", "—", "1亿元", "１２", "待核", "3"})
		long, wide := "项目编码,月份,本月完成投资（万元）\n", "项目编码"
		for _, m := range months {
			wide += fmt.Sprintf(",2023年%d月完成投资（万元）", m)
		}
		wide += "\n"
		for _, id := range rapid.Permutation([]string{"P1", "P2", "P3", "P9"}).Draw(rt, "projects") {
			wide += id
			for _, m := range months {
				text := cell.Draw(rt, "cell")
				wide += "," + text
				if text != "" && text != "—" {
					long += fmt.Sprintf("%s,2023-%02d,%s\n", id, m, text)
				}
			}
			wide += "\n"
		}
		if !strings.Contains(long, "P") {
			rt.Skip("nothing is reported")
		}
		var got [2][]string
		var counts [2]ingest.Counts
		for i, text := range []string{long, wide} {
			c := newCity(t)
			c.register()
			res := c.run(ingest.Job{Name: "reports", Dataset: "investment_report", Files: []string{c.write("a.csv", text)}, KnownOn: "2024-01-01"})
			if res.Err != nil {
				rt.Fatalf("%v\n%s", res.Err, text)
			}
			counts[i] = res.Counts
			got[i] = append(reports(t, c), column(t, c.w.DB, "SELECT concat_ws(' ', value, code, reason_zh, left(json_extract_string(record, '$.month'), 7)) FROM reject ORDER BY ALL")...)
			mustHold(t, c.w)
		}
		if diff := cmp.Diff(got[0], got[1]); diff != "" {
			rt.Errorf("-long +wide:\n%s\n%s%s", diff, long, wide)
		}
		if diff := cmp.Diff(counts[0], counts[1]); diff != "" {
			rt.Errorf("counts (-long +wide):\n%s", diff)
		}
	})
}
