package warehouse_test

import (
	"context"
	"database/sql"
	"errors"
	"testing"

	"shixu/pipeline/warehouse"
)

// TestDesk: what is left on the desk is there for the next, until somebody failed
// at it.
func TestDesk(t *testing.T) {
	w := mustOpen(t, warehouse.Options{})
	ctx := context.Background()
	look := func(c *sql.Conn) error {
		var n int
		return c.QueryRowContext(ctx, "SELECT count(*) FROM left_behind").Scan(&n)
	}
	err := w.TxAtDesk(ctx, func(c *sql.Conn) error {
		_, err := c.ExecContext(ctx, "CREATE TEMP TABLE left_behind AS SELECT 1 AS x")
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := w.AtDesk(ctx, look); err != nil {
		t.Errorf("what was left is gone: %v", err)
	}
	gone := errors.New("failed")
	if err := w.TxAtDesk(ctx, func(*sql.Conn) error { return gone }); !errors.Is(err, gone) {
		t.Errorf("got %v, want %v", err, gone)
	}
	if err := w.AtDesk(ctx, look); err == nil {
		t.Error("what was left is still there")
	}
}
