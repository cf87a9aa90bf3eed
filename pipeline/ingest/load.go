package ingest

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"shixu/queries"
)

// load is one file of a batch on its way through its transaction.
type load struct {
	*arrival
	batch *batch
	conn  *sql.Conn
	id    int64
}

// run resolves the file's rows, sets aside what cannot be taken and merges the
// rest.
func (l *load) run(ctx context.Context) error {
	if err := l.conn.QueryRowContext(ctx, `SELECT coalesce(max(load_id), 0) + 1 FROM store.load`).Scan(&l.id); err != nil {
		return err
	}
	l.res.LoadID = l.id
	if err := l.setLinesAside(ctx); err != nil {
		return err
	}
	found := l.batch.found[l.number]
	l.res.Read, l.res.Skipped = found.rows+int64(len(l.bad)), found.others
	if l.res.Read == 0 && found.blank {
		return queries.Say("%s：各行各月都是空的", "%s: no month of any row has anything in it", l.path)
	}
	if l.res.Read == 0 {
		return queries.Say("%s：只有表头，下面没有数据行", "%s: there is a header but no row of data under it", l.path)
	}
	if err := l.batch.resolve(ctx, l); err != nil {
		return err
	}
	if err := l.recoded(ctx); err != nil {
		return err
	}
	if err := l.writeRemarks(ctx); err != nil {
		return err
	}
	n := l.batch.tallies[l.number]
	aside := n.unfit > 0 || n.repeated > 0 || l.job.Latest != ""
	if aside {
		var err error
		if n, err = l.setAside(ctx); err != nil {
			return err
		}
	}
	if aside || len(l.bad) > 0 {
		if err := l.countRejects(ctx); err != nil {
			return err
		}
	}
	if err := l.budget(ctx); err != nil {
		return err
	}
	n, err := l.merge(ctx, n, aside)
	l.res.New, l.res.Changed, l.res.Same = n.new, n.changed, n.same
	return err
}

// merge adds the rows that say something new and marks those that they replace.
func (l *load) merge(ctx context.Context, n tally, aside bool) (tally, error) {
	s := l.batch.standing
	added, err := l.batch.write(ctx, "merge", l.batch.layout.mergeData(l, s, n, aside))
	if s.atMerge {
		n.changed = added - n.new
		n.same -= n.changed
	}
	if err != nil || n.changed == 0 {
		return n, l.named(err)
	}
	return n, l.step(ctx, "replace", l.batch.layout.mergeData(l, s, n, aside))
}

// setLinesAside writes down the lines that the reader could not take for rows.
func (l *load) setLinesAside(ctx context.Context) error {
	for _, b := range l.bad {
		_, err := l.conn.ExecContext(ctx, `INSERT INTO store.reject (load_id, file, sheet, row_number, value, code, reason_zh, reason_en, record)
			VALUES (?, ?, nullif(?, ''), ?, left(?, 1000), ?, ?, ?, ?)`,
			l.id, l.path, b.sheet, b.Row, b.Text, b.Reason.Code, b.Reason.Zh, b.Reason.En, b.Text)
		if err != nil {
			return err
		}
	}
	return nil
}

// setAside takes the rows that cannot be taken out of the load, with the
// reasons, and counts what is left.
func (l *load) setAside(ctx context.Context) (tally, error) {
	if err := l.words(ctx); err != nil {
		return tally{}, err
	}
	data := l.batch.layout.rejectData(l)
	for _, name := range []string{"repeat", "reject"} {
		if err := l.step(ctx, name, data); err != nil {
			return tally{}, err
		}
	}
	left, err := l.batch.tally(ctx, l.batch.layout.recountData(l, l.batch.standing))
	return left[l.number], err
}

// record writes the load down, in the transaction that holds its rows.
func (l *load) record(ctx context.Context, now time.Time, spent time.Duration) error {
	_, err := l.conn.ExecContext(ctx, fmt.Sprintf(`INSERT INTO store.load
		(load_id, job, dataset, path, content_hash, bytes, known_on, loaded_at, duration_seconds, rows_read, rows_new, rows_changed, rows_same, rows_set_aside, rows_skipped)
		VALUES (%d, %s, %s, %s, %s, %d, %s, TIMESTAMP %s, %g, %d, %d, %d, %d, %d, %d)`,
		l.id, queries.Literal(l.job.Name), queries.Literal(l.job.Dataset), queries.Literal(l.path), queries.Literal(l.hash), l.res.Bytes,
		date(l.file.knownOn), queries.Literal(now.UTC().Format("2006-01-02 15:04:05.999999")), spent.Seconds(),
		l.res.Read, l.res.New, l.res.Changed, l.res.Same, l.res.SetAside, l.res.Skipped))
	return err
}

// step runs a template of queries/load that yields nothing.
func (l *load) step(ctx context.Context, name string, data map[string]any) error {
	return l.named(l.batch.step(ctx, name, data))
}

// named says which file an error is about.
func (l *load) named(err error) error {
	if err != nil {
		return fmt.Errorf("%s: %w", l.path, err)
	}
	return nil
}

// date is a day in SQL.
func date(day time.Time) string { return "DATE " + queries.Literal(day.Format(time.DateOnly)) }
