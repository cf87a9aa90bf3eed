package ingest_test

import (
	"fmt"
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"

	"shixu/pipeline/ingest"
)

// TestBigOrSmall loads corrections as big files and as small ones: big ones ask
// first what stands, and meet it only as they are merged. The same rows stand,
// were replaced, set aside and written down.
func TestBigOrSmall(t *testing.T) {
	const reports, plans = "investment_report", "annual_plan"
	files := []struct {
		dataset, text, latest string
		want                  ingest.Counts
	}{
		{reports, "项目编码,月份,累计完成投资(元),形象进度\nP1,2023-08,100,开工\nP2,2023-08,200,封顶\n", "", ingest.Counts{Read: 2, New: 2}},
		// All that stand change, and keep their notes.
		{reports, "项目编码,月份,累计完成投资(元)\nP2,2023-08,201\nP1,2023-08,101\n", "", ingest.Counts{Read: 2, Changed: 2}},
		// One of two; the column that was there is not.
		{reports, "项目编码,月份,本月完成投资(元)\nP2,2023-08,7\n", "", ingest.Counts{Read: 1, Changed: 1}},
		// All are the same.
		{reports, "项目编码,月份,累计完成投资(元),x\nP1,2023-08,101,\n", "", ingest.Counts{Read: 1, Same: 1}},
		// One is new, one changes its note, one is the same.
		{reports, "项目编码,月份,本月完成投资(元),累计完成投资(元),形象进度\nP3,2023-08,,3,\nP2,2023-08,7,,\nP1,2023-08,,101,开工\n", "", ingest.Counts{Read: 3, New: 1, Changed: 1, Same: 1}},
		// Some cannot be taken: unknown, unreadable, given twice.
		{reports, "项目编码,月份,累计完成投资(元)\nP9,2023-08,1\nP1,2023-08,待核实\nP2,2023-08,8\nP2,2023-08,8\nP3,2023-08,4\nP3,2023-08,5\n合计,,26\n", "", ingest.Counts{Read: 6, Changed: 1, SetAside: 5, Skipped: 1}},
		// The latest of each counts, and two of three are the same again.
		{reports, "项目编码,月份,累计完成投资(元),填报日期\nP1,2023-08,9,2023-09-01\nP1,2023-08,101,2023-09-03\nP2,2023-08,8,2023-09-02\nP3,2023-08,6,2023-09-02\n", "reported_on", ingest.Counts{Read: 4, Changed: 3}},
		{reports, "项目编码,月份,累计完成投资(元),填报日期\nP1,2023-08,102,2023-09-03\nP1,2023-08,9,2023-09-02\nP2,2023-08,8,2023-09-02\nP3,2023-08,6,2023-09-02\n", "reported_on", ingest.Counts{Read: 4, Changed: 1, Same: 2}},
		// Two months, and a month of which nothing stands.
		{reports, "项目编码,月份,累计完成投资(元)\nP1,2023-08,103\nP1,2023-09,104\nP2,2023-08,8\n", "", ingest.Counts{Read: 3, New: 1, Changed: 1, Same: 1}},
		{reports, "项目编码,月份,累计完成投资(元)\nP1,2023-10,105\n", "", ingest.Counts{Read: 1, New: 1}},
		// Nobody of those that stand is in the file.
		{reports, "项目编码,月份,累计完成投资(元)\nP2,2023-10,1\nP3,2023-10,2\n", "", ingest.Counts{Read: 2, New: 2}},
		{plans, "项目编码,年度,年度计划投资(元)\nP1,2023,1\nP2,2023,2\nP3,2023,3\n", "", ingest.Counts{Read: 3, New: 3}},
		{plans, "项目编码,年度,年度计划投资(元)\nP3,2023,4\nP2,2023,2\n", "", ingest.Counts{Read: 2, Changed: 1, Same: 1}},
	}
	load := func(t *testing.T, from int64) map[string][]string {
		ingest.BigFrom(t, from)
		c := newCity(t)
		c.register()
		for i, f := range files {
			path := c.write(fmt.Sprintf("%02d.csv", i), f.text)
			job := ingest.Job{Name: "reports", Dataset: f.dataset, Dir: c.dir, Files: []string{path}, Latest: f.latest}
			if res := c.run(job); res.Err != nil || res.Counts != f.want {
				t.Errorf("big from %d rows: got %+v, want %+v (%v) of\n%s", from, res.Counts, f.want, res.Err, f.text)
			}
		}
		return map[string][]string{
			"reports":   column(t, c.w.DB, "SELECT r::VARCHAR FROM store.investment_report AS r ORDER BY ALL"),
			"plans":     column(t, c.w.DB, "SELECT r::VARCHAR FROM store.annual_plan AS r ORDER BY ALL"),
			"rejects":   column(t, c.w.DB, "SELECT r::VARCHAR FROM store.reject AS r ORDER BY ALL"),
			"loads":     column(t, c.w.DB, "SELECT l::VARCHAR FROM store.load AS l WHERE job = 'reports' ORDER BY ALL"),
			"revisions": column(t, c.w.DB, "SELECT concat_ws(' ', dataset, project_id, key, field, coalesce(old_value, '?'), '→', coalesce(new_value, '?'), old_load_id, load_id) FROM revision ORDER BY ALL"),
		}
	}
	small, big := load(t, math.MaxInt64), load(t, 1)
	if diff := cmp.Diff(small, big); diff != "" {
		t.Errorf("-small +big:\n%s", diff)
	}
	if n := len(big["revisions"]); n < 9 {
		t.Errorf("%d revisions, too few to be wrong:\n%v", n, big["revisions"])
	}
}
