package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"go.yaml.in/yaml/v3"

	"shixu/exporters/check"
	"shixu/exporters/owner"
	"shixu/pipeline/config"
	"shixu/pipeline/warehouse"
	"shixu/queries"
)

// CheckCmd looks for what is wrong before a load or a scrape runs into it.
type CheckCmd struct {
	Files []string `arg:"" optional:"" name:"file" help:"Metric files or, in a folder of rules, warning rules (.sql), mapping files or configurations (.yaml); default: the configuration and all it names."`
}

// Run prints one line a problem and fails if there are any but warnings.
func (c *CheckCmd) Run(ctx context.Context, m *Main, g *Global) error {
	datasets, err := queries.Datasets()
	if err != nil {
		return err
	}
	r := new(check.Report)
	in := check.MetricFiles{}
	scored := len(c.Files) == 0
	ruled, ruleFolders := len(c.Files) == 0, []string(nil)
	var traced []string
	cfg := c.configuration(r, g, datasets)
	for _, f := range c.Files {
		switch {
		case f == g.ConfigFile:
		case cfg.Scores.Folder != "" && isBelow(beside(cfg.Path, cfg.Scores.Folder), f):
			scored = true
		case filepath.Ext(f) == ".sql" && isRule(cfg, f):
			ruled = true
			ruleFolders = append(ruleFolders, filepath.Dir(f))
		case filepath.Ext(f) == ".sql" && filepath.Base(filepath.Dir(f)) == traceFolder:
			traced = append(traced, f)
		case filepath.Ext(f) == ".sql":
			in.Files = append(in.Files, f)
		case isMapping(f):
			r.Mapping(f, datasets)
		default:
			r.Config(f, datasets)
		}
	}
	in.Currency = cfg.Currency
	if cfg.Metrics != "" {
		in.Folder = beside(cfg.Path, cfg.Metrics)
	}
	if len(c.Files) == 0 || len(in.Files) > 0 || len(traced) > 0 {
		if err := m.checkMetrics(ctx, g, r, cfg, in, traced); err != nil {
			return err
		}
	}
	if ruled {
		if err := m.checkRules(ctx, g, r, cfg, ruleFolders, datasets); err != nil {
			return err
		}
	}
	if len(c.Files) == 0 && cfg.ForecastMethods != "" {
		if err := r.Forecast(ctx, beside(cfg.Path, cfg.ForecastMethods)); err != nil {
			return err
		}
	}
	if scored {
		if err := r.Scores(ctx, scoreFiles(cfg)); err != nil {
			return err
		}
	}
	return m.printChecked(g, r)
}

// isRule says that an SQL file is a warning rule: by its folder.
func isRule(c *config.Config, file string) bool {
	dir := filepath.Dir(file)
	return filepath.Base(dir) == "rules" || c.Rules != "" && filepath.Clean(dir) == filepath.Clean(beside(c.Path, c.Rules))
}

// checkRules checks warning rules and their settings, as checkMetrics does
// metric files. More folders of rules stand before the configured one.
func (m *Main) checkRules(ctx context.Context, g *Global, r *check.Report, cfg *config.Config, more []string, datasets map[string]*queries.Dataset) error {
	in := check.RuleFiles{Preset: cfg.Warnings.Preset, Settings: ruleSettings(cfg), Rules: timeRules(cfg), AsOf: cfg.AsOf.Time}
	if cfg.Rules != "" {
		in.Folders = append(in.Folders, beside(cfg.Path, cfg.Rules))
	}
	for _, f := range more {
		if !slices.Contains(in.Folders, f) {
			in.Folders = append(in.Folders, f)
		}
	}
	s, err := r.Rules(ctx, in, datasets)
	if err != nil {
		return err
	}
	return m.againstWarehouse(ctx, g, cfg, g.say("预警规则", "rules"), func(w *warehouse.Warehouse) error {
		return r.RunRules(ctx, w, in, s)
	})
}

// againstWarehouse calls f with what the configured warehouse has, if anything
// was loaded. That it cannot be asked is a note to people and no failure.
func (m *Main) againstWarehouse(ctx context.Context, g *Global, cfg *config.Config, what string, f func(*warehouse.Warehouse) error) error {
	w, err := openForReading(ctx, cfg)
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err == nil {
		defer w.Close()
		err = f(w)
	}
	if err != nil && ctx.Err() == nil {
		fmt.Fprintf(m.Stderr, g.say("shixu: 未能对照数据仓库检查%s：%v\n", "shixu: %s not checked against the warehouse: %v\n"), what, g.words(err))
	}
	return ctx.Err()
}

// scoreFiles say where the configuration has schemes and indicators.
func scoreFiles(c *config.Config) check.ScoreFiles {
	in := check.ScoreFiles{Scheme: c.Scores.Scheme, File: c.Path, Line: c.Line("scores", "scheme"), Rules: timeRules(c)}
	if c.Scores.Folder != "" {
		in.Folder = beside(c.Path, c.Scores.Folder)
	}
	return in
}

