package session

import (
	"context"
	"database/sql"
	"fmt"
	"strconv"

	"shixu/queries"
)

// shareHistory shares what years that are over say. It outlives the measures: the
// connection keeps it from refresh to refresh, and computes it again when the dates
// move to another year or month, or a load changed what it was made from. What was
// before the year goes into measures: moved says that it was computed again.
func shareHistory(ctx context.Context, conn *sql.Conn) (moved bool, err error) {
	if err := run(ctx, conn, "unshare_history.sql"); err != nil {
		return false, err
	}
	history, err := kept(ctx, conn)
	if err != nil {
		return false, err
	}
	if err := checkTouched(ctx, conn, history); err != nil {
		return false, err
	}
	for _, h := range history {
		if !h.holds {
			if err := run(ctx, conn, "keep_"+h.name+".sql"); err != nil {
				return false, err
			}
			moved = moved || h.name == "investment_before_year"
		}
		if err := mark(ctx, conn, "kept_"+h.name, h.want, h.lastLoad); err != nil {
			return false, err
		}
	}
	return moved, run(ctx, conn, "share_history.sql")
}

// mark writes down, as the comment of a temporary table, what it is of.
func mark(ctx context.Context, conn *sql.Conn, table, of string, load int) error {
	_, err := conn.ExecContext(ctx, fmt.Sprintf("COMMENT ON TABLE temp.%s IS %s", table, queries.Literal(fmt.Sprintf("%s; load %d", of, load))))
	if err != nil {
		return fmt.Errorf("mark what is kept: %w", err)
	}
	return nil
}

// A keepsake is a relation of history that a connection keeps, or should.
type keepsake struct {
	name, want         string
	holds              bool // it is of what it should be
	haveLoad, lastLoad int  // up to which load it was found to hold, and which is the last
}

func kept(ctx context.Context, conn *sql.Conn) ([]*keepsake, error) {
	text, err := files.ReadFile("kept.sql")
	if err != nil {
		return nil, err
	}
	rows, err := conn.QueryContext(ctx, string(text))
	if err != nil {
		return nil, fmt.Errorf("run kept.sql: %w", err)
	}
	defer rows.Close()
	var all []*keepsake
	for rows.Next() {
		var k keepsake
		var have string
		if err := rows.Scan(&k.name, &k.want, &have, &k.haveLoad, &k.lastLoad); err != nil {
			return nil, fmt.Errorf("run kept.sql: %w", err)
		}
		k.holds = k.want == have
		all = append(all, &k)
	}
	return all, rows.Err()
}

// checkTouched finds out which of the keepsakes that seem to hold a later load
// changed.
func checkTouched(ctx context.Context, conn *sql.Conn, history []*keepsake) error {
	seem := map[string]*keepsake{}
	oldest := 0
	for _, k := range history {
		if k.holds && k.haveLoad < k.lastLoad {
			if len(seem) == 0 || k.haveLoad < oldest {
				oldest = k.haveLoad
			}
			seem[k.name] = k
		}
	}
	if len(seem) == 0 {
		return nil
	}
	if err := since(ctx, conn, oldest); err != nil {
		return err
	}
	text, err := files.ReadFile("touched_history.sql")
	if err != nil {
		return err
	}
	rows, err := conn.QueryContext(ctx, string(text))
	if err != nil {
		return fmt.Errorf("run touched_history.sql: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			return fmt.Errorf("run touched_history.sql: %w", err)
		}
		if k := seem[name]; k != nil {
			k.holds = false
		}
	}
	return rows.Err()
}

// since sets up to which load there is something to go on from.
func since(ctx context.Context, conn *sql.Conn, load int) error {
	if _, err := conn.ExecContext(ctx, "SET VARIABLE since_load = "+strconv.Itoa(load)); err != nil {
		return fmt.Errorf("find what was touched: %w", err)
	}
	return nil
}
