package warnings

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"slices"
	"sync"
	"time"

	"shixu/pipeline/warehouse"
	"shixu/queries"
	"shixu/queries/session"
)

// Settings are what is warned of, and as of when.
type Settings struct {
	// AsOf pins the as-of date; zero means the day of Now.
	AsOf time.Time
	session.Rules
	Definition
}

// An Engine keeps the warnings of one warehouse. Its methods are safe for
// concurrent use; evaluations and people's steps run one at a time.
type Engine struct {
	Warehouse *warehouse.Warehouse
	// Now is the clock: for today, and for what is written down.
	Now func() time.Time
	// Log gets failing rules. Nil means slog.Default().
	Log *slog.Logger

	writing sync.Mutex // held while warnings take steps
	done    *done      // the last evaluation of this engine

	mu       sync.Mutex // guards settings
	settings Settings
}

// Configure sets what the next evaluation does.
func (e *Engine) Configure(s Settings) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.settings = s
}

// done is what an evaluation without failures was made of. As long as it is the
// same, evaluating again would find nothing to do.
type done struct {
	settings, hash string
	day            time.Time
	version        int64
}

func (e *Engine) current() Settings {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.settings
}

// Today is the as-of date: the day that people's steps and the next evaluation
// are about.
func (e *Engine) Today() time.Time { return e.current().day(e.Now) }

func (s Settings) day(now func() time.Time) time.Time {
	if !s.AsOf.IsZero() {
		return s.AsOf
	}
	return dayOf(now())
}

// An Evaluation is what became of one.
type Evaluation struct {
	session.Dates
	// Days are how many days were evaluated; 0: it only looked.
	Days int
	// Steps counts the steps that warnings took, by action.
	Steps map[string]int
	// AnswersAside are the steps that districts' answers asked for and that could
	// not be taken.
	AnswersAside int
	// Failed are the rules that failed, by name.
	Failed map[string]error
}

// Err joins what went wrong in the rules; nil where all succeeded.
func (v *Evaluation) Err() error {
	var errs []error
	for _, name := range slices.Sorted(maps.Keys(v.Failed)) {
		errs = append(errs, v.Failed[name])
	}
	return errors.Join(errs...)
}

// maxRestarts is how often a day is begun anew because data were loaded
// while its rules ran.
const maxRestarts = 3

// errMoved says that data were loaded while the rules ran.
var errMoved = errors.New("data were loaded meanwhile")

// Evaluate brings the warnings up to the as-of date. Nothing is done before
// there is an annual plan, for a day before the last one evaluated, and for
// one that is yet to come; nothing new is found where this engine evaluated the
// same day and data by the same rules already. Failing rules are in the result, not in the error,
// which is about the warehouse.
func (e *Engine) Evaluate(ctx context.Context) (*Evaluation, error) {
	e.writing.Lock()
	defer e.writing.Unlock()
	s := e.current()
	v := &Evaluation{Steps: map[string]int{}, Failed: map[string]error{}}
	day := s.day(e.Now)
	last, live, planned, err := e.standing(ctx)
	if err != nil {
		return nil, err
	}
	if !planned || day.Before(last) || day.After(dayOf(e.Now())) {
		return v, nil
	}
	from := last
	if last.IsZero() {
		if live, err = e.firstAnswer(ctx, day); err != nil {
			return nil, err
		}
		from = time.Date(day.Year(), 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, -1)
	}
	text, hash, err := s.json()
	if err != nil {
		return nil, err
	}
	err = e.Warehouse.AtDesk(ctx, func(conn *sql.Conn) error {
		return e.evaluateDays(ctx, conn, from, append(fill(from, day), day), tick{settings: s, live: live, definition: text, hash: hash}, v)
	})
	if err != nil {
		return nil, err
	}
	for _, name := range slices.Sorted(maps.Keys(v.Failed)) {
		e.log().Error("warning rule failed; its warnings stay as they are", "rule", name, "error", v.Failed[name])
	}
	return v, nil
}

// evaluateDays evaluates one day after the other, of which the last is today; from
// is the last one that was evaluated. What people answered in between comes in its
// place.
func (e *Engine) evaluateDays(ctx context.Context, conn *sql.Conn, from time.Time, days []time.Time, t tick, v *Evaluation) error {
	now := done{settings: fmt.Sprint(t.settings.Rules), hash: t.hash, day: days[len(days)-1]}
	var err error
	if now.version, err = dataVersion(ctx, conn); err != nil {
		return err
	}
	if e.done != nil && *e.done == now {
		return e.stillGood(ctx, conn)
	}
	e.done = nil
	for _, t.day = range days {
		if err := e.answer(ctx, conn, from, t.day.AddDate(0, 0, -1), false, v); err != nil {
			return fmt.Errorf("take up answers to warnings: %w", err)
		}
		from = t.day
		for n := 1; ; n++ {
			if err = e.evaluate(ctx, conn, t, v); !errors.Is(err, errMoved) || n == maxRestarts {
				break
			}
		}
		if err != nil {
			return fmt.Errorf("evaluate warnings as of %s: %w", t.day.Format(time.DateOnly), err)
		}
		v.Days++
	}
	if err := e.answer(ctx, conn, from, from, true, v); err != nil {
		return fmt.Errorf("take up answers to warnings: %w", err)
	}
	if len(v.Failed) == 0 {
		e.done = &now
	}
	return nil
}

