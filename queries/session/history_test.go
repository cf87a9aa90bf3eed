package session_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"shixu/queries/session"
)

// A step is something that happens between two refreshes.
type step struct {
	What                         string
	Project, Year, Month, Amount int
	Day, Known                   string
}

var steps = rapid.SliceOfN(rapid.Custom(func(t *rapid.T) step {
	return step{
		What: rapid.SampledFrom([]string{"completed", "completed", "completed_ytd", "annual_plan", "monthly_plan", "baseline", "schedule_report",
			"project", "gone", "recoded", "district", "nothing", "day", "known"}).Draw(t, "what"),
		Project: rapid.IntRange(0, 8).Draw(t, "project"),
		Year:    rapid.SampledFrom([]int{2020, 2022, 2023, 2023, 2023}).Draw(t, "year"), Month: rapid.IntRange(1, 9).Draw(t, "month"),
		Amount: rapid.IntRange(-5, 50).Draw(t, "amount"),
		Day:    rapid.SampledFrom([]string{"2022-10-31", "2023-01-15", "2023-09-30", "2023-10-31"}).Draw(t, "day"),
		Known:  rapid.SampledFrom([]string{"", "", "2023-10-05"}).Draw(t, "known"),
	}
}), 10, 10)

// load is what a load does to the warehouse: rows it brings replace those of the same key.
func (s step) load(w *world, id int) {
	key := map[string]string{
		"completed": "month = make_date(%[2]d, %[3]d, 1)", "completed_ytd": "month = make_date(%[2]d, %[3]d, 1)",
		"annual_plan": "year = %[2]d", "monthly_plan": "month = make_date(%[2]d, %[3]d, 1)",
		"baseline": "approved_on = make_date(%[2]d, %[3]d, 1)", "schedule_report": "reported_on = make_date(%[2]d, %[3]d, 1)", "project": "true", "gone": "true",
	}
	values := map[string]string{
		"completed": "month, completed) SELECT %[1]d, %[5]d, make_date(%[2]d, %[3]d, 1), %[4]d", "completed_ytd": "month, completed_ytd) SELECT %[1]d, %[5]d, make_date(%[2]d, %[3]d, 1), %[4]d",
		"annual_plan":     "year, planned_investment) SELECT %[1]d, %[5]d, %[2]d, %[4]d",
		"monthly_plan":    "month, planned_ytd) SELECT %[1]d, %[5]d, make_date(%[2]d, %[3]d, 1), %[4]d",
		"baseline":        "approved_on, planned_completion) SELECT %[1]d, %[5]d, make_date(%[2]d, %[3]d, 1), DATE '2023-12-31' + %[4]d",
		"schedule_report": "reported_on, forecast_completion) SELECT %[1]d, %[5]d, make_date(%[2]d, %[3]d, 1), DATE '2023-12-31' + %[4]d",
		"project":         "name, district_code, actual_start) SELECT %[1]d, %[5]d, '项目%[4]d', 'd%[3]d', make_date(%[2]d, %[3]d, 1)",
	}
	table := map[string]string{"completed": "investment_report", "completed_ytd": "investment_report", "gone": "project"}[s.What]
	if table == "" {
		table = s.What
	}
	args := []any{s.Project, s.Year, s.Month, s.Amount, id}
	w.exec(fmt.Sprintf("UPDATE store."+table+" SET replaced_by = %[5]d WHERE project_key = %[1]d AND replaced_by IS NULL AND "+key[s.What]+" AND %[4]d IS NOT NULL AND %[2]d + %[3]d > 0", args...))
	if s.What != "gone" {
		w.exec(fmt.Sprintf("INSERT INTO store."+table+" (project_key, load_id, "+values[s.What]+" WHERE %[1]d + %[2]d + %[3]d + %[4]d + %[5]d IS NOT NULL", args...))
	}
}