// isBelow says that a file is in a folder or one of its own.
func isBelow(folder, file string) bool {
	rel, err := filepath.Rel(folder, file)
	return err == nil && filepath.IsLocal(rel)
}

// configuration is the one that metric files are checked for: the file's, as
// far as it can be read, else the defaults. It is checked where it was asked for.
func (c *CheckCmd) configuration(r *check.Report, g *Global, datasets map[string]*queries.Dataset) *config.Config {
	seen := new(check.Report)
	cfg := seen.Config(g.ConfigFile, datasets)
	asked := len(c.Files) == 0
	for _, f := range c.Files {
		asked = asked || f == g.ConfigFile
	}
	if asked {
		*r = *seen
	}
	if cfg == nil {
		cfg, _ = config.Parse(nil) // an empty configuration is a right one
	}
	return cfg
}

// checkMetrics checks metric files and the traces beside them, and their queries
// against an empty warehouse and, where it can be opened, the configured one.
func (m *Main) checkMetrics(ctx context.Context, g *Global, r *check.Report, cfg *config.Config, in check.MetricFiles, traced []string) error {
	s := settings(cfg)
	good, err := r.RunEmpty(ctx, r.MetricFiles(in), s)
	if err != nil {
		return err
	}
	t := check.TraceFiles{Currency: in.Currency, Files: traced, Metrics: good, Rules: s.Rules, AsOf: cmp.Or(cfg.AsOf.Time, m.today())}
	if dir := filepath.Join(in.Folder, traceFolder); in.Folder != "" && isDir(dir) {
		t.Folder = dir
	}
	own, err := r.Traces(ctx, t)
	if err != nil {
		return err
	}
	return m.againstWarehouse(ctx, g, cfg, g.say("指标", "metrics"), func(w *warehouse.Warehouse) error {
		if err := r.Run(ctx, w, good, s); err != nil {
			return err
		}
		return r.RunTraces(ctx, w, t, own)
	})
}

// openForReading opens the configured warehouse, or the server's snapshot of
// it. The error is os.ErrNotExist where nothing was loaded yet.
func openForReading(ctx context.Context, cfg *config.Config) (*warehouse.Warehouse, error) {
	path := cfg.Abs(cfg.Warehouse)
	if _, err := os.Stat(path); err != nil {
		return nil, err
	}
	o := warehouse.Options{Path: path, ReadOnly: true, Memory: cfg.Memory, Threads: cfg.Threads}
	w, err := warehouse.Open(ctx, o)
	if errors.Is(err, warehouse.ErrLocked) {
		if o.Path, err = owner.Find(path, err).Snapshot(ctx); err != nil {
			return nil, err
		}
		return warehouse.Open(ctx, o)
	}
	return w, err
}

// printChecked prints the problems and how much was looked at.
func (m *Main) printChecked(g *Global, r *check.Report) error {
	problems := 0
	for _, p := range r.Sorted() {
		place, what := p.File, g.say(p.Text.Zh, p.Text.En)
		if p.Line > 0 {
			place = fmt.Sprintf("%s:%d", place, p.Line)
		}
		if p.Warning {
			what = g.say("注意：", "warning: ") + what
		} else {
			problems++
		}
		fmt.Fprintf(m.Stderr, "%s: %s\n", place, what)
	}
	if problems > 0 {
		return fmt.Errorf(g.say("有 %d 处问题", "problems found: %d"), problems)
	}
	series := ""
	if r.Series > 0 {
		series = fmt.Sprintf(g.say("，当前数据 %d 个序列", ", %d series for the present data"), r.Series)
	}
	fmt.Fprintf(m.Stdout, g.say("已检查 %d 个任务、%d 个映射文件、%d 个指标文件（%d 个指标%s）、%d 个溯源文件、%d 条预警规则、%d 个考核文件：没有错误\n",
		"Checked %d jobs, %d mapping files, %d metric files (%d metrics%s), %d trace files, %d warning rules, %d score files: no problems\n"), r.Jobs, r.Mappings, r.Queries, r.Metrics, series, r.Traced, r.RuleCount, r.Scored)
	return nil
}

// isMapping says that a YAML file is a mapping: it names its dataset.
func isMapping(path string) bool {
	var head struct {
		Dataset yaml.Node
	}
	text, err := os.ReadFile(path)
	return err == nil && yaml.Unmarshal(text, &head) == nil && !head.Dataset.IsZero()
}

// beside is a path that a file gives relative to itself, as one types it.
func beside(file, path string) string {
	if filepath.IsAbs(path) {
		return path
	}
	return filepath.Join(filepath.Dir(file), path)
}
