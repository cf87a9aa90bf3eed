package warnings

import (
	"context"
	"database/sql"
	"errors"
	"slices"
	"strings"

	"shixu/queries"
)

// A Filter says which warnings are asked for. Zero fields do not filter.
type Filter struct {
	District, Rule, Project string
	Severities, States      []string
	// All adds those that are closed, which States may also name.
	All bool
	// Overdue are those whose deadline has passed unanswered.
	Overdue bool
	// Since are those raised on that day or later.
	Since Day
	// Limit is how many there are at most; 0: no limit.
	Limit int
	// AsOf is the day they are shown as of; zero: the engine's.
	AsOf Day
}

// A List is what a filter gives.
type List struct {
	AsOf Day `json:"as_of"`
	// Total is how many there are, shown or not.
	Total    int       `json:"total"`
	Warnings []Warning `json:"warnings"`
}

// List returns warnings, those that ask for somebody first.
func (e *Engine) List(ctx context.Context, f Filter) (List, error) {
	for _, s := range f.States {
		if !slices.Contains(States, s) {
			return List{}, invalid("没有状态 %q；可用的有 %s", "there is no state %q; there are %s", s, strings.Join(States, ", "))
		}
	}
	l := List{AsOf: f.AsOf, Warnings: []Warning{}}
	if l.AsOf.IsZero() {
		l.AsOf.Time = e.Today()
	}
	err := e.read(ctx, l.AsOf.Time, func(conn *sql.Conn) (err error) {
		if err := known(ctx, conn, f); err != nil {
			return err
		}
		l.Warnings, l.Total, err = list(ctx, conn, 0, f)
		return err
	})
	return l, err
}

// known says that a filter names a rule or project that there is not.
func known(ctx context.Context, conn *sql.Conn, f Filter) error {
	for _, q := range []struct{ zh, en, value, query string }{
		{"没有规则 %q；有哪些见 shixu catalog", "there is no rule %q; see shixu catalog for those there are", f.Rule, `SELECT exists (FROM store.warning_rule WHERE rule = ?)`},
		{"没有项目 %q；请写项目编码或全名", "there is no project %q; write its code or its whole name", f.Project, `SELECT exists (FROM project WHERE project_id = ?1 OR name = ?1)`},
		{"没有区市县 %q；名称见 shixu sql 'SELECT name_zh FROM district'", "there is no district %q; for the names: shixu sql 'SELECT name_zh FROM district'", f.District, `SELECT exists (FROM district WHERE name_zh = ?) `},
	} {
		var ok bool
		if q.value == "" {
			continue
		}
		if err := conn.QueryRowContext(ctx, q.query, q.value).Scan(&ok); err != nil {
			return err
		}
		if !ok {
			return &MissingError{queries.Say(q.zh, q.en, q.value).Words}
		}
	}
	return nil
}

// Show returns a warning with its audit trail. The error is a *MissingError
// where there is none of that number.
func (e *Engine) Show(ctx context.Context, id int64, asOf Day) (w Warning, events []Event, err error) {
	if asOf.IsZero() {
		asOf.Time = e.Today()
	}
	err = e.read(ctx, asOf.Time, func(conn *sql.Conn) error {
		if w, err = one(ctx, conn, id); err != nil {
			return err
		}
		events, err = steps(ctx, conn, id, 0, "")
		return err
	})
	return w, events, err
}

// A Case is a warning with its audit trail.
type Case struct {
	Warning Warning
	Events  []Event
}

// OfProject returns a project's warnings as of a day, closed ones too, each with
// its audit trail, and how many there are; at most limit of them. A project that
// there is not has none.
func (e *Engine) OfProject(ctx context.Context, id string, asOf Day, limit int) (cases []Case, total int, err error) {
	err = e.read(ctx, asOf.Time, func(conn *sql.Conn) error {
		found, n, err := list(ctx, conn, 0, Filter{Project: id, All: true, Limit: limit})
		if err != nil {
			return err
		}
		total = n
		events, err := steps(ctx, conn, 0, 0, id)
		at := map[int64]int{}
		for _, w := range found {
			at[w.ID] = len(cases)
			cases = append(cases, Case{Warning: w})
		}
		for _, v := range events {
			if i, ok := at[v.WarningID]; ok {
				cases[i].Events = append(cases[i].Events, v)
			}
		}
		return err
	})
	return cases, total, err
}

