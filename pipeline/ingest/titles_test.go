package ingest_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"shixu/pipeline/ingest"
)

// remarks are a file's remarks, one a line.
func remarks(res ingest.FileResult) []string {
	var list []string
	for _, r := range res.Remarks {
		list = append(list, strings.TrimSpace(fmt.Sprint(r.Sheet, " ", r.Row, " ", r.Code, " ", r.Column, " ", r.Declared, " ", r.Computed)))
	}
	return list
}

// TestTitles: rows inside a table that are titles of those below say what the
// table has no column for, and are never loaded.
func TestTitles(t *testing.T) {
	c := newCity(t)
	c.register()
	res := c.load("project", "名册.csv", `2023年重点项目名册,,,,
序号,项目编码,项目名称,业主单位,总投资(万元)
合计,,共7项,,3600
一、郫都区(4项),,,,1000
（一）交通（2项）,,,,300
1,Q1,一号路,甲,100
2,Q2,办事大厅,甲,200
（二）水利（2项）,,,,700
3,Q3,二号渠,乙,300
4,Q4,汉中综合保税区,乙,400
二、锦江区(3项),,,,2600
5,Q5,君澜府小区（共3个）,丙,500
6,Q6,三、四期扩建,丙,600
省级重点项目(1个),,,,1500
7,Q7,全市智慧平台,丁,1500
备注：标★的为重大项目,,,,
`)
	if want := (ingest.Counts{Read: 7, New: 7, Skipped: 7}); res.Err != nil || res.Counts != want {
		t.Errorf("got %+v, want %+v (%v)", res.Counts, want, res.Err)
	}
	if diff := cmp.Diff([]string(nil), remarks(res)); diff != "" {
		t.Errorf("remarks (-want +got):\n%s", diff)
	}
	got := column(t, c.w.DB, "SELECT concat_ws(' ', project_id, name, district, sector, level) FROM project WHERE starts_with(project_id, 'Q') ORDER BY project_id")
	want := []string{
		"Q1 一号路 郫都区 交通", "Q2 办事大厅 郫都区 交通", "Q3 二号渠 郫都区 水利", "Q4 汉中综合保税区 郫都区 水利",
		"Q5 君澜府小区（共3个） 锦江区", "Q6 三、四期扩建 锦江区", "Q7 全市智慧平台 锦江区 provincial",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("projects (-want +got):\n%s", diff)
	}
	mustHold(t, c.w)
}

