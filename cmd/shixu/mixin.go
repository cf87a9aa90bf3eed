package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"shixu/dashboards"
)

// MixinCmd writes the dashboards, the rules and the example for Alertmanager.
type MixinCmd struct {
	Out        string `placeholder:"DIR" required:"" help:"The folder to write to; it is made where there is none."`
	Currency   string `default:"CNY" placeholder:"CODE" help:"ISO code of the warehouse's currency."`
	Selector   string `default:"job=\"shixu\"" placeholder:"SELECTOR" help:"Which series are meant, such as job=\"shixu\",city=\"成都\"; empty: all."`
	GrafanaURL string `name:"grafana-url" default:"http://127.0.0.1:3000" placeholder:"URL" help:"Where alerts say that the dashboards are."`
	ShixuURL   string `name:"shixu-url" default:"http://127.0.0.1:9480" placeholder:"URL" help:"Where alerts say that the runbooks are, and dashboards find the pages of projects: shixu serve has them."`

	Few      int      `default:"3" placeholder:"N" help:"From how many unanswered warnings of a cause on a district speaks for its projects."`
	Severe   []string `default:"red" placeholder:"NAME,..." help:"Severities of projects' warnings that are told at once; others wait for the daily digest."`
	TimeZone string   `default:"Asia/Shanghai" placeholder:"ZONE" help:"Time zone of the daily digest."`
}

// Run writes the files in the language of --lang.
func (c *MixinCmd) Run(_ context.Context, m *Main, g *Global) error {
	files, err := dashboards.Mixin(dashboards.Options{
		Lang: g.Lang, Currency: c.Currency, Selector: c.Selector, GrafanaURL: c.GrafanaURL, ShixuURL: c.ShixuURL,
		Few: c.Few, Severe: c.Severe, TimeZone: c.TimeZone,
	})
	if err != nil {
		return usage("%v", "%v", err)
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
	fmt.Fprintf(m.Stdout, g.say("%d 个文件写入 %s：grafana/ 供 Grafana，prometheus/ 供 Prometheus，alertmanager/ 是 Alertmanager 的示例\n", "%d files are in %s: grafana/ for Grafana, prometheus/ for Prometheus, alertmanager/ an example for Alertmanager\n"), len(files), c.Out)
	return nil
}
