package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"shixu/dashboards"
)

// MixinCmd writes the dashboards and rules.
type MixinCmd struct {
	Out        string `placeholder:"DIR" required:"" help:"The folder to write to; it is made where there is none."`
	Currency   string `default:"CNY" placeholder:"CODE" help:"ISO code of the warehouse's currency."`
	Selector   string `default:"job=\"shixu\"" placeholder:"SELECTOR" help:"Which series are meant, such as job=\"shixu\",city=\"成都\"; empty: all."`
	GrafanaURL string `name:"grafana-url" default:"http://127.0.0.1:3000" placeholder:"URL" help:"Where alerts say that the dashboards are."`
	ShixuURL   string `name:"shixu-url" default:"http://127.0.0.1:9480" placeholder:"URL" help:"Where alerts say that the runbooks are: shixu serve has them."`
}

// Run writes the files in the language of --lang.
func (c *MixinCmd) Run(_ context.Context, m *Main, g *Global) error {
	files, err := dashboards.Mixin(dashboards.Options{
		Lang: g.Lang, Currency: c.Currency, Selector: c.Selector, GrafanaURL: c.GrafanaURL, ShixuURL: c.ShixuURL,
	})
	if err != nil {
		return fmt.Errorf("%w: %w", errUsage, err)
	}
	for _, f := range files {
		path := filepath.Join(c.Out, filepath.FromSlash(f.Path))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(path, f.Text, 0o644); err != nil {
			return err
		}
	}
	fmt.Fprintf(m.Stdout, g.say("%d 个文件写入 %s：grafana/ 供 Grafana，prometheus/ 供 Prometheus\n", "%d files are in %s: grafana/ for Grafana, prometheus/ for Prometheus\n"), len(files), c.Out)
	return nil
}
