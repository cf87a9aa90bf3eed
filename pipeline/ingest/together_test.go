package ingest_test

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"shixu/pipeline/ingest"
)

// TestTogetherOrAlone loads reports of one job in one run and in a run each:
// the same rows stand, were replaced, set aside and written down. The files
// differ in columns, units, headers and format; some correct others, one cannot
// be read to its end, one is a copy, one names its projects.
func TestTogetherOrAlone(t *testing.T) {
	files := []struct{ name, text string }{
		{"01.csv", "项目编码,月份,累计完成投资(元),形象进度\nP1,2023-08,100,开工\nP2,2023-08,200,封顶\n"},
		{"02.csv", "项目代码,月份,本月完成投资(万元),累计完成投资(万元)\nP1,2023-08,1,2\nP3,2023-08,5,5\n"},
		{"03.csv", "项目编码,月份,累计完成投资(元),形象进度\nP1,2023-09,300,\nP2,2023-09,400,装修,多一格\nP9,2023-09,1,\n合计,,701,\n"},
		{"04.xlsx", brokenBelow(t)},
		{"05.csv", "项目名称,区市县,月份,累计完成投资(元)\n地铁,锦江区,2023-09,500\n科幻馆,郫县,2023年9月,350\n"},
		{"06.csv", "项目编码,月份,累计完成投资(元),形象进度\nP1,2023-08,100,开工\nP2,2023-08,200,封顶\n"},
		{"07.csv", "项目编码,月份,累计完成投资(元)\nP2,2023-08,201\nP2,2023-08,202\nP3,2023-09,待核实\nP3,2023-10,7\n"},
		{"08.csv", "项目编码,累计完成投资(元)\n"},
		{"2023年10月.csv", "项目编码,累计完成投资(亿元),形象进度\nP3,0.5,投用\nP1,0.1,—\n"},
	}
	load := func(t *testing.T, together, broken bool) map[string][]string {
		c := newCity(t)
		c.register()
		job := ingest.Job{Name: "reports", Dataset: "investment_report", Dir: c.dir}
		var paths, said []string
		for _, f := range files {
			if !broken && f.name == "04.xlsx" {
				continue
			}
			paths = append(paths, c.write(f.name, f.text))
		}
		runs := [][]string{paths}
		if !together {
			runs = nil
			for _, p := range paths {
				runs = append(runs, []string{p})
			}
		}
		for _, run := range runs {
			job.Files = run
			results, err := c.r.Run(context.Background(), []ingest.Job{job}, ingest.Options{})
			if err != nil {
				t.Fatal(err)
			}
			for _, r := range results {
				said = append(said, fmt.Sprint(r.Path, r.LoadID, r.Already != nil, r.Counts, r.Reasons, r.Err))
			}
		}
		return map[string][]string{
			"results": said,
			"reports": column(t, c.w.DB, "SELECT r::VARCHAR FROM store.investment_report AS r ORDER BY ALL"),
			"rejects": column(t, c.w.DB, "SELECT r::VARCHAR FROM store.reject AS r ORDER BY ALL"),
			"loads":   column(t, c.w.DB, "SELECT l::VARCHAR FROM store.load AS l WHERE job = 'reports' ORDER BY ALL"),
		}
	}
	for _, broken := range []bool{false, true} { // where one is, all are read alone in the end
		alone, together := load(t, false, broken), load(t, true, broken)
		if diff := cmp.Diff(alone, together); diff != "" {
			t.Errorf("broken %t (-alone +together):\n%s", broken, diff)
		}
		if n := len(alone["reports"]); n < 9 {
			t.Errorf("%d rows in all, of which too few can be wrong:\n%s", n, strings.Join(alone["results"], "\n"))
		}
	}
}

// brokenBelow is a workbook whose sheet ends in the middle of a row that no
// preview reaches.
func brokenBelow(t *testing.T) string {
	t.Helper()
	x := excelize.NewFile()
	rows := [][]any{{"项目编码", "月份", "累计完成投资(元)"}}
	for i := range 300 {
		rows = append(rows, []any{"P1", fmt.Sprintf("%d-%02d", 1990+i/12, i%12+1), i})
	}
	for i, r := range rows {
		if err := x.SetSheetRow("Sheet1", fmt.Sprintf("A%d", i+1), &r); err != nil {
			t.Fatal(err)
		}
	}
	var b bytes.Buffer
	if err := x.Write(&b); err != nil {
		t.Fatal(err)
	}
	z, err := zip.NewReader(bytes.NewReader(b.Bytes()), int64(b.Len()))
	if err != nil {
		t.Fatal(err)
	}
	parts := map[string][]byte{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if parts[f.Name], err = io.ReadAll(r); err != nil {
			t.Fatal(err)
		}
		r.Close()
		if strings.HasSuffix(f.Name, "sheet1.xml") {
			parts[f.Name] = parts[f.Name][:len(parts[f.Name])*3/4]
		}
	}
	return zipped(t, parts)
}
