package backfill_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/tsdb"
	"github.com/prometheus/prometheus/tsdb/chunkenc"

	"shixu/exporters/backfill"
	"shixu/exporters/exposition"
)

const step = time.Hour

var scrape = []backfill.Label{{Name: "job", Value: "shixu"}, {Name: "instance", Value: "127.0.0.1:9480"}}

func day(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 0, 0, 0, 0, time.UTC) }

// city is a city of two districts, one of which reports from February on; its
// figures are the month, so that each sample says where it came from.
func city(_ context.Context, asOf time.Time) ([]exposition.Family, error) {
	f := exposition.Family{Name: "shixu_investment_completed_cny", Help: "h", LabelNames: []string{"district", "sector"}}
	f.Series = append(f.Series, exposition.Series{Labels: []string{"郫都区", ""}, Value: float64(asOf.Month())})
	if asOf.Month() >= 2 {
		f.Series = append(f.Series, exposition.Series{Labels: []string{"新都区", "交通\\\"路\"\n"}, Value: 100 + float64(asOf.Month())})
	}
	return []exposition.Family{f}, nil
}

// samples are what a series is worth at each instant, in milliseconds.
type samples map[string]map[int64]float64

// expected lays the city's samples out by hand.
func expected(plan []backfill.Stretch) samples {
	all := samples{}
	for _, s := range plan {
		families, _ := city(context.Background(), s.AsOf)
		for _, x := range families[0].Series {
			key := fmt.Sprintf(`{__name__="shixu_investment_completed_cny", district=%q, instance="127.0.0.1:9480", job="shixu"`, x.Labels[0])
			if x.Labels[1] != "" {
				key += fmt.Sprintf(", sector=%q", x.Labels[1])
			}
			key += "}"
			if all[key] == nil {
				all[key] = map[int64]float64{}
			}
			for t := s.Start; t.Before(s.End); t = t.Add(time.Minute) {
				if t.Truncate(step).Equal(t) {
					all[key][t.UnixMilli()] = x.Value
				}
			}
		}
	}
	return all
}

