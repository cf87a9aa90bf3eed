package backfill

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"time"

	"github.com/prometheus/prometheus/storage"
	"github.com/prometheus/prometheus/tsdb"

	"shixu/exporters/exposition"
)

// BlockSpan is how much time a block holds: 20 days and 6 hours, one of the
// ranges that Prometheus itself compacts to (two hours times a power of three).
// Blocks begin at multiples of it.
const BlockSpan = 2 * 243 * time.Hour

// commitAfter bounds the samples that wait in memory for a commit.
const commitAfter = 100_000

// Blocks writes Prometheus TSDB blocks into a folder. One block is open at a
// time; a finished one is on disk and in the ledger before the next begins, so
// that a run that was killed goes on behind it.
type Blocks struct {
	dir    string
	step   time.Duration
	labels []Label
	ledger *ledger

	open  *tsdb.BlockWriter
	end   int64 // of the open block's span, in milliseconds
	until int64 // of what the open block holds
}

// NewBlocks opens a folder for blocks and makes it where there is none. request
// says in one line what is written; a folder with the history of another
// request is refused with ErrOther.
func NewBlocks(dir, request string, step time.Duration, labels []Label) (*Blocks, error) {
	l, err := openLedger(dir, request)
	if err != nil {
		return nil, err
	}
	return &Blocks{dir: dir, step: step, labels: labels, ledger: l}, nil
}

// Done implements Sink.
func (b *Blocks) Done() time.Time { return time.UnixMilli(b.ledger.Until) }

// Write implements Sink.
func (b *Blocks) Write(ctx context.Context, s Stretch, families []exposition.Family) error {
	all := seriesOf(families, b.labels)
	t, end, by := instants(s.Start, s.End, b.step)
	if done := b.ledger.Until; t < done {
		t = (done + by - 1) / by * by
	}
	for t < end {
		if b.open != nil && t >= b.end {
			if err := b.flush(ctx); err != nil {
				return err
			}
		}
		if b.open == nil {
			if err := b.begin(t); err != nil {
				return err
			}
		}
		stop := min(end, b.end)
		if err := appendAll(ctx, b.open, all, t, stop, by); err != nil {
			return err
		}
		b.until = stop
		t += (stop - t + by - 1) / by * by
	}
	return nil
}

// begin opens the block of an instant.
func (b *Blocks) begin(t int64) error {
	span := BlockSpan.Milliseconds()
	b.end = (t/span + 1) * span
	// Twice the span, because a block writer takes only samples that are at
	// most half of what it is told behind its newest, and series come one after
	// the other, each with all its samples (as promtool does).
	w, err := tsdb.NewBlockWriter(slog.New(slog.DiscardHandler), b.dir, 2*span)
	b.open = w
	return err
}

// appendAll appends each series' samples at t, t+by, … before stop.
func appendAll(ctx context.Context, w *tsdb.BlockWriter, all []series, t, stop, by int64) error {
	app, pending := w.Appender(ctx), 0
	for _, s := range all {
		ref := storage.SeriesRef(0)
		for at := t; at < stop; at += by {
			var err error
			if ref, err = app.Append(ref, s.labels, at, s.value); err != nil {
				return errors.Join(err, app.Rollback())
			}
			pending++
		}
		if pending >= commitAfter {
			if err := app.Commit(); err != nil {
				return err
			}
			app, pending = w.Appender(ctx), 0
		}
	}
	return app.Commit()
}

// flush writes the open block to disk and enters it in the ledger.
func (b *Blocks) flush(ctx context.Context) error {
	w := b.open
	b.open = nil
	_, err := w.Flush(ctx)
	if err != nil && !errors.Is(err, tsdb.ErrNoSeriesAppended) {
		return errors.Join(err, w.Close())
	}
	if err := w.Close(); err != nil {
		return err
	}
	return b.ledger.advance(b.until)
}

// Close implements Sink.
func (b *Blocks) Close(ctx context.Context, complete bool) error {
	if b.open == nil {
		return nil
	}
	if complete {
		return b.flush(ctx)
	}
	err := b.open.Close()
	b.open = nil
	if errors.Is(err, os.ErrClosed) {
		return nil
	}
	return err
}
