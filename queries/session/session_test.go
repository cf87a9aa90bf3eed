package session_test

import (
	"io/fs"
	"testing"
	"time"

	"shixu/pipeline/warehouse"
	"shixu/queries"
	"shixu/queries/session"
)

// TestShareAgain: what is shared follows the session's dates each time, though
// DuckDB finds an earlier copy under the view's own name.
func TestShareAgain(t *testing.T) {
	w, err := warehouse.Open(t.Context(), warehouse.Options{Migrations: []fs.FS{queries.Migrations()}, Definitions: queries.Definitions()})
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	conn, err := w.DB.Conn(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	_, err = conn.ExecContext(t.Context(), `
		INSERT INTO store.load (load_id, known_on) VALUES (1, DATE '2023-01-01');
		INSERT INTO store.project_key (project_key, project_id) VALUES (1, 'P1');
		INSERT INTO store.project (project_key, name, actual_start, actual_start_precision, load_id) VALUES (1, '水厂', DATE '2023-05-10', 'day', 1);
		INSERT INTO store.annual_plan (project_key, year, planned_investment, load_id) VALUES (1, 2023, 1, 1)`)
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct{ day, want string }{
		{"2023-04-30", "preparation"}, {"2023-05-31", "in_construction"}, {"2023-04-30", "preparation"},
	} {
		day, err := time.Parse(time.DateOnly, test.day)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := session.Speak(t.Context(), conn, day, session.Rules{Calendar: "monthly", CloseAtCoverage: 0.9}); err != nil {
			t.Fatal(err)
		}
		if err := session.Share(t.Context(), conn); err != nil {
			t.Fatal(err)
		}
		for _, view := range []string{"key_project", "project_measure"} {
			var got string
			if err := conn.QueryRowContext(t.Context(), "SELECT project_stage FROM "+view).Scan(&got); err != nil || got != test.want {
				t.Errorf("%s as of %s: stage %q, %v, want %s", view, test.day, got, err, test.want)
			}
		}
	}
}
