// Package scores computes scores, ranks and lists of quarters from a scheme,
// with the SQL of this folder.
//
// # How a quarter is scored
//
// A quarter is scored as of its last day, with investment reported up to its
// last month, as it is known now: the views are told these dates and the
// indicators asked, as at any other time. The quarter that is not closed yet
// is scored as of the session's dates, and marked provisional.
//
//	sequences/*.sql   who is ranked together, with whose projects
//	indicators/*.sql  the rows behind a figure
//	value.sql         their sums, for everyone
//	evaluate.sql      points, scores, ranks, lists
//	history.sql       movement and streaks, over all quarters
//
// # What is kept
//
// [Scorer.Refresh] writes results down (tables store.score_*), so that a quarter
// is computed once for each state of data and definition. [Scorer.Prepare] gives a
// connection temporary tables score_quarter, score_item, score,
// score_indicator and score_list, which hide the views of these names, for
// the dates that it speaks of.
package scores

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"fmt"
	"io/fs"
	"strings"
	"time"

	"shixu/queries"
	"shixu/queries/session"
)

// A Scorer scores by one scheme and calendar. It is safe for concurrent use.
type Scorer struct {
	scoring *queries.Scoring
	rules   session.Rules
	hash    string
}

// New makes a scorer.
func New(scoring *queries.Scoring, rules session.Rules) *Scorer {
	h := sha256.New()
	fmt.Fprintln(h, scoring.Name, scoring.Hash, rules.Calendar, rules.Curve)
	for _, m := range scoring.Measured {
		fmt.Fprintln(h, m.Indicator.Name, m.Indicator.Hash)
	}
	for _, q := range scoring.Sequenced {
		fmt.Fprintln(h, q.Name, q.Hash)
	}
	for _, step := range []string{"quarters", "unit", "belongs", "member", "value", "evaluate", "history"} {
		fmt.Fprintln(h, text(step))
	}
	return &Scorer{scoring: scoring, rules: rules, hash: hex.EncodeToString(h.Sum(nil))}
}

// Scheme is the scheme it scores by.
func (s *Scorer) Scheme() *queries.Scheme { return s.scoring.Scheme }

// Relations are the views that Prepare hides by temporary tables of the same names.
var Relations = []string{"score", "score_item", "score_indicator", "score_list", "score_quarter"}

// A Quarter is one of the calendar; its zero value is none.
type Quarter struct{ Year, Quarter int }

func (q Quarter) String() string { return fmt.Sprintf("%dQ%d", q.Year, q.Quarter) }

// Options say what Prepare may use and what it is to keep.
type Options struct {
	// KnownOn says that the connection sees what was known on an earlier day:
	// what was written down is of no use then.
	KnownOn bool
	// Behind, where set, is a quarter whose rows behind every figure are kept
	// in the temporary table scoring_behind.
	Behind Quarter
}

// Prepare scores the quarters up to the dates that the connection speaks of,
// which it goes on speaking of. What session.ShareOnce measured for these dates
// is used, and stays. It writes to temporary tables only. An error in
// an indicator or sequence is a *queries.HeaderError at its line; it ends the
// transaction that the connection is in.
func (s *Scorer) Prepare(ctx context.Context, conn *sql.Conn, d session.Dates, o Options) error {
	_, err := s.prepare(ctx, conn, d, o)
	return err
}

// prepare returns how many quarters had to be computed.
func (s *Scorer) prepare(ctx context.Context, conn *sql.Conn, d session.Dates, o Options) (computed int, err error) {
	if err := run(ctx, conn, "session"); err != nil {
		return 0, err
	}
	if err := s.describe(ctx, conn, o); err != nil {
		return 0, err
	}
	if err := run(ctx, conn, "quarters"); err != nil {
		return 0, err
	}
	quarters, err := pending(ctx, conn)
	if err != nil {
		return 0, err
	}
	if err := s.measureAll(ctx, conn, quarters, d, o); err != nil {
		return 0, err
	}
	for _, step := range []string{"evaluate", "history"} {
		if err := run(ctx, conn, step); err != nil {
			return 0, err
		}
	}
	return len(quarters), nil
}

