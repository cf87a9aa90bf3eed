package warehouse

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"sort"
)

// bookkeeping is what migrate needs before any migration ran.
const bookkeeping = `
CREATE SCHEMA IF NOT EXISTS store;
CREATE TABLE IF NOT EXISTS store.migration (name VARCHAR PRIMARY KEY, content_hash VARCHAR, applied_at TIMESTAMP);
COMMENT ON TABLE store.migration IS '已执行的结构迁移 / Migrations applied; definitions are views and macros';
COMMENT ON COLUMN store.migration.name IS '迁移 / Migration';
COMMENT ON COLUMN store.migration.content_hash IS '内容的 SHA-256 / SHA-256 of the content';
COMMENT ON COLUMN store.migration.applied_at IS '执行时间（UTC） / When it was applied, UTC';`

// definitions is the name under which the hash of all views and macros is kept.
const definitions = "definitions"

func (w *Warehouse) migrate(ctx context.Context, migrations, defs []fs.FS) error {
	if len(migrations) == 0 && len(defs) == 0 {
		return nil
	}
	if _, err := w.DB.ExecContext(ctx, bookkeeping); err != nil {
		return err
	}
	files, err := sqlFiles(migrations)
	if err != nil {
		return err
	}
	for _, f := range files {
		old, err := w.applied(ctx, f.name)
		if err != nil {
			return err
		}
		switch old {
		case f.hash():
			continue
		case "":
			if err := w.apply(ctx, f.name, f.hash(), f.text); err != nil {
				return fmt.Errorf("migration %s: %w", f.name, err)
			}
		default:
			return fmt.Errorf("migration %s: was applied with another content; the warehouse was made by another version of shixu", f.name)
		}
	}
	files, err = sqlFiles(defs)
	if err != nil {
		return err
	}
	all := sqlFile{name: definitions}
	for _, f := range files {
		all.text += f.text + "\n"
	}
	if old, err := w.applied(ctx, definitions); err != nil || old == all.hash() {
		return err
	}
	if err := w.apply(ctx, definitions, all.hash(), all.text); err != nil {
		return fmt.Errorf("views: %w", err)
	}
	return nil
}

func (w *Warehouse) applied(ctx context.Context, name string) (hash string, err error) {
	err = w.DB.QueryRowContext(ctx, `SELECT content_hash FROM store.migration WHERE name = ?`, name).Scan(&hash)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return hash, err
}

// apply runs text and writes it down, both or neither.
func (w *Warehouse) apply(ctx context.Context, name, hash, text string) error {
	return w.Tx(ctx, func(c *sql.Conn) error {
		if _, err := c.ExecContext(ctx, text); err != nil {
			return err
		}
		_, err := c.ExecContext(ctx, `INSERT OR REPLACE INTO store.migration VALUES (?, ?, ?)`, name, hash, w.now().UTC())
		return err
	})
}

// Tx runs f on one connection inside a transaction, which is committed when f
// returns nil and rolled back otherwise.
func (w *Warehouse) Tx(ctx context.Context, f func(*sql.Conn) error) error {
	c, err := w.DB.Conn(ctx)
	if err != nil {
		return err
	}
	defer c.Close()
	return TxOn(ctx, c, func() error { return f(c) })
}

// TxOn is Tx on a connection that the caller has.
func TxOn(ctx context.Context, c *sql.Conn, f func() error) error {
	if _, err := c.ExecContext(ctx, "BEGIN TRANSACTION"); err != nil {
		return err
	}
	if err := f(); err != nil {
		// The caller's context may be over; the transaction must end all the same.
		if _, rerr := c.ExecContext(context.WithoutCancel(ctx), "ROLLBACK"); rerr != nil {
			return errors.Join(err, rerr)
		}
		return err
	}
	if _, err := c.ExecContext(ctx, "COMMIT"); err != nil {
		return fmt.Errorf("commit: %w", err)
	}
	return nil
}

type sqlFile struct{ name, text string }

func (f sqlFile) hash() string {
	sum := sha256.Sum256([]byte(f.text))
	return hex.EncodeToString(sum[:])
}

// sqlFiles returns the .sql files of the given folders, folder by folder, in
// lexical order.
func sqlFiles(folders []fs.FS) ([]sqlFile, error) {
	var all []sqlFile
	for _, folder := range folders {
		names, err := fs.Glob(folder, "*.sql")
		if err != nil {
			return nil, err
		}
		sort.Strings(names)
		for _, n := range names {
			text, err := fs.ReadFile(folder, n)
			if err != nil {
				return nil, err
			}
			all = append(all, sqlFile{path.Base(n), string(text)})
		}
	}
	return all, nil
}