// TestWhatIsKept: whatever is loaded, and whichever dates are spoken of, what a
// connection shares, having kept it from refresh to refresh, is what its views
// would give. A try is dear, so there are a few.
func TestWhatIsKept(t *testing.T) {
	const all = `SELECT * FROM (SELECT 'before' AS what, CAST(t AS VARCHAR) AS row FROM investment_before_year AS t
		UNION ALL SELECT 'class', CAST(t AS VARCHAR) FROM forecast_class AS t
		UNION ALL SELECT 'year', CAST(t AS VARCHAR) FROM investment_in_year AS t
		UNION ALL SELECT 'measure', CAST(t AS VARCHAR) FROM project_measure AS t
		UNION ALL SELECT 'step', CAST(t AS VARCHAR) FROM project_step AS t) ORDER BY ALL`
	w := newWorld(t)
	load := 1
	newLoad := func(known string) int {
		load++
		w.exec(fmt.Sprintf(`INSERT INTO store.load (load_id, known_on) VALUES (%d, DATE '%s')`, load, known))
		return load
	}
	for month := range 9 {
		w.exec(fmt.Sprintf(`INSERT INTO store.district (code, name_zh, load_id) VALUES ('d%[1]d', '第%[1]d区', 1)`, month+1))
	}
	someOnly := 0
	for seed := range 8 {
		w.clear()
		newLoad("2023-01-01")
		w.exec(fmt.Sprintf(`INSERT INTO store.project_key SELECT p, format('P{}', p) FROM range(9) AS t(p);
			INSERT INTO store.project (project_key, name, sector_code, project_type_code, load_id) SELECT p, '项目', format('s{}', p %% 2), 't1', %[1]d FROM range(8) AS t(p);
			INSERT INTO store.annual_plan (project_key, year, planned_investment, load_id) SELECT p, y, 120, %[1]d FROM range(8) AS t(p), range(2020, 2024) AS u(y);
			INSERT INTO store.investment_report (project_key, month, completed, load_id)
			SELECT p, make_date(2020 + m // 12, 1 + m %% 12, 1), 10, %[1]d FROM range(8) AS t(p), range(45) AS u(m)`, load))
		day, known, last := "2023-10-31", "", ""
		for i, s := range append([]step{{What: "nothing"}}, steps.Example(seed)...) {
			switch s.What {
			case "nothing":
				newLoad("2023-10-04")
			case "day":
				day = s.Day
			case "known":
				known = s.Known
			case "district":
				w.exec(fmt.Sprintf(`UPDATE store.district SET replaced_by = %[1]d WHERE code = 'd%[2]d' AND replaced_by IS NULL;
					INSERT INTO store.district (code, name_zh, load_id) VALUES ('d%[2]d', '新%[1]d区', %[1]d)`, newLoad("2023-10-04"), s.Month))
			case "recoded":
				w.exec(fmt.Sprintf(`UPDATE store.project_key SET project_id = 'R%[1]d' WHERE project_key = %[2]d;
					INSERT INTO store.project_recoded (project_key, old_id, new_id, load_id) VALUES (%[2]d, 'P%[2]d', 'R%[1]d', %[1]d)`, newLoad("2023-10-04"), s.Project))
			default:
				s.load(w, newLoad("2023-10-05"))
			}
			if err := session.KnownNow(t.Context(), w.conn); err != nil {
				t.Fatal(err)
			}
			if known != "" {
				if err := session.KnownOn(t.Context(), w.conn, date(t, known)); err != nil {
					t.Fatal(err)
				}
			}
			rules := session.Rules{Calendar: "monthly", ClosingDay: 1}
			if _, err := session.Speak(t.Context(), w.conn, date(t, day), rules); err != nil {
				t.Fatal(err)
			}
			// Measures are also for others than metrics, before metrics or alone.
			if i%3 != 1 {
				if err := session.ShareOnce(t.Context(), w.conn); err != nil {
					t.Fatal(err)
				}
			}
			if i%3 != 2 {
				if err := session.ShareMetrics(t.Context(), w.conn); err != nil {
					t.Fatal(err)
				}
			}
			got := w.ask(all)
			table := fmt.Sprint(w.ask(`SELECT table_oid FROM duckdb_tables() WHERE database_name = 'temp' AND table_name = 'project_measure'`))
			if table == last && s.What != "nothing" {
				someOnly++
			}
			last = table
			if err := session.Leave(t.Context(), w.conn); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(w.ask(all), got); diff != "" {
				t.Fatalf("seed %d, after %+v, as of %s, known on %q: -fresh +kept:\n%s", seed, s, day, known, diff)
			}
		}
	}
	if someOnly < 10 {
		t.Errorf("only %d times were some projects measured anew and the others kept", someOnly)
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
		return fmt.Sprint(w.ask(`SELECT table_name, table_oid FROM duckdb_tables() WHERE database_name = 'temp' AND table_name IN ('kept_investment_before_year', 'kept_forecast_class') ORDER BY ALL`))
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
