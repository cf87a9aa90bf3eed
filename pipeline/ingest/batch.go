package ingest

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"shixu/pipeline/warehouse"
	"shixu/queries"
)

// A batch is files of one job that are staged and resolved together, and then
// loaded one after the other, each in a transaction of its own: DuckDB takes
// longer to plan a query than to run it over a small report, and one plan does
// for all. A file that is big, or whose names become new members of something,
// is a batch of its own.
type batch struct {
	*Runner
	options Options
	files   []*arrival
	bytes   int64

	conn      *sql.Conn
	layout    layout
	numbering numbering
	found     map[int]surveyed // what the stage holds, by file
	// resolved says that incoming holds the files that are still to be loaded,
	// and tallies what will become of their rows.
	resolved bool
	standing standing
	tallies  map[int]tally
}

// What a batch holds at most: files are numbered in a byte, and their rows wait
// in memory.
const (
	batchFiles = 128
	batchBytes = 16 << 20
)

// takes says that a file goes with those of the batch.
func (b *batch) takes(a *arrival) bool {
	if len(b.files) == 0 {
		return true
	}
	return len(b.files) < batchFiles && b.bytes+a.before.Size() <= batchBytes && !b.options.DryRun &&
		a.joins() && b.files[0].joins()
}

// joins says that the file may be one of several.
func (a *arrival) joins() bool {
	if a.late || a.before.Size() > batchBytes {
		return false
	}
	for _, f := range a.dataset.Fields {
		if f.Type == queries.NewProject || f.Type == queries.Sector || f.Type == queries.ProjectType {
			return false
		}
	}
	for _, t := range a.tables {
		if !t.CanJoin() {
			return false
		}
	}
	return true
}

func (b *batch) add(a *arrival) {
	a.number, a.bad = len(b.files), nil
	b.files, b.bytes = append(b.files, a), b.bytes+a.before.Size()
}

// load loads the files and says in their results what became of them.
func (b *batch) load(ctx context.Context) {
	if len(b.files) == 0 {
		return
	}
	start := b.Now()
	if err := b.begin(ctx); err != nil {
		b.end()
		if len(b.files) == 1 {
			b.files[0].res.failLoad(err)
			return
		}
		// One of them cannot be read, and says so when it is alone.
		for _, a := range b.files {
			alone := &batch{Runner: b.Runner, options: b.options}
			alone.add(a)
			alone.load(ctx)
		}
		return
	}
	defer b.end()
	staging := b.Now().Sub(start) / time.Duration(len(b.files))
	for _, a := range b.files {
		begun := b.Now()
		before := a.res.Duration + staging
		l := &load{arrival: a, batch: b, conn: b.conn}
		err := warehouse.TxOn(ctx, b.conn, func() (err error) {
			if err := l.run(ctx); err != nil {
				return err
			}
			if a.hash, err = a.digest.wait(); err != nil {
				return err
			}
			if err := a.unchanged(); err != nil {
				return err
			}
			now := b.Now()
			if err := l.record(ctx, now, before+now.Sub(begun)); err != nil {
				return err
			}
			if b.options.DryRun {
				return errDryRun
			}
			return nil
		})
		if err != nil {
			b.resolved = false // what the transaction resolved went with it
			a.res.failLoad(err)
		}
		a.res.Duration = before + b.Now().Sub(begun)
	}
	if b.files[0].dataset.Name == "district" {
		b.districts = nil
	}
}

// begin stages the files.
func (b *batch) begin(ctx context.Context) (err error) {
	if b.conn, err = b.Warehouse.DB.Conn(ctx); err != nil {
		return err
	}
	return warehouse.TxOn(ctx, b.conn, func() error { return b.stage(ctx) })
}

// end gives the connection back, and with it all temporary tables.
func (b *batch) end() {
	for _, a := range b.files {
		a.stop()
	}
	if b.conn != nil {
		b.conn.Close()
	}
}

// resolve makes incoming of the load's file and those after it, unless it is
// there and the file's keys are in none of the files before it.
func (b *batch) resolve(ctx context.Context, l *load) (err error) {
	if b.resolved && !b.tallies[l.number].overlaps {
		return nil
	}
	if err := b.recode(ctx); err != nil {
		return err
	}
	if b.standing, err = b.stands(ctx); err != nil {
		return err
	}
	if err := b.step(ctx, "resolve", b.layout.resolveData(l, b.numbering, b.standing)); err != nil {
		return err
	}
	b.tallies, err = b.tally(ctx, b.layout.tallyData(b.standing, len(b.files) > 1))
	b.resolved = err == nil
	return err
}

// step runs a template of queries/load that yields nothing.
func (b *batch) step(ctx context.Context, name string, data map[string]any) error {
	_, err := b.write(ctx, name, data)
	return err
}

// write is step, and says how many rows the last statement wrote.
func (b *batch) write(ctx context.Context, name string, data map[string]any) (rows int64, err error) {
	text, err := sqlOf(name, data)
	if err != nil {
		return 0, err
	}
	done, err := b.conn.ExecContext(ctx, text)
	if err != nil {
		return 0, fmt.Errorf("%s: %w", name, err)
	}
	return done.RowsAffected()
}

// rows runs a template that yields rows.
func (b *batch) rows(ctx context.Context, name string, data map[string]any, each func(*sql.Rows) error) error {
	text, err := sqlOf(name, data)
	if err != nil {
		return err
	}
	rows, err := b.conn.QueryContext(ctx, text)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	defer rows.Close()
	for rows.Next() {
		if err := each(rows); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	return rows.Err()
}

func sqlOf(name string, data map[string]any) (string, error) {
	step, err := queries.LoadStepNamed(name)
	if err != nil {
		return "", err
	}
	return step.SQL(data)
}
