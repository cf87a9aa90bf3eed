package main

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"

	"github.com/google/renameio/v2"
	"golang.org/x/term"

	"shixu/exporters/metrics"
	"shixu/exporters/owner"
	"shixu/exporters/sqlapi"
	"shixu/pipeline/config"
	"shixu/pipeline/warehouse"
	"shixu/queries/session"
)

// tableRows is how many rows a table shows where --max-rows does not say.
const tableRows = 10_000

// Answer are the flags of commands that ask the warehouse: what the answer
// speaks of, its form, and how much it may take.
type Answer struct {
	Format    string        `short:"f" default:"" enum:",table,csv,json,ndjson,parquet,arrow" placeholder:"FORMAT" help:"Form of the answer: table, csv, json, ndjson, parquet, arrow; default: by the ending of --output, else table."`
	Output    string        `short:"o" placeholder:"FILE" help:"Write the answer to a file, whole or not at all."`
	BOM       bool          `name:"bom" help:"Begin CSV with a byte order mark, for Excel."`
	AsOf      config.Date   `name:"as-of" placeholder:"DATE" help:"The day the views speak of, such as 2023-10-31; default: as_of of the configuration, else today."`
	AsKnownOn config.Date   `name:"as-known-on" placeholder:"DATE" help:"Only what was known on that day."`
	MaxRows   int64         `name:"max-rows" default:"-1" placeholder:"N" help:"At most so many rows; 0: all; default: 10000 for a table, else all."`
	Timeout   time.Duration `default:"60s" help:"How long the query may run; 0: as long as it takes."`
	Memory    sqlapi.Size   `default:"1GB" help:"How much memory it may take."`
	Threads   int           `placeholder:"N" help:"How many processors it may use; default: threads of the configuration, else all."`
}

type prepareFunc = func(context.Context, *sql.Conn, session.Dates) error

// inSession lets ask use a locked, read-only session. prepare, where not nil,
// has it before it is locked; see sqlapi.Options.
func (c *Answer) inSession(ctx context.Context, m *Main, g *Global, cfg *config.Config, f sqlapi.Format, prepare prepareFunc, ask func(*sqlapi.Session) error) error {
	// A reader that has enough (| head) makes writing fail, not the process
	// die: what the session put on disk is still to be removed.
	signal.Ignore(syscall.SIGPIPE)
	defer signal.Reset(syscall.SIGPIPE)
	lift, err := sqlapi.LimitMemory(c.Memory)
	if err != nil {
		return err
	}
	s, server, err := c.open(ctx, m, cfg, f, prepare)
	if err != nil {
		return errors.Join(c.hint(g, err), lift())
	}
	if err = ask(s); server != nil && (errors.Is(err, sqlapi.ErrUnknownTable) || errors.Is(err, sqlapi.ErrUnknownColumn) || errors.Is(err, sqlapi.ErrQuery)) {
		err = server.Explain(err)
	}
	return errors.Join(c.hint(g, err), s.Close(), lift())
}

// format chooses the form of the answer.
func (c *Answer) format(m *Main) (sqlapi.Format, error) {
	name := c.Format
	if name == "" {
		name = strings.TrimPrefix(filepath.Ext(c.Output), ".")
	}
	formats := sqlapi.Formats()
	f := formats[max(0, slices.IndexFunc(formats, func(f sqlapi.Format) bool { return f.Name == name }))]
	if f.Name == "csv" {
		f.Encoder = sqlapi.CSV{BOM: c.BOM}
	}
	if f.Binary && c.Output == "" && isTerminal(m.Stdout) {
		return f, usage("%s 不能显示在终端；请用 --output 写文件，或用管道接出", "%s is not for a terminal; name a file with --output, or pipe it on", f.Name)
	}
	return f, nil
}

