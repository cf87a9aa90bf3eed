package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"slices"
	"strings"
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
		m.note(err)
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
	dir, err := folder(c, c.ForecastMethods, "forecast_methods")
	if err != nil {
		shipped, serr := queries.ForecastMethods()
		return shipped, errors.Join(err, serr)
	}
	return forecast.Methods(ctx, dir)
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

// folder opens a folder that the configuration names, under a key of it.
func folder(c *config.Config, path string, key ...any) (fs.FS, error) {
	dir := c.Abs(path)
	if info, err := os.Stat(dir); err != nil || !info.IsDir() {
		return nil, &config.Error{File: c.Path, Line: c.Line(key...), Err: fs.ErrNotExist, Msg: queries.Words{
			Zh: fmt.Sprintf("没有文件夹 %s；请建立它，或改正此处", path), En: fmt.Sprintf("there is no folder %s; make it, or name another", path)}}
	}
	return os.DirFS(dir), nil
}

func metricQueries(c *config.Config) ([]*queries.MetricQuery, error) {
	var folders []fs.FS
	if c.Metrics != "" {
		dir, err := folder(c, c.Metrics, "metrics")
		if err != nil {
			return nil, err
		}
		folders = append(folders, dir)
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

func jobNames(c *config.Config) []string {
	names := make([]string, len(c.Jobs))
	for i, j := range c.Jobs {
		names[i] = j.Name
	}
	return names
}

// jobs are the configured jobs of the given names; all where none is given.
func jobs(c *config.Config, names []string, datasets map[string]*queries.Dataset) ([]ingest.Job, error) {
	var list []ingest.Job
	for _, n := range names {
		if !slices.ContainsFunc(c.Jobs, func(j config.Job) bool { return j.Name == n }) {
			return nil, usage("%s 中没有任务 %q；有 %s", "%s has no job %q; it has %s", c.Path, n, strings.Join(jobNames(c), ", "))
		}
	}
	var errs []error
	for i, j := range c.Jobs {
		if len(names) > 0 && !slices.Contains(names, j.Name) {
			continue
		}
		if datasets[j.Dataset] == nil {
			errs = append(errs, c.NoDataset(i, slices.Sorted(maps.Keys(datasets))))
			continue
		}
		files, err := c.Expand(i)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		job := ingest.Job{
			Name: j.Name, Dataset: j.Dataset, Files: files, KnownOn: ingest.KnownOn(j.KnownOn), Latest: j.Latest,
			MaxRejects: j.MaxRejects, MaxRejectRatio: j.MaxRejectRatio, Source: source.Options{Sheets: j.Sheets}, Dir: c.Dir,
		}
		if j.Mapping != "" {
			if job.Mapping, err = mapping.Load(c.Near(j.Mapping)); errors.Is(err, fs.ErrNotExist) {
				errs = append(errs, c.NoMapping(i))
				continue
			} else if err != nil {
				errs = append(errs, queries.Say("任务 %s：%v", "job %s: %v", j.Name, err))
				continue
			}
			job.Source.Rows = job.Mapping.Rows
		}
		list = append(list, job)
	}
	return list, errors.Join(errs...)
}
