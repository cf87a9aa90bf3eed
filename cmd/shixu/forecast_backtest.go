package main

import (
	"cmp"
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"time"

	"shixu/exporters/forecast"
	"shixu/exporters/owner"
	"shixu/pipeline/config"
	"shixu/pipeline/warehouse"
	"shixu/queries"
)

// ForecastBacktestCmd tries every method on past years.
type ForecastBacktestCmd struct {
	From    int         `placeholder:"YEAR" help:"The first year to try; default: all that are reported to their end."`
	To      int         `placeholder:"YEAR" help:"The last year to try."`
	By      string      `default:"district" enum:"city,district,level,sector,type,owner,project" help:"Whose errors choose the default: city, district, level, sector, type, owner, project."`
	AsKnown bool        `name:"as-known" help:"Use what was known then only: loads known by the end of the month after."`
	AsOf    config.Date `name:"as-of" placeholder:"DATE" help:"The day it is run for; default: as_of of the configuration, else today."`
	Format  string      `short:"f" default:"table" enum:"table,json,csv" help:"Form of the answer: table, json, csv."`
}

// Run tries, stores what came of it, and prints it. Beside a server, the
// server does it.
func (c *ForecastBacktestCmd) Run(ctx context.Context, m *Main, g *Global) error {
	cfg, err := config.Load(g.ConfigFile)
	if err != nil {
		return err
	}
	o := forecast.Options{AsOf: cmp.Or(c.AsOf.Time, cfg.AsOf.Time), From: c.From, To: c.To, By: c.By, AsKnown: c.AsKnown}
	if c.By == "type" {
		o.By = "project_type"
	}
	rep, err := m.backtest(ctx, cfg, o)
	switch {
	case errors.Is(err, forecast.ErrNoHistory):
		return queries.Say("%v：需要至少一个填报到十二月的完整年度。预测照常，用默认方法和先验区间",
			"%v; a year with plans and reports to December is needed. Forecasts go on with the default method and the prior's ranges", err)
	case err != nil:
		return err
	}
	switch c.Format {
	case "json":
		enc := json.NewEncoder(m.Stdout)
		enc.SetIndent("", "  ")
		return enc.Encode(rep)
	case "csv":
		return writeScores(m.Stdout, rep)
	}
	return m.printScores(g, rep, o.By)
}

// backtest runs a backtest as the owner of the warehouse, or has its owner do it.
func (m *Main) backtest(ctx context.Context, cfg *config.Config, o forecast.Options) (*forecast.Report, error) {
	w, err := m.openWarehouse(ctx, cfg)
	if errors.Is(err, warehouse.ErrLocked) {
		return owner.Find(cfg.Abs(cfg.Warehouse), err).Backtest(ctx, o)
	}
	if err != nil {
		return nil, err
	}
	defer w.Close()
	return m.runBacktest(ctx, w, cfg, o)
}

func (m *Main) runBacktest(ctx context.Context, w *warehouse.Warehouse, cfg *config.Config, o forecast.Options) (*forecast.Report, error) {
	if o.AsOf.IsZero() {
		y, mo, d := m.Now().Date()
		o.AsOf = time.Date(y, mo, d, 0, 0, 0, 0, time.UTC)
	}
	return (&forecast.Backtest{Warehouse: w, Rules: timeRules(cfg), Now: m.Now}).Run(ctx, o)
}

// printScores prints the scores of one grouping for people, a star at the
// default of each month.
func (m *Main) printScores(g *Global, rep *forecast.Report, by string) error {
	fmt.Fprintf(m.Stdout, g.say("回测 %d—%d 年，分组 %s；误差为与全年实际之差，区间按其他年份的误差给出；* 为该月默认方法\n\n",
		"Backtest of %d to %d by %s; errors are against how the year ended, ranges from the other years' errors; * is the month's default\n\n"), rep.From, rep.To, by)
	fmt.Fprintln(m.Stdout, g.say("月  方法                预测数  中位误差%  平均误差%    偏差%  区间命中%", "month  method           forecasts   median %     mean %   bias %  in range %"))
	for _, s := range rep.Scores {
		if s.Kind != by {
			continue
		}
		star := " "
		if s.Default {
			star = "*"
		}
		fmt.Fprintf(m.Stdout, g.say("%2d%s %-18s %7d %10s %10s %8s %10s\n", "%5d%s %-18s %7d %10s %10s %8s %10s\n"),
			s.Month, star, s.Method, s.Forecasts, percent(s.MedianError), percent(s.MeanError), percent(s.Bias), percent(s.Coverage))
	}
	return nil
}

func percent(share *float64) string {
	if share == nil {
		return "-"
	}
	return strconv.FormatFloat(100**share, 'f', 1, 64)
}

// writeScores writes all scores as CSV.
func writeScores(w io.Writer, rep *forecast.Report) error {
	out := csv.NewWriter(w)
	out.Write([]string{"kind", "method", "month", "forecasts", "years", "median_error", "mean_error", "bias", "compared_error", "error_low", "error_high", "coverage", "is_default"})
	number := func(f *float64) string {
		if f == nil {
			return ""
		}
		return strconv.FormatFloat(*f, 'g', -1, 64)
	}
	for _, s := range rep.Scores {
		out.Write([]string{
			s.Kind, s.Method, strconv.Itoa(s.Month), strconv.FormatInt(s.Forecasts, 10), strconv.Itoa(s.Years), number(s.MedianError), number(s.MeanError),
			number(s.Bias), number(s.Compared), number(s.ErrorLow), number(s.ErrorHigh), number(s.Coverage), strconv.FormatBool(s.Default),
		})
	}
	out.Flush()
	return out.Error()
}
