package warnings

import (
	"context"
	"database/sql"
	"slices"
	"time"

	"shixu/queries"
	"shixu/queries/session"
)

// A Finding is a row of a rule: what it warns of.
type Finding struct {
	ProjectID, Subject, Severity, Responsible string
	WhyZh, WhyEn, SuggestionZh, SuggestionEn  string
	DueOn                                     Day
	Value                                     sql.Null[float64]
}

// Found runs one rule as of the as-of date and returns what it finds; nothing
// is written down. The error of a rule is a *queries.HeaderError.
func (e *Engine) Found(ctx context.Context, rule string) ([]Finding, error) {
	s := e.current()
	i := slices.IndexFunc(s.Warnings.Rules, func(a queries.ActiveRule) bool { return a.Name == rule })
	switch broken := s.Broken[rule]; {
	case broken != nil:
		return nil, broken
	case i < 0:
		return nil, &MissingError{queries.Say("没有规则 %q，或它已关闭", "there is no rule %q, or it is off", rule).Words}
	}
	conn, err := e.Warehouse.DB.Conn(ctx)
	if err != nil {
		return nil, err
	}
	defer conn.Close()
	dates, err := speak(ctx, conn, s.day(e.Now), s.Rules)
	if err != nil {
		return nil, err
	}
	if err := find(ctx, conn, s.Warnings, s.Warnings.Rules[i], dates); err != nil {
		return nil, err
	}
	return findings(ctx, conn)
}

// Check runs all rules as of the as-of date and returns what is wrong with
// each, by name; nothing is written down. The error is the warehouse's.
func (e *Engine) Check(ctx context.Context) (map[string]error, error) {
	s := e.current()
	conn, err := e.Warehouse.DB.Conn(ctx)
	if err != nil {
		return nil, err
	}
	defer conn.Close()
	dates, err := speak(ctx, conn, s.day(e.Now), s.Rules)
	if err != nil {
		return nil, err
	}
	wrong := map[string]error{}
	for _, a := range s.Warnings.Rules {
		if err := find(ctx, conn, s.Warnings, a, dates); err != nil {
			if ctx.Err() != nil {
				return nil, ctx.Err()
			}
			wrong[a.Name] = err
		}
	}
	return wrong, nil
}

// speak makes the tables that rules work on, and the dates they speak of.
func speak(ctx context.Context, conn *sql.Conn, day time.Time, r session.Rules) (session.Dates, error) {
	if err := run(ctx, conn, "session"); err != nil {
		return session.Dates{}, err
	}
	dates, err := session.Speak(ctx, conn, day, r)
	if err != nil {
		return dates, err
	}
	return dates, session.ShareOnce(ctx, conn)
}

func findings(ctx context.Context, conn *sql.Conn) ([]Finding, error) {
	rows, err := conn.QueryContext(ctx, queries.WarningStep("found"))
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []Finding
	for rows.Next() {
		var f Finding
		if err := rows.Scan(&f.ProjectID, &f.Subject, &f.Severity, &f.Responsible, &f.WhyZh, &f.WhyEn, &f.SuggestionZh, &f.SuggestionEn, &f.DueOn, &f.Value); err != nil {
			return nil, err
		}
		all = append(all, f)
	}
	return all, rows.Err()
}
