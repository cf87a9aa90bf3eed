package scores

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"shixu/queries/session"
)

// A Desk runs something in one transaction, on a connection that keeps what is
// shared on it; *warehouse.Warehouse has one.
type Desk interface {
	TxAtDesk(ctx context.Context, f func(*sql.Conn) error) error
}

// Refresh scores the quarters up to a day and writes them down. Where nothing
// has changed since, nothing is written.
func (s *Scorer) Refresh(ctx context.Context, w Desk, asOf time.Time) error {
	err := w.TxAtDesk(ctx, func(conn *sql.Conn) error {
		d, err := session.Speak(ctx, conn, asOf, s.rules)
		if err != nil {
			return err
		}
		computed, err := s.prepare(ctx, conn, d, Options{})
		if err != nil {
			return err
		}
		same, err := unchanged(ctx, conn)
		if err != nil || computed == 0 && same {
			return err
		}
		return run(ctx, conn, "store")
	})
	if err != nil {
		return fmt.Errorf("score: %w", err)
	}
	return nil
}

// unchanged says whether the quarters are those that are written down.
func unchanged(ctx context.Context, conn *sql.Conn) (same bool, err error) {
	err = conn.QueryRowContext(ctx, `
		SELECT NOT EXISTS (FROM (SELECT year, quarter, as_of FROM score_quarter EXCEPT SELECT year, quarter, as_of FROM store.score_quarter))
		   AND NOT EXISTS (FROM (SELECT year, quarter, as_of FROM store.score_quarter EXCEPT SELECT year, quarter, as_of FROM score_quarter))`).Scan(&same)
	return same, err
}
