package ingest_test

import (
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"shixu/queries"
	"shixu/test/floor"
)

// BenchmarkCorrection loads a month again with other figures, one row in fifty
// of all reports. The floor is DuckDB's bare DELETE of the old load and INSERT
// of the same file, typed: no checks, no history. It is measured twice: into a
// table of the columns that the file has (x_floor), and into the store's own
// table, in a copy of the same warehouse (x_same_table).
func BenchmarkCorrection(b *testing.B) {
	rows := 5 * floor.Rows(b)
	projects := rows / 50
	dir := b.TempDir()
	csv := filepath.Join(dir, "correction.csv")
	for i := range b.N {
		slim := filepath.Join(dir, fmt.Sprintf("floor%d.duckdb", i))
		plain := openPlain(b, slim)
		mustExec(b, plain, "CREATE TABLE report (project_key INTEGER, month DATE, completed DECIMAL(18, 2), completed_ytd DECIMAL(18, 2), load_id INTEGER, row_number INTEGER)")
		mustExec(b, plain, fillReports("report", projects))
		mustExec(b, plain, "CREATE TABLE project_key AS SELECT i::INTEGER AS project_key, format('P{:08d}', i) AS project_id FROM range("+fmt.Sprint(projects)+") AS t(i)")
		mustExec(b, plain, fmt.Sprintf(`COPY (SELECT project_id AS 项目编码, DATE '2021-06-01' AS 月份, project_key %% 977 + 1.25 AS 本月完成投资, project_key %% 9770 + 10.5 AS 累计完成投资 FROM project_key) TO %s (HEADER)`, queries.Literal(csv)))
		mustExec(b, plain, "CHECKPOINT")
		closeDB(b, plain)
		bare := correctBare(b, slim, "report", "project_key", csv)

		path := filepath.Join(dir, fmt.Sprintf("city%d.duckdb", i))
		r := openBench(b, path)
		db := r.Warehouse.DB
		mustExec(b, db, "INSERT INTO store.project_key SELECT i::INTEGER, format('P{:08d}', i) FROM range("+fmt.Sprint(projects)+") AS t(i)")
		mustExec(b, db, "INSERT INTO store.project (project_key, name, load_id) SELECT project_key, project_id, 1 FROM store.project_key")
		mustExec(b, db, fillReports("store.investment_report (project_key, month, completed, completed_ytd, load_id, row_number)", projects))
		mustExec(b, db, "INSERT INTO store.load (load_id, known_on) SELECT i, DATE '2020-01-01' FROM range(1, 51) AS t(i)")
		mustExec(b, db, "CHECKPOINT")
		closeDB(b, db)
		whole, err := os.ReadFile(path)
		if err != nil {
			b.Fatal(err)
		}
		same := filepath.Join(dir, fmt.Sprintf("same%d.duckdb", i))
		if err := os.WriteFile(same, whole, 0o644); err != nil {
			b.Fatal(err)
		}
		bareSame := correctBare(b, same, "store.investment_report", "store.project_key", csv)

		r = openBench(b, path)
		ours := floor.Time(b, func() { mustLoad(b, r, "investment_report", csv) })
		floor.Report(b, ours, bare)
		b.ReportMetric(ours.Wall.Seconds()/bareSame.Wall.Seconds(), "x_same_table")
		b.ReportMetric(ours.CPU.Seconds()/bareSame.CPU.Seconds(), "x_same_table_cpu")
		closeDB(b, r.Warehouse.DB)
	}
}

// correctBare is the floor: it opens the file anew, as ours is, and removes it.
func correctBare(b *testing.B, path, reports, keys, csv string) floor.Spent {
	b.Helper()
	db := openPlain(b, path)
	spent := floor.Time(b, func() {
		mustExec(b, db, `
			BEGIN;
			DELETE FROM `+reports+` WHERE load_id = 18;
			INSERT INTO `+reports+` (project_key, month, completed, completed_ytd, load_id)
			SELECT k.project_key, r.m, r.c, r.y, 51
			FROM read_csv(`+queries.Literal(csv)+`, header = true, auto_detect = false, delim = ',', columns = {'p': 'VARCHAR', 'm': 'DATE', 'c': 'DECIMAL(18, 2)', 'y': 'DECIMAL(18, 2)'}) AS r
			JOIN `+keys+` AS k ON k.project_id = r.p;
			COMMIT`)
	})
	closeDB(b, db)
	if err := os.Remove(path); err != nil {
		b.Fatal(err)
	}
	return spent
}

func closeDB(b *testing.B, db *sql.DB) {
	b.Helper()
	if err := db.Close(); err != nil {
		b.Fatal(err)
	}
}

// fillReports writes fifty months of reports, one load a month.
func fillReports(into string, projects int) string {
	return fmt.Sprintf(`INSERT INTO %s
		SELECT (i %% %d)::INTEGER, (DATE '2020-01-01' + to_months((i // %d)::INTEGER))::DATE, (i * 7919 %% 1000000) / 100.0, (i * 104729 %% 10000000) / 100.0,
		       (i // %d + 1)::INTEGER, (i %% %d + 2)::INTEGER
		FROM range(%d) AS t(i)`, into, projects, projects, projects, projects, 50*projects)
}
