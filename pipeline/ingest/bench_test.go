package ingest_test

import (
	"context"
	"database/sql"
	"fmt"
	"io/fs"
	"path/filepath"
	"testing"
	"time"

	"shixu/pipeline/demo"
	"shixu/pipeline/ingest"
	"shixu/pipeline/warehouse"
	"shixu/queries"
	"shixu/test/floor"
)

// benchMemory is the limit of memory both sides get.
const benchMemory = "1GiB"

// bigCity writes five years of reports, rows in all, and loads everything but
// the reports.
func bigCity(b *testing.B, rows int) (dir string) {
	b.Helper()
	dir = b.TempDir()
	if err := demo.Write(b.Context(), dir, demo.Options{Seed: 1, Projects: rows / 60, Years: 5}, func(int, int) {}); err != nil {
		b.Fatal(err)
	}
	return dir
}

func openBench(b *testing.B, path string) *ingest.Runner {
	b.Helper()
	w, err := warehouse.Open(b.Context(), warehouse.Options{
		Path: path, Migrations: []fs.FS{queries.Migrations()}, Definitions: queries.Definitions(), Memory: benchMemory,
	})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { w.Close() })
	all, err := queries.Datasets()
	if err != nil {
		b.Fatal(err)
	}
	return &ingest.Runner{Warehouse: w, Datasets: all, Now: time.Now}
}

func mustLoad(b *testing.B, r *ingest.Runner, dataset string, files ...string) {
	b.Helper()
	res, err := r.Run(context.Background(), []ingest.Job{{Name: dataset, Dataset: dataset, Files: files}}, ingest.Options{})
	if err != nil {
		b.Fatal(err)
	}
	for _, f := range res {
		if f.Err != nil || f.SetAside > 0 {
			b.Fatalf("%s: %v, %d rows set aside %v", f.Path, f.Err, f.SetAside, f.Reasons)
		}
	}
}

func loadRegister(b *testing.B, r *ingest.Runner, dir string) {
	b.Helper()
	for _, f := range []struct{ dataset, file string }{
		{"district", "dims/districts.csv"}, {"sector", "dims/sectors.csv"}, {"project_type", "dims/project_types.csv"},
		{"project", "register/register.csv"}, {"annual_plan", "plan/plan.csv"},
	} {
		mustLoad(b, r, f.dataset, filepath.Join(dir, f.file))
	}
}

// wideColumns declares the wide file's types, for the floor.
const wideColumns = `{'项目编码': 'VARCHAR', '项目名称': 'VARCHAR', '区市县': 'VARCHAR', '行业领域': 'VARCHAR', '项目类型': 'VARCHAR', '项目级别': 'VARCHAR',
	'计划开工时间': 'DATE', '年度计划投资': 'DECIMAL(18,2)', '月份': 'DATE', '本月完成投资': 'DECIMAL(18,2)', '累计完成投资': 'DECIMAL(18,2)', '形象进度': 'VARCHAR'}`

// BenchmarkLoadCSV loads a clean CSV of reports with all checks. The floor is
// DuckDB's own CREATE TABLE AS of the same wide file with declared types.
func BenchmarkLoadCSV(b *testing.B) {
	rows := floor.Rows(b)
	dir := bigCity(b, rows)
	reports := filepath.Join(dir, "reports/reports.csv")
	for i := range b.N {
		bare := floor.Time(b, func() {
			db := openPlain(b, filepath.Join(dir, fmt.Sprintf("floor%d.duckdb", i)))
			defer db.Close()
			mustExec(b, db, "CREATE TABLE wide AS SELECT * FROM read_csv("+queries.Literal(reports)+", header = true, auto_detect = false, delim = ',', quote = '\"', columns = "+wideColumns+")")
		})
		r := openBench(b, filepath.Join(dir, fmt.Sprintf("city%d.duckdb", i)))
		loadRegister(b, r, dir)
		ours := floor.Time(b, func() { mustLoad(b, r, "investment_report", reports) })
		floor.Report(b, ours, bare)
		b.ReportMetric(float64(rows)/ours.Wall.Seconds(), "rows/s")
	}
}

func openPlain(b *testing.B, path string) *sql.DB {
	b.Helper()
	db, err := sql.Open("duckdb", path)
	if err != nil {
		b.Fatal(err)
	}
	mustExec(b, db, "SET memory_limit = '"+benchMemory+"'")
	return db
}

func mustExec(b *testing.B, db *sql.DB, q string, args ...any) {
	b.Helper()
	if _, err := db.Exec(q, args...); err != nil {
		b.Fatalf("%s: %v", q, err)
	}
}
