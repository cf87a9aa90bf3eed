package session

import (
	"context"
	"database/sql"
)

// shareHistory shares what years that are over say. It outlives the measures: the
// connection keeps it from refresh to refresh, and computes it again when the dates
// move to another year or month, or a load changed what it was made from. What was
// before the year goes into measures: moved says that it was computed again.
func (h *holdings) shareHistory(ctx context.Context, conn *sql.Conn) (moved bool, err error) {
	if err := run(ctx, conn, "unshare_history.sql"); err != nil {
		return false, err
	}
	changed, err := h.changed(ctx, conn)
	if err != nil {
		return false, err
	}
	for _, k := range []*held{h.beforeYear, h.class} {
		if !k.holds() || k.haveLoad < k.lastLoad && changed[k.name] {
			if err := run(ctx, conn, "keep_"+k.name+".sql"); err != nil {
				return false, err
			}
			moved = moved || k == h.beforeYear
		}
		if err := k.mark(ctx, conn, "kept_"+k.name); err != nil {
			return false, err
		}
	}
	return moved, run(ctx, conn, "share_history.sql")
}

// changed finds out what of the history that the connection holds a later load changed.
func (h *holdings) changed(ctx context.Context, conn *sql.Conn) (map[string]bool, error) {
	oldest := h.class.lastLoad
	for _, k := range []*held{h.beforeYear, h.class} {
		if k.holds() {
			oldest = min(oldest, k.haveLoad)
		}
	}
	if oldest == h.class.lastLoad {
		return nil, nil
	}
	if err := since(ctx, conn, oldest); err != nil {
		return nil, err
	}
	changed := map[string]bool{}
	return changed, ask(ctx, conn, "touched_history.sql", func(row func(...any) error) error {
		var name string
		err := row(&name)
		changed[name] = true
		return err
	})
}
