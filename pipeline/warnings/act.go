package warnings

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"shixu/queries"
	"shixu/queries/session"
)

// Act takes a person's step and returns the warning after it. Errors are
// *InvalidError, *MissingError or *ConflictError where the step is at fault.
func (e *Engine) Act(ctx context.Context, s Step) (w Warning, err error) {
	a, err := ActionNamed(s.Action)
	if err != nil {
		return Warning{}, err
	}
	if err := s.check(a); err != nil {
		return Warning{}, err
	}
	e.writing.Lock()
	defer e.writing.Unlock()
	e.done = nil // the step may be one that the next evaluation answers
	day := e.Today()
	err = e.read(ctx, day, func(conn *sql.Conn) error {
		return inTransaction(ctx, conn, func() error {
			if w, err = one(ctx, conn, s.ID); err != nil {
				return err
			}
			if err := allowed(ctx, conn, s, a, w, day); err != nil {
				return err
			}
			if err := e.write(ctx, conn, s, a, day); err != nil {
				return err
			}
			w, err = one(ctx, conn, s.ID)
			return err
		})
	})
	return w, err
}

// allowed says why a step cannot be taken as things stand.
func allowed(ctx context.Context, conn *sql.Conn, s Step, a Action, w Warning, day time.Time) error {
	if s.Seen >= 0 && s.Seen != w.Step {
		events, err := steps(ctx, conn, w.ID, min(s.Seen, w.Step), "")
		if err != nil {
			return err
		}
		return &ConflictError{w, events, queries.Say("预警 %d 已到第 %d 步，不是第 %d 步；请重新查看", "warning %d is at step %d, not %d; look at it again", w.ID, w.Step, s.Seen).Words}
	}
	if !slices.Contains(a.From, w.State) {
		events, err := steps(ctx, conn, w.ID, w.Step-1, "")
		if err != nil {
			return err
		}
		return &ConflictError{w, events, queries.Words{
			Zh: fmt.Sprintf("预警 %d 现为“%s”；%s（%s）只用于%s的预警", w.ID, StatesZh[w.State], ActionsZh[a.Name], a.Name, statesZh(a.From)),
			En: fmt.Sprintf("warning %d is %s; %s is for one that is %s", w.ID, w.State, a.Name, strings.Join(a.From, ", ")),
		}}
	}
	if a.NeedsUntil && s.Until.Before(day) {
		return invalid("截止日 %s 早于当前日期 %s；请写以后的日期", "until %s lies before %s, the day it is now; name a later one", s.Until, day.Format(time.DateOnly))
	}
	var written sql.NullTime
	err := conn.QueryRowContext(ctx, `SELECT max(day) FROM store.warning_evaluation`).Scan(&written)
	if err != nil {
		return err
	}
	if day.Before(written.Time) {
		return invalid("截至 %[1]s 的预警只供查看：预警已研判到 %[2]s；请把配置中的 as_of 去掉或改到 %[2]s 以后", "as of %[1]s warnings are only read: they were evaluated as of %[2]s; take as_of out of the configuration, or set it to %[2]s or later", day.Format(time.DateOnly), written.Time.Format(time.DateOnly))
	}
	if a.To != Reopened {
		return nil
	}
	var other int64
	err = conn.QueryRowContext(ctx, queries.WarningStep("successor"), sql.Named("id", w.ID)).Scan(&other)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return nil
	case err != nil:
		return err
	}
	return &ConflictError{Warning: w, Msg: queries.Say("预警 %d 不能重新打开：同一情况后来已发出预警 %d", "warning %d cannot be reopened: warning %d was raised for the same since", w.ID, other).Words}
}

func statesZh(states []string) string {
	var list []string
	for _, s := range states {
		list = append(list, "“"+StatesZh[s]+"”")
	}
	return strings.Join(list, "")
}

func (e *Engine) write(ctx context.Context, conn *sql.Conn, s Step, a Action, day time.Time) error {
	text := func(t string) any {
		if t = strings.TrimSpace(t); t == "" {
			return nil
		}
		return t
	}
	if err := run(ctx, conn, "acting"); err != nil {
		return err
	}
	_, err := conn.ExecContext(ctx, `INSERT INTO warning_act VALUES (?, CAST(? AS DATE), ?, ?, ?, ?, ?, CAST(? AS DATE), ?, ?)`,
		s.ID, day.Format(time.DateOnly), e.Now().UTC(), strings.TrimSpace(s.By), a.Name, a.To, text(a.deadline), orNull(s.Until.Time), text(s.Assignee), text(s.Note))
	if err != nil {
		return err
	}
	return run(ctx, conn, "act")
}

// read runs f on a connection that speaks of a day.
func (e *Engine) read(ctx context.Context, day time.Time, f func(*sql.Conn) error) error {
	conn, err := e.Warehouse.DB.Conn(ctx)
	if err != nil {
		return err
	}
	defer conn.Close()
	if err := session.Set(ctx, conn, session.Dates{AsOf: day}, e.current().Rules); err != nil {
		return err
	}
	return f(conn)
}
