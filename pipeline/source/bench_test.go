package source

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// BenchmarkWorkbook reads 100,000 rows of 15 columns into DuckDB, Open and
// merged ranges included; the floor is excelize's bare row iteration of the
// same file. Reported is the ratio of the two, per round.
func BenchmarkWorkbook(b *testing.B) {
	path := bigWorkbook(b, 100_000)
	conn := connect(b)
	var ours, floor float64
	for b.Loop() {
		floor += seconds(b, func() {
			x, err := excelize.OpenFile(path)
			if err != nil {
				b.Fatal(err)
			}
			defer x.Close()
			rows, err := x.Rows("Sheet1")
			if err != nil {
				b.Fatal(err)
			}
			defer rows.Close()
			for rows.Next() {
				if _, err := rows.Columns(excelize.Options{RawCellValue: true}); err != nil {
					b.Fatal(err)
				}
			}
		})
		ours += seconds(b, func() {
			rel, err := mustOpen(b, path, Options{}).Tables[0].Scan(b.Context(), conn, 2, 0)
			if err != nil {
				b.Fatal(err)
			}
			defer rel.Close()
			if _, err := conn.ExecContext(b.Context(), "CREATE OR REPLACE TABLE t AS FROM "+rel.SQL); err != nil {
				b.Fatal(err)
			}
		})
	}
	b.ReportMetric(ours/floor, "ratio")
	b.ReportMetric(100_000*float64(b.N)/ours, "rows/s")
}

// bigWorkbook writes n rows of 15 columns: texts, numbers and dates.
func bigWorkbook(b *testing.B, n int) string {
	b.Helper()
	x := excelize.NewFile()
	defer x.Close()
	w, err := x.NewStreamWriter("Sheet1")
	if err != nil {
		b.Fatal(err)
	}
	date, err := x.NewStyle(&excelize.Style{NumFmt: 14})
	if err != nil {
		b.Fatal(err)
	}
	districts := []string{"郫都区", "武侯区", "锦江区", "成都高新区"}
	for i := range n {
		cells := []any{i, "2304-510104-04-01-000001", "锦江区交通基础设施项目", districts[i%4], "交通", "市级"}
		for j := range 6 {
			cells = append(cells, float64(i*j)/7)
		}
		day := excelize.Cell{StyleID: date, Value: 45000 + i%365}
		cells = append(cells, day, day, "正常推进")
		if err := w.SetRow(place(b, i+1), cells); err != nil {
			b.Fatal(err)
		}
	}
	if err := w.Flush(); err != nil {
		b.Fatal(err)
	}
	path := filepath.Join(b.TempDir(), "big.xlsx")
	if err := x.SaveAs(path); err != nil {
		b.Fatal(err)
	}
	return path
}

func place(b *testing.B, row int) string {
	name, err := excelize.CoordinatesToCellName(1, row)
	if err != nil {
		b.Fatal(err)
	}
	return name
}

func seconds(b *testing.B, f func()) float64 {
	b.Helper()
	before := b.Elapsed()
	f()
	return (b.Elapsed() - before).Seconds()
}

// BenchmarkDelimited reads 1,000,000 rows of 12 columns of UTF-8 text, survey
// included; the floor is DuckDB's bare read_csv of the same columns. The
// ratios are those of plain text, which DuckDB reads, and of text with a
// newline in quotes, which we read.
func BenchmarkDelimited(b *testing.B) {
	for _, kind := range []struct{ name, tail string }{
		{"plain", ""},
		{"ours", "\"x\ny\",,,,,,,,,,,\n"},
	} {
		b.Run(kind.name, func(b *testing.B) {
			path := write(b, "big.csv", bigText(1_000_000)+kind.tail)
			conn := connect(b)
			load := func(from string) {
				if _, err := conn.ExecContext(b.Context(), "CREATE OR REPLACE TABLE t AS FROM "+from); err != nil {
					b.Fatal(err)
				}
			}
			var ours, floor float64
			for b.Loop() {
				floor += seconds(b, func() {
					load("read_csv(" + quote(path) + ", header=true, all_varchar=true, delim=',', quote='\"')")
				})
				ours += seconds(b, func() {
					rel, err := mustOpen(b, path, Options{}).Tables[0].Scan(b.Context(), conn, 2, 0)
					if err != nil {
						b.Fatal(err)
					}
					defer rel.Close()
					load(rel.SQL)
				})
			}
			b.ReportMetric(ours/floor, "ratio")
		})
	}
}

// BenchmarkSurvey is the share of reading that the survey takes.
func BenchmarkSurvey(b *testing.B) {
	text := bigText(1_000_000)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		if v, err := surveyText(strings.NewReader(text), ',', 1<<20, 2); err != nil || !v.plain {
			b.Fatal(v, err)
		}
	}
}

// BenchmarkLines reads NDJSON; the floor is DuckDB's read_ndjson with all
// columns as text, which is told them.
func BenchmarkLines(b *testing.B) {
	var text strings.Builder
	for i := range 300_000 {
		fmt.Fprintf(&text, `{"code": "2304-510104-%07d", "name": "锦江区交通项目", "district": "郫都区", "budget": {"amount": %d.50}, "month": "2023-09"}`+"\n", i, i)
	}
	path := write(b, "big.ndjson", text.String())
	conn := connect(b)
	var ours, floor float64
	for b.Loop() {
		floor += seconds(b, func() {
			if _, err := conn.ExecContext(b.Context(), "CREATE OR REPLACE TABLE t AS FROM read_ndjson("+quote(path)+", columns={code: 'VARCHAR', name: 'VARCHAR', district: 'VARCHAR', budget: 'VARCHAR', month: 'VARCHAR'})"); err != nil {
				b.Fatal(err)
			}
		})
		ours += seconds(b, func() {
			rel, err := mustOpen(b, path, Options{}).Tables[0].Scan(b.Context(), conn, 1, 0)
			if err != nil {
				b.Fatal(err)
			}
			defer rel.Close()
			if _, err := conn.ExecContext(b.Context(), "CREATE OR REPLACE TABLE t AS FROM "+rel.SQL); err != nil {
				b.Fatal(err)
			}
		})
	}
	b.ReportMetric(ours/floor, "ratio")
	b.ReportMetric(float64(text.Len())*float64(b.N)/ours/1e6, "MB/s")
}

func bigText(n int) string {
	districts := []string{"郫都区", "武侯区", "锦江区", "成都高新区"}
	var b strings.Builder
	b.WriteString("项目代码,名称,区县,行业,类型,级别,月份,计划,完成,累计,开工,备注\n")
	for i := range n {
		fmt.Fprintf(&b, "2304-510104-04-01-%07d,锦江区交通项目%07d,%s,交通,新开工,市级,2023-%02d,%d.25,%d.5,%d.75,2023-04-05,正常推进\n",
			i, i, districts[i%4], i%12+1, i%9973, i%997, i%9871)
	}
	return b.String()
}
