package main

import (
	"context"
	"io"

	"shixu/exporters/sqlapi"
	"shixu/pipeline/config"
)

// SQLCmd answers one question.
type SQLCmd struct {
	Query    string `arg:"" optional:"" help:"The question, such as \"SELECT * FROM progress_by_district\"; - or nothing reads it from standard input."`
	List     bool   `help:"Show the tables and views with what they are."`
	Describe string `placeholder:"NAME" help:"Show the columns of a table or view."`
	Answer
}

// Run opens a locked, read-only session, asks, and writes the answer.
func (c *SQLCmd) Run(ctx context.Context, m *Main, g *Global) error {
	cfg, err := config.Load(g.ConfigFile)
	if err != nil {
		return err
	}
	format, err := c.format(m)
	if err != nil {
		return err
	}
	text, err := c.text(m)
	if err != nil {
		return err
	}
	return c.inSession(ctx, m, g, cfg, format, nil, func(s *sqlapi.Session) error {
		return c.answer(ctx, m, g, s, format, text)
	})
}

// text is what is asked.
func (c *SQLCmd) text(m *Main) (string, error) {
	given := 0
	for _, g := range []bool{c.Query != "", c.List, c.Describe != ""} {
		if g {
			given++
		}
	}
	switch {
	case given > 1:
		return "", usage("查询、--list、--describe 须写其一", "a query, --list or --describe, one of them")
	case given == 1 && c.Query != "-":
		return c.Query, nil
	case isTerminal(m.Stdin) && c.Query != "-":
		return "", usage("请写一个查询，如 shixu sql \"SELECT * FROM progress_by_district\"，或看 shixu sql --list", "ask something, such as shixu sql \"SELECT * FROM progress_by_district\", or see shixu sql --list")
	}
	text, err := io.ReadAll(m.Stdin)
	return string(text), err
}

// answer asks and writes what comes back.
func (c *SQLCmd) answer(ctx context.Context, m *Main, g *Global, s *sqlapi.Session, f sqlapi.Format, text string) error {
	var rows *sqlapi.Rows
	var err error
	switch {
	case c.List:
		rows, err = s.List(ctx, g.zh())
	case c.Describe != "":
		rows, err = s.Describe(ctx, c.Describe, g.zh())
	default:
		rows, err = s.Query(ctx, text)
	}
	if err != nil {
		return err
	}
	defer rows.Release()
	return c.give(m, g, f, rows)
}
