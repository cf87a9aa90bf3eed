package warehouse

import (
	"context"
	"database/sql"
	"sync"
)

// A desk is the one connection at which a refresh is worked on, step by step:
// what a step leaves in temporary tables is there for the next.
type desk struct {
	mu   sync.Mutex
	conn *sql.Conn
}

// AtDesk runs f on the warehouse's desk, a connection that is kept from call to
// call, one call at a time; f must not call AtDesk. After an error the desk is
// cleared: the next call finds a new one.
func (w *Warehouse) AtDesk(ctx context.Context, f func(*sql.Conn) error) error {
	w.desk.mu.Lock()
	defer w.desk.mu.Unlock()
	if w.desk.conn == nil {
		c, err := w.DB.Conn(ctx)
		if err != nil {
			return err
		}
		w.desk.conn = c
	}
	err := f(w.desk.conn)
	if err != nil {
		w.desk.clear()
	}
	return err
}

// TxAtDesk is Tx at the desk.
func (w *Warehouse) TxAtDesk(ctx context.Context, f func(*sql.Conn) error) error {
	return w.AtDesk(ctx, func(c *sql.Conn) error { return TxOn(ctx, c, func() error { return f(c) }) })
}

// clear ends the connection with all that was left on it; its mutex is held.
func (d *desk) clear() {
	if d.conn != nil {
		d.conn.Close() // its work is over: nothing is lost with it
		d.conn = nil
	}
}
