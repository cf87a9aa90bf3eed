package dossier_test

import (
	"errors"
	"io/fs"
	"log/slog"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"shixu/exporters/dossier"
	"shixu/pipeline/warehouse"
	"shixu/pipeline/warnings"
	"shixu/queries"
	"shixu/queries/session"
)

func day(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 0, 0, 0, 0, time.UTC) }

// city is a warehouse with two projects: P1, whose plan, August and item were
// changed by a second file, and P2, of which nothing must be seen.
func city(t *testing.T) *warehouse.Warehouse {
	t.Helper()
	w, err := warehouse.Open(t.Context(), warehouse.Options{Migrations: []fs.FS{queries.Migrations()}, Definitions: queries.Definitions()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { w.Close() })
	for _, q := range []string{
		`INSERT INTO store.load (load_id, path, known_on) VALUES (1, 'first.xlsx', DATE '2023-02-01'), (2, 'second.xlsx', DATE '2023-09-20')`,
		`INSERT INTO store.district (code, name_zh, load_id) VALUES ('d1', '郫都区', 1)`,
		`INSERT INTO store.project_key VALUES (1, 'P1'), (2, 'P2')`,
		`INSERT INTO store.project (project_key, name, level, district_code, stage, owner, total_investment, planned_start, planned_start_precision, load_id, replaced_by, sheet, row_number) VALUES
		 (1, '甲', 'municipal', 'd1', 'preparation', '业主', 5000000000.25, DATE '2023-06-30', 'quarter', 1, 2, '名册', 3),
		 (1, '甲', 'municipal', 'd1', 'in_construction', '业主', 5000000000.25, DATE '2023-06-30', 'quarter', 2, NULL, '名册', 4),
		 (2, '乙', 'municipal', 'd1', 'preparation', '业主', 1, NULL, NULL, 1, NULL, '名册', 5)`,
		`INSERT INTO store.annual_plan (project_key, year, planned_investment, plan_kind, load_id, replaced_by, sheet, row_number) VALUES
		 (1, 2023, 1000, 'new_start', 1, 2, '计划', 3), (1, 2023, 800, 'new_start', 2, NULL, '计划', 7), (2, 2023, 9, 'new_start', 1, NULL, '计划', 4)`,
		`INSERT INTO store.baseline (project_key, approved_on, planned_completion, planned_completion_precision, total_investment, load_id, row_number) VALUES
		 (1, DATE '2022-03-01', DATE '2025-12-31', 'half_year', 4000000000, 1, 9)`,
		`INSERT INTO store.investment_report (project_key, month, completed, completed_ytd, progress_note, load_id, replaced_by, sheet, row_number) VALUES
		 (1, DATE '2023-07-01', 100, 100, '基坑', 1, NULL, '7月', 11), (1, DATE '2023-08-01', 500, 600, NULL, 1, 2, '8月', 12),
		 (1, DATE '2023-08-01', NULL, 200.5, NULL, 2, NULL, '8月', 13), (1, DATE '2023-09-01', 5, 205.5, NULL, 2, NULL, NULL, NULL), (2, DATE '2023-08-01', 1, 1, NULL, 1, NULL, '8月', 14)`,
		`INSERT INTO store.coordination_item (item_id, project_key, title, raised_on, raised_on_precision, resolved_on, resolved_on_precision, load_id, replaced_by, row_number) VALUES
		 ('X1', 1, '用地', DATE '2023-05-01', 'day', NULL, NULL, 1, 2, 15), ('X1', 1, '用地', DATE '2023-05-01', 'day', DATE '2023-09-10', 'day', 2, NULL, 16)`,
		`INSERT INTO store.coordination_item (item_id, project_key, title, element, responsible, raised_on, raised_on_precision, due_on, due_on_precision, load_id, row_number) VALUES
		 ('X2', 1, '融资', 'funding', '财政局', DATE '2023-09-01', 'day', DATE '2023-09-20', 'day', 1, 17), ('X3', 2, '别家', 'land', NULL, DATE '2023-09-01', 'day', NULL, NULL, 1, 18)`,
		`INSERT INTO store.milestone (project_key, milestone, planned_on, planned_on_precision, forecast_on, forecast_on_precision, actual_on, actual_on_precision, load_id, row_number) VALUES
		 (1, '封顶', DATE '2023-12-31', 'quarter', DATE '2024-12-31', 'year', NULL, NULL, 1, 20), (1, '基坑', DATE '2023-06-30', 'month', NULL, NULL, DATE '2023-07-02', 'day', 1, 21)`,
	} {
		if _, err := w.DB.Exec(q); err != nil {
			t.Fatalf("%s: %v", q, err)
		}
	}
	return w
}

// reader reads of the city as of the end of September 2023, reported to August.
func reader(t *testing.T) (*warnings.Engine, func(id string) (*dossier.Dossier, error)) {
	t.Helper()
	w := city(t)
	d, err := warnings.Define("", queries.Settings{})
	if err != nil {
		t.Fatal(err)
	}
	rules := session.Rules{Calendar: "monthly", CloseAtCoverage: 0.9}
	e := &warnings.Engine{Warehouse: w, Now: func() time.Time { return day(2023, 9, 30) }, Log: slog.New(slog.DiscardHandler)}
	e.Configure(warnings.Settings{Rules: rules, Definition: d})
	return e, func(id string) (*dossier.Dossier, error) {
		return dossier.Reader{DB: w.DB, Warnings: e}.Read(t.Context(), id, session.Dates{AsOf: day(2023, 9, 30), ReportedTo: day(2023, 8, 31)}, rules)
	}
}

func TestRead(t *testing.T) {
	engine, read := reader(t)
	if _, err := engine.Evaluate(t.Context()); err != nil {
		t.Fatal(err)
	}
	got, err := read("P1")
	if err != nil {
		t.Fatal(err)
	}
	first, second := day(2023, 2, 1), day(2023, 9, 20)
	ratio := 200.5 / 800
	want := &dossier.Dossier{
		AsOf: day(2023, 9, 30), ReportedTo: day(2023, 8, 31),
		Head: dossier.Head{
			ID: "P1", Name: "甲", Level: "municipal", District: "郫都区", Stage: "in_construction", Owner: "业主", TotalInvestment: "5000000000.25", PlannedStart: "2023Q2",
			Cell: dossier.Cell{File: "second.xlsx", Sheet: "名册", Row: 4, KnownOn: second},
		},
		Years: []dossier.Year{{
			Year: 2023, Kind: "new_start", Planned: "800.00", FirstPlanned: "1000.00", Changes: 1, Completed: "200.50", Ratio: &ratio,
			Cell: dossier.Cell{File: "second.xlsx", Sheet: "计划", Row: 7, KnownOn: second},
		}},
		Approvals: []dossier.Approval{{
			ApprovedOn: "2022-03-01", PlannedCompletion: "2025H2", TotalInvestment: "4000000000.00", Cell: dossier.Cell{File: "first.xlsx", Row: 9, KnownOn: first},
		}},
		PlanChanges: dossier.Part[dossier.Change]{Total: 1, Rows: []dossier.Change{
			{Dataset: "annual_plan", Key: "2023", Field: "planned_investment", Old: "1000.00", New: "800.00", OldFile: "first.xlsx", Cell: dossier.Cell{File: "second.xlsx", Sheet: "计划", Row: 7, KnownOn: second}},
		}},
		Milestones: []dossier.Milestone{
			{Name: "基坑", Planned: "2023-06", Actual: "2023-07-02", Cell: dossier.Cell{File: "first.xlsx", Row: 21, KnownOn: first}},
			{Name: "封顶", Planned: "2023Q4", Forecast: "2024", Cell: dossier.Cell{File: "first.xlsx", Row: 20, KnownOn: first}},
		},
		Items: dossier.Part[dossier.Item]{Total: 2, Rows: []dossier.Item{
			{ID: "X2", Title: "融资", Element: "funding", Responsible: "财政局", State: "open", Overdue: true, AgeDays: 29, RaisedOn: "2023-09-01", DueOn: "2023-09-20", Cell: dossier.Cell{File: "first.xlsx", Row: 17, KnownOn: first}},
			{ID: "X1", Title: "用地", State: "resolved", AgeDays: 132, RaisedOn: "2023-05-01", ResolvedOn: "2023-09-10", Cell: dossier.Cell{File: "second.xlsx", Row: 16, KnownOn: second}},
		}},
		Reports: dossier.Part[dossier.Report]{Total: 3, Rows: []dossier.Report{
			{Month: "2023-09", Completed: "5.00", CompletedYTD: "205.50", Cell: dossier.Cell{File: "second.xlsx", KnownOn: second}},
			{Month: "2023-08", Completed: "100.50", CompletedYTD: "200.50", Derived: "completed", Counted: true, Cell: dossier.Cell{File: "second.xlsx", Sheet: "8月", Row: 13, KnownOn: second}},
			{Month: "2023-07", Completed: "100.00", CompletedYTD: "100.00", Counted: true, Note: "基坑", Cell: dossier.Cell{File: "first.xlsx", Sheet: "7月", Row: 11, KnownOn: first}},
		}},
		Revisions: dossier.Part[dossier.Change]{Total: 4, Rows: []dossier.Change{
			{Dataset: "coordination_item", Key: "X1", Field: "resolved_on", New: "2023-09-10", OldFile: "first.xlsx", Cell: dossier.Cell{File: "second.xlsx", Row: 16, KnownOn: second}},
			{Dataset: "investment_report", Key: "2023-08-01", Field: "completed", Old: "500.00", OldFile: "first.xlsx", Cell: dossier.Cell{File: "second.xlsx", Sheet: "8月", Row: 13, KnownOn: second}},
			{Dataset: "investment_report", Key: "2023-08-01", Field: "completed_ytd", Old: "600.00", New: "200.50", OldFile: "first.xlsx", Cell: dossier.Cell{File: "second.xlsx", Sheet: "8月", Row: 13, KnownOn: second}},
			{Dataset: "project", Field: "stage", Old: "preparation", New: "in_construction", OldFile: "first.xlsx", Cell: dossier.Cell{File: "second.xlsx", Sheet: "名册", Row: 4, KnownOn: second}},
		}},
	}
	if diff := cmp.Diff(want, got, cmpopts.IgnoreFields(dossier.Dossier{}, "Warnings")); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	// Its start is overdue, among others: each warning has its steps, the first
	// of which raised it.
	if got.Warnings.Total == 0 || len(got.Warnings.Rows) != got.Warnings.Total {
		t.Fatalf("%d of %d warnings", len(got.Warnings.Rows), got.Warnings.Total)
	}
	for _, c := range got.Warnings.Rows {
		if c.Warning.ProjectID != "P1" || len(c.Events) == 0 || c.Events[0].Action != "raise" || c.Events[0].WarningID != c.Warning.ID {
			t.Errorf("%s of %s has the steps %+v", c.Warning.Rule, c.Warning.ProjectID, c.Events)
		}
	}
}

func TestUnknown(t *testing.T) {
	_, read := reader(t)
	for _, id := range []string{"P3", "", "' OR true --", "甲"} {
		if d, err := read(id); !errors.Is(err, dossier.ErrUnknown) || d != nil {
			t.Errorf("%q: %+v, %v", id, d, err)
		}
	}
}
