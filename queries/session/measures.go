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
	m, err := shared(ctx, conn)
	if err != nil {
		return err
	}
	if m.want == m.have {
		done, err := m.takeBack(ctx, conn)
		if err != nil || done {
			return err
		}
	}
	if err := run(ctx, conn, "forget.sql"); err != nil {
		return err
	}
	if err := Share(ctx, conn); err != nil {
		return err
	}
	return mark(ctx, conn, "project_measure", m.want, m.lastLoad)
}

// Leave ends a refresh: it drops all that was left on the connection but what the
// next one can go on from, which goes by no view's name until then.
func Leave(ctx context.Context, conn *sql.Conn) error {
	if err := run(ctx, conn, "leave.sql"); err != nil {
		return err
	}
	text, err := files.ReadFile("left.sql")
	if err != nil {
		return err
	}
	var drop sql.NullString
	if err := conn.QueryRowContext(ctx, string(text)).Scan(&drop); err != nil {
		return fmt.Errorf("run left.sql: %w", err)
	}
	if !drop.Valid {
		return nil
	}
	if _, err := conn.ExecContext(ctx, drop.String); err != nil {
		return fmt.Errorf("drop what is left: %w", err)
	}
	return nil
}

// measures say what a connection's measures should be of, and what those are of
// that it has.
type measures struct {
	want, have         string
	haveLoad, lastLoad int
	haveIn             string // their table: project_measure, or kept_project_measure
}

func shared(ctx context.Context, conn *sql.Conn) (m measures, err error) {
	text, err := files.ReadFile("shared.sql")
	if err != nil {
		return m, err
	}
	if err := conn.QueryRowContext(ctx, string(text)).Scan(&m.want, &m.have, &m.haveLoad, &m.lastLoad, &m.haveIn); err != nil {
		return m, fmt.Errorf("run shared.sql: %w", err)
	}
	return m, nil
}

// takeBack shares the measures that the connection has, brought up to the last load;
// false: too much was touched.
func (m measures) takeBack(ctx context.Context, conn *sql.Conn) (bool, error) {
	if m.haveIn != "project_measure" {
		if err := run(ctx, conn, "return.sql"); err != nil {
			return false, err
		}
	} else if m.haveLoad == m.lastLoad {
		return true, nil
	}
	moved, err := shareHistory(ctx, conn)
	if err != nil || moved {
		return false, err
	}
	if m.haveLoad < m.lastLoad {
		if done, err := m.measureTouched(ctx, conn); err != nil || !done {
			return false, err
		}
	}
	if err := run(ctx, conn, "share_key_project.sql"); err != nil {
		return false, err
	}
	return true, mark(ctx, conn, "project_measure", m.want, m.lastLoad)
}

// measureTouched measures those projects anew that loads after m.haveLoad touched;
// false: they are too many, or all.
func (m measures) measureTouched(ctx context.Context, conn *sql.Conn) (bool, error) {
	if err := since(ctx, conn, m.haveLoad); err != nil {
		return false, err
	}
	if err := run(ctx, conn, "touched_projects.sql"); err != nil {
		return false, err
	}
	text, err := files.ReadFile("touched_much.sql")
	if err != nil {
		return false, err
	}
	var touched, lastKey int
	var much bool
	if err := conn.QueryRowContext(ctx, string(text)).Scan(&touched, &much, &lastKey); err != nil {
		return false, fmt.Errorf("run touched_much.sql: %w", err)
	}
	if much || touched == 0 {
		return !much, nil
	}
	// The length of a string of bits is a constant to DuckDB.
	_, err = conn.ExecContext(ctx, fmt.Sprintf("SET VARIABLE projects_in_question = (SELECT bitstring_agg(project_key, 0, %d) FROM touched_project)", lastKey))
	if err != nil {
		return false, fmt.Errorf("say what was touched: %w", err)
	}
	defer func() { // nothing else may see some projects only
		conn.ExecContext(context.WithoutCancel(ctx), "SET VARIABLE projects_in_question = NULL")
	}()
	return true, run(ctx, conn, "aside.sql", "share_history.sql", "share_touched.sql", "back.sql")
}
