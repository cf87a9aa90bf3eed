package main

import (
	"context"
	"database/sql"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/common/version"

	"shixu/exporters/dossier"
	"shixu/exporters/exposition"
	"shixu/exporters/metrics"
	"shixu/exporters/web"
	"shixu/pipeline/config"
	"shixu/pipeline/ingest"
	"shixu/pipeline/warnings"
	"shixu/queries/session"
)

// server is the state of `shixu serve`.
type server struct {
	*Main
	global   *Global
	asOf     config.Date // of the command line; goes before the configuration's
	engine   *metrics.Engine
	runner   *ingest.Runner
	warnings *warnings.Engine
	handler  *exposition.Handler
	registry *prometheus.Registry
	own      metrics.Own
	failures *prometheus.CounterVec
	result   atomic.Pointer[metrics.Result]
	wake     chan struct{}

	mu  sync.Mutex
	cfg *config.Config
}

func (s *server) config() *config.Config {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.cfg
}

// reload reads configuration and metric files again; if anything is wrong the
// old ones stand.
func (s *server) reload() error {
	cfg, err := config.Load(s.config().Path)
	if err != nil {
		return err
	}
	if !s.asOf.IsZero() {
		cfg.AsOf = s.asOf
	}
	if _, err := metricQueries(cfg); err != nil {
		return err
	}
	warned, err := warningSettings(cfg)
	if err != nil {
		return err
	}
	if err := configure(s.engine, cfg); err != nil {
		return err
	}
	s.warnings.Configure(warned)
	s.mu.Lock()
	s.cfg = cfg
	s.mu.Unlock()
	s.log.Info("configuration reloaded", "file", cfg.Path)
	s.soon()
	return nil
}

// soon makes the metrics be refreshed.
func (s *server) soon() {
	select {
	case s.wake <- struct{}{}:
	default: // a refresh is due anyway
	}
}

// project is what the page of a project shows, as of the day the metrics speak
// of.
func (s *server) project(ctx context.Context, id string) (*dossier.Dossier, error) {
	var dates session.Dates
	if res := s.result.Load(); res != nil {
		dates = session.Dates{AsOf: res.AsOf, ReportedTo: res.ReportedTo}
	} else {
		dates.AsOf = s.warnings.Today()
	}
	cfg := s.config()
	d, err := dossier.Reader{DB: s.runner.Warehouse.DB, Warnings: s.warnings}.Read(ctx, id, dates, timeRules(cfg))
	if err == nil {
		d.Currency = cfg.Currency
	}
	return d, err
}

// state is what the landing page shows.
func (s *server) state(r *http.Request) (web.State, error) {
	cfg := s.config()
	st := web.State{City: cfg.City.NameZh, CityEn: cfg.City.NameEn, Version: version.Info()}
	if res := s.result.Load(); res != nil {
		st.AsOf, st.ReportedTo, st.DataVersion, st.Series = res.AsOf, res.ReportedTo, res.DataVersion, res.Snapshot.NumSeries()
		st.Headline = web.HeadlineOf(res.Snapshot, cfg.Currency, res.AsOf, res.ReportedTo)
		for _, o := range res.Outcomes {
			q := web.Query{Name: o.Query, SucceededAt: o.SucceededAt}
			for _, f := range o.Families {
				q.Series += len(f.Series)
			}
			if o.Err != nil {
				q.Error = o.Err.Error()
			}
			if o.SucceededAt.After(st.RefreshedAt) {
				st.RefreshedAt = o.SucceededAt
			}
			st.Queries = append(st.Queries, q)
		}
	}
	rows, err := s.runner.Warehouse.DB.QueryContext(r.Context(), `
		SELECT job, any_value(dataset), count(*), coalesce(sum(rows_new + rows_changed), 0)::BIGINT, coalesce(sum(rows_set_aside), 0)::BIGINT, max(known_on), max(loaded_at)
		FROM load GROUP BY job ORDER BY min(load_id)`)
	if err != nil {
		return st, err
	}
	defer rows.Close()
	for rows.Next() {
		var l web.Load
		var known, loaded sql.Null[time.Time]
		if err := rows.Scan(&l.Job, &l.Dataset, &l.Files, &l.Rows, &l.SetAside, &known, &loaded); err != nil {
			return st, err
		}
		l.KnownOn, l.LoadedAt = known.V, loaded.V
		st.Loads = append(st.Loads, l)
	}
	return st, rows.Err()
}
