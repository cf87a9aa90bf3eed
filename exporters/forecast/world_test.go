package forecast_test

import (
	"database/sql"
	"fmt"
	"io/fs"
	"math"
	"os"
	"strings"
	"testing"
	"time"

	"shixu/pipeline/warehouse"
	"shixu/queries"
	"shixu/queries/session"
	"shixu/test/laws"
)

// TestMain makes laws be tried a few times only: each try fills a warehouse.
func TestMain(m *testing.M) {
	laws.Few(10, 10)
	os.Exit(m.Run())
}

var rules = session.Rules{Calendar: "monthly", CloseAtCoverage: 0.9}

// A world is a warehouse in memory with one load, and a connection to it.
type world struct {
	t    testing.TB
	w    *warehouse.Warehouse
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
	world := &world{t, w, conn}
	world.exec(`INSERT INTO store.load (load_id, known_on) VALUES (1, DATE '2019-01-01')`)
	return world
}

func (w *world) exec(query string) {
	w.t.Helper()
	if _, err := w.conn.ExecContext(w.t.Context(), query); err != nil {
		w.t.Fatalf("%s: %v", query, err)
	}
}

// A project of a test, with a plan for each of its years, and reports.
type project struct {
	district, sector, kind string
	owner                  string
	plan                   map[int]float64
	ytd                    map[[2]int]float64 // year, month
}

// fill puts projects in place of those there are; their keys are 1, 2, 3, …
func (w *world) fill(projects []project) {
	w.t.Helper()
	// Other projects without a new load: what is kept is of those before.
	if err := session.Unshare(w.t.Context(), w.conn); err != nil {
		w.t.Fatal(err)
	}
	var b strings.Builder
	for _, table := range []string{"project", "annual_plan", "investment_report", "project_key"} {
		fmt.Fprintf(&b, "DELETE FROM store.%s;\n", table)
	}
	for i, p := range projects {
		k := i + 1
		fmt.Fprintf(&b, "INSERT INTO store.project_key VALUES (%d, 'P%d');\n", k, k)
		fmt.Fprintf(&b, "INSERT INTO store.project (project_key, name, level, district_code, sector_code, project_type_code, owner, load_id) VALUES (%d, 'P%d', 'municipal', %s, %s, %s, %s, 1);\n",
			k, k, text(p.district), text(p.sector), text(p.kind), text(p.owner))
		for y, plan := range p.plan {
			fmt.Fprintf(&b, "INSERT INTO store.annual_plan (project_key, year, planned_investment, load_id) VALUES (%d, %d, %.2f, 1);\n", k, y, plan)
		}
		for at, ytd := range p.ytd {
			fmt.Fprintf(&b, "INSERT INTO store.investment_report (project_key, month, completed_ytd, load_id) VALUES (%d, DATE '%d-%02d-01', %.2f, 1);\n", k, at[0], at[1], ytd)
		}
	}
	w.exec(b.String())
}

func text(s string) string {
	if s == "" {
		return "NULL"
	}
	return queries.Literal(s)
}

// stand makes the session stand at the end of a month of a year; month 0 is
// its first day, with nothing of it reported.
func (w *world) stand(year, month int) {
	w.t.Helper()
	d := session.Dates{AsOf: time.Date(year, time.Month(month+1), 0, 0, 0, 0, 0, time.UTC)}
	d.ReportedTo = d.AsOf
	if month == 0 {
		d.AsOf = d.AsOf.AddDate(0, 0, 1)
	}
	if err := session.Set(w.t.Context(), w.conn, d, rules); err != nil {
		w.t.Fatal(err)
	}
	if err := session.ShareForecasts(w.t.Context(), w.conn); err != nil {
		w.t.Fatal(err)
	}
}

// A said is what a method says of a project.
type said struct{ low, middle, high float64 }

// answers are what every method says of the projects of a year.
func (w *world) answers(year int) map[string]map[int]said {
	w.t.Helper()
	rows, err := w.conn.QueryContext(w.t.Context(), `
		SELECT method, project_key, CAST(forecast_low AS DOUBLE), CAST(forecast AS DOUBLE), CAST(forecast_high AS DOUBLE)
		FROM project_forecast_by_method WHERE year = ?`, year)
	if err != nil {
		w.t.Fatal(err)
	}
	defer rows.Close()
	all := map[string]map[int]said{}
	for rows.Next() {
		var method string
		var key int
		var s said
		if err := rows.Scan(&method, &key, &s.low, &s.middle, &s.high); err != nil {
			w.t.Fatal(err)
		}
		if all[method] == nil {
			all[method] = map[int]said{}
		}
		all[method][key] = s
	}
	if err := rows.Err(); err != nil {
		w.t.Fatal(err)
	}
	return all
}

// number asks for one number; NULL is NaN.
func (w *world) number(query string, args ...any) float64 {
	w.t.Helper()
	var n sql.NullFloat64
	if err := w.conn.QueryRowContext(w.t.Context(), query, args...).Scan(&n); err != nil {
		w.t.Fatalf("%s: %v", query, err)
	}
	if !n.Valid {
		return math.NaN()
	}
	return n.Float64
}

// near compares amounts that SQL rounds to the cent.
func near(a, b float64) bool { return math.Abs(a-b) <= 0.011+1e-9*math.Abs(b) }