// open opens the warehouse, or a snapshot of it where a server owns it, which is then
// returned too.
func (c *Answer) open(ctx context.Context, m *Main, cfg *config.Config, f sqlapi.Format, prepare prepareFunc) (*sqlapi.Session, *owner.Client, error) {
	o := sqlapi.Options{
		Path: cfg.Abs(cfg.Warehouse),
		View: metrics.View{AsOf: c.AsOf.Time, KnownOn: c.AsKnownOn.Time},
		Settings: metrics.Settings{
			AsOf: cfg.AsOf.Time, Rules: timeRules(cfg),
		},
		Memory: c.Memory, Threads: cmp.Or(c.Threads, cfg.Threads), MaxRows: c.MaxRows, Timeout: c.Timeout, Now: m.Now,
		Prepare: prepare,
	}
	if c.MaxRows < 0 {
		o.MaxRows = 0
		if f.Name == "table" {
			o.MaxRows = tableRows
		}
	}
	s, err := sqlapi.Open(ctx, o)
	if !errors.Is(err, warehouse.ErrLocked) {
		return s, nil, err
	}
	server := owner.Find(o.Path, err)
	if o.Path, err = server.Snapshot(ctx); err != nil {
		return nil, nil, err
	}
	s, err = sqlapi.Open(ctx, o)
	return s, server, server.Explain(err)
}

// give writes the rows, and says where there are more.
func (c *Answer) give(m *Main, g *Global, f sqlapi.Format, rows *sqlapi.Rows) error {
	switch err := c.write(m, f, rows); {
	case errors.Is(err, syscall.EPIPE):
		return nil
	case err != nil:
		return err
	}
	if rows.Truncated() {
		fmt.Fprintf(m.Stderr, g.say("shixu: 只给出前 %d 行，结果不止这些；用 --max-rows 放宽（0 为全部）\n",
			"shixu: only the first %d rows are given, there are more; raise --max-rows (0: all)\n"), cmp.Or(max(c.MaxRows, 0), tableRows))
	}
	return nil
}

// write writes the rows to the file or to standard output. A file appears
// once all of it is written; a device or pipe is written as it is.
func (c *Answer) write(m *Main, f sqlapi.Format, rows *sqlapi.Rows) error {
	if c.Output == "" {
		return f.Encode(m.Stdout, rows)
	}
	if info, err := os.Stat(c.Output); err == nil && !info.Mode().IsRegular() {
		file, err := os.OpenFile(c.Output, os.O_WRONLY, 0)
		if err != nil {
			return err
		}
		return errors.Join(f.Encode(file, rows), file.Close())
	}
	file, err := renameio.NewPendingFile(c.Output, renameio.WithPermissions(0o644))
	if err != nil {
		return err
	}
	defer file.Cleanup()
	if err := f.Encode(file, rows); err != nil {
		return err
	}
	return file.CloseAtomicallyReplace()
}

// hint says what to do about an error, where that is known.
func (c *Answer) hint(g *Global, err error) error {
	hint := ""
	switch {
	case errors.Is(err, sqlapi.ErrNone):
		hint = g.say("先用 shixu ingest 装载报表", "load reports first, with shixu ingest")
	case errors.Is(err, sqlapi.ErrUnknownTable):
		hint = g.say("有哪些表和视图：shixu sql --list", "see the tables and views with shixu sql --list")
	case errors.Is(err, sqlapi.ErrUnknownColumn):
		hint = g.say("有哪些列：shixu sql --describe 表名", "see the columns with shixu sql --describe NAME")
	case errors.Is(err, sqlapi.ErrTimeout):
		hint = g.say("缩小范围，或用 --timeout 放宽", "ask for less, or raise --timeout")
	case errors.Is(err, sqlapi.ErrMemory):
		hint = g.say("缩小范围，或用 --memory 放宽", "ask for less, or raise --memory")
	case errors.Is(err, sqlapi.ErrStatement):
		hint = g.say("一次一个查询，以 SELECT、FROM、WITH、VALUES、DESCRIBE、SHOW、SUMMARIZE、PIVOT 或 EXPLAIN 开头",
			"one query at a time, beginning with SELECT, FROM, WITH, VALUES, DESCRIBE, SHOW, SUMMARIZE, PIVOT or EXPLAIN")
	case errors.Is(err, sqlapi.ErrRefused):
		hint = g.say("这里只能查询：不能写入、读写文件、联网或更改设置", "this is for asking only: no writing, no files, no network, no settings")
	}
	if hint == "" {
		return err
	}
	return fmt.Errorf("%w\n%s%s", err, g.say("提示：", "hint: "), hint)
}

// isTerminal says whether a stream is one.
func isTerminal(stream any) bool {
	f, ok := stream.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}
