package sqlapi

import (
	"bytes"
	"fmt"
	"os"
	"strconv"
	"syscall"
)

// headroom is what the process itself may need beside DuckDB.
const headroom = 512 << 20

// LimitMemory bounds what the process may allocate, beyond what it has, to
// more and some headroom: DuckDB then fails where it would take memory that
// its own limit does not count. The function it returns lifts the bound. Where
// the system knows no such bound it does nothing.
func LimitMemory(more Size) (lift func() error, err error) {
	used, err := dataBytes()
	if err != nil {
		return nil, fmt.Errorf("limit memory: %w", err)
	}
	var old syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_DATA, &old); err != nil {
		return nil, fmt.Errorf("limit memory: %w", err)
	}
	bound := old
	bound.Cur = min(old.Max, uint64(used)+uint64(more)+headroom)
	if err := syscall.Setrlimit(syscall.RLIMIT_DATA, &bound); err != nil {
		return nil, fmt.Errorf("limit memory: %w", err)
	}
	return func() error { return syscall.Setrlimit(syscall.RLIMIT_DATA, &old) }, nil
}

// dataBytes is how much of the process counts against RLIMIT_DATA.
func dataBytes() (int64, error) {
	text, err := os.ReadFile("/proc/self/statm")
	if err != nil {
		return 0, err
	}
	fields := bytes.Fields(text) // size resident shared text lib data dt
	if len(fields) < 6 {
		return 0, fmt.Errorf("/proc/self/statm: %q", text)
	}
	pages, err := strconv.ParseInt(string(fields[5]), 10, 64)
	return pages * int64(os.Getpagesize()), err
}
