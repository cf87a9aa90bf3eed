package warehouse_test

import (
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"shixu/pipeline/warehouse"
)

// catalogue lists everything that SQL made in a warehouse, with its text.
const catalogue = `
	SELECT concat_ws(chr(9), 'table', schema_name, table_name, sql, comment) FROM duckdb_tables() WHERE NOT internal
	UNION ALL SELECT concat_ws(chr(9), 'view', schema_name, view_name, sql, comment) FROM duckdb_views() WHERE NOT internal
	UNION ALL SELECT concat_ws(chr(9), 'column', schema_name, table_name, column_index, column_name, data_type, is_nullable, column_default, comment) FROM duckdb_columns() WHERE NOT internal
	UNION ALL SELECT concat_ws(chr(9), 'constraint', schema_name, table_name, constraint_index, constraint_text) FROM duckdb_constraints()
	UNION ALL SELECT concat_ws(chr(9), 'index', schema_name, index_name, sql, comment) FROM duckdb_indexes()
	UNION ALL SELECT concat_ws(chr(9), 'sequence', schema_name, sequence_name, sql, last_value) FROM duckdb_sequences()
	UNION ALL SELECT concat_ws(chr(9), 'schema', schema_name, comment) FROM duckdb_schemas() WHERE NOT internal
	UNION ALL SELECT concat_ws(chr(9), 'macro', schema_name, function_name, function_type, parameters, macro_definition, comment) FROM duckdb_functions() WHERE NOT internal
	UNION ALL SELECT concat_ws(chr(9), 'type', schema_name, type_name, logical_type, comment) FROM duckdb_types() WHERE NOT internal
	UNION ALL SELECT concat_ws(chr(9), 'migration', name, content_hash, applied_at) FROM store.migration
	ORDER BY 1`

// own gives SQL that no other test has, so that its first warehouse is the
// process's first.
func own(o warehouse.Options, name string) warehouse.Options {
	o.Definitions = append(o.Definitions[:len(o.Definitions):len(o.Definitions)], fstest.MapFS{"own.sql": {Data: []byte("-- " + name)}})
	return o
}

// TestMould: what is copied from the mould is what SQL makes, in a file and in
// memory, with the moment that the clock says; and no file is left of it.
func TestMould(t *testing.T) {
	temp := t.TempDir()
	t.Setenv("TMPDIR", temp)
	dir := t.TempDir()
	o := own(city(""), t.Name())
	o.Now = func() time.Time { return time.Date(2023, 10, 31, 1, 2, 3, 0, time.UTC) }
	// DuckDB writes some types otherwise once it has read them from a file.
	o.Path = filepath.Join(dir, "sql.duckdb")
	mustOpen(t, o).Close()
	want := rows(t, mustOpen(t, o), catalogue)
	if len(want) < 1500 {
		t.Fatalf("%d things were made by SQL", len(want))
	}
	for _, path := range []string{"", filepath.Join(dir, "it's 100% 市.duckdb")} {
		o.Path = path
		w := mustOpen(t, o)
		if diff := cmp.Diff(want, rows(t, w, catalogue)); diff != "" {
			t.Errorf("%q is not as SQL makes it (-SQL +copied):\n%s", path, diff)
		}
		w.Close()
	}
	if diff := cmp.Diff(want, rows(t, mustOpen(t, o), catalogue)); diff != "" {
		t.Errorf("opened again:\n%s", diff)
	}
	if left, _ := filepath.Glob(filepath.Join(temp, "*")); len(left) != 0 {
		t.Errorf("left behind: %v", left)
	}
	if made, _ := filepath.Glob(filepath.Join(dir, "it*")); len(made) > 2 {
		t.Errorf("beside the warehouse: %v", made)
	}
}

