// Package ingest runs loading jobs: it opens a report, understands its
// layout, reads and checks its rows in DuckDB, sets aside what cannot be
// taken and merges the rest, in one transaction a file.
//
// # What holds
//
//   - A file is loaded whole or not at all; its row in load is written in the
//     same transaction.
//   - A job loads a file once until its content changes, and a copy of it under
//     another name not at all (seen.go says why).
//   - A row that cannot be taken is in reject, with its place and reason; it
//     never stops the others, unless the job's error budget says so.
//   - A row that was replaced stays, with the load that replaced it.
//
// The SQL is in queries/load; this package fills it in.
package ingest

import (
	"context"
	"database/sql"
	"log/slog"
	"path/filepath"
	"sync"
	"time"

	"shixu/pipeline/mapping"
	"shixu/pipeline/source"
	"shixu/pipeline/warehouse"
	"shixu/queries"
)

// A Job says which files hold which dataset, and how to take them.
type Job struct {
	Name    string
	Dataset string
	// Files are paths, already expanded.
	Files []string
	// Dir is what recorded paths are relative to, where they are below it.
	Dir string
	// Mapping is nil where the layout is to be found.
	Mapping *mapping.Mapping
	Source  source.Options
	KnownOn KnownOn
	// Latest names a field: of several rows of one file with the same key the
	// one with the greatest value counts, and the others are no error.
	Latest string
	// MaxRejects and MaxRejectRatio stop a file that is plainly wrong: where
	// more rows than either would be set aside, none is loaded. 0: no limit.
	MaxRejects     int64
	MaxRejectRatio float64
}

// Options are how a run is done.
type Options struct {
	// DryRun does everything but keep it.
	DryRun bool
	// Again loads files whose content was loaded before, as a new load: after
	// the register or the names changed, rows set aside may now be taken.
	Again bool
	// Rejected is called for every problem of a file, in order, before the
	// file is committed. Nil: not wanted.
	Rejected func(Reject) error
	// Progress is called as files are done. Nil: not wanted.
	Progress func(Progress)
}

// Progress says how far a run is.
type Progress struct {
	Path        string
	Done, Files int
}

// A FileResult says what became of one file.
type FileResult struct {
	Job, Dataset, Path string
	// LoadID is 0 where nothing was loaded.
	LoadID int64
	// Already is the load that brought the same content before, where that is
	// why nothing was loaded now.
	Already *Earlier `json:",omitempty"`
	// KnownOn is the day from which the content counts as known.
	KnownOn  time.Time
	Bytes    int64
	Duration time.Duration
	Counts
	// Reasons counts problems by their code.
	Reasons map[string]int64
	// Remarks are what was noticed and kept no row from being loaded.
	Remarks []Remark `json:",omitempty"`
	// Err says why nothing of the file was loaded.
	Err error `json:"-"`
}

// Counts are rows of a file.
type Counts struct {
	Read, New, Changed, Same, SetAside, Skipped int64
}

// A Reject is one problem of one row.
type Reject struct {
	File, Sheet   string
	Row           int64
	Column, Value string
	Code          string
	Reason        queries.Words
	Record        string
	Job, Dataset  string
}

// A Runner loads files into one warehouse, one at a time. It is safe for
// concurrent use.
type Runner struct {
	Warehouse *warehouse.Warehouse
	Datasets  map[string]*queries.Dataset
	// Now is the clock for what is written down.
	Now func() time.Time
	// Log gets what went wrong and was put right. Nil means slog.Default().
	Log *slog.Logger

	mu sync.Mutex
	// ask is where questions are put between files, during a run.
	ask *sql.Conn
	// districts are the names of districts; nil where they may have changed.
	districts []string
}

// Run loads the files of the jobs in order: job by job, and in a job by the
// day they became known, then by name. A file that cannot be loaded is in its
// result and stops no other. The error is the context's or the warehouse's.
func (r *Runner) Run(ctx context.Context, jobs []Job, o Options) ([]FileResult, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	conn, err := r.Warehouse.DB.Conn(ctx)
	if err != nil {
		return nil, err
	}
	defer conn.Close()
	r.ask, r.districts = conn, nil
	files := make([][]datedFile, len(jobs))
	total := 0
	for i := range jobs {
		if files[i], err = jobs[i].KnownOn.order(jobs[i].Dir, jobs[i].Files, r.Now()); err != nil {
			return nil, queries.Say("任务 %s：%v", "job %s: %v", jobs[i].Name, err)
		}
		total += len(files[i])
	}
	if o.Progress == nil {
		o.Progress = func(Progress) {}
	}
	results := make([]FileResult, 0, total) // and never more: they are pointed to
	for i := range jobs {
		job := &jobs[i]
		b := &batch{Runner: r, options: o}
		for _, f := range files[i] {
			if ctx.Err() != nil {
				break
			}
			o.Progress(Progress{Path: job.recorded(f.path), Done: len(results), Files: total})
			results = append(results, FileResult{Job: job.Name, Dataset: job.Dataset, Path: job.recorded(f.path), KnownOn: f.knownOn, Reasons: map[string]int64{}})
			b = r.take(ctx, b, job, f, &results[len(results)-1])
		}
		b.load(ctx)
		if err := ctx.Err(); err != nil {
			return results, err
		}
	}
	o.Progress(Progress{Done: total, Files: total})
	return results, r.corrections(ctx, results)
}

func (r *Runner) log() *slog.Logger {
	if r.Log != nil {
		return r.Log
	}
	return slog.Default()
}

// recorded is a path as it is written down.
func (j *Job) recorded(path string) string { return relative(j.Dir, path) }

// relative is a path below dir, else the path as it is.
func relative(dir, path string) string {
	if r, err := filepath.Rel(dir, path); dir != "" && err == nil && filepath.IsLocal(r) {
		return filepath.ToSlash(r)
	}
	return path
}

// Add adds another file's counts.
func (c *Counts) Add(o Counts) {
	c.Read += o.Read
	c.New += o.New
	c.Changed += o.Changed
	c.Same += o.Same
	c.SetAside += o.SetAside
	c.Skipped += o.Skipped
}
