package session

import (
	"context"
	"database/sql"
	"fmt"
	"strconv"
)

// A touch is which projects loads after one changed anything of; their keys are in
// the temporary table touched_project.
type touch struct {
	since    int // the load
	projects int // how many
	lastKey  int // the last of all projects
	much     bool
}

func touchedSince(ctx context.Context, conn *sql.Conn, load int) (touch, error) {
	t := touch{since: load}
	if err := since(ctx, conn, load); err != nil {
		return t, err
	}
	if err := run(ctx, conn, "touched_projects.sql"); err != nil {
		return t, err
	}
	err := ask(ctx, conn, "touched_much.sql", func(row func(...any) error) error { return row(&t.projects, &t.much, &t.lastKey) })
	return t, err
}

// narrowToSteps leaves those of the touched projects whose steps may be others.
func (t *touch) narrowToSteps(ctx context.Context, conn *sql.Conn) error {
	if t.projects == 0 {
		return nil
	}
	if err := run(ctx, conn, "touched_steps.sql"); err != nil {
		return err
	}
	if err := conn.QueryRowContext(ctx, "SELECT count(*) FROM touched_project").Scan(&t.projects); err != nil {
		return fmt.Errorf("count what was touched: %w", err)
	}
	return nil
}

// again runs files that compute something of the touched projects alone.
func (t touch) again(ctx context.Context, conn *sql.Conn, names ...string) error {
	if t.projects == 0 {
		return nil
	}
	// The length of a string of bits is a constant to DuckDB.
	_, err := conn.ExecContext(ctx, fmt.Sprintf("SET VARIABLE projects_in_question = (SELECT bitstring_agg(project_key, 0, %d) FROM touched_project)", t.lastKey))
	if err != nil {
		return fmt.Errorf("say what was touched: %w", err)
	}
	defer func() { // nothing else may see some projects only
		conn.ExecContext(context.WithoutCancel(ctx), "SET VARIABLE projects_in_question = NULL")
	}()
	return run(ctx, conn, names...)
}

// since sets up to which load there is something to go on from.
func since(ctx context.Context, conn *sql.Conn, load int) error {
	if _, err := conn.ExecContext(ctx, "SET VARIABLE since_load = "+strconv.Itoa(load)); err != nil {
		return fmt.Errorf("find what was touched: %w", err)
	}
	return nil
}
