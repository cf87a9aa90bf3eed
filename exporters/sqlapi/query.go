package sqlapi

import (
	"context"
	"database/sql/driver"
	_ "embed"
	"fmt"

	"github.com/apache/arrow-go/v18/arrow/array"
	"github.com/duckdb/duckdb-go/v2"
)

// result is the temporary table that a result is put into.
const result = "temp.shixu_result"

//go:embed inexact.sql
var inexactSQL string

// linesAbove is how many lines stand above a question where it is wrapped.
const linesAbove = 1

// Query runs one statement that asks something: SELECT, WITH, FROM, VALUES,
// TABLE, DESCRIBE, SHOW, SUMMARIZE, PIVOT, UNPIVOT or EXPLAIN. The caller
// releases the rows before the next query. What goes wrong is an *Error.
func (s *Session) Query(ctx context.Context, text string) (*Rows, error) {
	st, err := gate(text)
	if err != nil {
		return nil, err
	}
	execute, stop := ctx, context.CancelFunc(func() {})
	if s.timeout > 0 {
		execute, stop = context.WithTimeoutCause(ctx, s.timeout, ErrTimeout)
	}
	rows, err := s.run(ctx, execute, st)
	if err != nil {
		defer stop()
		// A PIVOT expands to a transaction, which its failure leaves open.
		// Where there is none, there is nothing to end.
		s.exec(context.WithoutCancel(ctx), "ROLLBACK")
		return nil, s.explain(execute, st, err)
	}
	rows.stop = stop
	return rows, nil
}

// run executes a statement under one context and reads its rows under another.
func (s *Session) run(read, execute context.Context, st statement) (*Rows, error) {
	r := &Rows{ctx: read, session: s, refs: 1}
	if st.explain {
		plan, err := s.arrow(execute, st.text)
		if err != nil {
			return nil, err
		}
		r.page, r.schema = plan, plan.Schema()
		return r, s.quiet(read)
	}
	limit := ""
	if s.maxRows > 0 {
		limit = fmt.Sprintf(" LIMIT %d", s.maxRows+1)
	}
	// The parentheses admit questions only. The text has lines of its own, so
	// that a comment at its end ends there.
	if err := s.exec(execute, "CREATE OR REPLACE TEMP TABLE "+result+" AS FROM (\n"+st.text+"\n)"+limit); err != nil {
		return nil, err
	}
	if err := s.quiet(read); err != nil {
		return nil, err
	}
	if err := s.conn.QueryRowContext(read, "SELECT count(*) FROM "+result).Scan(&r.left); err != nil {
		return nil, err
	}
	if err := s.conn.QueryRowContext(read, inexactSQL).Scan(&r.replace); err != nil {
		return nil, err
	}
	if s.maxRows > 0 && r.left > s.maxRows {
		r.left, r.truncated = s.maxRows, true
	}
	if err := r.turn(); err != nil {
		return nil, err
	}
	r.schema = r.page.Schema()
	return r, nil
}

// exec runs a statement whose rows nobody wants. It is run as a query, since
// the driver then lets the context stop its planning too.
func (s *Session) exec(ctx context.Context, text string) error {
	rows, err := s.conn.QueryContext(ctx, text)
	if err != nil {
		return err
	}
	return rows.Close()
}

// quiet undoes what a question may have switched on by a function: DuckDB
// would print a profile of every query that follows to standard output.
func (s *Session) quiet(ctx context.Context) error {
	return s.exec(ctx, "PRAGMA disable_profiling")
}

// arrow runs a query on the session's connection. The reader outlives the
// call of Raw, which is safe because nobody else has the connection.
func (s *Session) arrow(ctx context.Context, text string) (r array.RecordReader, err error) {
	err = s.conn.Raw(func(dc any) error {
		a, err := duckdb.NewArrowFromConn(dc.(driver.Conn))
		if err != nil {
			return err
		}
		r, err = a.QueryContext(ctx, text)
		return err
	})
	return r, err
}