// stillGood writes down that the rules are as good as evaluated again.
func (e *Engine) stillGood(ctx context.Context, conn *sql.Conn) error {
	_, err := conn.ExecContext(ctx, `UPDATE store.warning_rule SET succeeded_at = ? WHERE active`, e.Now().UTC())
	return err
}

// standing is the last day evaluated, the day from which people could answer,
// and whether there is a plan to warn of.
func (e *Engine) standing(ctx context.Context) (last, live time.Time, planned bool, err error) {
	var l, from sql.NullTime
	err = e.Warehouse.DB.QueryRowContext(ctx, `
		SELECT max(day), any_value(live_from), exists (FROM store.annual_plan) FROM store.warning_evaluation`).Scan(&l, &from, &planned)
	return l.Time, from.Time, planned, err
}

// firstAnswer is the first day on which somebody answered a warning, before day;
// else day itself.
func (e *Engine) firstAnswer(ctx context.Context, day time.Time) (first time.Time, err error) {
	err = e.Warehouse.DB.QueryRowContext(ctx, `
		SELECT least(min(answered_on), CAST(? AS DATE)) FROM store.warning_answer WHERE replaced_by IS NULL`, day.Format(time.DateOnly)).Scan(&first)
	return first, err
}

// A tick is the evaluation of one day.
type tick struct {
	settings         Settings
	day, live        time.Time
	definition, hash string
}

// evaluate runs the rules as of a day, each in a transaction of its own, so
// that one that fails ends no other; then it holds what they found against the
// warnings in one transaction. The error is errMoved where data were loaded in
// between.
func (e *Engine) evaluate(ctx context.Context, conn *sql.Conn, t tick, v *Evaluation) error {
	before, err := dataVersion(ctx, conn)
	if err != nil {
		return err
	}
	dates, err := speak(ctx, conn, t.day, t.settings.Rules)
	if err != nil {
		return err
	}
	failed := maps.Clone(t.settings.Broken)
	if failed == nil {
		failed = map[string]error{}
	}
	for _, a := range t.settings.Warnings.Rules {
		if err := find(ctx, conn, t.settings.Warnings, a, dates); err != nil {
			if ctx.Err() != nil {
				return ctx.Err()
			}
			failed[a.Name] = err
		}
	}
	v.Dates, v.Failed = dates, failed
	steps := map[string]int{}
	err = inTransaction(ctx, conn, func() error {
		now, err := dataVersion(ctx, conn)
		if err != nil {
			return err
		}
		if now != before {
			return errMoved
		}
		return e.reconcile(ctx, conn, t, dates, now, failed, steps)
	})
	if err != nil {
		return err
	}
	for action, n := range steps {
		v.Steps[action] += n
	}
	return nil
}

// reconcile holds what was found against the warnings there are.
func (e *Engine) reconcile(ctx context.Context, conn *sql.Conn, t tick, dates session.Dates, version int64, failed map[string]error, steps map[string]int) error {
	_, err := conn.ExecContext(ctx, `INSERT INTO warning_tick VALUES (CAST(? AS DATE), ?, CAST(? AS DATE), ?, CAST(? AS DATE), ?)`,
		t.day.Format(time.DateOnly), e.Now().UTC(), orNull(dates.ReportedTo), version, t.live.Format(time.DateOnly), t.settings.Escalate)
	if err != nil {
		return err
	}
	for _, name := range slices.Sorted(maps.Keys(failed)) {
		if _, err := conn.ExecContext(ctx, `INSERT INTO warning_failed VALUES (?, ?)`, name, failed[name].Error()); err != nil {
			return err
		}
	}
	_, err = conn.ExecContext(ctx, `SET VARIABLE warning_definition = `+queries.Literal(t.definition)+`; SET VARIABLE warning_definition_hash = `+queries.Literal(t.hash))
	if err != nil {
		return err
	}
	for _, step := range []string{"define", "reconcile", "finish"} {
		if err := run(ctx, conn, step); err != nil {
			return err
		}
	}
	rows, err := conn.QueryContext(ctx, `SELECT action, count(*) FROM warning_taken GROUP BY action`)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var action string
		var n int
		if err := rows.Scan(&action, &n); err != nil {
			return err
		}
		steps[action] = n
	}
	return rows.Err()
}

// inTransaction runs f in a transaction of the connection.
func inTransaction(ctx context.Context, conn *sql.Conn, f func() error) error {
	if _, err := conn.ExecContext(ctx, "BEGIN TRANSACTION"); err != nil {
		return err
	}
	if err := f(); err != nil {
		_, rerr := conn.ExecContext(context.WithoutCancel(ctx), "ROLLBACK")
		return errors.Join(err, rerr)
	}
	_, err := conn.ExecContext(ctx, "COMMIT")
	return err
}

// run runs a file of queries/warning.
func run(ctx context.Context, conn *sql.Conn, step string) error {
	if _, err := conn.ExecContext(ctx, queries.WarningStep(step)); err != nil {
		return fmt.Errorf("queries/warning/%s.sql: %w", step, err)
	}
	return nil
}

func dataVersion(ctx context.Context, conn *sql.Conn) (v int64, err error) {
	err = conn.QueryRowContext(ctx, `SELECT coalesce(max(load_id), 0) FROM store.load`).Scan(&v)
	return v, err
}

// orNull is a day as an argument; a zero one is NULL.
func orNull(day time.Time) any {
	if day.IsZero() {
		return nil
	}
	return day.Format(time.DateOnly)
}

func (e *Engine) log() *slog.Logger {
	if e.Log != nil {
		return e.Log
	}
	return slog.Default()
}
