package forecast

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"slices"
	"time"

	"shixu/pipeline/warehouse"
	"shixu/queries"
	"shixu/queries/session"
)

// Kinds are the groupings whose forecasts are tested; the first by which the
// default is chosen where nothing else is said.
var Kinds = []string{"district", "city", "level", "sector", "project_type", "owner", "project"}

// sample is how many single projects of a year are followed at most.
const sample = 20_000

// ErrNoHistory says that no past year can be tested.
var ErrNoHistory = queries.Say("没有填报到年底的往年", "no past year is reported to its end")

// A Backtest tries every method on past years of a warehouse.
type Backtest struct {
	Warehouse *warehouse.Warehouse
	Rules     session.Rules
	// Now is the clock for when it was run.
	Now func() time.Time
}

// Options choose what is tested.
type Options struct {
	// AsOf is the day it is run for: nothing that happened later is looked at.
	AsOf time.Time
	// From and To bound the years; 0 is no bound.
	From, To int
	// By is the grouping whose errors choose the default: one of Kinds; empty:
	// the first of them.
	By string
	// AsKnown makes each trial use what was known a month after the month it
	// speaks of; otherwise corrections that came later are seen.
	AsKnown bool
	// Progress, where not nil, is called with trials done and to do.
	Progress func(done, total int) `json:"-"`
}

// A Score is what came of the trials of one method, for one grouping at one
// month. Errors are shares; see the comments of forecast_backtest.
type Score struct {
	Kind        string   `json:"kind"`
	Method      string   `json:"method"`
	Month       int      `json:"month"`
	Forecasts   int64    `json:"forecasts"`
	Years       int      `json:"years"`
	MedianError *float64 `json:"median_error"`
	MeanError   *float64 `json:"mean_error"`
	Bias        *float64 `json:"bias"`
	Compared    *float64 `json:"compared_error"`
	ErrorLow    *float64 `json:"error_low"`
	ErrorHigh   *float64 `json:"error_high"`
	Coverage    *float64 `json:"coverage"`
	Default     bool     `json:"is_default"`
}

// A Report is a whole backtest.
type Report struct {
	From    int     `json:"from_year"`
	To      int     `json:"to_year"`
	AsKnown bool    `json:"as_known"`
	Scores  []Score `json:"scores"`
}

// Run tries, stores what came of it in place of the last run, and returns it.
// The error is ErrNoHistory where there is no year to try.
func (b *Backtest) Run(ctx context.Context, o Options) (*Report, error) {
	o.By = cmp.Or(o.By, Kinds[0])
	if !slices.Contains(Kinds, o.By) {
		return nil, queries.Say("不能按 %q 回测；可按 %v", "backtest by %q: the groupings are %v", o.By, Kinds)
	}
	conn, err := b.Warehouse.DB.Conn(ctx)
	if err != nil {
		return nil, err
	}
	defer conn.Close()
	r := &run{Backtest: b, conn: conn, options: o}
	if err := r.trials(ctx); err != nil {
		return nil, err
	}
	if err := r.step(ctx, "CREATE OR REPLACE TEMP TABLE backtest_summary AS ", "summary", arg{"by", o.By}); err != nil {
		return nil, err
	}
	if err := r.keep(ctx); err != nil {
		return nil, err
	}
	return r.report(ctx)
}

// run is a backtest under way, on a connection of its own.
type run struct {
	*Backtest
	conn    *sql.Conn
	options Options
	years   []int
}

type arg struct {
	name  string
	value any
}

// step runs one file of queries/backtest.
func (r *run) step(ctx context.Context, before, name string, args ...arg) error {
	text, named, err := r.text(name, args)
	if err != nil {
		return err
	}
	if _, err := r.conn.ExecContext(ctx, before+text, named...); err != nil {
		return fmt.Errorf("backtest/%s.sql: %w", name, err)
	}
	return nil
}

// numbers runs one file of queries/backtest that gives whole numbers.
func (r *run) numbers(ctx context.Context, name string, args ...arg) ([]int, error) {
	text, named, err := r.text(name, args)
	if err != nil {
		return nil, err
	}
	rows, err := r.conn.QueryContext(ctx, text, named...)
	if err != nil {
		return nil, fmt.Errorf("backtest/%s.sql: %w", name, err)
	}
	defer rows.Close()
	var all []int
	for rows.Next() {
		var n int
		if err := rows.Scan(&n); err != nil {
			return nil, err
		}
		all = append(all, n)
	}
	return all, rows.Err()
}

func (r *run) text(name string, args []arg) (string, []any, error) {
	text, err := queries.FS.ReadFile("backtest/" + name + ".sql")
	named := make([]any, len(args))
	for i, a := range args {
		named[i] = sql.Named(a.name, a.value)
	}
	return string(text), named, err
}

