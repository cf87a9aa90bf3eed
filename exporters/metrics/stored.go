package metrics

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/gob"
	"errors"
	"fmt"
	"strings"
	"time"
)

// Restore returns the metrics as they were stored last, for serving at once
// after a restart; nil where there are none. Results of queries that are gone
// or have changed are left out; those that failed last say so.
func (e *Engine) Restore(ctx context.Context) (*Result, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if err := e.restore(ctx); err != nil {
		return nil, err
	}
	res := &Result{}
	for _, q := range e.queries {
		o := e.last[q.Name]
		if o == nil || o.Hash != q.Hash || q.Enabled != "" && !e.settings.Enabled[q.Enabled] {
			continue
		}
		res.Outcomes = append(res.Outcomes, o)
		if !o.AsOf.IsZero() && o.DataVersion >= res.DataVersion {
			res.DataVersion, res.Dates = o.DataVersion, o.Dates
		}
	}
	if res.AsOf.IsZero() { // none ever succeeded
		return nil, nil
	}
	res.Snapshot = e.join(res.Outcomes)
	return res, nil
}

// restore reads the stored results into e.last. One that cannot be decoded (of
// another version of shixu) is as good as none.
func (e *Engine) restore(ctx context.Context) error {
	e.last = map[string]*Outcome{}
	rows, err := e.Warehouse.DB.QueryContext(ctx,
		`SELECT query, definition_hash, as_of, reported_to, data_version, succeeded_at, duration_seconds, result, failure FROM store.metric_result`)
	if err != nil {
		return fmt.Errorf("read stored metrics: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var o Outcome
		var asOf, to, succeeded sql.NullTime
		var seconds float64
		var blob []byte
		var failure sql.NullString
		if err := rows.Scan(&o.Query, &o.Hash, &asOf, &to, &o.DataVersion, &succeeded, &seconds, &blob, &failure); err != nil {
			return fmt.Errorf("read stored metrics: %w", err)
		}
		o.AsOf, o.ReportedTo, o.SucceededAt, o.Duration = asOf.Time, to.Time, succeeded.Time, time.Duration(seconds*float64(time.Second))
		if err := gob.NewDecoder(bytes.NewReader(blob)).Decode(&o.Families); err != nil {
			e.log().Warn("stored metrics cannot be read", "query", o.Query, "error", err)
			continue
		}
		if failure.Valid {
			o.Err = errors.New(failure.String)
		}
		e.last[o.Query] = &o
	}
	return rows.Err()
}

// store writes down what each query gave last, and why it failed where it did, all in
// one statement.
func (e *Engine) store(ctx context.Context, conn *sql.Conn, res *Result) error {
	var rows []string
	var args []any
	for _, o := range res.Outcomes {
		if o.Hash == "" { // it is no query
			continue
		}
		var blob bytes.Buffer
		if err := gob.NewEncoder(&blob).Encode(o.Families); err != nil {
			return err
		}
		var succeeded, failure any
		if !o.SucceededAt.IsZero() {
			succeeded = o.SucceededAt.UTC()
		}
		if o.Err != nil {
			failure = o.Err.Error()
		}
		rows = append(rows, "(?, ?, CAST(? AS DATE), CAST(? AS DATE), ?, ?, ?, ?, ?)")
		args = append(args, o.Query, o.Hash, day(o.AsOf), day(o.ReportedTo), o.DataVersion, succeeded, o.Duration.Seconds(), blob.Bytes(), failure)
	}
	if len(rows) == 0 {
		return nil
	}
	_, err := conn.ExecContext(ctx, `INSERT OR REPLACE INTO store.metric_result
		(query, definition_hash, as_of, reported_to, data_version, succeeded_at, duration_seconds, result, failure) VALUES `+strings.Join(rows, ", "), args...)
	if err != nil {
		return fmt.Errorf("store metrics: %w", err)
	}
	for _, o := range res.Outcomes {
		if o.Err == nil {
			e.last[o.Query] = o
		}
	}
	return nil
}

// day is a date as a parameter; nil where there is none.
func day(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return t.Format(time.DateOnly)
}
