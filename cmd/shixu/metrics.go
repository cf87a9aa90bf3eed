package main

import (
	"context"
	"errors"

	"github.com/prometheus/common/expfmt"

	"shixu/exporters/metrics"
	"shixu/exporters/owner"
	"shixu/pipeline/config"
	"shixu/pipeline/warehouse"
)

// MetricsCmd prints the exposition once.
type MetricsCmd struct {
	AsOf        config.Date `name:"as-of" placeholder:"DATE" help:"The day the figures speak of, such as 2023-10-31; default: as_of of the configuration, else today."`
	AsKnownOn   config.Date `name:"as-known-on" placeholder:"DATE" help:"Only what was known on that day."`
	OpenMetrics bool        `name:"openmetrics" help:"Print OpenMetrics instead of Prometheus' text format."`
}

// Run prints the metrics; a query that fails is named on standard error.
func (c *MetricsCmd) Run(ctx context.Context, m *Main, g *Global) error {
	cfg, err := config.Load(g.ConfigFile)
	if err != nil {
		return err
	}
	format := expfmt.NewFormat(expfmt.TypeTextPlain)
	if c.OpenMetrics {
		if format, err = expfmt.NewOpenMetricsFormat("1.0.0"); err != nil {
			return err
		}
	}
	w, err := m.openWarehouse(ctx, cfg)
	if errors.Is(err, warehouse.ErrLocked) {
		note, err := owner.Find(cfg.Abs(cfg.Warehouse), err).Metrics(ctx, m.Stdout, owner.MetricsRequest{
			AsOf: c.AsOf.Time, KnownOn: c.AsKnownOn.Time, Format: format,
		})
		m.note(note)
		return err
	}
	if err != nil {
		return err
	}
	defer w.Close()
	e, err := m.engine(cfg, w)
	if err != nil {
		m.note(err)
	}
	res, err := e.Evaluate(ctx, metrics.View{AsOf: c.AsOf.Time, KnownOn: c.AsKnownOn.Time})
	if err != nil {
		return err
	}
	text, err := res.Snapshot.Append(nil, format)
	if err != nil {
		return err
	}
	if _, err := m.Stdout.Write(text); err != nil {
		return err
	}
	m.note(res.Nothing)
	return res.Err()
}
