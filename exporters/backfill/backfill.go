// Package backfill gives Prometheus the years before Shixu was installed: the
// metric queries are evaluated as of past days, and what they give is written
// as samples with the time at which it held.
//
// # Time
//
// A Stretch is a while in which figures stand still: from midnight of the day
// they were evaluated for until midnight of the next such day. Within it every
// series has a sample at each multiple of the step, so that panels over years
// need no tricks with Prometheus' lookback: a query at a multiple of the step
// finds a sample at just that instant.
//
// # Ways out
//
// A Sink takes stretches in the order of time. Blocks writes blocks that
// Prometheus reads when they are moved into its data folder, OpenMetrics writes
// text for promtool, Remote sends remote-write requests.
package backfill

import (
	"context"
	"time"

	"shixu/exporters/exposition"
	"shixu/queries"
)

// A Stretch is a while in which the figures of a day hold.
type Stretch struct {
	// AsOf is the day, as midnight UTC.
	AsOf time.Time
	// Start and End are the instants between which it holds; End is excluded.
	Start, End time.Time
}

// A Sink takes what series were worth. It is used by one goroutine.
type Sink interface {
	// Done is the instant up to which everything is on disk already: a
	// stretch that ends by then need not be written again.
	Done() time.Time
	// Write takes the samples of a stretch. Stretches come in order and
	// without overlap.
	Write(ctx context.Context, s Stretch, families []exposition.Family) error
	// Close finishes what was written; whatever fails, it releases what the
	// sink holds. It is called once, also after an error of Write, and then
	// with complete false: what is half done is dropped.
	Close(ctx context.Context, complete bool) error
}

// An Evaluate gives all series as of a day.
type Evaluate func(ctx context.Context, asOf time.Time) ([]exposition.Family, error)

// ErrNothing says that a plan has no stretch.
var ErrNothing = queries.Say("截止时点之前没有数据", "there is nothing before the end")

// Plan lays out stretches: each day's figures hold from its midnight to that of
// the next one, and those of the last until the end. Days are in order; those
// that begin at the end or after it are left out. They begin at midnight of the
// end's location.
func Plan(days []time.Time, end time.Time) ([]Stretch, error) {
	var all []Stretch
	for i, d := range days {
		s := Stretch{AsOf: d, Start: midnight(d, end.Location()), End: end}
		if i+1 < len(days) {
			s.End = midnight(days[i+1], end.Location())
		}
		if s.End.After(end) {
			s.End = end
		}
		if s.Start.Before(s.End) {
			all = append(all, s)
		}
	}
	if len(all) == 0 {
		return nil, queries.Say("%v（%s）", "%v, %s", ErrNothing, end.Format(time.RFC3339))
	}
	return all, nil
}

func midnight(day time.Time, where *time.Location) time.Time {
	return time.Date(day.Year(), day.Month(), day.Day(), 0, 0, 0, 0, where)
}

// MonthEnds are the last days of the months from that of one day to that of
// another, both included.
func MonthEnds(from, to time.Time) (days []time.Time) {
	for d := MonthEnd(from); !d.After(MonthEnd(to)); d = MonthEnd(d.AddDate(0, 0, 1)) {
		days = append(days, d)
	}
	return days
}

// MonthEnd is the last day of a day's month, as midnight UTC.
func MonthEnd(day time.Time) time.Time {
	return time.Date(day.Year(), day.Month()+1, 0, 0, 0, 0, 0, time.UTC)
}

// Run evaluates each stretch that the sink lacks, and writes it. progress,
// where not nil, is called with how many stretches are done. The error names the
// day that failed.
func Run(ctx context.Context, stretches []Stretch, evaluate Evaluate, sink Sink, progress func(done int)) (err error) {
	defer func() {
		if cerr := sink.Close(ctx, err == nil); err == nil {
			err = cerr
		}
	}()
	for i, s := range stretches {
		if err := ctx.Err(); err != nil {
			return err
		}
		if s.End.After(sink.Done()) {
			families, err := evaluate(ctx, s.AsOf)
			if err == nil {
				err = sink.Write(ctx, s, families)
			}
			if err != nil {
				return queries.Say("截至 %s：%v", "as of %s: %v", s.AsOf.Format(time.DateOnly), err)
			}
		}
		if progress != nil {
			progress(i + 1)
		}
	}
	return nil
}

// instants are the multiples of step in [from, to), in milliseconds.
func instants(from, to time.Time, step time.Duration) (first, end, by int64) {
	by = step.Milliseconds()
	first = (from.UnixMilli() + by - 1) / by * by
	return first, to.UnixMilli(), by
}
