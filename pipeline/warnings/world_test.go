package warnings_test

import (
	"context"
	"fmt"
	"io/fs"
	"log/slog"
	"testing"
	"testing/fstest"
	"time"

	"go.yaml.in/yaml/v3"

	"shixu/pipeline/warehouse"
	"shixu/pipeline/warnings"
	"shixu/queries"
	"shixu/queries/session"
)

// fatal is *testing.T or *rapid.T.
type fatal interface {
	Helper()
	Fatalf(format string, args ...any)
}

// A world is a warehouse of a few projects, and a day.
type world struct {
	w     *warehouse.Warehouse
	e     *warnings.Engine
	today time.Time
	loads int

	settings warnings.Settings
}

// onlyStarts are the settings of a city that warns of starts alone.
const onlyStarts = `{investment_behind: off, no_progress: off, milestone_due_soon: off, milestone_overdue: off, completion_slip: off,
	not_in_service: off, coordination_item_overdue: off, report_missing: off, overspent: off}`

func newWorld(t fatal, path, day string) *world {
	t.Helper()
	w, err := warehouse.Open(context.Background(), warehouse.Options{Path: path, Migrations: []fs.FS{queries.Migrations()}, Definitions: queries.Definitions()})
	if err != nil {
		t.Fatalf("%v", err)
	}
	x := &world{w: w, today: date(day)}
	x.e = &warnings.Engine{Warehouse: w, Now: func() time.Time { return x.today.Add(9 * time.Hour) }, Log: slog.New(slog.DiscardHandler)}
	x.define(t, onlyStarts, nil)
	return x
}

func date(day string) time.Time {
	d, err := time.Parse(time.DateOnly, day)
	if err != nil {
		panic(err) // the tests' own constants
	}
	return d
}

// define sets rules by YAML settings and files.
func (x *world) define(t fatal, rules string, files map[string]string) {
	t.Helper()
	folder := fstest.MapFS{}
	for name, text := range files {
		folder[name] = &fstest.MapFile{Data: []byte(text)}
	}
	d, err := warnings.Define("", settings(t, rules), folder)
	if err != nil {
		t.Fatalf("%v", err)
	}
	x.settings = warnings.Settings{Rules: session.Rules{Calendar: "monthly", CloseAtCoverage: 0.9}, Definition: d}
	x.e.Configure(x.settings)
}

func (x *world) exec(t fatal, text string, args ...any) {
	t.Helper()
	if _, err := x.w.DB.Exec(text, args...); err != nil {
		t.Fatalf("%s: %v", text, err)
	}
}

// load writes a load of a dataset down and returns its number.
func (x *world) load(t fatal, dataset string) int {
	t.Helper()
	x.loads++
	x.exec(t, `INSERT INTO store.load (load_id, dataset, known_on) VALUES (?, ?, ?)`, x.loads, dataset, x.today)
	return x.loads
}

// project loads a project: when it was to start, by month, and when it did; ""
// is not yet.
func (x *world) project(t fatal, key int, planned, started string) {
	t.Helper()
	id := x.load(t, "project")
	var actual any
	if started != "" {
		actual = started
	}
	x.exec(t, `INSERT INTO store.project_key (project_key, project_id) SELECT $1, 'P' || $1 WHERE NOT exists (FROM store.project_key WHERE project_key = $1)`, key)
	x.exec(t, `UPDATE store.project SET replaced_by = ? WHERE project_key = ? AND replaced_by IS NULL`, id, key)
	x.exec(t, `INSERT INTO store.project (project_key, name, owner, planned_start, planned_start_precision, actual_start, actual_start_precision, load_id)
		VALUES ($1, '项目' || $1, '业主', CAST($2 AS DATE), 'month', CAST($3 AS DATE), 'day', $4)`, key, planned, actual, id)
	x.exec(t, `INSERT INTO store.annual_plan (project_key, year, planned_investment, load_id)
		SELECT $1, 2023, 100, $2 WHERE NOT exists (FROM store.annual_plan WHERE project_key = $1)`, key, id)
}

// forget makes the engine evaluate again what it has evaluated already, as one
// of another process would.
func (x *world) forget() {
	x.e = &warnings.Engine{Warehouse: x.w, Now: x.e.Now, Log: x.e.Log}
	x.e.Configure(x.settings)
}

func (x *world) evaluate(t fatal) *warnings.Evaluation {
	t.Helper()
	v, err := x.e.Evaluate(context.Background())
	if err != nil {
		t.Fatalf("evaluate as of %s: %v", x.today.Format(time.DateOnly), err)
	}
	return v
}

// act takes a step and tells the warning's state after it.
func (x *world) act(t fatal, s warnings.Step) warnings.Warning {
	t.Helper()
	w, err := x.e.Act(context.Background(), s)
	if err != nil {
		t.Fatalf("%s warning %d: %v", s.Action, s.ID, err)
	}
	return w
}

// events are all steps of all warnings, a line each.
func (x *world) events(t fatal) []string {
	t.Helper()
	rows, err := x.w.DB.Query(`
		SELECT concat_ws(' ', e.warning_id || '.' || e.seq, e.on_day, w.rule, k.project_id, e.action, nullif(e.actor, ''), '→', e.to_state, e.severity,
		                 'holds' , e.holds, 'deadline ' || e.deadline, 'until ' || e.until, e.note)
		FROM store.warning_event AS e JOIN store.warning AS w ON w.warning_id = e.warning_id JOIN store.project_key AS k ON k.project_key = w.project_key
		ORDER BY e.warning_id, e.seq`)
	if err != nil {
		t.Fatalf("%v", err)
	}
	defer rows.Close()
	var list []string
	for rows.Next() {
		var line string
		if err := rows.Scan(&line); err != nil {
			t.Fatalf("%v", err)
		}
		list = append(list, line)
	}
	if err := rows.Err(); err != nil {
		t.Fatalf("%v", err)
	}
	return list
}

// states is where each warning stands.
func (x *world) states(t fatal) string {
	t.Helper()
	l, err := x.e.List(context.Background(), warnings.Filter{All: true})
	if err != nil {
		t.Fatalf("%v", err)
	}
	var text string
	for i := int64(1); i <= int64(l.Total); i++ {
		for _, w := range l.Warnings {
			if w.ID == i {
				text += fmt.Sprintf("%d %s %s %s %s\n", w.ID, w.Rule, w.ProjectID, w.State, w.Severity)
			}
		}
	}
	return text
}

func open(t *testing.T, day string) *world {
	x := newWorld(t, "", day)
	t.Cleanup(func() { x.w.Close() })
	return x
}

func settings(t fatal, text string) (s queries.Settings) {
	t.Helper()
	if err := yaml.Unmarshal([]byte(text), &s.Rules); err != nil {
		t.Fatalf("%v", err)
	}
	s.File = "shixu.yaml"
	return s
}
