package ingest_test

import (
	"database/sql"
	"os"
	"path/filepath"
	"testing"
)

// write puts text into a file of the city's folder and returns its path.
func (c *city) write(name, text string) string {
	c.t.Helper()
	path := filepath.Join(c.dir, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		c.t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		c.t.Fatal(err)
	}
	return path
}

// strings runs a query of one column.
func column(t *testing.T, db *sql.DB, query string, args ...any) []string {
	t.Helper()
	rows, err := db.Query(query, args...)
	if err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	defer rows.Close()
	var all []string
	for rows.Next() {
		var v sql.NullString
		if err := rows.Scan(&v); err != nil {
			t.Fatal(err)
		}
		all = append(all, v.String)
	}
	if err := rows.Err(); err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	return all
}

// views are the views people read.
func views(t *testing.T, db *sql.DB) []string {
	t.Helper()
	return column(t, db, `SELECT format('"{}"."{}"', schema_name, view_name) FROM duckdb_views() WHERE NOT internal ORDER BY ALL`)
}

// storeTables are the tables that keep what was loaded.
func storeTables(t *testing.T, db *sql.DB) []string {
	t.Helper()
	return column(t, db, `SELECT table_name FROM duckdb_tables() WHERE schema_name = 'store' AND table_name NOT IN ('migration', 'metric_result') ORDER BY ALL`)
}
