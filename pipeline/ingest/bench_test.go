package ingest_test

import (
	"context"
	"database/sql"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"syscall"
	"testing"
	"time"

	"shixu/pipeline/demo"
	"shixu/pipeline/ingest"
	"shixu/pipeline/warehouse"
	"shixu/queries"
)

// benchRows is how many reports the benchmarks load: SHIXU_BENCH_ROWS, else
// one million, so that a plain `go test -bench` is quick. `make bench` takes
// the ten million of the issue.
func benchRows(b *testing.B) int {
	b.Helper()
	if s := os.Getenv("SHIXU_BENCH_ROWS"); s != "" {
		n, err := strconv.Atoi(s)
		if err != nil {
			b.Fatal(err)
		}
		return n
	}
	return 1_000_000
}

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
	rows := benchRows(b)
	dir := bigCity(b, rows)
	reports := filepath.Join(dir, "reports/reports.csv")
	for i := range b.N {
		floor := timed(b, func() {
			db := openPlain(b, filepath.Join(dir, fmt.Sprintf("floor%d.duckdb", i)))
			defer db.Close()
			mustExec(b, db, "CREATE TABLE wide AS SELECT * FROM read_csv("+queries.Literal(reports)+", header = true, auto_detect = false, delim = ',', quote = '\"', columns = "+wideColumns+")")
		})
		r := openBench(b, filepath.Join(dir, fmt.Sprintf("city%d.duckdb", i)))
		loadRegister(b, r, dir)
		ours := timed(b, func() { mustLoad(b, r, "investment_report", reports) })
		report(b, ours, floor)
		b.ReportMetric(float64(rows)/ours.wall.Seconds(), "rows/s")
	}
}

// spent is what some work took: on a machine with neighbours the processor's
// time says more than the clock's.
type spent struct{ wall, cpu time.Duration }

func timed(b *testing.B, f func()) spent {
	b.Helper()
	start, before := time.Now(), cpuTime(b)
	f()
	return spent{time.Since(start), cpuTime(b) - before}
}

// report writes the ratio of ours to the floor.
func report(b *testing.B, ours, floor spent) {
	b.Helper()
	b.ReportMetric(ours.wall.Seconds()/floor.wall.Seconds(), "x_floor")
	b.ReportMetric(ours.cpu.Seconds()/floor.cpu.Seconds(), "x_floor_cpu")
	b.ReportMetric(floor.wall.Seconds(), "floor_s")
	b.ReportMetric(ours.wall.Seconds(), "ours_s")
	b.ReportMetric(0, "ns/op")
}

func cpuTime(b *testing.B) time.Duration {
	b.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
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
