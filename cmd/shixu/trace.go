package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"shixu/exporters/sqlapi"
	"shixu/exporters/trace"
	"shixu/pipeline/config"
	"shixu/queries"
)

// TraceCmd leads from a figure to the rows behind it.
type TraceCmd struct {
	Series  string `arg:"" optional:"" help:"The figure, as Prometheus writes it: 'shixu_starts{district=\"郫都区\"}'; fewer labels mean the sum."`
	Project string `placeholder:"ID" help:"Show instead every value reported of this project, and what replaced it."`
	Month   string `placeholder:"MONTH" help:"With --project: only reports of this month, such as 2023-09."`
	Answer
}

var monthForm = regexp.MustCompile(`^\d{4}-(0[1-9]|1[0-2])$`)

// Run prints the rows, and holds their sum against the published figure: if
// they differ the exit status is 1.
func (c *TraceCmd) Run(ctx context.Context, m *Main, g *Global) error {
	switch {
	case (c.Series == "") == (c.Project == ""):
		return usage("序列（如 'shixu_starts{district=\"郫都区\"}'）与 --project ID 须写其一", "a series such as 'shixu_starts{district=\"郫都区\"}', or --project ID, one of them")
	case c.Month != "" && c.Project == "":
		return usage("--month 须与 --project 同用；序列用标签筛选", "--month goes with --project; a series is narrowed by its labels")
	case c.Month != "" && !monthForm.MatchString(c.Month):
		return usage("--month %q：请写作 2023-09", "--month %q: write it as 2023-09", c.Month)
	}
	cfg, err := config.Load(g.ConfigFile)
	if err != nil {
		return err
	}
	format, err := c.format(m)
	if err != nil {
		return err
	}
	var plan *trace.Plan
	if c.Series != "" {
		if plan, err = c.plan(m, g, cfg); err != nil {
			return err
		}
	}
	return c.inSession(ctx, m, g, cfg, format, nil, func(s *sqlapi.Session) error {
		if plan == nil {
			return c.project(ctx, m, g, s, format)
		}
		err := c.figure(ctx, m, g, s, format, plan)
		if errors.Is(err, sqlapi.ErrUnknownColumn) {
			err = queries.Say("%s 没有这个标签；它的标签是 %s，另可用 project_id 等列", "%s has no such label; its labels are %s, and columns of its rows such as project_id will do too",
				c.Series, strings.Join(plan.Labels, ", "))
		}
		return err
	})
}

// plan finds the metric's query and its trace.
func (c *TraceCmd) plan(m *Main, g *Global, cfg *config.Config) (*trace.Plan, error) {
	sel, err := trace.ParseSelector(c.Series)
	if err != nil {
		return nil, usage("%v", "%v", err)
	}
	all, err := metricQueries(cfg)
	if err != nil {
		m.note(err)
	}
	traces, err := traces(cfg)
	if err != nil {
		m.note(err)
	}
	plan, err := trace.New(sel, all, traces)
	switch {
	case errors.Is(err, trace.ErrUnknownMetric):
		err = fmt.Errorf("%w\n%s", err, g.say("提示：有哪些指标：shixu metrics", "hint: see the metrics with shixu metrics"))
	case errors.Is(err, trace.ErrUntraced):
		err = fmt.Errorf("%w\n%s%s", err,
			g.say("提示：可在自己的 metrics 文件夹下的 trace/ 里放一个 .sql；现可追溯：", "hint: put a .sql into trace/ of your metrics folder; explained are: "),
			strings.Join(trace.Explained(traces), ", "))
	}
	return plan, err
}

// traceFolder is where a folder of metrics has its traces.
const traceFolder = "trace"

// traces are the trace files that come with Shixu and those in the folder
// trace of the city's metrics.
func traces(c *config.Config) (map[string]*queries.Trace, error) {
	var folders []fs.FS
	if c.Metrics != "" {
		if dir := filepath.Join(c.Abs(c.Metrics), traceFolder); isDir(dir) {
			folders = append(folders, os.DirFS(dir))
		}
	}
	return queries.Traces(c.Currency, folders...)
}

func isDir(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}

// figure prints the rows behind a figure and compares.
func (c *TraceCmd) figure(ctx context.Context, m *Main, g *Global, s *sqlapi.Session, f sqlapi.Format, plan *trace.Plan) error {
	var sum trace.Sum
	if plan.Check != "" {
		rows, err := s.Query(ctx, plan.Check)
		if err != nil {
			return err
		}
		sum, err = trace.ReadSum(rows)
		rows.Release()
		if err != nil {
			return err
		}
		if sum.Series == 0 {
			return fmt.Errorf("%s", g.say("没有这样的序列："+c.Series+"；请核对标签的值", "no such series: "+c.Series+"; look at the labels' values"))
		}
	}
	rows, err := s.Query(ctx, plan.Rows)
	if err != nil {
		return err
	}
	defer rows.Release()
	if err := c.give(m, g, f, rows); err != nil || plan.Check == "" {
		return err
	}
	if !sum.Equal {
		return fmt.Errorf(g.say("%d 行合计 %s，与公布的指标 %s 不一致", "%d rows sum to %s, but the published figure is %s"), sum.Rows, sum.Total, sum.Figure)
	}
	out := m.Stderr
	if f.Name == "table" && c.Output == "" {
		out = m.Stdout
	}
	fmt.Fprintf(out, g.say("%d 行，%s 合计 %s，与公布的指标一致\n", "%d rows; their %s sums to %s, the published figure\n"), sum.Rows, plan.Value, sum.Total)
	return nil
}

// project prints what was ever reported of a project.
func (c *TraceCmd) project(ctx context.Context, m *Main, g *Global, s *sqlapi.Session, f sqlapi.Format) error {
	text, err := trace.Project(c.Project, c.Month)
	if err != nil {
		return err
	}
	rows, err := s.Query(ctx, text)
	if err != nil {
		return err
	}
	defer rows.Release()
	if rows.Empty() {
		return fmt.Errorf("%s", g.say("没有项目 "+c.Project+" 的任何数据（或该月没有）；项目编码见 SELECT project_id, name FROM project",
			"nothing is known of project "+c.Project+" (or not of that month); for the codes: SELECT project_id, name FROM project"))
	}
	return c.give(m, g, f, rows)
}