// stored reads all that blocks hold; a sample that stands twice is an error.
func stored(t *testing.T, dir string) samples {
	t.Helper()
	db, err := tsdb.OpenDBReadOnly(dir, t.TempDir(), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	blocks, err := db.Blocks()
	if err != nil {
		t.Fatal(err)
	}
	all := samples{}
	for _, b := range blocks {
		q, err := tsdb.NewBlockQuerier(b, 0, 1<<62)
		if err != nil {
			t.Fatal(err)
		}
		set := q.Select(t.Context(), true, nil, labels.MustNewMatcher(labels.MatchRegexp, "__name__", ".+"))
		for set.Next() {
			s := set.At()
			key := s.Labels().String()
			if all[key] == nil {
				all[key] = map[int64]float64{}
			}
			for it := s.Iterator(nil); it.Next() == chunkenc.ValFloat; {
				at, v := it.At()
				if _, twice := all[key][at]; twice {
					t.Fatalf("%s has two samples at %s", key, time.UnixMilli(at).UTC())
				}
				all[key][at] = v
			}
		}
		if err := errors.Join(set.Err(), q.Close()); err != nil {
			t.Fatal(err)
		}
	}
	return all
}

func plan(t *testing.T, from, to, until time.Time) []backfill.Stretch {
	t.Helper()
	p, err := backfill.Plan(backfill.MonthEnds(from, to), until)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func blocks(t *testing.T, dir, request string) *backfill.Blocks {
	t.Helper()
	b, err := backfill.NewBlocks(dir, request, step, scrape)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestPlan(t *testing.T) {
	east := time.FixedZone("UTC+8", 8*3600)
	var got []string
	for _, s := range plan(t, day(2023, 11, 5), day(2024, 2, 1), time.Date(2024, 3, 5, 9, 0, 0, 0, east)) {
		got = append(got, fmt.Sprint(s.AsOf.Format(time.DateOnly), " ", s.Start.Format(time.RFC3339), " ", s.End.Format(time.RFC3339)))
	}
	want := []string{
		"2023-11-30 2023-11-30T00:00:00+08:00 2023-12-31T00:00:00+08:00",
		"2023-12-31 2023-12-31T00:00:00+08:00 2024-01-31T00:00:00+08:00",
		"2024-01-31 2024-01-31T00:00:00+08:00 2024-02-29T00:00:00+08:00",
		"2024-02-29 2024-02-29T00:00:00+08:00 2024-03-05T09:00:00+08:00",
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	if _, err := backfill.Plan(backfill.MonthEnds(day(2024, 1, 1), day(2023, 1, 1)), day(2024, 3, 1)); !errors.Is(err, backfill.ErrNothing) {
		t.Errorf("a plan that ends before it begins: %v", err)
	}
}

// TestBlocks: every series has a sample at every hour at which it held, and no
// other, over blocks that meet and do not overlap.
func TestBlocks(t *testing.T) {
	dir := t.TempDir()
	p := plan(t, day(2023, 1, 1), day(2023, 4, 1), time.Date(2023, 5, 20, 13, 30, 0, 0, time.UTC))
	done := 0
	if err := backfill.Run(t.Context(), p, city, blocks(t, dir, "r"), func(n int) { done = n }); err != nil {
		t.Fatal(err)
	}
	if done != len(p) {
		t.Errorf("progress says %d of %d", done, len(p))
	}
	if d := cmp.Diff(expected(p), stored(t, dir)); d != "" {
		t.Error(d)
	}
	// Again: everything is there.
	evaluated := false
	err := backfill.Run(t.Context(), p, func(context.Context, time.Time) ([]exposition.Family, error) { evaluated = true; return nil, nil }, blocks(t, dir, "r"), nil)
	if err != nil || evaluated {
		t.Errorf("again: %v, evaluated %t", err, evaluated)
	}
	// Later, with a month more: only that is added.
	p = plan(t, day(2023, 1, 1), day(2023, 5, 1), day(2023, 6, 20))
	if err := backfill.Run(t.Context(), p, city, blocks(t, dir, "r"), nil); err != nil {
		t.Fatal(err)
	}
	want := expected(p)
	for key, s := range expected(plan(t, day(2023, 1, 1), day(2023, 4, 1), time.Date(2023, 5, 20, 13, 30, 0, 0, time.UTC))) {
		maps.Copy(want[key], s)
	}
	if d := cmp.Diff(want, stored(t, dir)); d != "" {
		t.Error(d)
	}
	if _, err := backfill.NewBlocks(dir, "another", step, scrape); !errors.Is(err, backfill.ErrOther) {
		t.Errorf("another request: %v", err)
	}
}

// TestResume: a run that fails at any month goes on where it was, and what
// comes out is what an unbroken run gives.
func TestResume(t *testing.T) {
	p := plan(t, day(2023, 1, 1), day(2023, 6, 1), day(2023, 7, 15))
	want := expected(p)
	broken := errors.New("broken")
	for at := range p {
		t.Run(strconv.Itoa(at), func(t *testing.T) {
			dir := t.TempDir()
			err := backfill.Run(t.Context(), p, func(ctx context.Context, d time.Time) ([]exposition.Family, error) {
				if d.Equal(p[at].AsOf) {
					return nil, broken
				}
				return city(ctx, d)
			}, blocks(t, dir, "r"), nil)
			if !errors.Is(err, broken) {
				t.Fatal(err)
			}
			var again []string
			err = backfill.Run(t.Context(), p, func(ctx context.Context, d time.Time) ([]exposition.Family, error) {
				again = append(again, d.Format(time.DateOnly))
				return city(ctx, d)
			}, blocks(t, dir, "r"), nil)
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(want, stored(t, dir)); d != "" {
				t.Error(d)
			}
			// Only what the block that was open had held is done again.
			if at >= 2 && slices.Contains(again, p[0].AsOf.Format(time.DateOnly)) {
				t.Errorf("January was evaluated again after month %d failed", at)
			}
		})
	}
}
