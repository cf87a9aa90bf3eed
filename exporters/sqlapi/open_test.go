package sqlapi_test

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"shixu/exporters/metrics"
	"shixu/exporters/sqlapi"
	"shixu/queries"
	"shixu/queries/session"
)

func TestOpenNone(t *testing.T) {
	_, err := sqlapi.Open(t.Context(), sqlapi.Options{Path: filepath.Join(t.TempDir(), "none.duckdb")})
	if !errors.Is(err, sqlapi.ErrNone) {
		t.Errorf("got %v, want %v", err, sqlapi.ErrNone)
	}
}

func TestOpenNoWarehouse(t *testing.T) {
	path := filepath.Join(t.TempDir(), "text.duckdb")
	if err := os.WriteFile(path, []byte("this is no database"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := sqlapi.Open(t.Context(), sqlapi.Options{Path: path}); err == nil || !strings.Contains(err.Error(), "not a DuckDB file") {
		t.Errorf("got %v", err)
	}
}

func TestClose(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	s, err := sqlapi.Open(t.Context(), sqlapi.Options{Path: writeCity(t), Settings: settings, Memory: 64e6})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := ask(s, "SELECT i, repeat('x', 100) || i AS s FROM range(1000000) t(i)"); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if left := tree(t, os.Getenv("TMPDIR")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

// TestOpenAfterCrash opens what an owner left that was killed: the file and
// what it had written ahead.
func TestOpenAfterCrash(t *testing.T) {
	w, to := ownCity(t), filepath.Join(t.TempDir(), "city.duckdb")
	if _, err := w.DB.ExecContext(t.Context(), "INSERT INTO store.load (load_id, job) VALUES (3, 'last')"); err != nil {
		t.Fatal(err)
	}
	for _, ending := range []string{"", ".wal"} {
		text, err := os.ReadFile(w.Path + ending)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(to+ending, text, 0o444); err != nil {
			t.Fatal(err)
		}
	}
	before := tree(t, filepath.Dir(to))
	expect(t, open(t, sqlapi.Options{Path: to}), "SELECT job FROM load WHERE load_id = 3", "last\n")
	if diff := cmp.Diff(before, tree(t, filepath.Dir(to))); diff != "" {
		t.Errorf("asking changed the files:\n%s", diff)
	}
}

// TestDates asks what a figure was, on a day and as known on a day.
func TestDates(t *testing.T) {
	const total = "SELECT as_of(), reported_to(), sum(completed) FROM progress_by_district"
	path := writeCity(t)
	for _, tc := range []struct {
		name string
		view metrics.View
		want string
	}{
		{"configured", metrics.View{}, "2023-10-31,2023-09-30,2700.25\n"},
		{"as known before the correction", metrics.View{KnownOn: day(2023, 10, 31)}, "2023-10-31,2023-09-30,2700.00\n"},
		{"before anything was reported", metrics.View{AsOf: day(2023, 9, 29)}, "2023-09-29,,0.00\n"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			expect(t, open(t, sqlapi.Options{Path: path, View: tc.view}), total, tc.want)
		})
	}
	t.Run("today", func(t *testing.T) {
		s := open(t, sqlapi.Options{Path: path, Now: now, Settings: metrics.Settings{Rules: session.Rules{Calendar: "daily", CloseAtCoverage: 0.9}}})
		expect(t, s, total, "2023-11-01,2023-09-30,2700.25\n")
		expect(t, s, "SELECT getvariable('calendar')", "daily\n")
	})
}

// TestSnapshot publishes a warehouse whose macros were replaced after the
// views that use them, and asks every view of the copy.
func TestSnapshot(t *testing.T) {
	w := ownCity(t)
	folders := queries.Definitions()
	for i := len(folders) - 1; i >= 0; i-- {
		files, err := fs.Glob(folders[i], "*.sql")
		if err != nil {
			t.Fatal(err)
		}
		for j := len(files) - 1; j >= 0; j-- {
			text, err := fs.ReadFile(folders[i], files[j])
			if err != nil {
				t.Fatal(err)
			}
			if _, err := w.DB.ExecContext(t.Context(), string(text)); err != nil {
				t.Fatal(err)
			}
		}
	}
	path, err := w.Snapshot(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	s := open(t, sqlapi.Options{Path: path})
	expect(t, s, "SELECT district, completed FROM progress_by_district", "郫都区,2700.25\n")
	views, err := ask(s, "SELECT schema_name || '.' || view_name FROM duckdb_views() WHERE NOT internal")
	if err != nil {
		t.Fatal(err)
	}
	for view := range strings.Lines(views) {
		if _, err := ask(s, "SELECT count(*) FROM (FROM "+view+")"); err != nil {
			t.Errorf("%s: %v", view, err)
		}
	}
	rows, err := s.List(t.Context(), false)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Release()
	var list bytes.Buffer
	if err := (sqlapi.CSV{}).Encode(&list, rows); err != nil {
		t.Fatal(err)
	}
	if want := "\r\nload,view,\"What was loaded, when, from which file; one row a load\"\r\n"; !strings.Contains(list.String(), want) {
		t.Errorf("the list lacks %q:\n%s", want, list.String())
	}
}

// TestSnapshotVersions asks for snapshots as loads and views change.
func TestSnapshotVersions(t *testing.T) {
	w := ownCity(t)
	var last string
	for _, step := range []struct {
		sql  string
		same bool
	}{
		{"SELECT 1", false},
		{"SELECT 1", true},
		{"INSERT INTO store.load (load_id) VALUES (3)", false},
		{"UPDATE store.migration SET applied_at = applied_at + INTERVAL 1 DAY WHERE name = 'definitions'", false},
		{"SELECT 1", true},
	} {
		if _, err := w.DB.ExecContext(t.Context(), step.sql); err != nil {
			t.Fatal(err)
		}
		path, err := w.Snapshot(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if (path == last) != step.same {
			t.Errorf("after %s: %s follows %s", step.sql, path, last)
		}
		if _, err := os.Stat(path); err != nil {
			t.Error(err)
		}
		last = path
	}
	if left := tree(t, filepath.Dir(last)); len(left) != 2 {
		t.Errorf("%d snapshots are kept, want 2", len(left))
	}
}

func TestDescribe(t *testing.T) {
	s := open(t, sqlapi.Options{})
	for _, tc := range []struct {
		name    string
		chinese bool
		want    string
	}{
		{"district", true, "name,type,comment\r\ncode,VARCHAR,代码\r\n"},
		{"DISTRICT", false, "name,type,comment\r\ncode,VARCHAR,Code\r\n"},
		{"store.load", false, "name,type,comment\r\nload_id,INTEGER,Number of the load\r\n"},
	} {
		rows, err := s.Describe(t.Context(), tc.name, tc.chinese)
		if err != nil {
			t.Fatal(err)
		}
		var got bytes.Buffer
		if err := (sqlapi.CSV{}).Encode(&got, rows); err != nil || !strings.HasPrefix(got.String(), tc.want) {
			t.Errorf("%s: got %q, %v; want it to begin with %q", tc.name, got.String(), err, tc.want)
		}
		rows.Release()
	}
	if _, err := s.Describe(context.Background(), "it's none", false); !errors.Is(err, sqlapi.ErrUnknownTable) {
		t.Errorf("got %v, want %v", err, sqlapi.ErrUnknownTable)
	}
}
