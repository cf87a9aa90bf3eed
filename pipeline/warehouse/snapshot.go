package warehouse

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// keepSnapshots is how many snapshots stay on disk: the newest, and one for
// readers that were about to open the one before.
const keepSnapshots = 2

// Snapshot returns the path of a file with everything that is committed. Each
// version of the data gets a file of its own that never changes; asking again
// for the same version gives the same file. Older ones are removed; a process
// that has one open goes on reading it.
func (w *Warehouse) Snapshot(ctx context.Context) (string, error) {
	w.snapshots.Lock()
	defer w.snapshots.Unlock()
	c, err := w.DB.Conn(ctx)
	if err != nil {
		return "", err
	}
	defer c.Close()
	var version string
	if err := c.QueryRowContext(ctx, `SELECT md5(CAST(v AS VARCHAR)) FROM store.version AS v`).Scan(&version); err != nil {
		return "", fmt.Errorf("tell the version of the data: %w", err)
	}
	dir := w.Path + ".snapshots"
	path := filepath.Join(dir, version+".duckdb")
	if _, err := os.Stat(path); err == nil {
		return path, nil
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return "", err
	}
	if err := copyTo(ctx, c, path+".tmp"); err != nil {
		return "", errors.Join(fmt.Errorf("make snapshot: %w", err), os.Remove(path+".tmp"))
	}
	if err := os.Rename(path+".tmp", path); err != nil {
		return "", err
	}
	return path, prune(dir, path)
}

// CopyTo writes everything that is committed into a new file.
func (w *Warehouse) CopyTo(ctx context.Context, path string) error {
	w.snapshots.Lock()
	defer w.snapshots.Unlock()
	c, err := w.DB.Conn(ctx)
	if err != nil {
		return err
	}
	defer c.Close()
	return copyTo(ctx, c, path)
}

// copyTo writes the whole database into a new file.
func copyTo(ctx context.Context, c *sql.Conn, path string) error {
	for _, left := range []string{path, path + ".wal"} {
		if err := os.Remove(left); err != nil && !errors.Is(err, os.ErrNotExist) {
			return err
		}
	}
	name, err := databaseName(ctx, c)
	if err != nil {
		return err
	}
	if _, err := c.ExecContext(ctx, "ATTACH "+literal(path)+" AS snapshot"); err != nil {
		return err
	}
	_, err = c.ExecContext(ctx, `COPY FROM DATABASE `+name+` TO snapshot`)
	_, derr := c.ExecContext(context.WithoutCancel(ctx), "DETACH snapshot")
	return errors.Join(err, derr)
}

// databaseName is the name of the connection's database, quoted.
func databaseName(ctx context.Context, c *sql.Conn) (string, error) {
	var name string
	err := c.QueryRowContext(ctx, `SELECT current_database()`).Scan(&name)
	return `"` + strings.ReplaceAll(name, `"`, `""`) + `"`, err
}

// literal is text as SQL writes it.
func literal(text string) string { return "'" + strings.ReplaceAll(text, "'", "''") + "'" }

// prune removes all but the newest snapshots. The one just made is the newest,
// though the clock may have been set back since the others were made.
func prune(dir, newest string) error {
	all, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	var files []fs.FileInfo
	for _, e := range all {
		if e.Name() == filepath.Base(newest) {
			continue
		}
		if info, err := e.Info(); err == nil && filepath.Ext(e.Name()) == ".duckdb" {
			files = append(files, info)
		}
	}
	slices.SortFunc(files, func(a, b fs.FileInfo) int { return b.ModTime().Compare(a.ModTime()) })
	var errs []error
	for _, f := range files[min(len(files), keepSnapshots-1):] {
		errs = append(errs, os.Remove(filepath.Join(dir, f.Name())))
	}
	return errors.Join(errs...)
}
