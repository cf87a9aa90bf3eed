package scores

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"shixu/queries"
	"shixu/queries/session"
)

// A Question is what somebody wants to see of the scores.
type Question struct {
	// Quarter is the one meant; zero: the last final one, or where there is
	// none the last.
	Quarter Quarter
	// Sequence, where not empty, is the only one meant.
	Sequence string
	// Entity, where not empty, is whose score is to be explained. Districts
	// are found by all their names.
	Entity string
	// Projects is how many projects are shown for each item; 0: all.
	Projects int
	KnownOn  bool
}

// An Answer is what is shown.
type Answer struct {
	Quarter
	Final            bool
	Sequence, Entity string
}

// ErrNoScore says that there is no such score; its text says which there are.
var ErrNoScore = queries.Say("没有得分", "there is no score")

// Ask prepares a connection for the queries of Show: it scores, finds what is
// meant, and sets the variables that they read.
func (s *Scorer) Ask(ctx context.Context, conn *sql.Conn, d session.Dates, q Question) (a Answer, err error) {
	if err := s.Prepare(ctx, conn, d, Options{KnownOn: q.KnownOn}); err != nil {
		return a, err
	}
	if a, err = find(ctx, conn, q); err != nil {
		return a, err
	}
	if q.Entity != "" {
		// The rows behind were not kept; only of the quarter that is asked for are they wanted.
		if err := s.Prepare(ctx, conn, d, Options{KnownOn: q.KnownOn, Behind: a.Quarter}); err != nil {
			return a, err
		}
	}
	_, err = conn.ExecContext(ctx, fmt.Sprintf(
		`SET VARIABLE score_year = %d; SET VARIABLE score_quarter = %d; SET VARIABLE score_sequence = %s; SET VARIABLE score_entity = %s; SET VARIABLE score_projects = %d`,
		a.Year, a.Quarter.Quarter, orNull(a.Sequence), orNull(a.Entity), q.Projects))
	if err == nil && q.Entity != "" {
		err = run(ctx, conn, "behind_view")
	}
	return a, err
}

// Show is a query that shows what was asked: list, head, parts, lists, behind,
// explain, with its form or language behind it (list_zh).
func Show(name string) string { return text("show_" + name) }

func orNull(text string) string {
	if text == "" {
		return "NULL"
	}
	return queries.Literal(text)
}

// find finds the quarter and the entity that are meant.
func find(ctx context.Context, conn *sql.Conn, q Question) (Answer, error) {
	a := Answer{Quarter: q.Quarter, Sequence: q.Sequence}
	have, err := texts(ctx, conn, `SELECT year || 'Q' || quarter FROM score_quarter ORDER BY year, quarter`)
	if err != nil {
		return a, err
	}
	if len(have) == 0 {
		return a, queries.Say("%v：截至该日，有年度计划的年份还没有一个月完成填报；请先装载报表，或用 --as-of 另选日期", "%v as of that day: no month of a year with a plan is closed; load reports, or name another day with --as-of", ErrNoScore)
	}
	row := conn.QueryRowContext(ctx, `SELECT year, quarter, final FROM score_quarter
		WHERE ? = 0 OR year = ? AND quarter = ? ORDER BY final DESC, year DESC, quarter DESC LIMIT 1`, q.Quarter.Year, q.Quarter.Year, q.Quarter.Quarter)
	if err := row.Scan(&a.Year, &a.Quarter.Quarter, &a.Final); errors.Is(err, sql.ErrNoRows) {
		return a, queries.Say("%v：%s；已有 %s", "%v of %s; there are %s", ErrNoScore, q.Quarter, strings.Join(have, ", "))
	} else if err != nil {
		return a, err
	}
	if q.Entity == "" {
		return a, nil
	}
	row = conn.QueryRowContext(ctx, text("show_who"), sql.Named("entity", q.Entity), sql.Named("sequence", q.Sequence),
		sql.Named("year", a.Year), sql.Named("quarter", a.Quarter.Quarter))
	if err := row.Scan(&a.Sequence, &a.Entity); errors.Is(err, sql.ErrNoRows) {
		all, err := texts(ctx, conn, `SELECT DISTINCT entity FROM score ORDER BY entity`)
		if err != nil {
			return a, err
		}
		return a, queries.Say("%v：%q；可用的有 %s", "%v of %q; there are %s", ErrNoScore, q.Entity, strings.Join(all, ", "))
	} else if err != nil {
		return a, err
	}
	return a, nil
}

// texts reads a column of texts.
func texts(ctx context.Context, conn *sql.Conn, query string) ([]string, error) {
	rows, err := conn.QueryContext(ctx, query)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []string
	for rows.Next() {
		var t string
		if err := rows.Scan(&t); err != nil {
			return nil, err
		}
		all = append(all, t)
	}
	return all, rows.Err()
}
