package session

import (
	"context"
	"database/sql"
	"fmt"
)

// ShareOnce is Share where the connection does not hold the measures of its dates,
// rules and the last load already, from an earlier call. Where it holds those of an
// earlier load, it measures the projects that were touched since, if they are few. It
// returns without noticing what was changed other than by a load.
func ShareOnce(ctx context.Context, conn *sql.Conn) error {
	h, err := hold(ctx, conn)
	if err != nil {
		return err
	}
	_, err = h.shareMeasures(ctx, conn)
	return err
}

// ShareMetrics is ShareOnce, and computes once what metrics are sums of, for all
// that read the views project_step, measure_cell and forecast_cell.
func ShareMetrics(ctx context.Context, conn *sql.Conn) error {
	h, err := hold(ctx, conn)
	if err != nil {
		return err
	}
	t, err := h.shareMeasures(ctx, conn)
	if err != nil {
		return err
	}
	if err := h.shareSteps(ctx, conn, t); err != nil {
		return err
	}
	return run(ctx, conn, "unshare_metrics.sql", "share_metrics.sql")
}

// Leave ends a refresh: it drops all that was left on the connection but what the
// next one can go on from, which goes by no view's name until then.
func Leave(ctx context.Context, conn *sql.Conn) error {
	if err := run(ctx, conn, "leave.sql"); err != nil {
		return err
	}
	var drop sql.NullString
	if err := ask(ctx, conn, "left.sql", func(row func(...any) error) error { return row(&drop) }); err != nil || !drop.Valid {
		return err
	}
	if _, err := conn.ExecContext(ctx, drop.String); err != nil {
		return fmt.Errorf("drop what is left: %w", err)
	}
	return nil
}

// measure measures all key projects.
func (h *holdings) measure(ctx context.Context, conn *sql.Conn) error {
	if err := run(ctx, conn, "unshare.sql"); err != nil {
		return err
	}
	if _, err := h.shareHistory(ctx, conn); err != nil {
		return err
	}
	return run(ctx, conn, "share.sql", "share_key_project.sql")
}

// shareMeasures shares measures of what they should be of, and returns what was touched
// since those were made that the connection had; much where they are made anew.
func (h *holdings) shareMeasures(ctx context.Context, conn *sql.Conn) (touch, error) {
	if h.measures.holds() {
		t, done, err := h.takeBack(ctx, conn)
		if err != nil || done {
			return t, err
		}
	}
	if err := run(ctx, conn, "forget.sql"); err != nil {
		return touch{}, err
	}
	if err := h.measure(ctx, conn); err != nil {
		return touch{}, err
	}
	return touch{much: true}, h.measures.mark(ctx, conn, "project_measure")
}

// takeBack shares the measures that the connection has, brought up to the last load;
// false: too much was touched.
func (h *holdings) takeBack(ctx context.Context, conn *sql.Conn) (touch, bool, error) {
	m := h.measures
	t := touch{since: m.lastLoad}
	if m.in != "project_measure" {
		if err := run(ctx, conn, "return.sql"); err != nil {
			return t, false, err
		}
	} else if m.haveLoad == m.lastLoad {
		return t, true, nil
	}
	moved, err := h.shareHistory(ctx, conn)
	if err != nil || moved {
		return t, false, err
	}
	if m.haveLoad < m.lastLoad {
		if t, err = touchedSince(ctx, conn, m.haveLoad); err != nil || t.much {
			return t, false, err
		}
		if err := t.again(ctx, conn, "aside.sql", "share_history.sql", "share_touched.sql", "back.sql"); err != nil {
			return t, false, err
		}
	}
	if err := run(ctx, conn, "share_key_project.sql"); err != nil {
		return t, false, err
	}
	return t, true, m.mark(ctx, conn, "project_measure")
}

// shareSteps shares how far projects have come; the measures are shared already, and t
// was touched since those were made that they are from.
func (h *holdings) shareSteps(ctx context.Context, conn *sql.Conn, t touch) error {
	s := h.steps
	behind := s.haveLoad < s.lastLoad
	if s.holds() && !t.much && behind && s.haveLoad != t.since {
		var err error
		if t, err = touchedSince(ctx, conn, s.haveLoad); err != nil {
			return err
		}
	}
	if !s.holds() || t.much {
		if err := run(ctx, conn, "unshare_steps.sql", "share_steps.sql"); err != nil {
			return err
		}
		return s.mark(ctx, conn, "project_step")
	}
	if s.in == "project_step" {
		if err := run(ctx, conn, "leave_steps.sql"); err != nil {
			return err
		}
	}
	if behind {
		if err := t.narrowToSteps(ctx, conn); err != nil {
			return err
		}
		if err := t.again(ctx, conn, "share_touched_steps.sql"); err != nil {
			return err
		}
	}
	if err := run(ctx, conn, "return_steps.sql"); err != nil {
		return err
	}
	return s.mark(ctx, conn, "project_step")
}
