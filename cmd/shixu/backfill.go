package main

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"time"

	promconfig "github.com/prometheus/common/config"
	"github.com/prometheus/common/model"

	"shixu/exporters/backfill"
	"shixu/exporters/exposition"
	"shixu/exporters/metrics"
	"shixu/exporters/owner"
	"shixu/pipeline/config"
	"shixu/pipeline/warehouse"
	"shixu/queries"
)

// BackfillCmd writes the metrics of past months.
type BackfillCmd struct {
	From        Month         `placeholder:"MONTH" help:"The first month, such as 2021-01; default: the first one with an investment report."`
	To          Month         `placeholder:"MONTH" help:"The last month; default: all, and the as-of date of live figures until now."`
	Until       Instant       `placeholder:"TIME" help:"When history ends at the latest, such as 2023-10-31 or 2023-10-31T09:00:00+08:00: the moment from which Prometheus scrapes; default: now."`
	Step        time.Duration `default:"1h" help:"How far samples are apart."`
	OutputDir   string        `name:"output-dir" default:"blocks" placeholder:"DIR" help:"Where blocks or text files go. A run that was stopped goes on where it was."`
	Format      string        `default:"blocks" enum:"blocks,openmetrics" help:"TSDB blocks, or OpenMetrics text for promtool: blocks, openmetrics."`
	RemoteWrite string        `name:"remote-write" placeholder:"URL" help:"Send to a remote-write receiver instead of writing files."`
	HTTPConfig  string        `name:"http.config.file" placeholder:"FILE" help:"TLS and passwords for --remote-write, in the form of Prometheus' HTTP client configuration."`
	Label       []string      `default:"job=shixu,instance=127.0.0.1:9480" placeholder:"NAME=VALUE" help:"Labels that a scrape adds; they must be those of the live scrape, or history and present are different series."`
	AsKnown     bool          `name:"as-known" help:"Each month's figures as they were known on its last day, without later reports and corrections."`
}

// Run evaluates the metric queries as of each month's end and writes what they
// give.
func (c *BackfillCmd) Run(ctx context.Context, m *Main, g *Global) error {
	cfg, err := config.Load(g.ConfigFile)
	if err != nil {
		return err
	}
	labels, err := parseLabels(c.Label)
	if err != nil {
		return err
	}
	if c.Step < time.Second || c.Step%time.Millisecond != 0 {
		return usage("--step: %s 短于一秒", "--step: %s is below a second", c.Step)
	}
	w, err := c.open(ctx, m, cfg)
	if err != nil {
		return err
	}
	defer w.Close()
	e, err := m.engine(cfg, w)
	if err != nil {
		return err
	}
	plan, err := c.plan(ctx, m, cfg, w)
	if err != nil {
		return err
	}
	sink, err := c.sink(ctx, cfg, w, plan[0], labels)
	if errors.Is(err, backfill.ErrOther) {
		return fmt.Errorf("%w\n%s", err, g.say("提示：另选 --output-dir，或先删去该文件夹", "hint: choose another --output-dir, or remove the folder first"))
	}
	if err != nil {
		return err
	}
	bar := m.progress(g, "补历史", "Backfilling")
	defer bar.done()
	series := 0
	evaluate := func(ctx context.Context, day time.Time) ([]exposition.Family, error) {
		v := metrics.View{AsOf: day}
		if c.AsKnown {
			v.KnownOn = day
		}
		res, err := e.Evaluate(ctx, v)
		if err != nil {
			return nil, err
		}
		series = max(series, res.Snapshot.NumSeries())
		return res.History(), res.Err()
	}
	if err := backfill.Run(ctx, plan, evaluate, sink, func(done int) { bar.set(done, len(plan)) }); err != nil {
		return err
	}
	bar.done()
	last := plan[len(plan)-1]
	fmt.Fprintf(m.Stdout, g.say("%d 个时点的历史，截至 %s，至多 %d 条序列\n", "History of %d days, until %s, at most %d series\n"),
		len(plan), last.End.Format(time.RFC3339), series)
	if c.RemoteWrite == "" {
		fmt.Fprintln(m.Stdout, c.next(g))
	}
	return nil
}

// next says what to do with what was written.
func (c *BackfillCmd) next(g *Global) string {
	if c.Format == "openmetrics" {
		return fmt.Sprintf(g.say("逐个转为数据块：promtool tsdb create-blocks-from openmetrics %s/2023-09.om DATA_DIR",
			"Make blocks of each: promtool tsdb create-blocks-from openmetrics %s/2023-09.om DATA_DIR"), c.OutputDir)
	}
	return fmt.Sprintf(g.say("把 %s 下的数据块移入 Prometheus 的数据目录，重启后即见；保留期要够长（--storage.tsdb.retention.time）",
		"Move the blocks of %s into Prometheus' data folder and restart it; its retention must reach as far back (--storage.tsdb.retention.time)"), c.OutputDir)
}