// TestMouldTogether: who opens at the same time has the same.
func TestMouldTogether(t *testing.T) {
	dir := t.TempDir()
	o := own(city(""), t.Name())
	var all sync.WaitGroup
	got := make([][]string, 4)
	for i := range got {
		all.Go(func() {
			o := o
			o.Path = filepath.Join(dir, string(rune('a'+i))+".duckdb")
			o.Now = func() time.Time { return time.Time{} }
			mustOpen(t, o).Close()
			got[i] = rows(t, mustOpen(t, o), catalogue)
		})
	}
	all.Wait()
	for _, g := range got[1:] {
		if diff := cmp.Diff(got[0], g); diff != "" {
			t.Error(diff)
		}
	}
}

// TestNoRoomForMould: a temporary folder that cannot be written costs speed and
// nothing else, and a file that has tables of somebody else gets ours by SQL.
func TestNoRoomForMould(t *testing.T) {
	o := own(city(""), t.Name())
	want := rows(t, mustOpen(t, o), "SELECT name FROM store.migration ORDER BY 1")
	t.Setenv("TMPDIR", filepath.Join(t.TempDir(), "missing"))
	if diff := cmp.Diff(want, rows(t, mustOpen(t, o), "SELECT name FROM store.migration ORDER BY 1")); diff != "" {
		t.Error(diff)
	}
	o.Path = filepath.Join(t.TempDir(), "theirs.duckdb")
	theirs := mustOpen(t, warehouse.Options{Path: o.Path})
	if _, err := theirs.DB.Exec("CREATE TABLE theirs AS SELECT 1 AS x"); err != nil {
		t.Fatal(err)
	}
	theirs.Close()
	if diff := cmp.Diff(append(want, "theirs"), rows(t, mustOpen(t, o), "SELECT name FROM store.migration UNION ALL SELECT table_name FROM duckdb_tables() WHERE table_name = 'theirs' ORDER BY 1")); diff != "" {
		t.Error(diff)
	}
}

// TestMouldOtherSQL: other SQL has another mould.
func TestMouldOtherSQL(t *testing.T) {
	for _, x := range []string{"1", "2"} {
		o := warehouse.Options{Migrations: []fs.FS{fstest.MapFS{"a.sql": {Data: []byte("CREATE TABLE t AS SELECT '" + x + "' AS x")}}}}
		for range 2 {
			if diff := cmp.Diff([]string{x}, rows(t, mustOpen(t, o), "FROM t")); diff != "" {
				t.Error(diff)
			}
		}
	}
}

// TestMouldKilled: a process that is killed while it opens fresh warehouses
// leaves none that the next one does not make whole.
func TestMouldKilled(t *testing.T) {
	o := city("")
	if dir := os.Getenv("SHIXU_TEST_FRESH"); dir != "" {
		for i := range 1000 {
			o.Path = filepath.Join(dir, fmt.Sprintf("%03d.duckdb", i))
			mustOpen(t, o).Close()
		}
		return
	}
	want := rows(t, mustOpen(t, o), "SELECT name FROM store.migration ORDER BY 1")
	for round := range 2 {
		dir := t.TempDir()
		child := exec.Command(os.Args[0], "-test.run=^TestMouldKilled$")
		child.Env = append(os.Environ(), "SHIXU_TEST_FRESH="+dir, "TMPDIR="+t.TempDir())
		if err := child.Start(); err != nil {
			t.Fatal(err)
		}
		// The first is made by SQL, those after it from the mould.
		for seen := 0; seen < 2+round; {
			made, _ := filepath.Glob(filepath.Join(dir, "*.duckdb"))
			seen = len(made)
		}
		if err := child.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		child.Wait()
		made, _ := filepath.Glob(filepath.Join(dir, "*.duckdb"))
		for _, path := range made {
			o.Path = path
			w, err := warehouse.Open(t.Context(), o)
			if err != nil {
				// DuckDB itself was killed before it had a file.
				if path != made[len(made)-1] || !strings.Contains(err.Error(), "its making was cut off; remove the file") {
					t.Error(err)
				}
				continue
			}
			t.Cleanup(func() { w.Close() })
			if diff := cmp.Diff(want, rows(t, w, "SELECT name FROM store.migration ORDER BY 1")); diff != "" {
				t.Errorf("%s of %d: %s", path, len(made), diff)
			}
		}
	}
}
