package ingest

import (
	"cmp"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"strings"
	"time"

	"shixu/pipeline/mapping"
	"shixu/pipeline/source"
	"shixu/queries"
)

// errDryRun rolls a transaction back that did all it was asked to.
var errDryRun = errors.New("dry run")

// file loads one file and says what became of it.
func (r *Runner) file(ctx context.Context, job *Job, f datedFile, o Options) FileResult {
	start := r.Now()
	res := FileResult{Job: job.Name, Dataset: job.Dataset, Path: job.recorded(f.path), KnownOn: f.knownOn, Reasons: map[string]int64{}}
	res.Err = r.load(ctx, job, f, o, start, &res)
	if errors.Is(res.Err, errDryRun) {
		res.Err, res.LoadID = nil, 0
	}
	if res.Err != nil {
		recordedIn(res.Err, res.Path)
		res.LoadID = 0
	}
	res.Duration = r.Now().Sub(start)
	return res
}

// recordedIn makes an error about a file name it as loads do: from the
// configuration's folder.
func recordedIn(err error, name string) {
	if e, ok := errors.AsType[*source.FormatError](err); ok {
		e.Path = name
	}
	if e, ok := errors.AsType[*fs.PathError](err); ok {
		e.Path = name
	}
}

func (r *Runner) load(ctx context.Context, job *Job, f datedFile, o Options, start time.Time, res *FileResult) error {
	dataset, ok := r.Datasets[job.Dataset]
	if !ok {
		return fmt.Errorf("job %s: no dataset %q", job.Name, job.Dataset)
	}
	path := job.recorded(f.path)
	before, hash, err := fingerprint(f.path, path)
	if err != nil {
		return err
	}
	res.Bytes = before.Size()
	last, loaded, err := r.lastLoad(ctx, job, path)
	if err != nil {
		return err
	}
	if last != nil && loaded == hash && !o.Again {
		res.Already = last
		return nil
	}
	tables, plans, err := r.understand(ctx, job, dataset, f.path, path)
	if err != nil {
		return err
	}
	if last == nil && !o.Again {
		if res.Already, err = r.copyOf(ctx, job, dataset, f.path, hash, plans); res.Already != nil || err != nil {
			return err
		}
	}
	err = r.Warehouse.Tx(ctx, func(c *sql.Conn) error {
		l := &load{conn: c, job: job, dataset: dataset, path: path, knownOn: f.knownOn, options: o, res: res}
		if err := l.run(ctx, tables, plans); err != nil {
			return err
		}
		if after, err := os.Stat(f.path); err != nil || after.Size() != before.Size() || !after.ModTime().Equal(before.ModTime()) {
			return fmt.Errorf("%s: the file changed while it was being read; load it again when it is complete", path)
		}
		if err := l.record(ctx, hash, start, r.Now()); err != nil {
			return err
		}
		if o.DryRun {
			return errDryRun
		}
		return nil
	})
	if err != nil && !errors.Is(err, errDryRun) && !strings.Contains(err.Error(), path) {
		return fmt.Errorf("%s: %w", path, err) // DuckDB's own, a full disk
	}
	return err
}

// copyOf is the load that brought the same report under another name; nil where
// there is none. Two months may have the same figures: it is the same report
// only if its name says the same.
func (r *Runner) copyOf(ctx context.Context, job *Job, d *queries.Dataset, path, hash string, plans []*mapping.Plan) (*Earlier, error) {
	copies, err := r.copies(ctx, job, hash)
	if err != nil {
		return nil, err
	}
	for i := len(copies) - 1; i >= 0; i-- {
		_, before, err := r.understand(ctx, job, d, path, copies[i].Path)
		if err == nil && slices.EqualFunc(plans, before, sameConstants) {
			return &copies[i], nil
		}
	}
	return nil, nil
}

// sameConstants says that what stands for all rows of a table is the same.
func sameConstants(a, b *mapping.Plan) bool {
	return slices.EqualFunc(a.Columns, b.Columns, func(x, y mapping.Column) bool {
		return x.Field.Name == y.Field.Name && x.Source == y.Source && x.Constant == y.Constant
	})
}

// understand opens the file and plans its tables, as if it were called name. Sheets that hold no table of
// rows (instructions, a cover) are passed over where another one does; a sheet
// that has one but cannot be understood stops the file, or its rows were lost.
func (r *Runner) understand(ctx context.Context, job *Job, d *queries.Dataset, path, name string) ([]*source.Table, []*mapping.Plan, error) {
	file, err := source.Open(ctx, path, job.Source)
	if err != nil {
		return nil, nil, err
	}
	districts, err := r.districtNames(ctx)
	if err != nil {
		return nil, nil, err
	}
	var tables []*source.Table
	var plans []*mapping.Plan
	var none error
	for _, t := range file.Tables {
		if job.Mapping != nil && !job.Mapping.AppliesTo(t.Sheet) {
			continue
		}
		p, err := mapping.Find(d, t, mapping.Where{Path: name, Sheet: t.Sheet, Districts: districts}, job.Mapping)
		switch {
		case errors.Is(err, mapping.ErrNoTable):
			none = errors.Join(none, err)
		case err != nil:
			return nil, nil, mapping.Advise(err, d.Name, mapping.Guess(r.Datasets, t))
		default:
			tables, plans = append(tables, t), append(plans, p)
		}
	}
	if len(plans) == 0 {
		return nil, nil, cmp.Or(none, fmt.Errorf("%s: no sheet of it is meant by the job or its mapping", name))
	}
	return tables, plans, latestGiven(job, d, plans, name)
}

// districtNames are the names by which titles and file names may name a
// district.
func (r *Runner) districtNames(ctx context.Context) ([]string, error) {
	rows, err := r.Warehouse.DB.QueryContext(ctx, `
		SELECT unnest([name_zh] || string_split_regex(coalesce(aliases, ''), '[、|;；]')) FROM district`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var names []string
	for rows.Next() {
		var n string
		if err := rows.Scan(&n); err != nil {
			return nil, err
		}
		if n != "" {
			names = append(names, n)
		}
	}
	return names, rows.Err()
}

// fingerprint is the file's state and the SHA-256 of its content. Errors call
// it name.
func fingerprint(path, name string) (fs.FileInfo, string, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, "", err
	}
	if info.IsDir() {
		return nil, "", fmt.Errorf("%s: is a folder; name its files, or use a pattern such as %s/*.xlsx", name, name)
	}
	if !info.Mode().IsRegular() {
		// Opening a pipe waits for somebody to write into it.
		return nil, "", fmt.Errorf("%s: is no ordinary file; save it as one first", name)
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, "", err
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return nil, "", fmt.Errorf("read %s: %w", name, err)
	}
	return info, hex.EncodeToString(h.Sum(nil)), nil
}

// record writes the load down, in the transaction that holds its rows.
func (l *load) record(ctx context.Context, hash string, start, now time.Time) error {
	_, err := l.conn.ExecContext(ctx, `INSERT INTO store.load
		(load_id, job, dataset, path, content_hash, bytes, known_on, loaded_at, duration_seconds, rows_read, rows_new, rows_changed, rows_same, rows_set_aside, rows_skipped)
		VALUES (?, ?, ?, ?, ?, ?, CAST(? AS DATE), ?, ?, ?, ?, ?, ?, ?, ?)`,
		l.id, l.job.Name, l.job.Dataset, l.path, hash, l.res.Bytes, l.knownOn.Format(time.DateOnly), now.UTC(), now.Sub(start).Seconds(),
		l.res.Read, l.res.New, l.res.Changed, l.res.Same, l.res.SetAside, l.res.Skipped)
	return err
}
