package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"strings"
	"time"

	"github.com/alecthomas/kong"
	"github.com/prometheus/common/promslog"
	"golang.org/x/term"

	"shixu/queries"
)

// Exit statuses (contract).
const (
	exitDone     = 0
	exitFailed   = 1
	exitUsage    = 2
	exitSetAside = 3 // done, but rows were set aside
)

// errSetAside makes a command exit with status 3.
var errSetAside = errors.New("rows were set aside")

// Main is the program with everything it touches of the outside, so that
// tests can run it.
type Main struct {
	Stdin          io.Reader
	Stdout, Stderr io.Writer
	// Terminal says that Stderr is one: progress bars are drawn only there.
	Terminal bool
	Now      func() time.Time

	log *slog.Logger
	// words are those of an error, in the language of people.
	words func(error) string
}

// System is the program as the operating system runs it.
func System() *Main {
	return &Main{
		Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr,
		Terminal: term.IsTerminal(int(os.Stderr.Fd())), Now: time.Now,
	}
}

// CLI is the command line.
type CLI struct {
	Global

	Demo    DemoCmd    `cmd:"" help:"Write the demonstration city's files and a shixu.yaml."`
	Init    InitCmd    `cmd:"" help:"Write a first shixu.yaml, with folders and examples."`
	Inspect InspectCmd `cmd:"" help:"Show what is understood of a report."`
	Ingest  IngestCmd  `cmd:"" help:"Load reports into the warehouse."`
	Check   CheckCmd   `cmd:"" help:"Look for what is wrong in configuration, mapping and metric files."`
	Test    TestCmd    `cmd:"" help:"Run fixtures against metric queries and warning rules: rows in, exposition or warnings out."`

	Serve    ServeCmd    `cmd:"" help:"Serve metrics, and own the warehouse while doing so."`
	Metrics  MetricsCmd  `cmd:"" help:"Print the metrics once."`
	Score    ScoreCmd    `cmd:"" help:"Show scores, ranks and red and black lists, and how they came about."`
	SQL      SQLCmd      `cmd:"" name:"sql" help:"Ask the warehouse anything, read-only."`
	Trace    TraceCmd    `cmd:"" help:"Lead from a figure back to the rows of the files it was made of."`
	Snapshot SnapshotCmd `cmd:"" help:"Copy the warehouse for people who open it with DuckDB; beside a server too."`
	Warnings WarningsCmd `cmd:"" help:"Show warnings, and say what became of them."`
	Mixin    MixinCmd    `cmd:"" help:"Write Grafana dashboards, Prometheus rules and an example for Alertmanager."`
	Catalog  CatalogCmd  `cmd:"" help:"List everything that has a name: datasets, tables, columns, metrics, rules, units."`
	Backfill BackfillCmd `cmd:"" help:"Write the metrics of past months for Prometheus."`
	Forecast ForecastCmd `cmd:"" help:"Forecast the year's end, with ranges; test the methods on past years."`
	Version  VersionCmd  `cmd:"" help:"Print the version."`

	Completion CompletionCmd `cmd:"" help:"Print the completion script of a shell."`
}

// Global are the flags of every command. They are named as the Prometheus
// exporters name theirs.
type Global struct {
	ConfigFile string `name:"config.file" default:"shixu.yaml" placeholder:"FILE" help:"The configuration."`
	LogLevel   string `name:"log.level" default:"info" enum:"debug,info,warn,error" help:"Log from this level: debug, info, warn, error."`
	LogFormat  string `name:"log.format" default:"logfmt" enum:"logfmt,json" help:"Log as logfmt or json."`
	Lang       string `name:"lang" default:"${lang}" enum:"zh-CN,en" help:"Language of messages to people: zh-CN or en."`
}

// zh says that messages to people are in Chinese.
func (g *Global) zh() bool { return g.Lang == "zh-CN" }

// Run runs one command line and returns the exit status.
func (m *Main) Run(ctx context.Context, args []string) int {
	var cli CLI
	status := -1
	zh := helpInChinese(args)
	help := kong.DefaultHelpPrinter
	if zh {
		help = chineseHelp
	}
	parser, err := kong.New(&cli,
		kong.Name("shixu"),
		kong.Description("Shixu (时序): from a city's investment reports to Prometheus metrics."),
		kong.Writers(m.Stdout, m.Stderr),
		kong.Exit(func(code int) { status = code }),
		kong.Help(help),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true}),
		kong.Vars{"lang": defaultLang(os.Getenv)},
		kong.BindTo(ctx, (*context.Context)(nil)),
	)
	if err != nil {
		panic(err) // the structs above are wrong, not what the user typed
	}
	if zh {
		translate(parser.Model)
	}
	cmd, err := parser.Parse(comments(args))
	if status >= 0 { // --help
		return status
	}
	if err != nil {
		if err = misused(err); zh {
			err = errors.New(queries.InChinese(err))
		}
		fmt.Fprintf(m.Stderr, "shixu: error: %v\n", err)
		return exitUsage
	}
	m.log = promslog.New(&promslog.Config{
		Level: level(cli.LogLevel), Format: format(cli.LogFormat), Writer: m.Stderr,
	})
	m.words = cli.words
	err = cmd.Run(m, &cli.Global, actionName(cmd.Selected().Name))
	switch {
	case err == nil:
		return exitDone
	case errors.Is(err, errSetAside):
		return exitSetAside
	case errors.Is(err, errUsage):
		fmt.Fprintf(m.Stderr, "shixu: error: %s\n", cli.words(err))
		return exitUsage
	}
	fmt.Fprintf(m.Stderr, "shixu: error: %s\n", cli.words(err))
	return exitFailed
}

// note tells people of what is no failure; nil is nothing.
func (m *Main) note(err error) {
	if err != nil {
		fmt.Fprintf(m.Stderr, "shixu: warning: %s\n", m.words(err))
	}
}

// words are those of an error in the language of people.
func (g *Global) words(err error) string {
	if g.zh() {
		return queries.InChinese(err)
	}
	return err.Error()
}

// errUsage makes a command exit with status 2.
var errUsage = queries.Say("用法有误", "wrong usage")

// usage is an error that makes a command exit with status 2.
func usage(zh, en string, args ...any) error {
	return queries.Say("%v："+zh, "%v: "+en, append([]any{errUsage}, args...)...)
}

func level(name string) *promslog.Level {
	l := promslog.NewLevel()
	if err := l.Set(name); err != nil {
		panic(err) // kong checked the name
	}
	return l
}

func format(name string) *promslog.Format {
	f := promslog.NewFormat()
	if err := f.Set(name); err != nil {
		panic(err) // kong checked the name
	}
	return f
}

// comments keeps an SQL text that begins with a comment from being taken for
// a flag.
func comments(args []string) []string {
	out := make([]string, len(args))
	for i, a := range args {
		if strings.HasPrefix(a, "-- ") || strings.HasPrefix(a, "--\n") {
			a = "\n" + a
		}
		out[i] = a
	}
	return out
}
