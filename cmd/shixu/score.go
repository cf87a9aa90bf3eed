package main

import (
	"context"
	"database/sql"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"shixu/exporters/sqlapi"
	"shixu/pipeline/config"
	"shixu/queries"
	"shixu/queries/scores"
	"shixu/queries/session"
)

// ScoreCmd shows scores.
type ScoreCmd struct {
	List    ScoreListCmd    `cmd:"" help:"Rank everybody in a quarter, with lists and movement."`
	Explain ScoreExplainCmd `cmd:"" help:"Show how a score came about: indicators, points, conditions, projects."`
}

// scoreFlags are what both have.
type scoreFlags struct {
	Quarter  quarterFlag `placeholder:"QUARTER" help:"The quarter, such as 2023Q3; default: the last one that is final."`
	Sequence string      `placeholder:"NAME" help:"Who is ranked together: districts, municipal_companies, or one of your own."`
	Answer
}

// quarterFlag is a quarter such as 2023Q3; its zero value is none.
type quarterFlag struct{ scores.Quarter }

var quarterText = regexp.MustCompile(`^(\d{4})\s*(?:-?[Qq]([1-4])|年?第?([一二三四])季度?)$`)

// UnmarshalText reads the quarter.
func (q *quarterFlag) UnmarshalText(text []byte) error {
	m := quarterText.FindStringSubmatch(string(text))
	if m == nil {
		return queries.Say("%q 不是 2023Q3 这样的季度", "%q is not a quarter such as 2023Q3", text)
	}
	q.Year, _ = strconv.Atoi(m[1]) // digits, by the pattern
	q.Quarter.Quarter = strings.Index("一二三四", m[3])/len("一") + 1
	if m[2] != "" {
		q.Quarter.Quarter, _ = strconv.Atoi(m[2])
	}
	return nil
}

// ask lets show use a session on the scores that are asked for.
func (f *scoreFlags) ask(ctx context.Context, m *Main, g *Global, q scores.Question, show func(*sqlapi.Session, sqlapi.Format, scores.Answer) error) error {
	cfg, err := config.Load(g.ConfigFile)
	if err != nil {
		return err
	}
	by, err := scorer(cfg)
	if err != nil {
		return err
	}
	if by == nil {
		return queries.Say("没有考核方案：配置中 scores 的 scheme 为 off", "there is no scheme: scores: scheme: is off in the configuration")
	}
	format, err := f.format(m)
	if err != nil {
		return err
	}
	q.Quarter, q.Sequence, q.KnownOn = f.Quarter.Quarter, f.Sequence, !f.AsKnownOn.IsZero()
	var a scores.Answer
	prepare := func(ctx context.Context, conn *sql.Conn, d session.Dates) (err error) {
		a, err = by.Ask(ctx, conn, d, q)
		return err
	}
	return f.inSession(ctx, m, g, cfg, format, prepare, func(s *sqlapi.Session) error { return show(s, format, a) })
}

// show gives the rows of one of the queries that show scores.
func (f *scoreFlags) show(ctx context.Context, m *Main, g *Global, s *sqlapi.Session, format sqlapi.Format, name string) error {
	rows, err := s.Query(ctx, scores.Show(name))
	if err != nil {
		return err
	}
	defer rows.Release()
	return f.give(m, g, format, rows)
}

// ScoreListCmd ranks.
type ScoreListCmd struct{ scoreFlags }

// Run writes everybody of the quarter, by rank.
func (c *ScoreListCmd) Run(ctx context.Context, m *Main, g *Global) error {
	return c.ask(ctx, m, g, scores.Question{}, func(s *sqlapi.Session, format sqlapi.Format, a scores.Answer) error {
		if format.Name != "table" {
			return c.show(ctx, m, g, s, format, "list")
		}
		if !a.Final {
			fmt.Fprintf(m.Stderr, g.say("%s 尚未定局，以下为暂计\n", "%s is not final yet: provisional\n"), a.Quarter)
		}
		return c.show(ctx, m, g, s, format, "list"+g.say("_zh", "_en"))
	})
}

// ScoreExplainCmd explains.
type ScoreExplainCmd struct {
	Entity string `arg:"" help:"Whose score: a district or a company."`
	scoreFlags
	Projects int `default:"3" placeholder:"N" help:"How many projects to show for each indicator, the largest first; 0: all."`
}

// Run writes the score, its parts, how they are computed, the conditions of the
// lists, and the projects behind: for people as tables, as JSON in one document,
// in other forms as one list.
func (c *ScoreExplainCmd) Run(ctx context.Context, m *Main, g *Global) error {
	if c.Projects < 0 {
		return usage("--projects=%d 小于 0", "--projects=%d is below 0", c.Projects)
	}
	return c.ask(ctx, m, g, scores.Question{Entity: c.Entity, Projects: c.Projects}, func(s *sqlapi.Session, format sqlapi.Format, a scores.Answer) error {
		switch {
		case format.Name == "json" || format.Name == "ndjson":
			return c.show(ctx, m, g, s, format, "explain_json")
		case format.Name != "table":
			return c.show(ctx, m, g, s, format, "explain_csv")
		case c.Output != "":
			return usage("表格形式的说明只供在此查看；写文件请用 .json 或 .csv", "an explanation in tables is for reading here; write a file as .json or .csv")
		}
		return c.tables(ctx, m, g, s, format)
	})
}

func (c *ScoreExplainCmd) tables(ctx context.Context, m *Main, g *Global, s *sqlapi.Session, format sqlapi.Format) error {
	more := ""
	if c.Projects > 0 {
		more = fmt.Sprintf(g.say("，每项至多 %d 个；--projects 0 看全部", ", at most %d of each; --projects 0 shows all"), c.Projects)
	}
	for _, part := range []struct{ title, query string }{
		{"", "head"},
		{g.say("得分组成（各项之和即总分）", "Parts of the score; they add up to it"), "parts"},
		{g.say("计算方法", "How they are computed"), "formulas"},
		{g.say("上榜条件", "Lists"), "lists"},
		{g.say("背后的项目（大者在前", "Projects behind (the largest first") + more + g.say("）", ")"), "behind"},
	} {
		if part.title != "" {
			fmt.Fprintf(m.Stdout, "\n%s\n", part.title)
		}
		if err := c.show(ctx, m, g, s, format, part.query+g.say("_zh", "_en")); err != nil {
			return err
		}
	}
	return nil
}
