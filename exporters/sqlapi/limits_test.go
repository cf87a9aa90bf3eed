package sqlapi_test

import (
	"context"
	"errors"
	"os"
	"strings"
	"testing"
	"time"

	"shixu/exporters/sqlapi"
)

// endless is a query that does not end by itself.
const endless = "SELECT count(*) FROM range(10000000) a, range(10000000) b WHERE hash(a.range) = hash(b.range + 1)"

func TestMaxRows(t *testing.T) {
	s := open(t, sqlapi.Options{MaxRows: 10})
	for _, tc := range []struct {
		query     string
		rows      int
		truncated bool
	}{
		{"FROM range(9)", 9, false},
		{"FROM range(10)", 10, false},
		{"FROM range(11)", 10, true},
		{"FROM range(1000000000000)", 10, true},
		{"SELECT * FROM range(20) t(i) ORDER BY i DESC", 10, true},
		{"SHOW ALL TABLES", 10, true},
	} {
		rows, err := s.Query(t.Context(), tc.query)
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		for rows.Next() {
			n += int(rows.RecordBatch().NumRows())
		}
		if n != tc.rows || rows.Truncated() != tc.truncated || rows.Err() != nil {
			t.Errorf("%s: %d rows, truncated %v, %v; want %d, %v", tc.query, n, rows.Truncated(), rows.Err(), tc.rows, tc.truncated)
		}
		rows.Release()
	}
}

func TestTimeout(t *testing.T) {
	s := open(t, sqlapi.Options{Timeout: 100 * time.Millisecond})
	for _, q := range []string{endless, "EXPLAIN ANALYZE " + endless, "SELECT sleep_ms(100000)"} {
		start := time.Now()
		if _, err := ask(s, q); !errors.Is(err, sqlapi.ErrTimeout) || !strings.Contains(err.Error(), "100ms") {
			t.Errorf("%s: got %v, want a timeout", q, err)
		}
		if took := time.Since(start); took > 20*time.Second {
			t.Errorf("%s: stopped only after %v", q, took)
		}
	}
	// The session lives on. On a busy machine this may take longer, too.
	got, err := ask(s, "SELECT 1")
	for errors.Is(err, sqlapi.ErrTimeout) {
		got, err = ask(s, "SELECT 1")
	}
	if err != nil || got != "1\n" {
		t.Errorf("after timeouts: got %q, %v", got, err)
	}
}

func TestCancel(t *testing.T) {
	s := open(t, sqlapi.Options{})
	ctx, cancel := context.WithCancel(t.Context())
	time.AfterFunc(50*time.Millisecond, cancel)
	if _, err := s.Query(ctx, endless); !errors.Is(err, sqlapi.ErrCancelled) {
		t.Errorf("got %v, want cancelled", err)
	}

	ctx, cancel = context.WithCancel(t.Context())
	rows, err := s.Query(ctx, "FROM range(300000)")
	if err != nil {
		t.Fatal(err)
	}
	rows.Next()
	cancel()
	for rows.Next() {
	}
	if !errors.Is(rows.Err(), sqlapi.ErrCancelled) {
		t.Errorf("while reading: got %v, want cancelled", rows.Err())
	}
	rows.Release()
	expect(t, s, "SELECT 1", "1\n")
}

func TestMemory(t *testing.T) {
	for name, query := range map[string]string{
		"an aggregate":   "SELECT list(i) FROM range(300000000) t(i)",
		"a large result": "SELECT i, repeat('x', 100) || i AS s FROM range(20000000) t(i)",
	} {
		s := open(t, sqlapi.Options{Memory: 64e6, TempSpace: 32e6, Threads: 2})
		if _, err := ask(s, query); !errors.Is(err, sqlapi.ErrMemory) || strings.Contains(err.Error(), "SET ") {
			t.Errorf("%s: got %v, want out of memory", name, err)
		}
		expect(t, s, "SELECT 1", "1\n")
	}
}

// TestResultGoesToDisk reads a result larger than the memory.
func TestResultGoesToDisk(t *testing.T) {
	s := open(t, sqlapi.Options{Memory: 64e6, Threads: 2})
	rows, err := s.Query(t.Context(), "SELECT i, repeat('x', 100) || i AS s FROM range(1000000) t(i)")
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Release()
	n := 0
	for rows.Next() {
		n += int(rows.RecordBatch().NumRows())
	}
	if n != 1000000 || rows.Err() != nil {
		t.Errorf("%d rows, %v", n, rows.Err())
	}
}

// TestLimitMemory bounds what DuckDB's own limit does not count.
func TestLimitMemory(t *testing.T) {
	if _, err := os.Stat("/proc/self/statm"); err != nil {
		t.Skip("this system knows no such bound")
	}
	lift, err := sqlapi.LimitMemory(256e6)
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := lift(); err != nil {
			t.Error(err)
		}
	}()
	s := open(t, sqlapi.Options{Memory: 256e6})
	for _, q := range []string{"SELECT len(range(1000000000))", "SELECT length(repeat('x', 3000000000))"} {
		if _, err := ask(s, q); !errors.Is(err, sqlapi.ErrMemory) {
			t.Errorf("%s: got %v, want out of memory", q, err)
		}
	}
	expect(t, s, "SELECT 1", "1\n")
}

func TestSize(t *testing.T) {
	for text, want := range map[string]sqlapi.Size{"1GB": 1e9, "1.5GiB": 3 << 29, "512 mb": 512e6, "100B": 100, "64KiB": 64 << 10} {
		var got sqlapi.Size
		if err := got.UnmarshalText([]byte(text)); err != nil || got != want {
			t.Errorf("%q: got %d, %v; want %d", text, got, err, want)
		}
	}
	for _, text := range []string{"", "GB", "-1GB", "1", "0MB", "NaNGB", "InfGB", "9999999TB", "1 PB", "80%"} {
		var got sqlapi.Size
		if err := got.UnmarshalText([]byte(text)); err == nil {
			t.Errorf("%q was read as %d", text, got)
		}
	}
}
