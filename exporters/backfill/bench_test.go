package backfill_test

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"shixu/exporters/backfill"
	"shixu/exporters/exposition"
	"shixu/test/floor"
)

// BenchmarkBlocks writes months of hourly samples (SHIXU_BENCH_SERIES series,
// SHIXU_BENCH_MONTHS months; by default few) as blocks of the same span as
// promtool, whose `create-blocks-from openmetrics` on the same samples is the
// floor. The evaluation of SQL is left out on our side, the writing of the text
// on promtool's. Memory is the most that each process held.
func BenchmarkBlocks(b *testing.B) {
	promtool, err := exec.LookPath("promtool")
	if err != nil {
		b.Skip("promtool is not installed (Debian: apt install prometheus)")
	}
	series, months := count(b, "SHIXU_BENCH_SERIES", 500), count(b, "SHIXU_BENCH_MONTHS", 3)
	from := day(2020, 1, 1)
	to := from.AddDate(0, months-1, 0)
	p, err := backfill.Plan(backfill.MonthEnds(from, to), to.AddDate(0, 2, 0))
	if err != nil {
		b.Fatal(err)
	}
	evaluate := func(_ context.Context, asOf time.Time) ([]exposition.Family, error) {
		f := exposition.Family{Name: "shixu_investment_completed_cny", LabelNames: []string{"year", "level", "district", "sector", "project_type"}}
		for i := range series {
			f.Series = append(f.Series, exposition.Series{
				Labels: []string{strconv.Itoa(asOf.Year()), "municipal", "郫都区", "交通", strconv.Itoa(i)},
				Value:  float64(i) * 12345678.9 * float64(asOf.Month()),
			})
		}
		return []exposition.Family{f}, nil
	}
	for b.Loop() {
		var ours, tool floor.Spent
		dir := b.TempDir()
		ours.Add(floor.Time(b, func() {
			sink, err := backfill.NewBlocks(dir, "r", step, scrape)
			if err == nil {
				err = backfill.Run(b.Context(), p, evaluate, sink, nil)
			}
			if err != nil {
				b.Fatal(err)
			}
		}))
		peak := floor.Peak(b)
		text, out, toolPeak := b.TempDir(), b.TempDir(), int64(0)
		for i, s := range p {
			// A month at a time: the text of three years takes 20 GB.
			dir := filepath.Join(text, strconv.Itoa(i))
			om, err := backfill.NewOpenMetrics(dir, "r", step, scrape)
			if err == nil {
				err = backfill.Run(b.Context(), []backfill.Stretch{s}, evaluate, om, nil)
			}
			files, globErr := filepath.Glob(filepath.Join(dir, "*.om"))
			if err != nil || globErr != nil || len(files) != 1 {
				b.Fatal(files, err, globErr)
			}
			cmd := exec.Command(promtool, "tsdb", "create-blocks-from", "openmetrics", "--quiet", "--max-block-duration="+fmt.Sprint(backfill.BlockSpan), files[0], out)
			tool.Add(floor.Command(b, cmd))
			toolPeak = max(toolPeak, floor.PeakOf(cmd))
			if err := os.RemoveAll(dir); err != nil {
				b.Fatal(err)
			}
		}
		floor.Report(b, ours, tool)
		b.ReportMetric(float64(peak)/(1<<20), "MiB")
		b.ReportMetric(float64(toolPeak)/(1<<20), "floor_MiB")
	}
}

func count(b *testing.B, name string, otherwise int) int {
	text := os.Getenv(name)
	if text == "" {
		return otherwise
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		b.Fatalf("%s: %v", name, err)
	}
	return n
}