// trials asks every method about every year and month.
func (r *run) trials(ctx context.Context) error {
	if err := r.step(ctx, "", "prepare"); err != nil {
		return err
	}
	if _, err := session.Speak(ctx, r.conn, r.options.AsOf, r.Rules); err != nil {
		return err
	}
	bound := func(y int) any {
		if y == 0 {
			return nil
		}
		return y
	}
	var err error
	if r.years, err = r.numbers(ctx, "years", arg{"from_year", bound(r.options.From)}, arg{"to_year", bound(r.options.To)}); err != nil {
		return err
	}
	if len(r.years) == 0 {
		return ErrNoHistory
	}
	for i, y := range r.years {
		if err := r.year(ctx, y, i); err != nil {
			return fmt.Errorf("%d: %w", y, err)
		}
	}
	return nil
}

// year tries one year. What it became is known today, what was forecast only
// what was known then.
func (r *run) year(ctx context.Context, year, nth int) error {
	if err := r.speak(ctx, endOf(year, 12)); err != nil {
		return err
	}
	if err := r.step(ctx, "", "truth", arg{"year", year}, arg{"sample", sample}); err != nil {
		return err
	}
	months, err := r.numbers(ctx, "months", arg{"year", year}, arg{"close_at_coverage", r.Rules.CloseAtCoverage}, arg{"closing_day", r.Rules.ClosingDay})
	if err != nil {
		return err
	}
	for i, m := range months {
		if err := r.trial(ctx, year, m); err != nil {
			return fmt.Errorf("month %d: %w", m, err)
		}
		if r.options.Progress != nil {
			r.options.Progress(nth*len(months)+i+1, len(r.years)*len(months))
		}
	}
	return nil
}

func (r *run) trial(ctx context.Context, year, month int) error {
	day := endOf(year, month)
	if r.options.AsKnown {
		if err := session.KnownOn(ctx, r.conn, endOf(year, month+1)); err != nil {
			return err
		}
		defer session.KnownNow(context.WithoutCancel(ctx), r.conn)
	}
	d := session.Dates{AsOf: day, ReportedTo: day}
	if month == 0 { // the year has begun, and nothing of it is reported
		d.AsOf = day.AddDate(0, 0, 1)
	}
	if err := r.set(ctx, d); err != nil {
		return err
	}
	return r.step(ctx, "", "trial", arg{"year", year})
}

func (r *run) speak(ctx context.Context, day time.Time) error {
	return r.set(ctx, session.Dates{AsOf: day, ReportedTo: day})
}

// set makes the session speak of dates, and computes what the steps share.
func (r *run) set(ctx context.Context, d session.Dates) error {
	if err := session.Set(ctx, r.conn, d, r.Rules); err != nil {
		return err
	}
	return session.ShareForecasts(ctx, r.conn)
}

// endOf is the last day of a month; month 0 is the December before.
func endOf(year, month int) time.Time {
	return time.Date(year, time.Month(month+1), 0, 0, 0, 0, 0, time.UTC)
}

// keep stores the summary in place of the last run's.
func (r *run) keep(ctx context.Context) (err error) {
	if _, err := r.conn.ExecContext(ctx, "BEGIN TRANSACTION"); err != nil {
		return err
	}
	defer func() {
		if err != nil {
			r.conn.ExecContext(context.WithoutCancel(ctx), "ROLLBACK")
		}
	}()
	if _, err := r.conn.ExecContext(ctx, "DELETE FROM store.forecast_backtest"); err != nil {
		return err
	}
	if err := r.step(ctx, "", "store", arg{"from_year", r.years[0]}, arg{"to_year", r.years[len(r.years)-1]},
		arg{"as_known", r.options.AsKnown}, arg{"run_at", r.Now().UTC()}); err != nil {
		return err
	}
	_, err = r.conn.ExecContext(ctx, "COMMIT")
	return err
}

// report reads the summary.
func (r *run) report(ctx context.Context) (*Report, error) {
	rows, err := r.conn.QueryContext(ctx, `
		SELECT kind, method, month, forecasts, years, median_error, mean_error, bias, compared_error, error_low, error_high, coverage, is_default
		FROM backtest_summary ORDER BY kind, month, method`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	rep := &Report{From: r.years[0], To: r.years[len(r.years)-1], AsKnown: r.options.AsKnown}
	for rows.Next() {
		var s Score
		err := rows.Scan(&s.Kind, &s.Method, &s.Month, &s.Forecasts, &s.Years, &s.MedianError, &s.MeanError, &s.Bias,
			&s.Compared, &s.ErrorLow, &s.ErrorHigh, &s.Coverage, &s.Default)
		if err != nil {
			return nil, err
		}
		rep.Scores = append(rep.Scores, s)
	}
	return rep, rows.Err()
}