// A span is a quarter to be computed and its dates.
type span struct {
	Quarter
	start, end time.Time
	dates      session.Dates
}

func pending(ctx context.Context, conn *sql.Conn) ([]span, error) {
	rows, err := conn.QueryContext(ctx, `SELECT year, quarter, quarter_start, quarter_end, as_of, reported_to FROM scoring_quarter ORDER BY quarter_start`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []span
	for rows.Next() {
		var q span
		if err := rows.Scan(&q.Year, &q.Quarter.Quarter, &q.start, &q.end, &q.dates.AsOf, &q.dates.ReportedTo); err != nil {
			return nil, err
		}
		all = append(all, q)
	}
	return all, rows.Err()
}

// describe writes the scheme into the connection's temporary tables.
func (s *Scorer) describe(ctx context.Context, conn *sql.Conn, o Options) error {
	var behind [2]any
	if o.Behind != (Quarter{}) {
		behind = [2]any{o.Behind.Year, o.Behind.Quarter}
	}
	if _, err := conn.ExecContext(ctx, `INSERT INTO scoring_scheme
		SELECT ?, ?, (SELECT coalesce(max(load_id), 0) FROM store.load), ?, ?, CAST(? AS DECIMAL(18, 2)), CAST(? AS DECIMAL(18, 2)), ?, ?`,
		s.scoring.Name, s.hash, !o.KnownOn, s.scoring.MinProjects, optional(s.scoring.BonusCap), optional(s.scoring.DeductionCap), behind[0], behind[1]); err != nil {
		return err
	}
	for i, m := range s.scoring.Measured {
		w := m.Words()
		if _, err := conn.ExecContext(ctx, `INSERT INTO score_item VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, CAST(? AS DECIMAL(18, 2)), ?, ?, ?, ?, ?, ?, ?)`,
			i+1, m.Name, m.Kind, m.Indicator.Name, w.Zh, w.En, m.Indicator.Formula.Zh, m.Indicator.Formula.En, m.Indicator.Unit, m.Indicator.Value,
			m.Weight, m.Points.By, m.Points.Zero, m.Points.Full, m.Each, optional(m.Floor), optional(m.Cap), m.Missing); err != nil {
			return err
		}
		for _, step := range m.Points.Steps {
			if _, err := conn.ExecContext(ctx, `INSERT INTO scoring_step VALUES (?, ?, ?, ?)`, m.Name, optional(step.From), optional(step.To), step.Points); err != nil {
				return err
			}
		}
	}
	for i, t := range s.scoring.Ties {
		if _, err := conn.ExecContext(ctx, `INSERT INTO scoring_tie VALUES (?, ?)`, i+1, t); err != nil {
			return err
		}
	}
	for i, q := range s.scoring.Sequenced {
		if _, err := conn.ExecContext(ctx, `INSERT INTO scoring_sequence VALUES (?, ?, ?, ?)`, i+1, q.Name, q.Title.Zh, q.Title.En); err != nil {
			return err
		}
	}
	for _, q := range s.scoring.Scheme.Sequences {
		for _, l := range q.Lists {
			var item, sign, bound any
			if l.Item != "" {
				item, sign, bound = l.Item, l.Sign, l.Bound
			}
			if _, err := conn.ExecContext(ctx, `INSERT INTO scoring_list VALUES (?, ?, ?, ?, ?, ?, ?)`, q.Name, l.Name, l.Top, l.Bottom, item, sign, bound); err != nil {
				return err
			}
		}
	}
	return nil
}

func optional(v *float64) any {
	if v == nil {
		return nil
	}
	return *v
}

// text is a file of this folder.
func text(step string) string {
	t, err := fs.ReadFile(queries.FS, "scores/"+step+".sql")
	if err != nil {
		panic(err) // the files are embedded; their names are constants
	}
	return strings.TrimSpace(string(t))
}

func run(ctx context.Context, conn *sql.Conn, step string, args ...any) error {
	if _, err := conn.ExecContext(ctx, text(step), args...); err != nil {
		return fmt.Errorf("scores/%s.sql: %w", step, err)
	}
	return nil
}
