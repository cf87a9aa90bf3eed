package session_test

import (
	"database/sql"
	"fmt"
	"io/fs"
	"strings"
	"testing"
	"time"

	"shixu/pipeline/warehouse"
	"shixu/queries"
	"shixu/queries/session"
)

// A world is a warehouse in memory with one load, and a connection to it.
type world struct {
	t    testing.TB
	conn *sql.Conn
}

func newWorld(t testing.TB) *world {
	t.Helper()
	w, err := warehouse.Open(t.Context(), warehouse.Options{Migrations: []fs.FS{queries.Migrations()}, Definitions: queries.Definitions()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { w.Close() })
	conn, err := w.DB.Conn(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	world := &world{t, conn}
	world.exec(`INSERT INTO store.load (load_id, known_on) VALUES (1, DATE '2020-01-01')`)
	return world
}

func (w *world) exec(query string) {
	w.t.Helper()
	if _, err := w.conn.ExecContext(w.t.Context(), query); err != nil {
		w.t.Fatalf("%s: %v", query, err)
	}
}

// add inserts rows, each a list of SQL expressions, as the load would.
func (w *world) add(table, columns string, rows ...string) {
	w.t.Helper()
	if len(rows) == 0 {
		return
	}
	load := ", load_id"
	values := "(" + strings.Join(rows, ", 1), (") + ", 1)"
	if table == "project_key" {
		load, values = "", "("+strings.Join(rows, "), (")+")"
	}
	w.exec(fmt.Sprintf("INSERT INTO store.%s (%s%s) VALUES %s", table, columns, load, values))
}

// clear removes all projects and what is known of them, which no load would.
func (w *world) clear() {
	w.t.Helper()
	if err := session.Unshare(w.t.Context(), w.conn); err != nil {
		w.t.Fatal(err)
	}
	for _, table := range []string{"project", "annual_plan", "monthly_plan", "investment_report", "schedule_report", "baseline", "project_key"} {
		w.exec("DELETE FROM store." + table)
	}
}

// speak sets the dates as a refresh does, and measures.
func (w *world) speak(asOf string, rules session.Rules) session.Dates {
	w.t.Helper()
	if rules.Calendar == "" {
		rules.Calendar = "monthly"
	}
	dates, err := session.Speak(w.t.Context(), w.conn, date(w.t, asOf), rules)
	if err != nil {
		w.t.Fatal(err)
	}
	if err := session.Share(w.t.Context(), w.conn); err != nil {
		w.t.Fatal(err)
	}
	return dates
}

// ask returns the rows of a query as text, NULL as "-".
func (w *world) ask(query string, args ...any) [][]string {
	w.t.Helper()
	rows, err := w.conn.QueryContext(w.t.Context(), query, args...)
	if err != nil {
		w.t.Fatalf("%s: %v", query, err)
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		w.t.Fatal(err)
	}
	var all [][]string
	for rows.Next() {
		cells := make([]any, len(columns))
		into := make([]any, len(columns))
		for i := range cells {
			into[i] = &cells[i]
		}
		if err := rows.Scan(into...); err != nil {
			w.t.Fatal(err)
		}
		row := make([]string, len(columns))
		for i, c := range cells {
			switch c := c.(type) {
			case nil:
				row[i] = "-"
			case time.Time:
				row[i] = c.Format(time.DateOnly)
			default:
				row[i] = fmt.Sprint(c)
			}
		}
		all = append(all, row)
	}
	if err := rows.Err(); err != nil {
		w.t.Fatal(err)
	}
	return all
}

func date(t testing.TB, day string) time.Time {
	t.Helper()
	d, err := time.Parse(time.DateOnly, day)
	if err != nil {
		t.Fatal(err)
	}
	return d
}
