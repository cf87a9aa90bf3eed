package main

import (
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// testSnapshot opens copies as an analyst does: with DuckDB and nothing else.
func testSnapshot(t *testing.T, dir, config string) {
	path := filepath.Join(dir, "copy of the city.duckdb")
	ask := func(db *sql.DB, question string) (answer string) {
		t.Helper()
		if err := db.QueryRow("SELECT CAST((" + question + ") AS VARCHAR)").Scan(&answer); err != nil {
			t.Fatal(err)
		}
		return answer
	}
	open := func() *sql.DB {
		t.Helper()
		db, err := sql.Open("duckdb", path+"?access_mode=read_only")
		if err != nil {
			t.Fatal(err)
		}
		return db
	}

	run(t, exitDone, "snapshot", config, path)
	db := open()
	for question, want := range map[string]string{
		"SELECT round(completion_ratio, 3) FROM progress_by_city": "0.814",
		"SELECT as_of()":       "2023-10-31",
		"SELECT reported_to()": "2023-09-30",
		"SELECT count(*) FROM project_start WHERE due IN ('overdue', 'this_quarter') AND project_stage = 'preparation'": "107",
		"SELECT comment FROM duckdb_views() WHERE view_name = 'progress_by_city'":                                       "全市年度投资完成情况 / Plan and fact of the city",
		"SELECT count(*) FROM duckdb_databases() WHERE database_name LIKE '%snapshot%'":                                 "0",
	} {
		if got := ask(db, question); got != want {
			t.Errorf("%s: got %s, want %s", question, got, want)
		}
	}
	all := ask(db, "SELECT count(*) FROM investment_report")

	// A newer copy takes the place of the old one, which goes on for who has it.
	run(t, exitDone, "snapshot", config, "--as-of=2023-09-30", "--as-known-on=2023-10-05", path)
	if got := ask(db, "SELECT as_of()"); got != "2023-10-31" {
		t.Errorf("the old copy changed under its reader: as of %s", got)
	}
	db.Close()
	db = open()
	defer db.Close()
	if got := ask(db, "SELECT as_of() || ' ' || reported_to()"); got != "2023-09-30 2023-08-31" {
		t.Errorf("as known on 5 October: %s", got)
	}
	early := ask(db, "SELECT count(*) FROM investment_report")
	want := strings.TrimSpace(string(run(t, exitDone, "sql", config, "--format=ndjson", "--as-known-on=2023-10-05", "SELECT count(*) AS n FROM investment_report")))
	if fmt.Sprintf(`{"n":%s}`, early) != want || early == all {
		t.Errorf("as known on 5 October: %s reports in the copy, %s by sql, %s in all", early, want, all)
	}

	// What is in the way stays.
	note := filepath.Join(dir, "note.txt")
	if err := os.WriteFile(note, []byte("remember"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, taken := range []string{filepath.Join(dir, "shixu.duckdb"), note, dir, filepath.Join(dir, "none", "copy.duckdb")} {
		run(t, exitFailed, "snapshot", config, taken)
	}
	if text, err := os.ReadFile(note); err != nil || string(text) != "remember" {
		t.Errorf("the note says %q, %v", text, err)
	}
	if left, err := filepath.Glob(filepath.Join(dir, ".*")); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}
