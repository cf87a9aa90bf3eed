package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"shixu/exporters/owner"
	"shixu/pipeline/config"
	"shixu/pipeline/ingest"
	"shixu/pipeline/warehouse"
)

// IngestCmd loads reports.
type IngestCmd struct {
	Jobs      []string `arg:"" optional:"" name:"job" help:"Jobs of the configuration; default: all, in its order."`
	DryRun    bool     `name:"dry-run" help:"Report what would be done, and load nothing."`
	Again     bool     `name:"again" help:"Load files again that were loaded before: after the register or names changed, rows set aside may now be taken."`
	RejectsTo string   `name:"rejects-to" placeholder:"DIR" help:"Write the rows set aside as CSV, one file a report, for returning to the sender; remarks in another."`
}

// Run loads the jobs' files, here or in the running server.
func (c *IngestCmd) Run(ctx context.Context, m *Main, g *Global) error {
	cfg, err := config.Load(g.ConfigFile)
	if err != nil {
		return err
	}
	bar := m.progress(g, "装载", "Loading")
	o := ingest.Options{DryRun: c.DryRun, Again: c.Again, Progress: func(p ingest.Progress) {
		bar.set(p.Done, p.Files)
		bar.say(filepath.Base(p.Path))
	}}
	var slips *slipWriter
	if c.RejectsTo != "" {
		slips = &slipWriter{dir: c.RejectsTo}
		o.Rejected = slips.add
	} else if c.DryRun {
		o.Rejected = func(r ingest.Reject) error { return m.printReject(g, r) }
	}
	results, err := m.ingest(ctx, g, cfg, c.Jobs, o)
	bar.done()
	if slips != nil {
		err = errors.Join(err, slips.remarks(results), slips.close())
	}
	if err != nil {
		return err
	}
	if len(results) == 0 {
		m.nothingFound(g, cfg, c.Jobs)
	}
	return m.report(g, results, slips, c.DryRun)
}

// nothingFound says where files were looked for, since reports are easily put
// into a folder that no job looks at.
func (m *Main) nothingFound(g *Global, cfg *config.Config, names []string) {
	fmt.Fprint(m.Stderr, g.say("shixu: 没有找到文件。各任务查找的位置（相对于 ", "shixu: no files found. The jobs look for them here (from "),
		filepath.Dir(cfg.Path), g.say("），可在 shixu.yaml 的 files 中修改：\n", "); change files in shixu.yaml, or move the reports:\n"))
	for _, j := range cfg.Jobs {
		if len(names) == 0 || slices.Contains(names, j.Name) {
			fmt.Fprintf(m.Stderr, "  %s: %s\n", j.Name, strings.Join(j.Files, ", "))
		}
	}
}

// ingest loads here and brings the warnings up to date, or hands the work to
// the server that owns the warehouse.
func (m *Main) ingest(ctx context.Context, g *Global, cfg *config.Config, names []string, o ingest.Options) ([]ingest.FileResult, error) {
	w, err := m.openWarehouse(ctx, cfg)
	if errors.Is(err, warehouse.ErrLocked) {
		path, aerr := filepath.Abs(cfg.Path)
		if aerr != nil {
			return nil, aerr
		}
		return owner.Find(cfg.Abs(cfg.Warehouse), err).Ingest(ctx, owner.IngestRequest{Config: path, Jobs: names}, o)
	}
	if err != nil {
		return nil, err
	}
	defer w.Close()
	r, err := m.runner(w)
	if err != nil {
		return nil, err
	}
	list, err := jobs(cfg, names, r.Datasets)
	if err != nil {
		return nil, err
	}
	results, err := r.Run(ctx, list, o)
	if err == nil && !o.DryRun {
		m.writeScores(ctx, cfg, w)
		err = m.evaluate(ctx, g, cfg, w)
	}
	return results, err
}

// place says where a remark is about: 郫都区.xlsx，工作表“9月”第 5 行.
func place(g *Global, r ingest.Remark) string {
	switch {
	case r.Row == 0: // of a table without rows above its data, such as JSON
		return r.File
	case r.Sheet == "":
		return fmt.Sprintf(g.say("%s 第 %d 行", "%s: row %d"), r.File, r.Row)
	}
	return fmt.Sprintf(g.say("%s 工作表“%s”第 %d 行", "%s: sheet %q: row %d"), r.File, r.Sheet, r.Row)
}

// report tells what became of the files, and turns it into an exit status.
func (m *Main) report(g *Global, results []ingest.FileResult, slips *slipWriter, dry bool) error {
	var sum ingest.Counts
	var loaded, already, superseded, failed int
	for _, r := range results {
		switch {
		case r.Err != nil:
			failed++
			fmt.Fprintf(m.Stderr, "shixu: error: %s\n", g.words(r.Err))
		case r.Already != nil:
			already++
			if e := r.Already; len(e.CorrectedBy) > 0 && e.Path != r.Path {
				fmt.Fprintf(m.Stderr, g.say(
					"shixu: %s：内容与 %s 相同，已于 %s 装载，此后被 %s 更正，现维持更正后的数；如要再装，用 --again\n",
					"shixu: %s: the same as %s, loaded on %s and since corrected by %s; the corrected figures stand; to load it again use --again\n"),
					r.Path, e.Path, e.LoadedAt.Format(time.DateOnly), strings.Join(e.CorrectedBy, ", "))
			} else if len(e.CorrectedBy) > 0 {
				superseded++
			}
		default:
			loaded++
			sum.Add(r.Counts)
			for _, remark := range r.Remarks {
				fmt.Fprintf(m.Stderr, g.say("shixu: %s：提示：%s\n", "shixu: %s: remark: %s\n"), place(g, remark), g.say(remark.Reason.Zh, remark.Reason.En))
			}
			if r.SetAside > 0 {
				fmt.Fprintf(m.Stderr, g.say("shixu: %s：搁置 %d 行（%s）\n", "shixu: %s: %d rows set aside (%s)\n"), r.Path, r.SetAside, reasons(r.Reasons))
			}
		}
	}
	verb := g.say("已装载", "Loaded")
	if dry {
		verb = g.say("试装载（未写入）", "Dry run, nothing kept:")
	}
	fmt.Fprintf(m.Stdout, g.say(
		"%s %d 个文件（另有 %d 个此前已装载，%d 个失败）：读 %d 行，新增 %d，更正 %d，相同 %d，搁置 %d，非数据行 %d\n",
		"%s %d files (%d more were loaded before, %d failed): %d rows read, %d new, %d corrected, %d the same, %d set aside, %d no data\n"),
		verb, loaded, already, failed, sum.Read, sum.New, sum.Changed, sum.Same, sum.SetAside, sum.Skipped)
	if superseded > 0 {
		fmt.Fprintf(m.Stdout, g.say("此前已装载的文件中有 %d 个已被其后的文件更正，维持更正后的数；如要再装，用 --again\n",
			"Of the files loaded before, %d were since corrected by later ones, and the corrected figures stand; to load them again use --again\n"), superseded)
	}
	if slips != nil && slips.files > 0 {
		fmt.Fprintf(m.Stdout, g.say("退回单在 %s\n", "Slips for the senders are in %s\n"), slips.dir)
	}
	switch {
	case failed > 0:
		return fmt.Errorf(g.say("%d 个文件未能装载", "%d files could not be loaded"), failed)
	case sum.SetAside > 0:
		return errSetAside
	}
	return nil
}
