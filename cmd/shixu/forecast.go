package main

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"
	"time"

	"shixu/exporters/sqlapi"
	"shixu/pipeline/config"
	"shixu/queries"
	"shixu/queries/session"
)

// ForecastCmd forecasts the year's end, and tests how well that goes.
type ForecastCmd struct {
	Show     ForecastShowCmd     `cmd:"" default:"withargs" help:"Where the year will end: of the city, its groups or each project."`
	Backtest ForecastBacktestCmd `cmd:"" help:"Try every method on past years, and make the best one of each month the default."`
}

// ForecastShowCmd prints forecasts.
type ForecastShowCmd struct {
	By     string `default:"city" enum:"city,district,sector,type,level,owner,project" help:"Of what: city, district, sector, type, level, owner, project."`
	Method string `placeholder:"METHOD" help:"The method; all: every one; default: of the city every one, else the default."`
	Year   int    `placeholder:"YEAR" help:"The plan year; a past one is shown as it ended."`
	Answer
}

// kind is the grouping as views name it.
func (c *ForecastShowCmd) kind() string {
	if c.By == "type" {
		return "project_type"
	}
	return c.By
}

// Run asks a locked, read-only session, beside a running server one of a
// snapshot.
func (c *ForecastShowCmd) Run(ctx context.Context, m *Main, g *Global) error {
	cfg, err := config.Load(g.ConfigFile)
	if err != nil {
		return err
	}
	format, err := c.format(m)
	if err != nil {
		return err
	}
	c.AsOf.Time = c.day(cfg, m.Now())
	p := forecastPrint{Kind: c.kind(), Method: c.Method, Year: c.Year, Zh: g.zh(), Raw: format.Name != "table", Currency: cfg.Currency}
	// The sentences and the table are made from the same rows.
	share := func(ctx context.Context, conn *sql.Conn, _ session.Dates) error {
		return session.ShareForecasts(ctx, conn)
	}
	return c.inSession(ctx, m, g, cfg, format, share, func(s *sqlapi.Session) error {
		if err := c.known(ctx, s); err != nil {
			return err
		}
		if !p.Raw {
			if err := p.lead(ctx, m, s); err != nil {
				return err
			}
		}
		text, err := queries.Print(p.name(), p)
		if err != nil {
			return err
		}
		rows, err := s.Query(ctx, text)
		if err != nil {
			return err
		}
		defer rows.Release()
		return c.give(m, g, format, rows)
	})
}

// day is the as-of date where the command line decides it: a past year is
// looked at from its end.
func (c *ForecastShowCmd) day(cfg *config.Config, now time.Time) time.Time {
	today := cmp.Or(c.AsOf.Time, cfg.AsOf.Time, now)
	if c.Year != 0 && c.Year < today.Year() {
		return time.Date(c.Year, 12, 31, 0, 0, 0, 0, time.UTC)
	}
	return c.AsOf.Time
}

// known checks the method's name against those there are.
func (c *ForecastShowCmd) known(ctx context.Context, s *sqlapi.Session) error {
	if c.Method == "" || c.Method == "all" {
		return nil
	}
	names, err := texts(ctx, s, "SELECT method FROM forecast_method ORDER BY method")
	if err != nil {
		return err
	}
	if !slices.Contains(names, c.Method) {
		return usage("--method：没有方法 %q；可用的有 %s", "--method: there is no method %q; there are %s", c.Method, strings.Join(names, ", "))
	}
	return nil
}

// forecastPrint fills in the templates of queries/print.
type forecastPrint struct {
	Kind, Method string
	Year         int
	Zh, Raw      bool
	Currency     string
}

// name is the template of the rows.
func (p forecastPrint) name() string {
	if p.Kind == "project" {
		return "forecast_projects"
	}
	return "forecast_groups"
}

// Unit is what amounts are told in: 亿元, in English billions, of other
// currencies millions.
func (p forecastPrint) Unit() string {
	switch {
	case p.Currency == "CNY" && p.Zh:
		return "亿元"
	case p.Currency == "CNY":
		return "billion CNY"
	case p.Zh:
		return "百万 " + p.Currency
	}
	return "million " + p.Currency
}

// Scale is how many currency units a Unit is.
func (p forecastPrint) Scale() string {
	switch {
	case p.Currency == "CNY" && p.Zh:
		return "100000000"
	case p.Currency == "CNY":
		return "1000000000"
	}
	return "1000000"
}

// Digits are the decimals of a group's amounts; a project's have one more.
func (p forecastPrint) Digits() int {
	if p.Currency == "CNY" && !p.Zh {
		return 2
	}
	return 1
}

// Fine are the decimals of a project's amounts.
func (p forecastPrint) Fine() int { return p.Digits() + 1 }

// Say chooses between the languages and quotes a column's title.
func (p forecastPrint) Say(zh, en string) string {
	if !p.Zh {
		zh = en
	}
	return `"` + strings.ReplaceAll(zh, `"`, `""`) + `"`
}

// Literal quotes a text.
func (p forecastPrint) Literal(text string) string { return queries.Literal(text) }

// lead prints the sentences that come before a table.
func (p forecastPrint) lead(ctx context.Context, m *Main, s *sqlapi.Session) error {
	text, err := queries.Print("forecast_lead", p)
	if err != nil {
		return err
	}
	lines, err := texts(ctx, s, text)
	if err != nil {
		return err
	}
	for _, l := range lines {
		fmt.Fprintln(m.Stdout, l)
	}
	if len(lines) > 0 {
		fmt.Fprintln(m.Stdout)
		return nil
	}
	none := "shixu: no project has a plan for the year: load annual plans, or look at another day with --as-of"
	if p.Zh {
		none = "shixu: 该年没有项目有年度计划，无从预测：请装载年度计划，或用 --as-of 换一个日期"
	}
	fmt.Fprintln(m.Stderr, none)
	return nil
}

// texts asks for one column of texts.
func texts(ctx context.Context, s *sqlapi.Session, query string) ([]string, error) {
	rows, err := s.Query(ctx, query)
	if err != nil {
		return nil, err
	}
	defer rows.Release()
	var all []string
	for rows.Next() {
		col := rows.RecordBatch().Column(0)
		for i := range col.Len() {
			all = append(all, strings.Clone(col.ValueStr(i)))
		}
	}
	return all, rows.Err()
}
