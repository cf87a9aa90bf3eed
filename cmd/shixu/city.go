package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"time"

	"shixu/exporters/forecast"
	"shixu/exporters/metrics"
	"shixu/pipeline/config"
	"shixu/pipeline/ingest"
	"shixu/pipeline/mapping"
	"shixu/pipeline/source"
	"shixu/pipeline/warehouse"
	"shixu/queries"
	"shixu/queries/session"
)

// openWarehouse opens the configured warehouse as its owner.
func (m *Main) openWarehouse(ctx context.Context, c *config.Config) (*warehouse.Warehouse, error) {
	methods, err := forecastMethods(ctx, c)
	if err != nil {
		fmt.Fprintf(m.Stderr, "shixu: warning: %v\n", err)
	}
	return warehouse.Open(ctx, warehouse.Options{
		Path: c.Abs(c.Warehouse), Migrations: []fs.FS{queries.Migrations()}, Definitions: queries.DefinitionsWith(methods),
		Memory: c.Memory, Threads: c.Threads, Now: m.Now,
	})
}

// forecastMethods are the methods of forecasting, shipped and the city's own.
// Files that are wrong are in the error; the others stand all the same.
func forecastMethods(ctx context.Context, c *config.Config) ([]*queries.ForecastMethod, error) {
	if c.ForecastMethods == "" {
		return queries.ForecastMethods()
	}
	return forecast.Methods(ctx, os.DirFS(c.Abs(c.ForecastMethods)))
}

// today is the day of the clock.
func (m *Main) today() time.Time {
	y, mo, d := m.Now().Date()
	return time.Date(y, mo, d, 0, 0, 0, 0, time.UTC)
}

// engine makes a metrics engine for a warehouse. Metric files that are wrong
// are in the error; the engine evaluates the others all the same.
func (m *Main) engine(c *config.Config, w *warehouse.Warehouse) (*metrics.Engine, error) {
	e := &metrics.Engine{Warehouse: w, Now: m.Now, Log: m.log}
	return e, configure(e, c)
}

func configure(e *metrics.Engine, c *config.Config) error {
	s := settings(c)
	q, err := metricQueries(c)
	by, serr := scorer(c)
	s.Scores = by
	e.Configure(s, q)
	return errors.Join(err, serr)
}

// settings are the rules of the city's calendar, and what is switched on.
func settings(c *config.Config) metrics.Settings {
	return metrics.Settings{
		AsOf: c.AsOf.Time, Rules: timeRules(c),
		Currency: c.Currency, Enabled: map[string]bool{"per_project": c.PerProject},
	}
}

// timeRules are the city's rules of time.
func timeRules(c *config.Config) session.Rules {
	return session.Rules{Calendar: c.Calendar, Curve: c.PlanCurve, CloseAtCoverage: c.CloseAtCoverage, ClosingDay: c.ClosingDay}
}

func metricQueries(c *config.Config) ([]*queries.MetricQuery, error) {
	var folders []fs.FS
	if c.Metrics != "" {
		dir := c.Abs(c.Metrics)
		if _, err := os.Stat(dir); err != nil {
			return nil, fmt.Errorf("metrics: %w", err)
		}
		folders = append(folders, os.DirFS(dir))
	}
	return queries.MetricQueries(c.Currency, folders...)
}

// runner makes the loader of a warehouse.
func (m *Main) runner(w *warehouse.Warehouse) (*ingest.Runner, error) {
	d, err := queries.Datasets()
	if err != nil {
		return nil, err
	}
	return &ingest.Runner{Warehouse: w, Datasets: d, Now: m.Now, Log: m.log}, nil
}

// jobs are the configured jobs of the given names; all where none is given.
func jobs(c *config.Config, names []string) ([]ingest.Job, error) {
	var list []ingest.Job
	for _, n := range names {
		if !slices.ContainsFunc(c.Jobs, func(j config.Job) bool { return j.Name == n }) {
			return nil, fmt.Errorf("%w: %s has no job %q", errUsage, c.Path, n)
		}
	}
	var errs []error
	for _, j := range c.Jobs {
		if len(names) > 0 && !slices.Contains(names, j.Name) {
			continue
		}
		files, err := c.Expand(j)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		job := ingest.Job{
			Name: j.Name, Dataset: j.Dataset, Files: files, KnownOn: ingest.KnownOn(j.KnownOn), Latest: j.Latest,
			MaxRejects: j.MaxRejects, MaxRejectRatio: j.MaxRejectRatio, Source: source.Options{Sheets: j.Sheets}, Dir: c.Dir,
		}
		if j.Mapping != "" {
			if job.Mapping, err = mapping.Load(c.Near(j.Mapping)); err != nil {
				errs = append(errs, fmt.Errorf("job %s: %w", j.Name, err))
				continue
			}
			job.Source.Rows = job.Mapping.Rows
		}
		list = append(list, job)
	}
	return list, errors.Join(errs...)
}
