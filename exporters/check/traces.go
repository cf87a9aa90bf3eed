package check

import (
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"time"

	"shixu/exporters/trace"
	"shixu/pipeline/warehouse"
	"shixu/queries"
	"shixu/queries/session"
)

// TraceFiles say where traces come from, beside those shipped, and what they are
// held against.
type TraceFiles struct {
	Currency string
	// Folder is the user's; empty: none. Files are single ones.
	Folder string
	Files  []string
	// Metrics are the queries whose figures are traced.
	Metrics []*queries.MetricQuery
	Rules   session.Rules
	AsOf    time.Time
}

// Traces parses trace files and runs them against an empty warehouse: whether they
// explain a metric there is, bind, and have the columns they need. It returns the
// user's that do, by metric. The error is the warehouse's.
func (r *Report) Traces(ctx context.Context, in TraceFiles) (map[string]*queries.Trace, error) {
	all, err := queries.Traces(in.Currency)
	r.addError("queries/trace", err)
	r.Traced = len(sqlFiles(queries.FS, "trace"))
	files := slices.Clone(in.Files)
	if in.Folder != "" {
		for _, f := range sqlFiles(os.DirFS(in.Folder), ".") {
			if f = filepath.Join(in.Folder, f); !slices.Contains(files, f) {
				files = append(files, f)
			}
		}
	}
	own := map[string]*queries.Trace{}
	for _, f := range files {
		r.Traced++
		text, err := os.ReadFile(f)
		if err != nil {
			r.addError(f, err)
			continue
		}
		t, err := queries.ParseTrace(f, text, in.Currency)
		if err != nil {
			r.addError(f, err)
			continue
		}
		for metric := range t.Explains {
			all[metric], own[metric] = t, t
		}
	}
	w, err := warehouse.Open(ctx, warehouse.Options{Migrations: []fs.FS{queries.Migrations()}, Definitions: queries.Definitions()})
	if err != nil {
		return nil, err
	}
	defer w.Close()
	return own, r.trace(ctx, w, in, all, func(ctx context.Context, conn *sql.Conn, metric string, t *queries.Trace, p *trace.Plan) error {
		if !r.traceColumns(ctx, conn, metric, t, p) {
			delete(own, metric)
		}
		return nil
	})
}

// RunTraces holds the user's traces against a warehouse with data: whether their
// rows add up to the figures. The error is the warehouse's.
func (r *Report) RunTraces(ctx context.Context, w *warehouse.Warehouse, in TraceFiles, own map[string]*queries.Trace) error {
	return r.trace(ctx, w, in, own, func(ctx context.Context, conn *sql.Conn, metric string, t *queries.Trace, p *trace.Plan) error {
		var total, figure sql.NullString
		var rows, series int64
		var equal bool
		err := conn.QueryRowContext(ctx, p.Check).Scan(&total, &rows, &figure, &series, &equal)
		switch {
		case err != nil:
			r.addError(t.File, &queries.HeaderError{File: t.File, Line: t.Line, Err: queries.Say("%s：%v", "%s: %v", metric, err)})
		case !equal:
			r.add(t.File, t.Line, "%[1]s：%[2]d 行合计 %[3]s，指标却是 %[4]s；两者须一致", "%s: %d rows sum to %s, but the metric is %s; the two must agree", metric, rows, total.String, figure.String)
		}
		return ctx.Err()
	})
}

// trace calls f with a plan for each metric that is explained, in order.
func (r *Report) trace(ctx context.Context, w *warehouse.Warehouse, in TraceFiles, all map[string]*queries.Trace, f func(context.Context, *sql.Conn, string, *queries.Trace, *trace.Plan) error) error {
	conn, err := w.DB.Conn(ctx)
	if err != nil {
		return err
	}
	defer conn.Close()
	if _, err := session.Speak(ctx, conn, in.AsOf, in.Rules); err != nil {
		return err
	}
	for _, metric := range slices.Sorted(maps.Keys(all)) {
		t := all[metric]
		p, err := trace.New(trace.Selector{Metric: metric}, in.Metrics, all)
		if errors.Is(err, trace.ErrUnknownMetric) {
			r.add(t.File, 1, "explains：没有指标 %s；核对名称，或它的指标文件有误", "explains: there is no metric %s; check the name, or its metric file is wrong", metric)
			continue
		}
		if err != nil {
			return err
		}
		if err := f(ctx, conn, metric, t, p); err != nil {
			return err
		}
	}
	return nil
}

// traceColumns says whether a trace binds and has the labels of its metric.
func (r *Report) traceColumns(ctx context.Context, conn *sql.Conn, metric string, t *queries.Trace, p *trace.Plan) bool {
	rows, err := conn.QueryContext(ctx, "SELECT * FROM ("+p.Rows+") LIMIT 0")
	if err != nil {
		r.addError(t.File, &queries.HeaderError{File: t.File, Line: t.Line, Err: err})
		return false
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		r.addError(t.File, err)
		return false
	}
	good := true
	for _, label := range p.Labels {
		if !slices.Contains(columns, label) {
			good = false
			r.add(t.File, t.Line, "%[1]s：SELECT 没有标签 %[2]s 这一列", "%s: the SELECT has no column %s, which is a label of the metric", metric, label)
		}
	}
	return good
}
