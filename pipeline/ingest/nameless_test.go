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
