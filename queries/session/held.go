package session

import (
	"context"
	"database/sql"
	"fmt"

	"shixu/queries"
)

// held says what a table of a connection should be of, and what it is of, if the
// connection has it.
type held struct {
	name, want, have   string
	haveLoad, lastLoad int    // up to which load it was found to hold, and which is the last
	in                 string // its name, with kept_ before it where it is not shared now
}

// holds says that the table is of what it should be, though perhaps up to an earlier load.
func (h *held) holds() bool { return h.want == h.have }

// mark writes down that the table, which goes by a name now, is of what it should be,
// as of the last load.
func (h *held) mark(ctx context.Context, conn *sql.Conn, name string) error {
	_, err := conn.ExecContext(ctx, fmt.Sprintf("COMMENT ON TABLE temp.%s IS %s", name, queries.Literal(fmt.Sprintf("%s; load %d", h.want, h.lastLoad))))
	if err != nil {
		return fmt.Errorf("mark what is held: %w", err)
	}
	h.have, h.haveLoad, h.in = h.want, h.lastLoad, name
	return nil
}

// holdings are the tables that a connection holds, or should, from refresh to refresh.
type holdings struct {
	beforeYear, class *held // history: investment_before_year and forecast_class
	measures          *held // project_measure, and with it investment_in_year
	steps             *held // project_step
}

func hold(ctx context.Context, conn *sql.Conn) (*holdings, error) {
	all := map[string]*held{}
	err := ask(ctx, conn, "held.sql", func(row func(...any) error) error {
		var h held
		err := row(&h.name, &h.want, &h.have, &h.haveLoad, &h.lastLoad, &h.in)
		all[h.name] = &h
		return err
	})
	return &holdings{
		beforeYear: all["investment_before_year"], class: all["forecast_class"],
		measures: all["project_measure"], steps: all["project_step"],
	}, err
}
