package warnings

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"shixu/queries"
)

// answer takes the steps that districts' answers (dataset warning_answer) ask for
// from one day, the last one evaluated, up to another, by the same rules as Act. The
// steps are taken on the days that the answers give. What cannot be taken is set
// aside with the reason; what was asked before is not asked again. final says that
// what fits no warning is not to wait for a later day.
func (e *Engine) answer(ctx context.Context, conn *sql.Conn, from, to time.Time, final bool, v *Evaluation) error {
	var any bool
	err := conn.QueryRowContext(ctx, `SELECT EXISTS (FROM store.warning_answer WHERE replaced_by IS NULL)`).Scan(&any)
	if err != nil || !any || to.Before(from) {
		return err
	}
	return inTransaction(ctx, conn, func() error {
		if err := rulesOfAnswers(ctx, conn); err != nil {
			return err
		}
		_, err := conn.ExecContext(ctx, queries.WarningStep("answering"), sql.Named("from", from.Format(time.DateOnly)), sql.Named("to", to.Format(time.DateOnly)))
		if err != nil {
			return fmt.Errorf("queries/warning/answering.sql: %w", err)
		}
		for {
			n, err := e.round(ctx, conn, final, v)
			if err != nil || n == 0 {
				return err
			}
		}
	})
}

// rulesOfAnswers puts the actions where SQL finds them.
func rulesOfAnswers(ctx context.Context, conn *sql.Conn) error {
	for _, name := range []string{"acting", "answer_rules"} {
		if err := run(ctx, conn, name); err != nil {
			return err
		}
	}
	for _, a := range Actions {
		_, err := conn.ExecContext(ctx, `INSERT INTO warning_action VALUES (?, ?, ?, ?, ?, ?, ?)`,
			a.Name, a.From, a.To, a.deadline, a.NeedsNote, a.NeedsUntil, maxText)
		if err != nil {
			return err
		}
	}
	return nil
}

// round takes the next step of each warning, and returns how many were decided.
func (e *Engine) round(ctx context.Context, conn *sql.Conn, final bool, v *Evaluation) (decided int64, err error) {
	now := sql.Named("written_at", e.Now().UTC())
	for _, step := range []struct {
		name string
		args []any
	}{
		{"answered", []any{sql.Named("final", final)}},
		{"answer_taken", []any{now}},
		{"act", nil},
		{"answer_told", []any{now}},
	} {
		if _, err := conn.ExecContext(ctx, queries.WarningStep(step.name), step.args...); err != nil {
			return 0, fmt.Errorf("queries/warning/%s.sql: %w", step.name, err)
		}
	}
	rows, err := conn.QueryContext(ctx, `SELECT action, outcome, count(*) FROM warning_round GROUP BY ALL`)
	if err != nil {
		return 0, err
	}
	defer rows.Close()
	for rows.Next() {
		var action, outcome string
		var n int
		if err := rows.Scan(&action, &outcome, &n); err != nil {
			return 0, err
		}
		switch outcome {
		case "taken":
			v.Steps[action] += n
		case "set_aside":
			v.AnswersAside += n
		}
		decided += int64(n)
	}
	if err := rows.Err(); err != nil {
		return 0, err
	}
	_, err = conn.ExecContext(ctx, `DELETE FROM warning_asked WHERE rowid IN (SELECT ask FROM warning_round)`)
	return decided, err
}
