package sqlapi_test

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"shixu/exporters/metrics"
	"shixu/exporters/sqlapi"
	"shixu/pipeline/warehouse"
	"shixu/queries"
	"shixu/queries/session"
)

// now is the clock of these tests.
func now() time.Time { return time.Date(2023, 11, 1, 9, 0, 0, 0, time.UTC) }

func day(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 0, 0, 0, 0, time.UTC) }

// settings are the rules of the tests' city.
var settings = metrics.Settings{AsOf: day(2023, 10, 31), Rules: session.Rules{Calendar: "monthly", CloseAtCoverage: 0.9}}

// built is the file of the tests' city, made once: one district and two
// projects, of which one report was corrected on 5 November.
var built = sync.OnceValues(func() ([]byte, error) {
	dir, err := os.MkdirTemp("", "shixu-sqlapi-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "city.duckdb")
	w, err := openOwner(path)
	if err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return os.ReadFile(path)
})

// city writes the city's warehouse to a folder and returns its path.
func city(dir string) (string, error) {
	file, err := built()
	if err != nil {
		return "", err
	}
	path := filepath.Join(dir, "city.duckdb")
	return path, os.WriteFile(path, file, 0o644)
}

// openOwner makes the city and leaves it open.
func openOwner(path string) (*warehouse.Warehouse, error) {
	ctx := context.Background()
	w, err := warehouse.Open(ctx, warehouse.Options{
		Path: path, Migrations: []fs.FS{queries.Migrations()}, Definitions: queries.Definitions(), Now: now,
	})
	if err != nil {
		return nil, err
	}
	if _, err := w.DB.ExecContext(ctx, citySQL); err != nil {
		return nil, errors.Join(err, w.Close())
	}
	return w, nil
}

const citySQL = `
INSERT INTO store.load (load_id, job, dataset, known_on) VALUES (1, 'all', 'project', DATE '2023-10-05'), (2, 'late', 'investment_report', DATE '2023-11-05');
INSERT INTO store.district (code, name_zh, name_en, load_id) VALUES ('510117', '郫都区', 'Pidu', 1);
INSERT INTO store.project_key (project_key, project_id) VALUES (1, 'P1'), (2, 'P2');
INSERT INTO store.project (project_key, name, level, district_code, load_id) VALUES (1, '科幻馆', 'province', '510117', 1), (2, '地铁', 'city', '510117', 1);
INSERT INTO store.annual_plan (project_key, year, planned_investment, load_id) VALUES (1, 2023, 1000, 1), (2, 2023, 3000.50, 1);
INSERT INTO store.investment_report (project_key, month, completed, completed_ytd, load_id, replaced_by) VALUES
    (1, DATE '2023-09-01', 100, 700, 1, NULL), (2, DATE '2023-09-01', 300, 2000, 1, 2), (2, DATE '2023-09-01', 300, 2000.25, 2, NULL);`

// writeCity writes the city's warehouse to a temporary folder.
func writeCity(t testing.TB) string {
	t.Helper()
	path, err := city(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	return path
}

// ownCity makes the city as its owner.
func ownCity(t testing.TB) *warehouse.Warehouse {
	t.Helper()
	w, err := openOwner(filepath.Join(t.TempDir(), "city.duckdb"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { w.Close() })
	return w
}

// open opens a session, on a small city where the options name no path.
func open(t testing.TB, o sqlapi.Options) *sqlapi.Session {
	t.Helper()
	if o.Path == "" {
		o.Path = writeCity(t)
	}
	if o.Settings.Calendar == "" {
		o.Settings = settings
	}
	s, err := sqlapi.Open(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// ask returns a query's answer as CSV without its header.
func ask(s *sqlapi.Session, query string) (string, error) {
	rows, err := s.Query(context.Background(), query)
	if err != nil {
		return "", err
	}
	defer rows.Release()
	var b bytes.Buffer
	err = sqlapi.CSV{}.Encode(&b, rows)
	_, body, _ := bytes.Cut(b.Bytes(), []byte("\r\n"))
	return string(bytes.ReplaceAll(body, []byte("\r\n"), []byte("\n"))), err
}

// expect fails the test unless a query answers want.
func expect(t *testing.T, s *sqlapi.Session, query, want string) {
	t.Helper()
	got, err := ask(s, query)
	if err != nil || got != want {
		t.Errorf("%s\n got %q, %v\nwant %q", query, got, err, want)
	}
}