// TestTitlesOfOneRank: titles of a kind stand beside each other however they are
// written, and what they mean in a plan is no sector in a register.
func TestTitlesOfOneRank(t *testing.T) {
	const text = `2023年重点项目清单,,,
序号,项目名称,业主单位,X
总计（共4项）,,,10
续建项目(2个),,,3
1、郫都区(1个),,,1
1,甲路,甲,1
2、锦江区(1个),,,2
1,乙路,乙,2
【预备】(2个),,,7
1、郫都区(2个),,,7
1,丙路,丙,3
2,丁路,丁,4
`
	c := newCity(t)
	c.register()
	if res := c.load("project", "名册.csv", strings.Replace(text, "X", "总投资(万元)", 1)); res.Err != nil || res.New != 4 || res.Remarks != nil {
		t.Errorf("register: %+v", res)
	}
	if res := c.load("annual_plan", "2023年计划.csv", strings.Replace(text, "X", "年度计划投资(万元)", 1)); res.Err != nil || res.New != 4 || res.Remarks != nil {
		t.Errorf("plan: %+v", res)
	}
	got := column(t, c.w.DB, "SELECT concat_ws(' ', p.name, p.district, p.sector, a.plan_kind) FROM annual_plan AS a JOIN project AS p USING (project_id) ORDER BY p.name")
	want := []string{"丁路 郫都区 preparatory", "丙路 郫都区 preparatory", "乙路 锦江区 continuing", "甲路 郫都区 continuing"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// TestDeclaredSums: counts and sums that the rows do not have are remarked on,
// with their place, whatever stands above or below what.
func TestDeclaredSums(t *testing.T) {
	for _, tt := range []struct {
		name, text string
		want       []string
	}{
		{"at the foot", "项目编码,项目名称,年度计划投资(万元)\nP1,科幻馆,100.5\nP2,地铁,200\n合计,,300.5\n", nil},
		{"wrong at the foot", "项目编码,项目名称,年度计划投资(万元)\nP1,科幻馆,100.5\nP2,地铁,200\n合计,,299\n总计（3个）,,301\n", []string{
			"4 wrong_sum 年度计划投资(万元) 299 300.5", "5 wrong_count  3 2"}},
		{"rounded", "项目编码,项目名称,年度计划投资(亿元)\nP1,科幻馆,1.2345\nP2,地铁,2.5\n合计,,3.7\n", nil},
		{"rounded wrongly", "项目编码,项目名称,年度计划投资(亿元)\nP1,科幻馆,1.2345\nP2,地铁,2.5\n合计,,3.8\n", []string{"4 wrong_sum 年度计划投资(亿元) 3.8 3.7345"}},
		{"at the head and between", "项目编码,项目名称,年度计划投资(万元)\n总计,,6\n续建项目(2个),,3\nP1,科幻馆,1\nP2,地铁,2\n新开工项目(1个),,3\nP3,水厂,3\n", nil},
		{"wrong at the head and between", "项目编码,项目名称,年度计划投资(万元)\n总计,,7\n续建项目(3个),,3\nP1,科幻馆,1\nP2,地铁,2\n新开工项目(1个),,4\nP3,水厂,3\n", []string{
			"2 wrong_sum 年度计划投资(万元) 7 6", "3 wrong_count  3 2", "6 wrong_sum 年度计划投资(万元) 4 3"}},
		{"subtotals", "项目编码,项目名称,年度计划投资(万元)\nP1,科幻馆,1\n小计,,1\nP2,地铁,2\nP3,水厂,3\n小计,,6\n合计,,6\n", nil},
		{"a wrong subtotal", "项目编码,项目名称,年度计划投资(万元)\nP1,科幻馆,1\n小计,,1\nP2,地铁,2\nP3,水厂,3\n小计,,7\n合计,,6\n", []string{"6 wrong_sum 年度计划投资(万元) 7 5"}},
		{"subtotals of districts, beside their names", "区市县,序号,项目编码,项目名称,年度计划投资(万元)\n郫都区,1,P1,科幻馆,1\n郫都区,小计,,,1\n锦江区,1,P2,地铁,2\n锦江区,,小计,,2\n合计,,,,3\n", nil},
		{"wrong subtotals of districts", "区市县,序号,项目编码,项目名称,年度计划投资(万元)\n郫都区,1,P1,科幻馆,1\n郫都区,小计,,,1\n锦江区,1,P2,地铁,2\n锦江区,小计,,,4\n合计,,,,3\n", []string{"5 wrong_sum 年度计划投资(万元) 4 2"}},
		{"a page's head again", "项目编码,项目名称,年度计划投资(万元)\n续建项目(3个),,\nP1,科幻馆,1\nP2,地铁,2\n项目编码,项目名称,年度计划投资(万元)\n续建项目(3个),,\nP3,水厂,3\n", nil},
		{"a row that is set aside counts", "项目编码,项目名称,年度计划投资(万元)\nP1,科幻馆,1\nP9,不存在,2\n合计（2个）,,3\n", nil},
		{"a line that is no row counts", "项目编码,项目名称,年度计划投资(万元)\nP1,科幻馆,1\nP2,地铁,1,234\n合计（2个）,,1235\n", nil},
		{"an amount that cannot be read", "项目编码,项目名称,年度计划投资(万元)\nP1,科幻馆,1\nP2,地铁,待核\n合计（3个）,,3\n", []string{"4 wrong_count  3 2"}},
		{"rows after a line that is no row", "项目编码,项目名称,年度计划投资(万元)\nP1,科幻馆,1\nP2,地铁,1,234\n续建项目（2个）,,9\nP3,水厂,3\n", []string{"4 wrong_count  2 1", "4 wrong_sum 年度计划投资(万元) 9 3"}},
		{"a unit with its count", "序号,项目名称,区市县,年度计划投资(万元)\n锦江区人民政府,1,,3\n1,地铁,锦江区,2\n", []string{"2 wrong_sum 年度计划投资(万元) 3 2"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			for _, name := range []string{"2023年计划.csv", "2023年计划.xlsx"} {
				c := newCity(t)
				c.register()
				text := tt.text
				if strings.HasSuffix(name, ".xlsx") {
					text = book(t, text)
				}
				res := c.load("annual_plan", name, text)
				if res.Err != nil {
					t.Fatal(res.Err)
				}
				var want []string
				for _, w := range tt.want {
					if strings.HasSuffix(name, ".xlsx") {
						w = "Sheet1 " + w
					}
					want = append(want, w)
				}
				if diff := cmp.Diff(want, remarks(res)); diff != "" {
					t.Errorf("%s: remarks (-want +got):\n%s", name, diff)
				}
				if got, want := c.value("SELECT count(*) FROM remark WHERE reason_zh <> '' AND reason_en <> '' AND NOT contains(reason_zh || reason_en, '{')"), fmt.Sprint(len(tt.want)); got != want {
					t.Errorf("%s: %s remarks are stored, want %s", name, got, want)
				}
				if got := c.value("SELECT count(*) FROM project WHERE NOT starts_with(project_id, 'P')"); got != "0" {
					t.Errorf("%s: %s rows that are none became projects", name, got)
				}
			}
		})
	}
}
