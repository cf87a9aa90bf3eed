package main

import (
	"context"
	"errors"
	"io"
	"net/http"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	versioncollector "github.com/prometheus/client_golang/prometheus/collectors/version"
	toolkit "github.com/prometheus/exporter-toolkit/web"

	"shixu/dashboards"
	"shixu/exporters/exposition"
	"shixu/exporters/forecast"
	"shixu/exporters/metrics"
	"shixu/exporters/owner"
	"shixu/exporters/warningapi"
	"shixu/exporters/web"
	"shixu/pipeline/config"
	"shixu/pipeline/ingest"
	"shixu/queries"
)

// ServeCmd serves metrics.
type ServeCmd struct {
	ListenAddress []string    `name:"web.listen-address" default:"127.0.0.1:9480" placeholder:"ADDRESS" help:"Addresses to listen on."`
	WebConfig     string      `name:"web.config.file" placeholder:"FILE" help:"TLS and passwords, in the form of the Prometheus exporter-toolkit."`
	AsOf          config.Date `name:"as-of" placeholder:"DATE" help:"The day the figures speak of; default: as_of of the configuration, else today."`
}

// Run serves until the context ends.
func (c *ServeCmd) Run(ctx context.Context, m *Main, g *Global) error {
	cfg, err := config.Load(g.ConfigFile)
	if err != nil {
		return err
	}
	if !c.AsOf.IsZero() {
		cfg.AsOf = c.AsOf
	}
	w, err := m.openWarehouse(ctx, cfg)
	if err != nil {
		return err
	}
	defer w.Close()
	e, err := m.engine(cfg, w)
	if err != nil {
		m.log.Error("metric files left out", "error", err)
	}
	r, err := m.runner(w)
	if err != nil {
		return err
	}
	book, err := m.book(cfg, w)
	if err != nil {
		return err
	}
	s := &server{Main: m, global: g, asOf: c.AsOf, cfg: cfg, engine: e, runner: r, warnings: book, wake: make(chan struct{}, 1), registry: prometheus.NewRegistry()}
	s.instruments()
	s.handler = exposition.NewHandler(exposition.Options{Own: s.registry, Log: m.log})

	local, err := owner.Serve(w.Path, owner.Work{Ingest: s.ingest, Snapshot: w.Snapshot, Metrics: s.printMetrics, Backtest: s.backtest, API: s.warningAPI(nil)}.Handler())
	if err != nil {
		return err
	}
	defer local.Close()
	if err := s.start(ctx); err != nil {
		return err
	}
	return s.listen(ctx, c)
}

// instruments registers what the process says about itself.
func (s *server) instruments() {
	s.failures = prometheus.NewCounterVec(prometheus.CounterOpts{
		Name: "shixu_ingest_failures_total", Help: "Files that could not be loaded, since the server started.",
	}, []string{"ingest_job"})
	for _, j := range s.cfg.Jobs {
		s.failures.WithLabelValues(j.Name)
	}
	s.registry.MustRegister(
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}),
		versioncollector.NewCollector("shixu"), &s.own, s.failures,
		prometheus.NewGaugeFunc(prometheus.GaugeOpts{
			Name: "shixu_warehouse_size_bytes", Help: "Size of the DuckDB file.",
		}, func() float64 {
			// Stat opens nothing, so DuckDB's lock stays.
			if info, err := os.Stat(s.runner.Warehouse.Path); err == nil {
				return float64(info.Size())
			}
			return 0
		}),
	)
}

// start publishes what was stored, then keeps the metrics fresh until ctx ends.
func (s *server) start(ctx context.Context) error {
	stored, err := s.engine.Restore(ctx)
	if err != nil {
		return err
	}
	if stored != nil {
		s.publish(stored)
		s.log.Info("serving stored metrics", "as_of", stored.AsOf.Format(time.DateOnly), "series", stored.Snapshot.NumSeries())
	}
	go s.keepFresh(ctx)
	go s.handler.KeepOwn(ctx)
	return nil
}

// keepFresh refreshes at once, after each load, when the day changes, and at
// the configured interval.
func (s *server) keepFresh(ctx context.Context) {
	for {
		s.refresh(ctx)
		now := s.Now()
		y, mo, d := now.Date()
		wait := min(time.Duration(s.config().Refresh), time.Date(y, mo, d+1, 0, 0, 1, 0, now.Location()).Sub(now))
		select {
		case <-ctx.Done():
			return
		case <-s.wake:
		case <-time.After(max(wait, time.Second)):
		}
	}
}

// refresh brings the warnings up to date, then the metrics, which show them.
func (s *server) refresh(ctx context.Context) {
	s.warn(ctx)
	start := s.Now()
	res, err := s.engine.Refresh(ctx)
	if err != nil {
		if ctx.Err() == nil {
			s.log.Error("refresh failed; serving the last metrics", "error", err)
		}
		return
	}
	s.publish(res)
	s.log.Info("metrics refreshed", "as_of", res.AsOf.Format(time.DateOnly), "reported_to", res.ReportedTo.Format(time.DateOnly),
		"data_version", res.DataVersion, "series", res.Snapshot.NumSeries(), "duration", s.Now().Sub(start))
	if res.Nothing != nil {
		s.log.Warn("the metrics show nothing of investment", "reason", res.Nothing)
	}
}

