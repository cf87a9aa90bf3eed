package ingest_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"shixu/pipeline/ingest"
)

// TestRegisterOfNames: projects of a register without codes have ids made of
// district and name, and later registers, plans and reports find them by both.
func TestRegisterOfNames(t *testing.T) {
	c := newCity(t)
	c.register() // P1 科幻馆 is in 郫都区
	res := c.load("project", "郫都区重点项目.csv", "序号,项目名称,所属区县,总投资(万元)\n1,污水厂,郫都区,100\n2,污水 厂,锦江,200\n3,科幻馆,郫县,300\n4,,郫都区,5\n5,环城路,没有的区,6\n6,（一）号路,,7\n7,环湖路,郫都,8\n8,环湖路,郫都区,9\n合计,,,635\n")
	if want := (ingest.Counts{Read: 8, New: 3, Changed: 1, SetAside: 4, Skipped: 1}); res.Err != nil || res.Counts != want {
		t.Errorf("register: got %+v, want %+v (%v) %v", res.Counts, want, res.Err, res.Reasons)
	}
	const projects = "SELECT concat_ws(' ', project_id, name, district, total_investment::INTEGER) FROM project WHERE project_id NOT IN ('P2', 'P3') ORDER BY project_id"
	want := []string{"510104:污水厂 污水 厂 锦江区 2000000", "510117:污水厂 污水厂 郫都区 1000000", "P1 科幻馆 郫都区 3000000", "一号路 （一）号路 70000"}
	if diff := cmp.Diff(want, column(t, c.w.DB, projects)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	res = c.load("project", "更新.csv", "项目名称,区市县,总投资(万元)\n污水厂,锦江区,250\n")
	if want := (ingest.Counts{Read: 1, Changed: 1}); res.Err != nil || res.Counts != want {
		t.Errorf("update: got %+v, want %+v (%v)", res.Counts, want, res.Err)
	}
	res = c.load("investment_report", "锦江区2023年9月.csv", "项目名称,区市县,累计完成投资(万元)\n污水厂,锦江区,5\n污水厂,郫都,6\n污水厂,,7\n科幻馆,,8\n")
	if want := (ingest.Counts{Read: 4, New: 3, SetAside: 1}); res.Err != nil || res.Counts != want {
		t.Errorf("reports: got %+v, want %+v (%v) %v", res.Counts, want, res.Err, res.Reasons)
	}
	mustHold(t, c.w)
}

// TestCodesComeLater: projects of a register without codes get those of a later
// one, with all that was reported of them; where it is not clear which project a
// code is of, it is one of its own, with a remark.
func TestCodesComeLater(t *testing.T) {
	c := newCity(t)
	c.register()
	c.load("project", "无编码.csv", "项目名称,区市县,总投资(万元)\n污水厂,郫都区,100\n污水厂,锦江区,200\n环湖路,郫都区,300\n环城路,锦江区,400\n")
	c.load("investment_report", "9月.csv", "月份,项目名称,区市县,累计完成投资(万元)\n2023-09,污水厂,郫都区,5\n2023-09,环湖路,郫都区,6\n")
	res := c.load("project", "有编码.csv", "项目编码,项目名称,区市县,总投资(万元)\nQ1,污水 厂,郫都,110\nQ2,污水厂,锦江区,200\nQ3,环湖路,郫都区,310\nQ4,环湖路,郫都区,320\nQ5,新路,郫都区,500\n")
	if want := (ingest.Counts{Read: 5, New: 3, Changed: 1, Same: 1}); res.Err != nil || res.Counts != want {
		t.Errorf("got %+v, want %+v (%v) %v", res.Counts, want, res.Err, res.Reasons)
	}
	if diff := cmp.Diff([]string{"2 recoded", "4 ambiguous_code", "5 ambiguous_code"}, remarks(res)); diff != "" {
		t.Errorf("remarks (-want +got):\n%s", diff)
	}
	for query, want := range map[string][]string{
		"SELECT concat_ws(' ', project_id, name, district, total_investment::INTEGER) FROM project WHERE starts_with(project_id, 'Q') OR contains(project_id, ':') ORDER BY project_id": {
			"510104:环城路 环城路 锦江区 4000000", "510117:环湖路 环湖路 郫都区 3000000",
			"Q1 污水 厂 郫都区 1100000", "Q2 污水厂 锦江区 2000000", "Q3 环湖路 郫都区 3100000", "Q4 环湖路 郫都区 3200000", "Q5 新路 郫都区 5000000",
		},
		"SELECT concat_ws(' ', project_id, completed_ytd::INTEGER) FROM investment_report ORDER BY 1":                                                        {"510117:环湖路 60000", "Q1 50000"},
		"SELECT concat_ws(' ', project_id, old_value, new_value, parse_filename(file), row_number) FROM revision WHERE field = 'project_id' ORDER BY 1":      {"Q1 510117:污水厂 Q1 有编码.csv 2", "Q2 510104:污水厂 Q2 有编码.csv 3"},
		"SELECT concat_ws(' ', project_id, old_value, new_value) FROM revision WHERE field = 'total_investment' AND starts_with(project_id, 'Q') ORDER BY 1": {"Q1 1000000.00 1100000.00"},
	} {
		if diff := cmp.Diff(want, column(t, c.w.DB, query)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", query, diff)
		}
	}
	// Whoever still has no codes finds them, and the same register again is no news.
	res = c.load("project", "更新.csv", "项目名称,区市县,总投资(万元)\n污水厂,锦江区,250\n")
	if want := (ingest.Counts{Read: 1, Changed: 1}); res.Err != nil || res.Counts != want {
		t.Errorf("without codes: got %+v, want %+v (%v)", res.Counts, want, res.Err)
	}
	mustHold(t, c.w)
}
