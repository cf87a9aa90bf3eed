package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"shixu/exporters/owner"
	"shixu/exporters/snapshot"
	"shixu/pipeline/config"
	"shixu/pipeline/warehouse"
	"shixu/queries"
)

// SnapshotCmd copies the warehouse.
type SnapshotCmd struct {
	File      string      `arg:"" help:"Where the copy goes, such as city.duckdb; an older copy there is replaced."`
	AsOf      config.Date `name:"as-of" placeholder:"DATE" help:"The day the copy's views speak of, such as 2023-10-31; default: as_of of the configuration, else today."`
	AsKnownOn config.Date `name:"as-known-on" placeholder:"DATE" help:"The copy's views show only what was known on that day."`
}

// Run copies the warehouse, or where a server owns it the server's own copy.
func (c *SnapshotCmd) Run(ctx context.Context, m *Main, g *Global) error {
	cfg, err := config.Load(g.ConfigFile)
	if err != nil {
		return err
	}
	path := cfg.Abs(cfg.Warehouse)
	if _, err := os.Stat(path); err != nil {
		return fmt.Errorf("%w\n%s", err, g.say("提示：先用 shixu ingest 装载报表", "hint: load reports first, with shixu ingest"))
	}
	o := snapshot.Options{
		Path: c.File, Warehouse: path, AsOf: cmp.Or(c.AsOf.Time, cfg.AsOf.Time), KnownOn: c.AsKnownOn.Time, Rules: timeRules(cfg),
	}
	if o.AsOf.IsZero() {
		y, mo, d := m.Now().Date()
		o.AsOf = time.Date(y, mo, d, 0, 0, 0, 0, time.UTC)
	}
	w, err := m.openWarehouse(ctx, cfg)
	switch {
	case errors.Is(err, warehouse.ErrLocked):
		server := owner.Find(path, err)
		o.Copy = func(ctx context.Context, to string) error {
			from, err := server.Snapshot(ctx)
			if err != nil {
				return err
			}
			return copyFile(from, to)
		}
	case err != nil:
		return err
	default:
		defer w.Close()
		o.Copy = w.CopyTo
	}
	d, err := snapshot.Write(ctx, o)
	if errors.Is(err, snapshot.ErrTaken) {
		return queries.Say("%v；请换一个文件名", "%v; choose another name", err)
	}
	if err != nil {
		return err
	}
	reported := "—"
	if !d.ReportedTo.IsZero() {
		reported = d.ReportedTo.Format(time.DateOnly)
	}
	fmt.Fprintf(m.Stdout, g.say("已复制到 %s：截至 %s，投资填报至 %s。用 DuckDB 打开：duckdb %[1]s 'FROM progress_by_district'\n",
		"Copied to %s, as of %s, investment reported to %s. Open it with DuckDB: duckdb %[1]s 'FROM progress_by_district'\n"),
		c.File, d.AsOf.Format(time.DateOnly), reported)
	return nil
}

// copyFile copies a server's snapshot, which never changes.
func copyFile(from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	return errors.Join(err, out.Close())
}
