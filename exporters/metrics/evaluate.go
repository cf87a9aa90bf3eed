package metrics

import (
	"context"
	"database/sql"
	"errors"

	"golang.org/x/sync/errgroup"

	"shixu/queries"
	"shixu/queries/scores"
	"shixu/queries/session"
)

// errMoved says that the data changed between two transactions of an evaluation.
var errMoved = errors.New("the data changed meanwhile")

// ScoresQuery is the name under which scores that could not be computed are
// found among the queries.
const ScoresQuery = "score_evaluation"

// evaluate begins anew where data were loaded between two of its transactions. There
// is a second one only after something failed, which is not asked again: so it ends,
// though files are loaded all the time.
func (e *Engine) evaluate(ctx context.Context, conn *sql.Conn, v View, keep bool) (*Result, error) {
	x := &evaluation{Engine: e, view: v, keep: keep}
	if err := x.divide(ctx, conn); err != nil {
		return nil, err
	}
	for {
		x.Result = &Result{}
		if err := x.run(ctx, conn); err == nil {
			return x.Result, nil
		} else if !errors.Is(err, errMoved) {
			return nil, err
		}
	}
}

// An evaluation asks all queries once, as of one day: those that read what is
// shared at one reader, and at the same time the others beside it.
type evaluation struct {
	*Engine
	*Result
	view View
	// keep says that the state is stored: queries that fail keep what they gave
	// last, and the connection what the next evaluation can go on from.
	keep bool
	// seen is the version of all that people read (store.version), which both
	// transactions see.
	seen string
	// all are the queries that are switched on; with those of them that read what is
	// shared, and beside those that are asked beside them.
	all, with, beside []*question
	unscored          error // why scores could not be computed
}

func (x *evaluation) run(ctx context.Context, conn *sql.Conn) error {
	other, err := x.Warehouse.DB.Conn(ctx)
	if err != nil {
		return err
	}
	defer other.Close() // it only reads
	if err := x.begin(ctx, conn, other); err != nil {
		return err
	}
	defer rollback(ctx, conn)
	defer rollback(ctx, other)
	if err := x.speak(ctx, conn); err != nil {
		return err
	}
	both, sharing := errgroup.WithContext(ctx)
	both.Go(func() error { return x.askWith(sharing, conn) })
	both.Go(func() error { return x.askBeside(sharing, other) })
	if err := both.Wait(); err != nil {
		return err
	}
	for _, q := range x.all {
		x.Outcomes = append(x.Outcomes, q.outcome)
	}
	if x.unscored != nil { // seen where failing queries are
		x.Outcomes = append(x.Outcomes, &Outcome{Query: ScoresQuery, Err: x.unscored})
	}
	x.Snapshot = x.join(x.Outcomes)
	if x.keep { // history stays on the connection
		_, err = conn.ExecContext(ctx, "COMMIT")
	}
	return err
}

// begin begins a transaction on each connection, both of which see the same data,
// whose version it notes. Where files are loaded one after another it takes several
// tries.
func (x *evaluation) begin(ctx context.Context, conn, other *sql.Conn) error {
	for {
		if err := begin(ctx, conn); err != nil {
			return err
		}
		var err error
		if x.DataVersion, x.seen, err = version(ctx, conn); err != nil {
			return err
		}
		r := &reader{evaluation: x, conn: other}
		if err = r.begin(ctx); !errors.Is(err, errMoved) {
			return err
		}
		rollback(ctx, conn)
		rollback(ctx, other)
	}
}

// speak finds the dates, and sets the session to them.
func (x *evaluation) speak(ctx context.Context, conn *sql.Conn) (err error) {
	if err := x.knownOn(ctx, conn); err != nil {
		return err
	}
	if x.Dates, err = session.Speak(ctx, conn, x.asOf(x.view), x.settings.Rules); err != nil {
		return err
	}
	x.Nothing, err = session.Nothing(ctx, conn, x.Dates, x.view.KnownOn)
	return err
}

func (x *evaluation) knownOn(ctx context.Context, conn *sql.Conn) error {
	if x.view.KnownOn.IsZero() {
		return nil
	}
	return session.KnownOn(ctx, conn, x.view.KnownOn)
}

// A question is a query and, once it is asked, its outcome.
type question struct {
	*queries.MetricQuery
	outcome *Outcome
}

