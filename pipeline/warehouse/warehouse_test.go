package warehouse_test

import (
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"shixu/pipeline/warehouse"
	"shixu/queries"
)

func city(path string) warehouse.Options {
	return warehouse.Options{Path: path, Migrations: []fs.FS{queries.Migrations()}, Definitions: queries.Definitions()}
}

func mustOpen(t *testing.T, o warehouse.Options) *warehouse.Warehouse {
	t.Helper()
	w, err := warehouse.Open(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { w.Close() })
	return w
}

func rows(t *testing.T, w *warehouse.Warehouse, query string) []string {
	t.Helper()
	r, err := w.DB.QueryContext(t.Context(), query)
	if err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	defer r.Close()
	all := []string(nil)
	for r.Next() {
		var v string
		if err := r.Scan(&v); err != nil {
			t.Fatal(err)
		}
		all = append(all, v)
	}
	if err := r.Err(); err != nil {
		t.Fatal(err)
	}
	return all
}

var chinese = regexp.MustCompile(`\p{Han}`)

// TestComments: every table, view and column says what it is, in Chinese and
// then in English.
func TestComments(t *testing.T) {
	t.Parallel()
	w := mustOpen(t, city(""))
	for _, c := range rows(t, w, `
		SELECT concat_ws(chr(1), schema_name || '.' || table_name, coalesce(comment, '')) FROM duckdb_tables()
		WHERE NOT internal AND schema_name IN ('main', 'store')
		UNION ALL
		SELECT concat_ws(chr(1), schema_name || '.' || view_name, coalesce(comment, '')) FROM duckdb_views()
		WHERE NOT internal AND schema_name IN ('main', 'store')
		UNION ALL
		SELECT concat_ws(chr(1), schema_name || '.' || table_name || '.' || column_name, coalesce(comment, '')) FROM duckdb_columns()
		WHERE NOT internal AND schema_name IN ('main', 'store')
		ORDER BY 1`) {
		name, comment, _ := strings.Cut(c, "\x01")
		zh, en, found := strings.Cut(comment, " / ")
		switch {
		case comment == "":
			t.Errorf("%s: has no comment", name)
		case !found || !chinese.MatchString(zh) || en == "" || chinese.MatchString(strings.NewReplacer("、", "", "万元", "", "亿元", "", "六个一批", "").Replace(en)):
			t.Errorf("%s: %q is not Chinese / English", name, comment)
		}
	}
}

// TestReopen: opening again changes nothing, and views follow their text.
func TestReopen(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "deep", "er", "city.duckdb")
	file := func(text string) fs.FS { return fstest.MapFS{"a.sql": {Data: []byte(text)}} }
	o := warehouse.Options{Path: path, Migrations: []fs.FS{file("CREATE TABLE t AS SELECT 1 AS x")}, Definitions: []fs.FS{file("CREATE OR REPLACE VIEW v AS SELECT x FROM t")}}
	for _, tt := range []struct {
		defs, want string
	}{{"", "1"}, {"CREATE OR REPLACE VIEW v AS SELECT x + 1 AS x FROM t", "2"}} {
		if tt.defs != "" {
			o.Definitions = []fs.FS{file(tt.defs)}
		}
		w, err := warehouse.Open(t.Context(), o)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff([]string{tt.want}, rows(t, w, "SELECT CAST(x AS VARCHAR) FROM v")); diff != "" {
			t.Error(diff)
		}
		w.Close()
	}
	o.Migrations = []fs.FS{file("CREATE TABLE t AS SELECT 2 AS x")}
	_, err := warehouse.Open(t.Context(), o)
	if want := "open warehouse " + path + ": migration a.sql: was applied with another content; the warehouse was made by another version of shixu: use that one, or name another warehouse and load again"; err == nil || err.Error() != want {
		t.Errorf("another version: got %v, want %s", err, want)
	}
	o.Migrations = []fs.FS{fstest.MapFS{"a.sql": {Data: []byte("CREATE TABLE t AS SELECT 1 AS x")}, "b.sql": {Data: []byte("CREATE TABLE half (x INTEGER); SELECT nonsense")}}}
	if _, err := warehouse.Open(t.Context(), o); err == nil || !strings.Contains(err.Error(), "migration b.sql: ") {
		t.Errorf("a migration that fails: got %v", err)
	}
	o.Migrations = nil
	if got := rows(t, mustOpen(t, o), "SELECT table_name FROM duckdb_tables() WHERE table_name = 'half'"); got != nil {
		t.Errorf("a migration that fails left %v", got)
	}
}

