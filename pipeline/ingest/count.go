package ingest

import (
	"context"
	"fmt"
)

// countStage counts rows of data, and rows that are none.
func (l *load) countStage(ctx context.Context) error {
	var data, other int64
	named := "false"
	if ref := referenceField(l.dataset); ref != "" {
		named = fmt.Sprintf("coalesce(bool_or(%s IS NULL AND project_name IS NOT NULL), false)", ref)
	}
	err := l.conn.QueryRowContext(ctx, `SELECT count(*) FILTER (other IS NULL), count(other) FILTER (other <> 1), `+named+` FROM stage`).
		Scan(&data, &other, &l.byName)
	l.res.Read += data
	l.res.Skipped = other
	if err == nil && l.res.Read == 0 {
		return fmt.Errorf("%s: there is a header but no row of data under it", l.path)
	}
	return err
}

// flawed says whether any row of the file cannot be taken.
func (l *load) flawed(ctx context.Context) (yes bool, err error) {
	err = l.conn.QueryRowContext(ctx, `
		SELECT EXISTS (FROM incoming WHERE unread <> 0 OR missing <> 0 OR unknown <> 0 OR impossible <> 0)
		    OR EXISTS (FROM repeated)`).Scan(&yes)
	return yes, err
}

// countRejects counts what was set aside, and hands it to whoever asked.
func (l *load) countRejects(ctx context.Context) error {
	rows, err := l.conn.QueryContext(ctx, `SELECT code, count(*) FROM store.reject WHERE load_id = ? GROUP BY code`, l.id)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var code string
		var n int64
		if err := rows.Scan(&code, &n); err != nil {
			return err
		}
		l.res.Reasons[code] = n
	}
	if err := rows.Err(); err != nil {
		return err
	}
	err = l.conn.QueryRowContext(ctx, `SELECT count(*) FROM (SELECT DISTINCT sheet, row_number FROM store.reject WHERE load_id = ?)`, l.id).Scan(&l.res.SetAside)
	if err != nil || l.options.Rejected == nil || l.res.SetAside == 0 {
		return err
	}
	return l.handOut(ctx)
}

func (l *load) handOut(ctx context.Context) error {
	rows, err := l.conn.QueryContext(ctx, `
		SELECT file, coalesce(sheet, ''), row_number, coalesce(column_name, ''), coalesce(value, ''), code, reason_zh, reason_en, coalesce(record, '')
		FROM store.reject WHERE load_id = ? ORDER BY sheet NULLS FIRST, row_number, column_name`, l.id)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		r := Reject{Job: l.job.Name, Dataset: l.job.Dataset}
		if err := rows.Scan(&r.File, &r.Sheet, &r.Row, &r.Column, &r.Value, &r.Code, &r.Reason.Zh, &r.Reason.En, &r.Record); err != nil {
			return err
		}
		if err := l.options.Rejected(r); err != nil {
			return err
		}
	}
	return rows.Err()
}

// budget stops a file that is plainly wrong.
func (l *load) budget() error {
	aside := l.res.SetAside
	if m := l.job.MaxRejects; m > 0 && aside > m {
		return fmt.Errorf("%s: %d rows would be set aside, more than max_rejects: %d of job %s; nothing was loaded", l.path, aside, m, l.job.Name)
	}
	if m := l.job.MaxRejectRatio; m > 0 && float64(aside) > m*float64(l.res.Read) {
		return fmt.Errorf("%s: %d of %d rows would be set aside, more than max_reject_ratio: %g of job %s; nothing was loaded", l.path, aside, l.res.Read, m, l.job.Name)
	}
	return nil
}

func (l *load) countMerge(ctx context.Context) error {
	return l.conn.QueryRowContext(ctx, `
		SELECT (SELECT count(*) FROM incoming) - count(*), count(*) FILTER (differs), count(*) FILTER (NOT differs) FROM matched`).
		Scan(&l.res.New, &l.res.Changed, &l.res.Same)
}
