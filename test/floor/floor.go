// Package floor measures work beside its floor: the least that must be done,
// by somebody else's code, in the same run. Benchmarks report the ratio.
package floor

import (
	"os"
	"os/exec"
	"runtime"
	"strconv"
	"syscall"
	"testing"
	"time"
)

// Spent is what some work took: on a machine with neighbours the processor's
// time says more than the clock's.
type Spent struct{ Wall, CPU time.Duration }

// Time runs f and says what it took.
func Time(b *testing.B, f func()) Spent {
	b.Helper()
	start, before := time.Now(), processor(b)
	f()
	return Spent{time.Since(start), processor(b) - before}
}

// Command runs somebody else's program and says what it took.
func Command(b *testing.B, cmd *exec.Cmd) Spent {
	b.Helper()
	start := time.Now()
	if out, err := cmd.CombinedOutput(); err != nil {
		b.Fatalf("%s: %v\n%s", cmd, err, out)
	}
	return Spent{time.Since(start), cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()}
}

// Add adds what more work took.
func (s *Spent) Add(more Spent) {
	s.Wall += more.Wall
	s.CPU += more.CPU
}

// Report reports the ratios of ours to the floor, x_floor by the clock and
// x_floor_cpu by the processor, and no time of the benchmark as a whole.
func Report(b *testing.B, ours, floor Spent) {
	b.Helper()
	b.ReportMetric(ours.Wall.Seconds()/floor.Wall.Seconds(), "x_floor")
	b.ReportMetric(ours.CPU.Seconds()/floor.CPU.Seconds(), "x_floor_cpu")
	b.ReportMetric(floor.Wall.Seconds(), "floor_s")
	b.ReportMetric(ours.Wall.Seconds(), "ours_s")
	b.ReportMetric(0, "ns/op")
}

// Rows is how many rows the benchmarks take: SHIXU_BENCH_ROWS, else a million,
// so that a plain `go test -bench` is quick.
func Rows(b *testing.B) int {
	b.Helper()
	s := os.Getenv("SHIXU_BENCH_ROWS")
	if s == "" {
		return 1_000_000
	}
	n, err := strconv.Atoi(s)
	if err != nil {
		b.Fatalf("SHIXU_BENCH_ROWS: %v", err)
	}
	return n
}

// Peak is the most memory that this process has held so far, in bytes.
func Peak(b *testing.B) int64 {
	b.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return bytesOf(u)
}

// PeakOf is the most memory that a program held which has ended, in bytes.
func PeakOf(cmd *exec.Cmd) int64 {
	return bytesOf(*cmd.ProcessState.SysUsage().(*syscall.Rusage))
}

// bytesOf turns what getrusage tells, which Linux counts in KiB.
func bytesOf(u syscall.Rusage) int64 {
	if runtime.GOOS == "linux" {
		return u.Maxrss << 10
	}
	return u.Maxrss
}

func processor(b *testing.B) time.Duration {
	b.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
