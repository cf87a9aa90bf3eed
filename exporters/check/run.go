package check

import (
	"context"
	"errors"
	"io/fs"
	"log/slog"
	"time"

	"shixu/exporters/exposition"
	"shixu/exporters/metrics"
	"shixu/pipeline/warehouse"
	"shixu/queries"
)

// RunEmpty runs the queries against an empty warehouse: whether they bind, have
// the columns that their headers name, and give numbers. It returns those that
// do. The error is the warehouse's.
func (r *Report) RunEmpty(ctx context.Context, all []*queries.MetricQuery, s metrics.Settings) ([]*queries.MetricQuery, error) {
	w, err := warehouse.Open(ctx, warehouse.Options{Migrations: []fs.FS{queries.Migrations()}, Definitions: queries.Definitions()})
	if err != nil {
		return nil, err
	}
	defer w.Close()
	good, _, err := r.run(ctx, w, all, s)
	return good, err
}

// Run runs the queries against a warehouse with data: whether they give each
// series once, no more than they may, and no NaN. The error is the warehouse's.
func (r *Report) Run(ctx context.Context, w *warehouse.Warehouse, all []*queries.MetricQuery, s metrics.Settings) error {
	_, result, err := r.run(ctx, w, all, s)
	if err != nil {
		return err
	}
	byName := map[string]*queries.MetricQuery{}
	for _, q := range all {
		byName[q.Name] = q
	}
	for _, o := range result.Outcomes {
		r.cardinality(byName[o.Query], o.Families)
	}
	r.Series = result.Snapshot.NumSeries()
	return nil
}

// run evaluates queries, all switches on, and returns those that succeeded.
func (r *Report) run(ctx context.Context, w *warehouse.Warehouse, all []*queries.MetricQuery, s metrics.Settings) ([]*queries.MetricQuery, *metrics.Result, error) {
	s.Enabled = map[string]bool{}
	for _, q := range all {
		s.Enabled[q.Enabled] = true
	}
	e := &metrics.Engine{Warehouse: w, Now: time.Now, Log: slog.New(slog.DiscardHandler)}
	e.Configure(s, all)
	result, err := e.Evaluate(ctx, metrics.View{})
	if err != nil {
		return nil, nil, err
	}
	var good []*queries.MetricQuery
	for i, o := range result.Outcomes[:len(all)] { // one for each query, in order: all are enabled
		if o.Err == nil {
			good = append(good, all[i])
			continue
		}
		for _, err := range split(o.Err) {
			r.addError(all[i].File, inMetric(all[i], err))
		}
	}
	return good, result, nil
}

// inMetric puts an error about a family at the line of its metric.
func inMetric(q *queries.MetricQuery, err error) error {
	f := new(exposition.FamilyError)
	if !errors.As(err, &f) {
		return err
	}
	for _, m := range q.Metrics {
		if m.Name == f.Family {
			err := f.Err
			if errors.Is(err, exposition.ErrDuplicateSeries) {
				err = queries.Say("%v；请按标签分组，或加上能区分各行的标签", "%v; group by the labels, or add the one that tells the rows apart", err)
			}
			return &queries.HeaderError{File: q.File, Line: m.Line, Err: err}
		}
	}
	return err
}

// cardinality warns of a metric that is close to its bound.
func (r *Report) cardinality(q *queries.MetricQuery, families []exposition.Family) {
	for i, f := range families {
		if n := len(f.Series); n*10 > q.MaxSeries*8 {
			r.warn(q.File, q.Metrics[i].Line, "%[1]s：已有 %[2]d 个序列，上限 max_series 为 %[3]d；减少标签，或调高上限",
				"%s: gives %d of at most max_series: %d series; drop a label, or raise the bound", f.Name, n, q.MaxSeries)
		}
	}
}
