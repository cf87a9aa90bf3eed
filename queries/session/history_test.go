package session_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"shixu/queries/session"
)

// The history as it is kept, and as its views compute it.
const (
	keptHistory = `SELECT * FROM (SELECT 'before' AS what, CAST(b AS VARCHAR) AS row FROM temp.investment_before_year AS b
		UNION ALL SELECT 'class', CAST(c AS VARCHAR) FROM temp.forecast_class AS c) ORDER BY ALL`
	freshHistory = `SELECT * FROM (SELECT 'before' AS what, CAST(b AS VARCHAR) AS row FROM main.investment_before_year AS b
		UNION ALL SELECT 'class', CAST(c AS VARCHAR) FROM main.forecast_class AS c) ORDER BY ALL`
)

// A step is something that happens between two refreshes.
type step struct {
	What                         string
	Project, Year, Month, Amount int
	Day, Known                   string
}

var steps = rapid.SliceOfN(rapid.Custom(func(t *rapid.T) step {
	return step{
		What:    rapid.SampledFrom([]string{"completed", "completed", "completed_ytd", "plan", "project", "nothing", "day", "known"}).Draw(t, "what"),
		Project: rapid.IntRange(0, 2).Draw(t, "project"),
		Year:    rapid.IntRange(2020, 2023).Draw(t, "year"), Month: rapid.IntRange(1, 9).Draw(t, "month"),
		Amount: rapid.IntRange(-5, 50).Draw(t, "amount"),
		Day:    rapid.SampledFrom([]string{"2022-10-31", "2023-01-15", "2023-09-30", "2023-10-31"}).Draw(t, "day"),
		Known:  rapid.SampledFrom([]string{"", "2023-10-05", "2023-10-06"}).Draw(t, "known"),
	}
}), 6, 6)

// TestHistoryIsKept: whatever is loaded, and whichever dates are spoken of, the
// history that a connection keeps is the one that its views would give. A try is
// dear, so there are a dozen.
func TestHistoryIsKept(t *testing.T) {
	w := newWorld(t)
	load := 1
	newLoad := func(known string) int {
		load++
		w.exec(fmt.Sprintf(`INSERT INTO store.load (load_id, known_on) VALUES (%d, DATE '%s')`, load, known))
		return load
	}
	for seed := range 12 {
		w.clear()
		newLoad("2023-01-01")
		for p := range 3 {
			w.exec(fmt.Sprintf(`INSERT INTO store.project_key VALUES (%[1]d, 'P%[1]d');
				INSERT INTO store.project (project_key, name, sector_code, project_type_code, load_id) VALUES (%[1]d, '项目', 's%[1]d', 't1', %[2]d);
				INSERT INTO store.annual_plan (project_key, year, planned_investment, load_id) SELECT %[1]d, y, 120, %[2]d FROM range(2020, 2024) AS t(y);
				INSERT INTO store.investment_report (project_key, month, completed, load_id)
				SELECT %[1]d, make_date(2020 + m // 12, 1 + m %% 12, 1), 10, %[2]d FROM range(45) AS t(m)`, p, load))
		}
		day, known := "2023-10-31", ""
		w.speak(day, session.Rules{ClosingDay: 1})
		for _, s := range steps.Example(seed) {
			switch s.What {
			case "completed", "completed_ytd":
				w.exec(fmt.Sprintf(`UPDATE store.investment_report SET replaced_by = %[1]d WHERE project_key = %[2]d AND month = make_date(%[3]d, %[4]d, 1) AND replaced_by IS NULL;
					INSERT INTO store.investment_report (project_key, month, %[5]s, load_id) VALUES (%[2]d, make_date(%[3]d, %[4]d, 1), %[6]d, %[1]d)`,
					newLoad("2023-10-05"), s.Project, s.Year, s.Month, s.What, s.Amount))
			case "plan":
				w.exec(fmt.Sprintf(`UPDATE store.annual_plan SET replaced_by = %[1]d WHERE project_key = %[2]d AND year = %[3]d AND replaced_by IS NULL;
					INSERT INTO store.annual_plan (project_key, year, planned_investment, load_id) VALUES (%[2]d, %[3]d, %[4]d, %[1]d)`,
					newLoad("2023-10-06"), s.Project, s.Year, s.Amount))
			case "project": // only marked as replaced: the project is gone
				w.exec(fmt.Sprintf(`UPDATE store.project SET replaced_by = %d WHERE project_key = %d AND replaced_by IS NULL`, newLoad("2023-10-07"), s.Project))
			case "nothing":
				newLoad("2023-10-08")
			case "day":
				day = s.Day
			case "known":
				known = s.Known
			}
			if err := session.KnownNow(t.Context(), w.conn); err != nil {
				t.Fatal(err)
			}
			if known != "" {
				if err := session.KnownOn(t.Context(), w.conn, date(t, known)); err != nil {
					t.Fatal(err)
				}
			}
			w.speak(day, session.Rules{ClosingDay: 1})
			kept := w.ask(keptHistory)
			if err := session.Unshare(t.Context(), w.conn); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(w.ask(freshHistory), kept); diff != "" {
				t.Fatalf("seed %d, after %+v, as of %s, known on %q: -fresh +kept:\n%s", seed, s, day, known, diff)
			}
		}
	}
}

// TestHistoryIsNotMadeAgain: months of the year itself, and another day of the same
// month, leave what is kept as it is; a month of an earlier year does not.
func TestHistoryIsNotMadeAgain(t *testing.T) {
	w := newWorld(t)
	w.add("project_key", "project_key, project_id", "1, 'P1'")
	w.add("project", "project_key, name", "1, '甲'")
	w.add("annual_plan", "project_key, year, planned_investment", "1, 2022, 120", "1, 2023, 120")
	w.add("investment_report", "project_key, month, completed", "1, DATE '2022-12-01', 10", "1, DATE '2023-09-01', 10")
	rules := session.Rules{ClosingDay: 1}
	tables := func() string {
		if err := session.Leave(t.Context(), w.conn); err != nil {
			t.Fatal(err)
		}
		return fmt.Sprint(w.ask(`SELECT table_name, table_oid FROM duckdb_tables() WHERE database_name = 'temp' ORDER BY ALL`))
	}
	w.speak("2023-10-20", rules)
	first := tables()
	w.exec(`INSERT INTO store.load (load_id, known_on) VALUES (2, DATE '2023-10-21');
		INSERT INTO store.investment_report (project_key, month, completed, load_id) VALUES (1, DATE '2023-08-01', 10, 2)`)
	w.speak("2023-10-21", rules)
	if again := tables(); again != first {
		t.Errorf("after a month of the year: %s, before it: %s", again, first)
	}
	w.exec(`INSERT INTO store.load (load_id, known_on) VALUES (3, DATE '2023-10-22');
		INSERT INTO store.investment_report (project_key, month, completed, load_id) VALUES (1, DATE '2022-11-01', 10, 3)`)
	w.speak("2023-10-21", rules)
	if again := tables(); again == first {
		t.Error("after a month of the year before nothing was made again")
	}
}