// warningAPI shows warnings and takes people's steps, after which the metrics
// are refreshed.
func (s *server) warningAPI(actor func(*http.Request) (string, error)) http.Handler {
	return warningapi.Handler(warningapi.Options{Book: s.warnings, Actor: actor, Acted: s.soon, Log: s.log})
}

// warn brings the warnings up to date.
func (s *server) warn(ctx context.Context) {
	start := s.Now()
	v, err := s.warnings.Evaluate(ctx)
	if err != nil {
		if ctx.Err() == nil {
			s.log.Error("warnings not evaluated; they stay as they are", "error", err)
		}
		return
	}
	s.log.Info("warnings evaluated", "days", v.Days, "raised", v.Steps["raise"], "answers_set_aside", v.AnswersAside, "failed_rules", len(v.Failed), "duration", s.Now().Sub(start))
}

func (s *server) publish(res *metrics.Result) {
	s.own.Set(res)
	s.handler.Publish(res.Snapshot)
	s.result.Store(res)
}

// listen serves HTTP until ctx ends.
func (s *server) listen(ctx context.Context, c *ServeCmd) error {
	srv := &http.Server{
		Handler: web.Handler(web.Options{
			Metrics: s.handler, State: s.state, Ready: func() bool { return s.result.Load() != nil }, Reload: s.reload,
			Warnings: s.warningAPI(warningapi.LoggedIn(c.WebConfig)), Runbooks: dashboards.Runbooks(), Project: s.project,
		}),
		ReadHeaderTimeout: 10 * time.Second,
	}
	hup := make(chan os.Signal, 1)
	signal.Notify(hup, syscall.SIGHUP)
	defer signal.Stop(hup)
	done := make(chan struct{})
	defer close(done)
	go func() {
		for {
			select {
			case <-done:
				return
			case <-hup:
				if err := s.reload(); err != nil {
					s.log.Error("reload failed; the old configuration stands", "error", err)
				}
			case <-ctx.Done():
				stop, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
				defer cancel()
				srv.Shutdown(stop)
				return
			}
		}
	}()
	s.sayWhere(c)
	systemd := false
	err := toolkit.ListenAndServe(srv, &toolkit.FlagConfig{
		WebListenAddresses: &c.ListenAddress, WebSystemdSocket: &systemd, WebConfigFile: &c.WebConfig,
	}, s.log)
	switch {
	case errors.Is(err, http.ErrServerClosed):
		return nil
	case errors.Is(err, syscall.EADDRINUSE):
		return queries.Say("%v；请用 --web.listen-address 另选", "%v; choose another with --web.listen-address", err)
	}
	return err
}

// ingest loads for a command beside the server.
func (s *server) ingest(ctx context.Context, q owner.IngestRequest, o ingest.Options) ([]ingest.FileResult, error) {
	cfg := s.config()
	if own, err := filepath.Abs(cfg.Path); err != nil || own != q.Config {
		return nil, queries.Say("它服务的是另一份配置：%s；请用 --config.file 指定这一份", "it serves another configuration: %s; name that one with --config.file", own)
	}
	// The configuration may have changed since the server read it: what the
	// caller sees is what is loaded.
	cfg, err := config.Load(q.Config)
	if err != nil {
		return nil, err
	}
	list, err := jobs(cfg, q.Jobs, s.runner.Datasets)
	if err != nil {
		return nil, err
	}
	results, err := s.runner.Run(ctx, list, o)
	for _, r := range results {
		switch {
		case r.Err != nil:
			s.failures.WithLabelValues(r.Job).Inc()
			s.log.Warn("file not loaded", "job", r.Job, "file", r.Path, "error", r.Err)
		case r.Already == nil && !o.DryRun:
			s.log.Info("file loaded", "job", r.Job, "file", r.Path, "rows", r.Read, "new", r.New, "changed", r.Changed, "set_aside", r.SetAside)
		}
	}
	if !o.DryRun {
		s.refresh(ctx)
	}
	return results, err
}

// printMetrics writes the metrics of another view for a command beside the server.
func (s *server) printMetrics(ctx context.Context, w io.Writer, q owner.MetricsRequest) (note, err error) {
	res, err := s.engine.Evaluate(ctx, metrics.View{AsOf: q.AsOf, KnownOn: q.KnownOn})
	if err != nil {
		return nil, err
	}
	text, err := res.Snapshot.Append(nil, q.Format)
	if err != nil {
		return nil, err
	}
	_, err = w.Write(text)
	return res.Nothing, errors.Join(err, res.Err())
}

// backtest tries the methods of forecasting for a command beside the server.
func (s *server) backtest(ctx context.Context, o forecast.Options) (*forecast.Report, error) {
	rep, err := s.runBacktest(ctx, s.runner.Warehouse, s.config(), o)
	if err == nil {
		s.refresh(ctx) // the default and its ranges may be others now
	}
	return rep, err
}
