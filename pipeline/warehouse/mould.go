package warehouse

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"sync"
)

// A mould is a file with the tables and views of a fresh warehouse and nothing
// else. Making those by their SQL takes a second of processor, nearly all of
// it for binding views of views; copying them takes a twentieth. So the first
// fresh warehouse of the process is made by SQL and becomes the mould of those
// after it. It lives in memory: no file outlives an opening, and no other
// process, build or user can have left it.
type mould struct {
	sync.Mutex
	file []byte
}

// moulds are the process's, by what the SQL is that they were made by.
var moulds sync.Map

func mouldOf(want []sqlFile) *mould {
	all := sqlFile{text: bookkeeping}
	for _, f := range want {
		all.text += f.name + " " + f.hash() + "\n"
	}
	m, _ := moulds.LoadOrStore(all.hash(), &mould{})
	return m.(*mould)
}

// make brings a fresh warehouse up to date: from the mould where there is one,
// else by SQL, and keeps the result as the mould. Who comes meanwhile waits,
// which takes less than making it twice.
func (m *mould) make(ctx context.Context, w *Warehouse, want []sqlFile) error {
	m.Lock()
	defer m.Unlock()
	if m.file != nil {
		// A mould is there for speed only: where it cannot be used, say because
		// the temporary folder is full, SQL tells what is wrong, or nothing is.
		if w.pour(ctx, m.file) == nil {
			return nil
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		return w.applyAll(ctx, want, nil)
	}
	if err := w.applyAll(ctx, want, nil); err != nil {
		return err
	}
	m.file, _ = w.castMould(ctx)
	return nil
}

// castMould returns the file that the warehouse would be.
func (w *Warehouse) castMould(ctx context.Context) (file []byte, err error) {
	err = inTemp(func(path string) error {
		if err := w.CopyTo(ctx, path); err != nil {
			return err
		}
		file, err = os.ReadFile(path)
		return err
	})
	return file, err
}

// pour copies all that is in the mould, in one transaction: the warehouse has
// all of it or is as fresh as before.
func (w *Warehouse) pour(ctx context.Context, file []byte) error {
	return inTemp(func(path string) error {
		if err := os.WriteFile(path, file, 0o600); err != nil {
			return err
		}
		c, err := w.DB.Conn(ctx)
		if err != nil {
			return err
		}
		defer c.Close()
		return copyFrom(ctx, c, path, func() error {
			_, err := c.ExecContext(ctx, `UPDATE store.migration SET applied_at = ?`, w.now().UTC())
			return err
		})
	})
}

// copyFrom copies a file's database into the connection's; then is the last
// step of the same transaction.
func copyFrom(ctx context.Context, c *sql.Conn, path string, then func() error) error {
	name, err := databaseName(ctx, c)
	if err != nil {
		return err
	}
	if _, err := c.ExecContext(ctx, "ATTACH "+literal(path)+" AS mould (READ_ONLY)"); err != nil {
		return err
	}
	err = TxOn(ctx, c, func() error {
		if _, err := c.ExecContext(ctx, "COPY FROM DATABASE mould TO "+name); err != nil {
			return err
		}
		return then()
	})
	_, derr := c.ExecContext(context.WithoutCancel(ctx), "DETACH mould")
	return errors.Join(err, derr)
}

// inTemp calls f with the path of a file that may be made, in a folder that
// only this user can read and that is removed afterwards.
func inTemp(f func(path string) error) error {
	dir, err := os.MkdirTemp("", "shixu-mould-")
	if err != nil {
		return err
	}
	return errors.Join(f(filepath.Join(dir, "mould.duckdb")), os.RemoveAll(dir))
}
