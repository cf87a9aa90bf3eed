package source

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
)

// TestQueriesOnAView asks for some columns and rows only, which a registered
// Arrow stream answers wrongly by itself (see listing.go).
func TestQueriesOnAView(t *testing.T) {
	conn := connect(t)
	table := mustOpen(t, write(t, "a.csv", lines("a,b,c", `1,"2`, `",3`, "4,5,6", "7,8,9")), Options{}).Tables[0]
	for query, want := range map[string]string{
		"SELECT string_agg(c3 ORDER BY row) FROM %s":                         "c,3,6,9",
		"SELECT c2 FROM %s WHERE c1 = '4'":                                   "5",
		"SELECT c1 FROM %s WHERE row = 4":                                    "7",
		"SELECT row FROM %s WHERE c1 IN ('x', '7') AND c3 IS NOT NULL":       "4",
		"SELECT count(*) FROM %s":                                            "4",
		"SELECT sum(row)::BIGINT FROM %s WHERE c1 LIKE '_' AND c1 < '5'":     "5",
		"SELECT max(c3) FROM (SELECT c3, c1 FROM %s LIMIT 3) WHERE c1 > '3'": "c",
		"SELECT x.c3 FROM %s x JOIN (VALUES ('4')) v(k) ON x.c1 = v.k":       "6",
	} {
		rel, err := table.Scan(t.Context(), conn, 1, 0)
		if err != nil {
			t.Fatal(err)
		}
		var got string
		err = conn.QueryRowContext(t.Context(), fmt.Sprintf(query, rel.SQL)).Scan(&got)
		if err != nil || got != want {
			t.Errorf("%s: got %q, %v; want %q", query, got, err, want)
		}
		if err := rel.Close(); err != nil {
			t.Error(err)
		}
	}
}

// TestDatabaseFile scans into a database file: in a transaction only, and
// nothing of the view stays.
func TestDatabaseFile(t *testing.T) {
	ctx := t.Context()
	db, err := sql.Open("duckdb", filepath.Join(t.TempDir(), "w.duckdb"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	conn, err := db.Conn(ctx)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	exec := func(query string) {
		t.Helper()
		if _, err := conn.ExecContext(ctx, query); err != nil {
			t.Fatal(err)
		}
	}
	exec("CREATE TABLE t (a VARCHAR)")
	good := mustOpen(t, write(t, "a.json", `[{"a": 1}, {"a": 2}]`), Options{}).Tables[0]
	if _, err := good.Scan(ctx, conn, 1, 0); !errors.Is(err, ErrNoTransaction) {
		t.Errorf("without a transaction: got %v", err)
	}

	exec("BEGIN")
	exec("INSERT INTO t VALUES ('0')")
	for range 2 {
		rel, err := good.Scan(ctx, conn, 1, 0)
		if err != nil {
			t.Fatal(err)
		}
		exec("INSERT INTO t SELECT c1 FROM " + rel.SQL)
		if err := rel.Close(); err != nil {
			t.Fatal(err)
		}
	}
	exec("COMMIT")

	exec("BEGIN")
	path := write(t, "b.json", `[{"a": 1}]`)
	broken := mustOpen(t, path, Options{}).Tables[0]
	overwrite(t, path, `[{"a": 1}, `)
	rel, err := broken.Scan(ctx, conn, 1, 0)
	if err != nil {
		t.Fatal(err)
	}
	_, err = conn.ExecContext(ctx, "INSERT INTO t SELECT c1 FROM "+rel.SQL)
	if err == nil || !strings.Contains(err.Error(), "broken JSON at line 1") {
		t.Errorf("a broken file: got %v", err)
	}
	if _, ok := errors.AsType[*FormatError](rel.Err()); !ok {
		t.Errorf("its own error: got %v", rel.Err())
	}
	if err := rel.Close(); err != nil {
		t.Error(err)
	}
	exec("ROLLBACK")

	var rows, views int
	if err := conn.QueryRowContext(ctx, "SELECT (SELECT count(*) FROM t), (SELECT count(*) FROM duckdb_views() WHERE NOT internal)").Scan(&rows, &views); err != nil {
		t.Fatal(err)
	}
	if rows != 5 || views != 0 {
		t.Errorf("got %d rows and %d views, want 5 and 0", rows, views)
	}
}

// TestCancel ends the reading of a relation whose context is done.
func TestCancel(t *testing.T) {
	conn := connect(t)
	table := mustOpen(t, write(t, "a.csv", "a,\"b\n\"\n"+strings.Repeat("1,2\n", 100_000)), Options{}).Tables[0]
	ctx, cancel := context.WithCancel(t.Context())
	rel, err := table.Scan(ctx, conn, 1, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer rel.Close()
	cancel()
	var n int
	err = conn.QueryRowContext(t.Context(), "SELECT count(*) FROM "+rel.SQL).Scan(&n)
	if err == nil || !errors.Is(rel.Err(), context.Canceled) {
		t.Errorf("got %d rows, %v, %v", n, err, rel.Err())
	}
}
