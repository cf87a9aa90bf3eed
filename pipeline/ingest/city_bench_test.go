package ingest_test

import (
	"context"
	"fmt"
	"path/filepath"
	"testing"

	"shixu/pipeline/config"
	"shixu/pipeline/demo"
	"shixu/pipeline/ingest"
	"shixu/test/floor"
)

// BenchmarkCity loads the demonstration city, 311 small files as people send
// them: what counts is the fixed cost of a file. The floor is bare DuckDB that
// commits as many transactions, each with as many rows of three columns and a
// line about the file, and reads, understands and checks nothing.
func BenchmarkCity(b *testing.B) {
	dir := b.TempDir()
	if err := demo.Write(b.Context(), dir, demo.Options{Seed: 1}, func(int, int) {}); err != nil {
		b.Fatal(err)
	}
	c, err := config.Load(filepath.Join(dir, "shixu.yaml"))
	if err != nil {
		b.Fatal(err)
	}
	var jobs []ingest.Job
	for i, j := range c.Jobs {
		files, err := c.Expand(i)
		if err != nil {
			b.Fatal(err)
		}
		jobs = append(jobs, ingest.Job{Name: j.Name, Dataset: j.Dataset, Files: files, Dir: dir, KnownOn: ingest.KnownOn(j.KnownOn)})
	}
	for i := range b.N {
		r := openBench(b, filepath.Join(dir, fmt.Sprintf("city%d.duckdb", i)))
		var files []ingest.FileResult
		ours := floor.Time(b, func() {
			if files, err = r.Run(context.Background(), jobs, ingest.Options{}); err != nil {
				b.Fatal(err)
			}
		})
		db := openPlain(b, filepath.Join(dir, fmt.Sprintf("floor%d.duckdb", i)))
		mustExec(b, db, "CREATE TABLE report (project_key INTEGER, completed DECIMAL(18, 2), load_id INTEGER); CREATE TABLE load (load_id INTEGER, path VARCHAR)")
		bare := floor.Time(b, func() {
			for id, f := range files {
				if f.Err != nil {
					b.Fatal(f.Err)
				}
				mustExec(b, db, fmt.Sprintf(`
					BEGIN;
					INSERT INTO report SELECT i, i / 7, %d FROM range(%d) AS t(i);
					INSERT INTO load VALUES (%[1]d, '%[3]s');
					COMMIT`, id, f.New+f.Changed, f.Path))
			}
		})
		db.Close()
		floor.Report(b, ours, bare)
		b.ReportMetric(float64(len(files))/ours.Wall.Seconds(), "files/s")
	}
}
