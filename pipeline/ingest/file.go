package ingest

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"

	"shixu/pipeline/mapping"
	"shixu/pipeline/source"
	"shixu/queries"
)

// errDryRun rolls a transaction back that did all it was asked to.
var errDryRun = errors.New("dry run")

// An arrival is a file that is to be loaded: opened, understood, and not loaded
// before.
type arrival struct {
	job     *Job
	dataset *queries.Dataset
	file    datedFile
	path    string // as it is written down
	before  fs.FileInfo
	digest  *digest
	hash    string // what the digest is; empty where it need not be known yet
	tables  []*source.Table
	plans   []*mapping.Plan
	// late says that another file of the dataset is loaded that was known later.
	late bool
	res  *FileResult

	number int // in its batch
	// What is known once it is staged: lines that are no rows of it, and what
	// was noticed.
	bad     []badLine
	remarks []Remark
}

// badLine is a line of a sheet that is no row.
type badLine struct {
	sheet string
	source.BadLine
}

// take puts a file into the batch, and returns the batch for the next: where the
// file does not go with those in b, they are loaded first. What needs no
// loading is told at once.
func (r *Runner) take(ctx context.Context, b *batch, job *Job, f datedFile, res *FileResult) *batch {
	start := r.Now()
	arriving := &arrival{job: job, file: f, path: res.Path, res: res}
	err := arriving.begin(ctx, b)
	if err == nil && arriving.hash != "" && b.hasContent(arriving.before.Size(), arriving.hash) {
		// Whether it is a copy is seen when the other is loaded.
		b.load(ctx)
		b = &batch{Runner: r, options: b.options}
	}
	var a *arrival
	if err == nil {
		a, err = r.arrive(ctx, arriving, b.options)
	}
	res.Duration = r.Now().Sub(start)
	if err != nil {
		res.fail(err)
	}
	if a == nil || err != nil {
		arriving.stop()
		return b
	}
	if !b.takes(a) {
		b.load(ctx)
		b = &batch{Runner: r, options: b.options}
	}
	b.add(a)
	return b
}

// fail says why nothing of the file was loaded.
func (res *FileResult) fail(err error) {
	res.LoadID = 0
	if errors.Is(err, errDryRun) {
		return
	}
	recordedIn(err, res.Path)
	res.Err = err
}

