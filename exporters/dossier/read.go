package dossier

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"shixu/pipeline/warnings"
	"shixu/queries"
	"shixu/queries/session"
)

// Rows is how many rows of each part are shown at most.
const Rows = 200

// A Reader reads dossiers. Its methods may be called at the same time.
type Reader struct {
	DB       *sql.DB
	Warnings *warnings.Engine
}

// Read gathers the dossier of a project, as of dates, in one read-only
// transaction. The error is ErrUnknown where no register has the project.
func (r Reader) Read(ctx context.Context, id string, dates session.Dates, rules session.Rules) (d *Dossier, err error) {
	conn, err := r.DB.Conn(ctx)
	if err != nil {
		return nil, err
	}
	defer conn.Close()
	if err := session.Set(ctx, conn, dates, rules); err != nil {
		return nil, err
	}
	if _, err := conn.ExecContext(ctx, `BEGIN TRANSACTION READ ONLY`); err != nil {
		return nil, err
	}
	defer func() {
		_, e := conn.ExecContext(context.WithoutCancel(ctx), `ROLLBACK`)
		err = errors.Join(err, e)
	}()
	d = &Dossier{AsOf: dates.AsOf, ReportedTo: dates.ReportedTo}
	q := question{ctx, conn, id}
	if err := q.head(&d.Head); err != nil {
		return nil, err
	}
	for _, part := range []func(*Dossier) error{q.years, q.approvals, q.milestones, q.items, q.reports, q.changes} {
		if err := part(d); err != nil {
			return nil, err
		}
	}
	d.Warnings.Rows, d.Warnings.Total, err = r.Warnings.OfProject(ctx, id, warnings.Day{Time: dates.AsOf}, Rows)
	return d, err
}

// A question asks for the parts of one project.
type question struct {
	ctx     context.Context
	conn    *sql.Conn
	project string
}

// rows asks for a part, and calls scan for each row.
func (q question) rows(part string, scan func(*sql.Rows) error, more ...any) error {
	rows, err := q.conn.QueryContext(q.ctx, queries.Dossier(part), append([]any{sql.Named("project", q.project)}, more...)...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := scan(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}

// text scans a column whose NULL is the empty text.
type text struct{ into *string }

// Scan implements sql.Scanner.
func (t text) Scan(v any) error {
	var s sql.NullString
	err := s.Scan(v)
	*t.into = s.String
	return err
}

// cell scans where a row was read; its parts follow the row's own columns.
func cell(rows *sql.Rows, c *Cell, before []any, after ...any) error {
	var row sql.NullInt64
	var known sql.Null[time.Time]
	err := rows.Scan(append(append(before, text{&c.File}, text{&c.Sheet}, &row, &known), after...)...)
	c.Row, c.KnownOn = row.Int64, known.V
	return err
}

func (q question) head(h *Head) error {
	found := false
	err := q.rows("head", func(rows *sql.Rows) error {
		found = true
		return cell(rows, &h.Cell, []any{&h.ID, &h.Name, &h.Level, &h.District, &h.Sector, &h.Type, &h.Stage, &h.Owner, text{&h.TotalInvestment},
			text{&h.PlannedStart}, text{&h.ActualStart}, text{&h.PlannedCompletion}, text{&h.ForecastCompletion}, text{&h.ActualCompletion},
			text{&h.PlannedInService}, text{&h.ActualInService}})
	})
	if err == nil && !found {
		err = ErrUnknown
	}
	return err
}

func (q question) years(d *Dossier) error {
	return q.rows("years", func(rows *sql.Rows) error {
		var y Year
		var ratio sql.Null[float64]
		err := cell(rows, &y.Cell, []any{&y.Year, &y.Kind, text{&y.Planned}, text{&y.FirstPlanned}, &y.Changes, text{&y.Completed}, &ratio})
		if ratio.Valid {
			y.Ratio = &ratio.V
		}
		d.Years = append(d.Years, y)
		return err
	})
}

func (q question) approvals(d *Dossier) error {
	return q.rows("approvals", func(rows *sql.Rows) error {
		var a Approval
		err := cell(rows, &a.Cell, []any{&a.ApprovedOn, text{&a.PlannedStart}, text{&a.PlannedCompletion}, text{&a.TotalInvestment}})
		d.Approvals = append(d.Approvals, a)
		return err
	})
}

func (q question) milestones(d *Dossier) error {
	return q.rows("milestones", func(rows *sql.Rows) error {
		var m Milestone
		err := cell(rows, &m.Cell, []any{&m.Name, text{&m.Planned}, text{&m.Forecast}, text{&m.Actual}})
		d.Milestones = append(d.Milestones, m)
		return err
	})
}

func (q question) items(d *Dossier) error {
	return q.rows("items", func(rows *sql.Rows) error {
		var i Item
		var overdue sql.NullBool
		err := cell(rows, &i.Cell, []any{&i.ID, &i.Title, &i.Element, &i.Responsible, &i.State, &overdue, &i.AgeDays,
			text{&i.RaisedOn}, text{&i.DueOn}, text{&i.ResolvedOn}}, &d.Items.Total)
		i.Overdue = overdue.Bool
		d.Items.Rows = append(d.Items.Rows, i)
		return err
	}, sql.Named("limit", Rows))
}

func (q question) reports(d *Dossier) error {
	return q.rows("reports", func(rows *sql.Rows) error {
		var r Report
		err := cell(rows, &r.Cell, []any{&r.Month, text{&r.Completed}, text{&r.CompletedYTD}, &r.Derived, &r.Counted, text{&r.ReportedOn}, &r.Note}, &d.Reports.Total)
		d.Reports.Rows = append(d.Reports.Rows, r)
		return err
	}, sql.Named("limit", Rows))
}

func (q question) changes(d *Dossier) error {
	for _, part := range []struct {
		plans bool
		into  *Part[Change]
	}{{true, &d.PlanChanges}, {false, &d.Revisions}} {
		err := q.rows("revisions", func(rows *sql.Rows) error {
			var c Change
			var row sql.NullInt64
			err := rows.Scan(&c.Dataset, &c.Key, &c.Field, text{&c.Old}, text{&c.New}, &c.KnownOn, text{&c.OldFile}, text{&c.File}, text{&c.Sheet}, &row, &part.into.Total)
			c.Row = row.Int64
			part.into.Rows = append(part.into.Rows, c)
			return err
		}, sql.Named("plans", part.plans), sql.Named("limit", Rows))
		if err != nil {
			return err
		}
	}
	return nil
}
