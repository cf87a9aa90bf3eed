package ingest_test

import (
	"strings"
	"testing"

	"shixu/pipeline/ingest"
	"shixu/pipeline/mapping"
)

// TestFilters: a mapping says which rows are loaded; the others are no data.
func TestFilters(t *testing.T) {
	const text = "项目编码,月份,累计完成投资(元),级别,状态\nP1,2023-09,1,省级,在建\nP2,2023-09,2,市 级,在建\nP3,2023-09,3,区级,在建\nP1,2023-08,4,（省级）,取消\nP2,2023-08,5,,在建\n合计,,15,,\n"
	for _, tt := range []struct {
		name, filters, want string
		counts              ingest.Counts
	}{
		{"only", "only: {级别: [省级, 市级]}", "1 2 4", ingest.Counts{Read: 3, New: 3, Skipped: 3}},
		{"except", "except: {状态: 取消}", "1 2 3 5", ingest.Counts{Read: 4, New: 4, Skipped: 2}},
		{"both", "only: {级别: '*'}\nexcept: {状态: [取消], '#1': [P3]}", "1 2", ingest.Counts{Read: 2, New: 2, Skipped: 4}},
		{"blank", "only: {级别: ''}", "5", ingest.Counts{Read: 1, New: 1, Skipped: 5}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			for _, name := range []string{"a.csv", "a.xlsx"} {
				c := newCity(t)
				c.register()
				content := text
				if name == "a.xlsx" {
					content = book(t, text)
				}
				paths := []string{c.write(name, content)}
				res := c.run(ingest.Job{Name: "j", Dataset: "investment_report", Files: paths, Mapping: mustMap(t, tt.filters+"\n")})
				if res.Err != nil || res.Counts != tt.counts || res.Remarks != nil {
					t.Errorf("%s: got %+v, want %+v (%v, %v)", name, res.Counts, tt.counts, res.Err, res.Remarks)
				}
				if got := c.value("SELECT string_agg(completed_ytd::INTEGER, ' ' ORDER BY completed_ytd) FROM investment_report"); got != tt.want {
					t.Errorf("%s: got %s, want %s", name, got, tt.want)
				}
			}
		})
	}
	c := newCity(t)
	c.register()
	res := c.run(ingest.Job{Name: "j", Dataset: "investment_report", Files: []string{c.write("a.csv", text)}, Mapping: mustMap(t, "only: {等级: [省级]}\n")})
	if res.Err == nil || !strings.Contains(res.Err.Error(), `city.yaml:2: `) || !strings.Contains(res.Err.Error(), `"等级"`) {
		t.Errorf("a filter on no column: %v", res.Err)
	}
	if _, err := mapping.Parse("m.yaml", []byte("dataset: project\nonly: {级别: []}\n")); err == nil || !strings.Contains(err.Error(), "m.yaml:2: only: 级别 needs values") {
		t.Errorf("a filter without values: %v", err)
	}
}