// failLoad is fail for what DuckDB says, which knows nothing of the file: a full
// disk.
func (res *FileResult) failLoad(err error) {
	res.fail(err)
	if res.Err != nil && !strings.Contains(err.Error(), res.Path) {
		res.Err = fmt.Errorf("%s: %w", res.Path, err)
	}
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

// begin looks at the file and begins its digest, and waits for it where the
// content may have been seen before.
func (a *arrival) begin(ctx context.Context, b *batch) (err error) {
	if a.before, err = ordinary(a.file.path, a.path); err != nil {
		return err
	}
	later, err := b.cannotBeSeen(ctx, a.job, a.before.Size())
	if err != nil {
		return err
	}
	a.digest = newDigest(ctx, a.file.path, a.path)
	if !later {
		a.hash, err = a.digest.wait()
	}
	return err
}

// stop ends what goes on beside the load of the file.
func (a *arrival) stop() {
	if a.digest != nil {
		a.digest.stop()
	}
}

// arrive opens and understands a file; nil where its content was loaded before.
func (r *Runner) arrive(ctx context.Context, a *arrival, o Options) (*arrival, error) {
	var ok bool
	if a.dataset, ok = r.Datasets[a.job.Dataset]; !ok {
		return nil, queries.Say("任务 %s：没有数据集 %q；有哪些见 shixu catalog", "job %s: there is no dataset %q; see shixu catalog for those there are", a.job.Name, a.job.Dataset)
	}
	a.res.Bytes = a.before.Size()
	earlier, err := r.earlier(ctx, a.job, a.path, a.hash)
	if err != nil {
		return nil, err
	}
	if earlier.last != nil && earlier.hash == a.hash && !o.Again {
		a.res.Already = earlier.last
		return nil, nil
	}
	if a.tables, a.plans, err = r.understand(ctx, a.job, a.dataset, a.file.path, a.path); err != nil {
		return nil, err
	}
	if earlier.last == nil && !o.Again {
		if a.res.Already = r.copyOf(ctx, a, earlier.copies); a.res.Already != nil {
			return nil, nil
		}
	}
	err = r.ask.QueryRowContext(ctx, fmt.Sprintf(`SELECT count(*) > 0 FROM store.load WHERE dataset = %s AND known_on > %s`,
		queries.Literal(a.dataset.Name), date(a.file.knownOn))).Scan(&a.late)
	if err != nil {
		return nil, err
	}
	return a, a.unitless()
}

// unchanged fails where the file is not what it was when it arrived.
func (a *arrival) unchanged() error {
	after, err := os.Stat(a.file.path)
	if err != nil || after.Size() != a.before.Size() || !after.ModTime().Equal(a.before.ModTime()) {
		return queries.Say("%s：读取时文件又有改动；请写完后再装", "%s: the file changed while it was being read; load it again when it is complete", a.path)
	}
	return nil
}

// copyOf is the load that brought the same report under another name; nil where
// there is none. Two months may have the same figures: it is the same report
// only if its name says the same.
func (r *Runner) copyOf(ctx context.Context, a *arrival, copies []Earlier) *Earlier {
	for i := len(copies) - 1; i >= 0; i-- {
		_, as, err := r.understand(ctx, a.job, a.dataset, a.file.path, copies[i].Path)
		if err == nil && slices.EqualFunc(a.plans, as, sameConstants) {
			return &copies[i]
		}
	}
	return nil
}

// sameConstants says that what stands for all rows of a table is the same.
func sameConstants(a, b *mapping.Plan) bool {
	return slices.EqualFunc(a.Columns, b.Columns, func(x, y mapping.Column) bool {
		return x.Field.Name == y.Field.Name && x.Source == y.Source && x.Constant == y.Constant
	}) && slices.EqualFunc(a.Months, b.Months, func(x, y mapping.Month) bool { return x.Month == y.Month })
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
		case err == nil && p.Months != nil && !t.CanJoin():
			return nil, nil, queries.Say("%[1]s：几个月并列的表（%[2]s 至 %[3]s）不能从 %[4]s 格式读取；请每个项目每月一行，或另存为 XLSX、CSV",
				"%s: months side by side (%s to %s) cannot be read from %s; write one row a project and month, or save it as XLSX or CSV",
				name, p.Months[0].Month, p.Months[len(p.Months)-1].Month, file.Format)
		case err != nil:
			return nil, nil, mapping.Advise(err, d.Name, mapping.Guess(r.Datasets, t))
		default:
			tables, plans = append(tables, t), append(plans, p)
		}
	}
	if len(plans) == 0 {
		return nil, nil, cmp.Or(none, error(queries.Say("%s：没有任务或映射文件所指的工作表", "%s: no sheet of it is meant by the job or its mapping", name)))
	}
	return tables, plans, latestGiven(job, d, plans, name)
}

// districtNames are the names by which titles and file names may name a
// district.
func (r *Runner) districtNames(ctx context.Context) ([]string, error) {
	if r.districts != nil {
		return r.districts, nil
	}
	rows, err := r.ask.QueryContext(ctx, `
		SELECT unnest([name_zh] || string_split_regex(coalesce(aliases, ''), '[、|;；]')) FROM district`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	names := []string{}
	for rows.Next() {
		var n string
		if err := rows.Scan(&n); err != nil {
			return nil, err
		}
		if n != "" {
			names = append(names, n)
		}
	}
	r.districts = names
	return names, rows.Err()
}

// ordinary is the state of a file, which has to be an ordinary one. Errors call
// it name.
func ordinary(path, name string) (fs.FileInfo, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if info.IsDir() {
		return nil, queries.Say("%[1]s：是文件夹；请写文件名，或用 %[1]s/*.xlsx 这样的模式", "%[1]s: is a folder; name its files, or use a pattern such as %[1]s/*.xlsx", name)
	}
	if !info.Mode().IsRegular() {
		// Opening a pipe waits for somebody to write into it.
		return nil, queries.Say("%s：不是普通文件；请先存成文件", "%s: is no ordinary file; save it as one first", name)
	}
	return info, nil
}