// open opens the warehouse, or a snapshot of it where a server owns it.
func (c *BackfillCmd) open(ctx context.Context, m *Main, cfg *config.Config) (*warehouse.Warehouse, error) {
	w, err := m.openWarehouse(ctx, cfg)
	if !errors.Is(err, warehouse.ErrLocked) {
		return w, err
	}
	path, err := owner.Find(cfg.Abs(cfg.Warehouse), err).Snapshot(ctx)
	if err != nil {
		return nil, err
	}
	return warehouse.Open(ctx, warehouse.Options{Path: path, Memory: cfg.Memory, Threads: cfg.Threads, ReadOnly: true, Now: m.Now})
}

// plan lays out the days: the ends of months and, where no last month is given,
// the as-of date of live figures, which hold until now.
func (c *BackfillCmd) plan(ctx context.Context, m *Main, cfg *config.Config, w *warehouse.Warehouse) ([]backfill.Stretch, error) {
	from, to, until := c.From.Time, c.To.Time, c.Until.At(m.Now())
	if from.IsZero() {
		var first sql.Null[time.Time]
		if err := w.DB.QueryRowContext(ctx, `SELECT min(month) FROM store.investment_report`).Scan(&first); err != nil {
			return nil, err
		}
		if !first.Valid {
			return nil, queries.Say("还没有装载投资填报，没有历史；请先用 shixu ingest 装载报表", "no investment report is loaded: there is no history yet; load reports first, with shixu ingest")
		}
		from = first.V
	}
	if !to.IsZero() {
		next := backfill.MonthEnd(backfill.MonthEnd(to).AddDate(0, 0, 1))
		if end := time.Date(next.Year(), next.Month(), next.Day(), 0, 0, 0, 0, until.Location()); end.Before(until) {
			until = end
		}
		return backfill.Plan(backfill.MonthEnds(from, to), until)
	}
	asOf := cfg.AsOf.Time
	if asOf.IsZero() {
		asOf = m.today()
	}
	days := backfill.MonthEnds(from, asOf)
	if len(days) > 0 && days[len(days)-1].After(asOf) {
		days[len(days)-1] = asOf
	}
	return backfill.Plan(days, until)
}

// sink opens the way out.
func (c *BackfillCmd) sink(ctx context.Context, cfg *config.Config, w *warehouse.Warehouse, first backfill.Stretch, labels []backfill.Label) (backfill.Sink, error) {
	if c.RemoteWrite != "" {
		client := http.DefaultClient
		if c.HTTPConfig != "" {
			conf, _, err := promconfig.LoadHTTPConfigFile(c.HTTPConfig)
			if err != nil {
				return nil, queries.Say("%s：%v", "%s: %v", c.HTTPConfig, err)
			}
			if client, err = promconfig.NewClientFromConfig(*conf, "shixu"); err != nil {
				return nil, err
			}
		}
		return backfill.NewRemote(c.RemoteWrite, client, c.Step, labels)
	}
	request, err := c.request(ctx, cfg, w, first, labels)
	if err != nil {
		return nil, err
	}
	if c.Format == "openmetrics" {
		return backfill.NewOpenMetrics(c.OutputDir, request, c.Step, labels)
	}
	return backfill.NewBlocks(c.OutputDir, request, c.Step, labels)
}

// request says in one line what is written, so that a folder is only continued
// with the same: the same data by the same definitions.
func (c *BackfillCmd) request(ctx context.Context, cfg *config.Config, w *warehouse.Warehouse, first backfill.Stretch, labels []backfill.Label) (string, error) {
	all, err := metricQueries(cfg)
	if err != nil {
		return "", err
	}
	hash := sha256.New()
	for _, q := range all {
		hash.Write([]byte(q.Hash))
	}
	json.NewEncoder(hash).Encode([]any{settings(cfg), labels, c.AsKnown})
	var version int64
	if err := w.DB.QueryRowContext(ctx, `SELECT coalesce(max(load_id), 0) FROM store.load`).Scan(&version); err != nil {
		return "", err
	}
	return fmt.Sprintf("%s from %s, step %s, load %d, definitions %s", c.Format, first.AsOf.Format("2006-01"), c.Step, version, hex.EncodeToString(hash.Sum(nil)[:6])), nil
}

func parseLabels(pairs []string) ([]backfill.Label, error) {
	var all []backfill.Label
	for _, p := range pairs {
		name, value, ok := splitPair(p)
		if !ok || !model.LegacyValidation.IsValidLabelName(name) || slices.ContainsFunc(all, func(l backfill.Label) bool { return l.Name == name }) {
			return nil, usage("--label %s：须为 名称=值，名称各不相同，如 job=shixu", "--label %s: NAME=VALUE is wanted, each name once, such as job=shixu", p)
		}
		all = append(all, backfill.Label{Name: name, Value: value})
	}
	return all, nil
}
