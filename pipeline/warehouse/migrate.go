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

	"shixu/queries"
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

// migrate brings tables and views up to date. A warehouse that is so already is
// not written to.
func (w *Warehouse) migrate(ctx context.Context, migrations, defs []fs.FS) error {
	if len(migrations) == 0 && len(defs) == 0 {
		return nil
	}
	want, err := wanted(migrations, defs)
	if err != nil {
		return err
	}
	var tables, kept int
	if err := w.DB.QueryRowContext(ctx, `
		SELECT count(*), count(*) FILTER (schema_name = 'store' AND table_name = 'migration')
		FROM duckdb_tables() WHERE database_name = current_database()`).Scan(&tables, &kept); err != nil {
		return err
	}
	switch {
	case tables == 0:
		return mouldOf(want).make(ctx, w, want)
	case kept == 0:
		return w.applyAll(ctx, want, nil)
	}
	done, err := w.applied(ctx)
	if err != nil {
		return err
	}
	return w.applyAll(ctx, want, done)
}

// wanted are the migrations in order, and last all definitions as one.
func wanted(migrations, defs []fs.FS) ([]sqlFile, error) {
	want, err := sqlFiles(migrations)
	if err != nil {
		return nil, err
	}
	files, err := sqlFiles(defs)
	if err != nil {
		return nil, err
	}
	if len(files) == 0 {
		return want, nil
	}
	all := sqlFile{name: definitions}
	for _, f := range files {
		all.text += f.text + "\n"
	}
	return append(want, all), nil
}

// applyAll runs what is not done yet; done is nil where nothing ever was.
func (w *Warehouse) applyAll(ctx context.Context, want []sqlFile, done map[string]string) error {
	if done == nil {
		if _, err := w.DB.ExecContext(ctx, bookkeeping); err != nil {
			return err
		}
	}
	for _, f := range want {
		old, is := done[f.name]
		switch {
		case old == f.hash():
			continue
		case f.name == definitions:
			if err := w.apply(ctx, f); err != nil {
				return fmt.Errorf("views: %w", err)
			}
		case is:
			return queries.Say("迁移 %s 曾以另一内容执行：数据仓库由另一版本的 shixu 建立；请用那一版本，或另选 warehouse 重新装载", "migration %s: was applied with another content; the warehouse was made by another version of shixu: use that one, or name another warehouse and load again", f.name)
		default:
			if err := w.apply(ctx, f); err != nil {
				return fmt.Errorf("migration %s: %w", f.name, err)
			}
		}
	}
	return nil
}

// applied returns the hash of everything that was run, by its name.
func (w *Warehouse) applied(ctx context.Context) (map[string]string, error) {
	rows, err := w.DB.QueryContext(ctx, `SELECT name, content_hash FROM store.migration`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	done := map[string]string{}
	for rows.Next() {
		var name, hash string
		if err := rows.Scan(&name, &hash); err != nil {
			return nil, err
		}
		done[name] = hash
	}
	return done, rows.Err()
}

// apply runs text and writes it down, both or neither.
func (w *Warehouse) apply(ctx context.Context, f sqlFile) error {
	return w.Tx(ctx, func(c *sql.Conn) error {
		if _, err := c.ExecContext(ctx, f.text); err != nil {
			return err
		}
		_, err := c.ExecContext(ctx, `INSERT OR REPLACE INTO store.migration VALUES (?, ?, ?)`, f.name, f.hash(), w.now().UTC())
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
