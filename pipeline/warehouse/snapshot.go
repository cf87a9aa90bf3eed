package warehouse

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sort"
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
	// Data change with each load, views with the version of shixu; names sort
	// by age.
	var loads, migrated int64
	if err := c.QueryRowContext(ctx, `
		SELECT (SELECT coalesce(max(load_id), 0) FROM store.load), (SELECT coalesce(epoch_us(max(applied_at)), 0) FROM store.migration)`).Scan(&loads, &migrated); err != nil {
		return "", err
	}
	dir := w.Path + ".snapshots"
	path := filepath.Join(dir, fmt.Sprintf("%010d-%016d.duckdb", loads, migrated))
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
	return path, prune(dir)
}

// copyTo writes the whole database into a new file.
func copyTo(ctx context.Context, c *sql.Conn, path string) error {
	for _, left := range []string{path, path + ".wal"} {
		if err := os.Remove(left); err != nil && !errors.Is(err, os.ErrNotExist) {
			return err
		}
	}
	var name string
	if err := c.QueryRowContext(ctx, `SELECT current_database()`).Scan(&name); err != nil {
		return err
	}
	if _, err := c.ExecContext(ctx, "ATTACH '"+strings.ReplaceAll(path, "'", "''")+"' AS snapshot"); err != nil {
		return err
	}
	_, err := c.ExecContext(ctx, `COPY FROM DATABASE "`+strings.ReplaceAll(name, `"`, `""`)+`" TO snapshot`)
	_, derr := c.ExecContext(context.WithoutCancel(ctx), "DETACH snapshot")
	return errors.Join(err, derr)
}

func prune(dir string) error {
	files, err := filepath.Glob(filepath.Join(dir, "*.duckdb"))
	if err != nil || len(files) <= keepSnapshots {
		return err
	}
	sort.Strings(files)
	var errs []error
	for _, f := range files[:len(files)-keepSnapshots] {
		errs = append(errs, os.Remove(f))
	}
	return errors.Join(errs...)
}
