package main

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/google/renameio/v2"

	"shixu/exporters/catalog"
	"shixu/pipeline/config"
)

// CatalogCmd lists everything that has a name.
type CatalogCmd struct {
	Format string `short:"f" default:"table" enum:"table,markdown,json" placeholder:"FORMAT" help:"table: one line a name; markdown: a document; json: for programs."`
	Output string `short:"o" placeholder:"FILE" help:"Write it to a file."`
}

// Run lists what comes with Shixu and, where there is a configuration, the
// city's own metrics, traces and rules. It opens no warehouse.
func (c *CatalogCmd) Run(ctx context.Context, m *Main, g *Global) error {
	currency, own := "CNY", catalog.Folders{}
	cfg, err := config.Load(g.ConfigFile)
	switch {
	case err == nil:
		currency, own = cfg.Currency, cityFolders(cfg)
	case !errors.Is(err, fs.ErrNotExist):
		return err
	}
	all, err := catalog.Build(ctx, currency, own)
	if err != nil {
		m.note(err)
	}
	write := all.Table
	switch c.Format {
	case "markdown":
		write = all.Markdown
	case "json":
		write = all.JSON
	}
	if c.Output == "" {
		return write(m.Stdout)
	}
	file, err := renameio.NewPendingFile(c.Output, renameio.WithPermissions(0o644))
	if err != nil {
		return err
	}
	defer file.Cleanup()
	if err := write(file); err != nil {
		return err
	}
	return file.CloseAtomicallyReplace()
}

func cityFolders(c *config.Config) (own catalog.Folders) {
	folder := func(path string) fs.FS {
		if path == "" || !isDir(path) {
			return nil
		}
		return os.DirFS(path)
	}
	if c.Metrics != "" {
		own.Metrics, own.Traces = folder(c.Abs(c.Metrics)), folder(filepath.Join(c.Abs(c.Metrics), traceFolder))
	}
	if c.Rules != "" {
		own.Rules = folder(c.Abs(c.Rules))
	}
	return own
}