// TestNotOurs: files that are no warehouse are left as they are.
func TestNotOurs(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	for _, tt := range []struct{ name, content, want string }{
		{"text.duckdb", strings.Repeat("项目编码,项目名称\n", 1000), "not a DuckDB file; choose another path for warehouse in shixu.yaml"},
		{"short.duckdb", "x", ""},
	} {
		path := filepath.Join(dir, tt.name)
		if err := os.WriteFile(path, []byte(tt.content), 0o644); err != nil {
			t.Fatal(err)
		}
		_, err := warehouse.Open(t.Context(), city(path))
		if err == nil || !strings.Contains(err.Error(), path) || !strings.Contains(err.Error(), tt.want) || errors.Is(err, warehouse.ErrLocked) {
			t.Errorf("%s: got %v, want %q", tt.name, err, tt.want)
		}
		if got, _ := os.ReadFile(path); string(got) != tt.content {
			t.Errorf("%s: was changed", tt.name)
		}
	}
	if _, err := warehouse.Open(t.Context(), city(dir)); err == nil || !strings.Contains(err.Error(), dir) {
		t.Errorf("a folder: got %v", err)
	}
	if _, err := warehouse.Open(t.Context(), city(filepath.Join(dir, "text.duckdb", "x.duckdb"))); err == nil {
		t.Error("below a file: opened")
	}
}

// TestTx: all or nothing, whatever happens inside.
func TestTx(t *testing.T) {
	t.Parallel()
	w := mustOpen(t, warehouse.Options{})
	if _, err := w.DB.Exec("CREATE TABLE t (x INTEGER)"); err != nil {
		t.Fatal(err)
	}
	stop := errors.New("stop")
	for _, tt := range []struct {
		name string
		end  error
		want string
	}{{"kept", nil, "1"}, {"stopped", stop, "1"}, {"kept again", nil, "2"}} {
		err := w.Tx(t.Context(), insert(tt.end))
		if !errors.Is(err, tt.end) {
			t.Errorf("%s: got %v", tt.name, err)
		}
		if got := rows(t, w, "SELECT CAST(count(*) AS VARCHAR) FROM t"); got[0] != tt.want {
			t.Errorf("%s: %s rows, want %s", tt.name, got[0], tt.want)
		}
	}
}

// TestSnapshot: a version has one file, which stays as it is, and the newest are
// kept even where the clock was set back since.
func TestSnapshot(t *testing.T) {
	t.Parallel()
	w := mustOpen(t, city(filepath.Join(t.TempDir(), "it's.duckdb")))
	var paths []string
	for load := range 4 {
		if _, err := w.DB.Exec("INSERT INTO store.load (load_id) VALUES (?)", load+1); err != nil {
			t.Fatal(err)
		}
		a, err := w.Snapshot(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if b, err := w.Snapshot(t.Context()); err != nil || a != b {
			t.Errorf("again: got %s (%v), want %s", b, err, a)
		}
		later := time.Now().Add(time.Hour + time.Duration(load)*time.Minute)
		if err := os.Chtimes(a, later, later); err != nil {
			t.Fatal(err)
		}
		paths = append(paths, a)
	}
	for i, p := range paths {
		if _, err := os.Stat(p); (err == nil) != (i >= 2) {
			t.Errorf("snapshot %d: %v; two are kept", i+1, err)
		}
	}
	s := mustOpen(t, warehouse.Options{Path: paths[2], ReadOnly: true})
	if got := rows(t, s, "SELECT CAST(count(*) AS VARCHAR) FROM load"); got[0] != "3" {
		t.Errorf("%s loads in the third snapshot, want 3", got[0])
	}
	if _, err := s.DB.Exec("DELETE FROM store.load"); err == nil {
		t.Error("a snapshot opened for reading was written")
	}
}

// insert adds a row and ends as told.
func insert(end error) func(*sql.Conn) error {
	return func(c *sql.Conn) error {
		if _, err := c.ExecContext(context.Background(), "INSERT INTO t VALUES (1)"); err != nil {
			return err
		}
		return end
	}
}

// TestStrangeFolders opens, reopens and copies warehouses in folders whose names
// mean something in a URL.
func TestStrangeFolders(t *testing.T) {
	for _, name := range []string{"100% 增长", "50%25", "a#b", "%zz", "a:b", "it's & so"} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), name, "city.duckdb")
			for _, again := range []bool{false, true} {
				w, err := warehouse.Open(t.Context(), city(path))
				if err != nil {
					t.Fatalf("open, again %v: %v", again, err)
				}
				if _, err := os.Stat(path); err != nil {
					t.Error(err)
				}
				snapshot, err := w.Snapshot(t.Context())
				if err != nil {
					t.Fatal(err)
				}
				if err := w.Close(); err != nil {
					t.Fatal(err)
				}
				r, err := warehouse.Open(t.Context(), warehouse.Options{Path: snapshot, ReadOnly: true})
				if err != nil {
					t.Fatal(err)
				}
				r.Close()
			}
		})
	}
	if _, err := warehouse.Open(t.Context(), warehouse.Options{Path: filepath.Join(t.TempDir(), "what?", "city.duckdb")}); err == nil || !strings.Contains(err.Error(), "question mark") {
		t.Errorf("got %v, want it to say what is wrong with the path", err)
	}
}