// one is the warning of a number.
func one(ctx context.Context, conn *sql.Conn, id int64) (Warning, error) {
	found, _, err := list(ctx, conn, id, Filter{All: true})
	if err != nil || len(found) == 0 {
		return Warning{}, errors.Join(err, &MissingError{queries.Say("没有预警 %d", "there is no warning %d", id).Words})
	}
	return found[0], nil
}

func list(ctx context.Context, conn *sql.Conn, id int64, f Filter) (found []Warning, total int, err error) {
	null := func(none bool, v any) any {
		if none {
			return nil
		}
		return v
	}
	limit := f.Limit
	if limit <= 0 {
		limit = 1 << 40
	}
	rows, err := conn.QueryContext(ctx, queries.WarningStep("list"),
		sql.Named("id", null(id == 0, id)), sql.Named("district", null(f.District == "", f.District)), sql.Named("rule", null(f.Rule == "", f.Rule)),
		sql.Named("project", null(f.Project == "", f.Project)), sql.Named("severities", null(len(f.Severities) == 0, f.Severities)),
		sql.Named("states", null(len(f.States) == 0, f.States)), sql.Named("open", !f.All && len(f.States) == 0), sql.Named("overdue", f.Overdue),
		sql.Named("since", orNull(f.Since.Time)), sql.Named("limit", int64(limit)))
	if err != nil {
		return nil, 0, err
	}
	defer rows.Close()
	found = []Warning{}
	for rows.Next() {
		var w Warning
		var late sql.Null[int]
		var value sql.Null[float64]
		if err := rows.Scan(&w.ID, &w.Step, &w.Rule, &w.TitleZh, &w.TitleEn, &w.Kind, &w.Severity, &w.SeverityZh, &w.SeverityEn, &w.SeverityRank, &w.State, &w.ProjectID, &w.Project, &w.District,
			&w.Subject, &w.Responsible, &w.OpenedOn, &w.DueOn, &late, &w.Deadline, &w.Overdue, &w.Assignee, &w.Until,
			&w.WhyZh, &w.WhyEn, &w.SuggestionZh, &w.SuggestionEn, &value, &w.Holds, &w.Note, &w.Escalations, &w.Reopenings, &w.ChangedOn, &w.Actor, &total); err != nil {
			return nil, 0, err
		}
		if late.Valid {
			w.DaysLate = &late.V
		}
		if value.Valid {
			w.Value = &value.V
		}
		found = append(found, w)
	}
	return found, total, rows.Err()
}

// steps are the steps of a warning after one; where id is 0 those of all
// warnings, or of a project's.
func steps(ctx context.Context, conn *sql.Conn, id int64, after int, project string) ([]Event, error) {
	rows, err := conn.QueryContext(ctx, queries.WarningStep("events"), sql.Named("id", id), sql.Named("after", after),
		sql.Named("project", sql.NullString{String: project, Valid: project != ""}))
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	events := []Event{}
	for rows.Next() {
		var v Event
		if err := rows.Scan(&v.WarningID, &v.Step, &v.Day, &v.WrittenAt, &v.Actor, &v.Action, &v.From, &v.To, &v.Severity, &v.WhyZh, &v.WhyEn,
			&v.Deadline, &v.Assignee, &v.Until, &v.Note); err != nil {
			return nil, err
		}
		events = append(events, v)
	}
	return events, rows.Err()
}

// A Trace is a step with the warning it was taken on.
type Trace struct {
	Warning Warning
	Event   Event
}

// Trail returns the steps of all warnings up to the as-of date in the order
// they were taken.
func (e *Engine) Trail(ctx context.Context) (trail []Trace, err error) {
	err = e.read(ctx, e.Today(), func(conn *sql.Conn) error {
		all, _, err := list(ctx, conn, 0, Filter{All: true})
		if err != nil {
			return err
		}
		byID := map[int64]Warning{}
		for _, w := range all {
			byID[w.ID] = w
		}
		events, err := steps(ctx, conn, 0, 0, "")
		for _, v := range events {
			trail = append(trail, Trace{byID[v.WarningID], v})
		}
		return err
	})
	return trail, err
}