// divide finds out which queries are asked, and where.
func (x *evaluation) divide(ctx context.Context, conn *sql.Conn) (err error) {
	if x.readsShared == nil {
		var more []string
		if x.settings.Scores != nil {
			more = scores.Relations
		}
		if x.readsShared, err = session.ReadsShared(ctx, conn, more...); err != nil {
			return err
		}
	}
	for _, q := range x.queries {
		if q.Enabled != "" && !x.settings.Enabled[q.Enabled] {
			continue
		}
		next := &question{MetricQuery: q}
		x.all = append(x.all, next)
		if x.readsShared(q.SQL) {
			x.with = append(x.with, next)
		} else {
			x.beside = append(x.beside, next)
		}
	}
	return nil
}

// askWith asks on the connection on which the measures are shared.
func (x *evaluation) askWith(ctx context.Context, conn *sql.Conn) error {
	r := &reader{evaluation: x, conn: conn}
	r.share = r.prepare
	return r.ask(ctx, x.with)
}

// askBeside asks on another connection, which is made to speak of the same dates.
func (x *evaluation) askBeside(ctx context.Context, conn *sql.Conn) error {
	if len(x.beside) == 0 {
		return nil
	}
	if err := x.knownOn(ctx, conn); err != nil {
		return err
	}
	if err := session.Set(ctx, conn, x.Dates, x.settings.Rules); err != nil {
		return err
	}
	r := &reader{evaluation: x, conn: conn, share: func(ctx context.Context) error { return session.ShareWarnings(ctx, conn) }}
	return r.ask(ctx, x.beside)
}

// A reader asks questions on one connection, in a transaction that is open.
type reader struct {
	*evaluation
	conn *sql.Conn
	// share computes once what several of the questions read.
	share func(context.Context) error
}

func (r *reader) ask(ctx context.Context, questions []*question) error {
	if err := r.share(ctx); err != nil {
		return err
	}
	params := Params{Dates: r.Dates, Calendar: r.settings.Calendar}
	for _, q := range questions {
		if q.outcome != nil && q.outcome.Err != nil { // before the evaluation began anew
			continue
		}
		start := r.Now()
		families, err := r.known.runQuery(ctx, r.conn, q.MetricQuery, params)
		q.outcome = &Outcome{
			Query: q.Name, Hash: q.Hash, Present: q.Present, Families: families,
			Dates: r.Dates, DataVersion: r.DataVersion, SucceededAt: start, Duration: r.Now().Sub(start),
		}
		if err == nil {
			if q.outcome.part, err = r.part(families); err != nil {
				q.outcome = r.failed(q.MetricQuery, queries.Say("%s：%v", "%s: %v", q.File, err), r.keep)
			}
			continue
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
		q.outcome = r.failed(q.MetricQuery, err, r.keep)
		if err := r.resume(ctx); err != nil {
			return err
		}
	}
	return nil
}

// resume goes on in a new transaction after something failed in the one before.
func (r *reader) resume(ctx context.Context) error {
	if _, err := r.conn.ExecContext(ctx, "ROLLBACK"); err != nil {
		return err
	}
	if err := r.begin(ctx); err != nil {
		return err
	}
	return r.share(ctx)
}

// begin begins a transaction; it must see what the evaluation has seen.
func (r *reader) begin(ctx context.Context) error {
	if err := begin(ctx, r.conn); err != nil {
		return err
	}
	_, now, err := version(ctx, r.conn)
	if err == nil && now != r.seen {
		return errMoved
	}
	return err
}

// prepare shares the measures, and scores, where there are any. Where scores fail,
// those that were computed last are shown.
func (r *reader) prepare(ctx context.Context) error {
	if r.settings.Scores == nil || r.unscored != nil {
		return session.ShareMetrics(ctx, r.conn)
	}
	r.unscored = r.settings.Scores.Prepare(ctx, r.conn, r.Dates, scores.Options{KnownOn: !r.view.KnownOn.IsZero()})
	if r.unscored == nil {
		return session.ShareMetrics(ctx, r.conn)
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	r.log().Error("scores failed; those that were computed last are shown", "error", r.unscored)
	return r.resume(ctx)
}

func begin(ctx context.Context, conn *sql.Conn) error {
	_, err := conn.ExecContext(ctx, "BEGIN TRANSACTION READ ONLY")
	return err
}

func rollback(ctx context.Context, conn *sql.Conn) {
	conn.ExecContext(context.WithoutCancel(ctx), "ROLLBACK") // after COMMIT there is nothing to roll back
}

// version returns the number of the last load, and the version of all that people read.
func version(ctx context.Context, conn *sql.Conn) (load int64, all string, err error) {
	err = conn.QueryRowContext(ctx, `SELECT coalesce(loads, 0), CAST(v AS VARCHAR) FROM store.version AS v`).Scan(&load, &all)
	return load, all, err
}
