package metrics

import (
	"context"
	"database/sql"
	"errors"
	"log/slog"
	"slices"
	"sync"
	"time"

	"shixu/exporters/exposition"
	"shixu/pipeline/warehouse"
	"shixu/queries"
	"shixu/queries/scores"
	"shixu/queries/session"
)

// Settings are the rules of the city's calendar, and what is switched on.
type Settings struct {
	// AsOf pins the as-of date; zero means the day of Now.
	AsOf time.Time
	session.Rules
	Currency string
	// Enabled are the switches that queries may ask for: per_project.
	Enabled map[string]bool
	// Scores computes scores before the queries are asked; nil: there are none.
	Scores *scores.Scorer
}

// An Engine evaluates metric queries against one warehouse. Its methods are
// safe for concurrent use; refreshes run one at a time.
type Engine struct {
	Warehouse *warehouse.Warehouse
	// Now is the clock: for today, and for when a query succeeded.
	Now func() time.Time
	// Log gets failing queries. Nil means slog.Default().
	Log *slog.Logger

	mu       sync.Mutex
	settings Settings
	queries  []*queries.MetricQuery
	last     map[string]*Outcome
	known    known
	// readsShared says which SQL reads what a refresh shares; nil: to be found out.
	readsShared func(string) bool
}

// Configure sets what the next refresh evaluates, and how.
func (e *Engine) Configure(s Settings, q []*queries.MetricQuery) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.settings, e.queries, e.readsShared = s, q, nil
}

// A Result is one consistent state of all metrics.
type Result struct {
	session.Dates
	// DataVersion is the number of the last load that is in it.
	DataVersion int64
	Snapshot    *exposition.Snapshot
	// Nothing says why there is nothing to show, in both languages; nil where there is.
	Nothing error
	// Outcomes are the queries', by name.
	Outcomes []*Outcome
}

// An Outcome is what a query gave last.
type Outcome struct {
	Query, Hash string
	// Present says that the query speaks of the present only.
	Present  bool
	Families []exposition.Family
	session.Dates
	DataVersion int64
	SucceededAt time.Time
	Duration    time.Duration
	// Err is why the query failed this time; Families are then those of the
	// last success, if they are kept.
	Err error

	part *exposition.Snapshot // of Families; nil: yet to be made
}

// Err joins what went wrong in the queries; nil where all succeeded.
func (r *Result) Err() error {
	var errs []error
	for _, o := range r.Outcomes {
		if o.Err != nil {
			errs = append(errs, o.Err)
		}
	}
	return errors.Join(errs...)
}

// History returns the series that mean something as of any day, with their
// units: all but those of queries that speak of the present only.
func (r *Result) History() []exposition.Family {
	var all []exposition.Family
	for _, o := range r.Outcomes {
		if !o.Present {
			all = append(all, o.Families...)
		}
	}
	return all
}

// Refresh evaluates all queries and stores what they gave. Failing queries
// are in the result, not in the error, which is about the warehouse.
func (e *Engine) Refresh(ctx context.Context) (*Result, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.last == nil {
		if err := e.restore(ctx); err != nil {
			return nil, err
		}
	}
	e.writeScores(ctx)
	var res *Result
	err := e.Warehouse.AtDesk(ctx, func(conn *sql.Conn) (err error) {
		if res, err = e.evaluate(ctx, conn, View{}, true); err != nil {
			return err
		}
		if err := session.Leave(ctx, conn); err != nil { // nobody comes after, and much may lie there
			return err
		}
		return e.store(ctx, conn, res)
	})
	return res, err
}

// writeScores writes scores down, for SQL and for the evaluation that follows,
// which finds out itself what is wrong with them.
func (e *Engine) writeScores(ctx context.Context) {
	if e.settings.Scores == nil {
		return
	}
	if err := e.settings.Scores.Refresh(ctx, e.Warehouse, e.asOf(View{})); err != nil && ctx.Err() == nil {
		e.log().Error("scores were not written down", "error", err)
	}
}

// A View says what is asked for instead of the present: another as-of date, or
// what was known on an earlier day. Zero dates mean the present.
type View struct{ AsOf, KnownOn time.Time }

// Evaluate computes the metrics for a view, and stores nothing.
func (e *Engine) Evaluate(ctx context.Context, v View) (*Result, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	conn, err := e.Warehouse.DB.Conn(ctx)
	if err != nil {
		return nil, err
	}
	defer conn.Close()
	return e.evaluate(ctx, conn, v, false)
}

// asOf is the day that a view speaks of.
func (e *Engine) asOf(v View) time.Time {
	for _, day := range []time.Time{v.AsOf, e.settings.AsOf} {
		if !day.IsZero() {
			return day
		}
	}
	y, m, d := e.Now().Date()
	return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
}

// failed is the outcome of a query that failed: its last good series, if its header
// keeps them and still names the same metrics. So a slip in SQL that worked costs
// nobody a chart.
func (e *Engine) failed(q *queries.MetricQuery, err error, keep bool) *Outcome {
	e.log().Error("metric query failed", "query", q.File, "error", err)
	o := &Outcome{Query: q.Name, Hash: q.Hash, Err: err}
	if old := e.last[q.Name]; keep && !q.Drop && old != nil && names(q, old.Families) {
		*o = *old
		o.Hash, o.Err = q.Hash, err
	}
	return o
}

// names says whether a query's header still names families: their metrics, of the
// same types, by the same labels.
func names(q *queries.MetricQuery, families []exposition.Family) bool {
	return slices.EqualFunc(q.Metrics, families, func(m queries.Metric, f exposition.Family) bool {
		return m.Name == f.Name && m.Type == f.Type.String() && slices.Equal(m.Labels, f.LabelNames)
	})
}

// join merges the outcomes. A query that gives a metric of one before it fails; the
// others stand.
func (e *Engine) join(outcomes []*Outcome) *exposition.Snapshot {
	var parts []*exposition.Snapshot
	owner, file := map[string]string{}, map[string]string{}
	for _, q := range e.queries {
		file[q.Name] = q.File
	}
	for _, o := range outcomes {
		s, err := o.part, error(nil)
		if s == nil {
			s, err = e.part(o.Families)
		}
		for _, f := range o.Families {
			if other, taken := owner[f.Name]; taken && err == nil {
				err = queries.MetricTaken(f.Name, file[other])
			}
		}
		if err != nil {
			if o.Err == nil {
				o.Err = queries.Say("%s：%v", "%s: %v", file[o.Query], err)
				e.log().Error("metric query failed", "query", file[o.Query], "error", err)
			}
			o.Families = nil
			continue
		}
		for _, f := range o.Families {
			owner[f.Name] = o.Query
		}
		parts = append(parts, s)
	}
	all, err := exposition.Merge(parts...)
	if err != nil {
		panic(err) // names were compared above
	}
	return all
}

// part is what a query gives to the exposition. It gives each series once.
func (e *Engine) part(families []exposition.Family) (*exposition.Snapshot, error) {
	return exposition.New(withUnits(families, e.settings.Currency)...)
}

// withUnits names each family's unit, where its name ends in one.
func withUnits(families []exposition.Family, currency string) []exposition.Family {
	out := make([]exposition.Family, len(families))
	for i, f := range families {
		f.Unit = queries.UnitOf(f.Name, currency)
		out[i] = f
	}
	return out
}

func (e *Engine) log() *slog.Logger {
	if e.Log != nil {
		return e.Log
	}
	return slog.Default()
}
