package source

import (
	"errors"
	"fmt"
	"strings"
	"testing"
)

// TestLostRows has DuckDB's reader lose a line that lies across two buffers, as
// it does with some sizes of buffer (TestBuffers): the loss is seen, and the other
// reader has all rows.
func TestLostRows(t *testing.T) {
	was := bufferFor
	bufferFor = func(longest int) int { return 9*longest + 4 }
	t.Cleanup(func() { bufferFor = was })
	const rows = 300_000
	conn := connect(t)
	path := write(t, "big.csv", bigText(rows))
	table := mustOpen(t, path, Options{}).Tables[0]
	count := func(rel *Relation) (n, different int64) {
		t.Helper()
		if err := conn.QueryRowContext(t.Context(), "SELECT count(*), count(DISTINCT c1) FROM (SELECT * FROM "+rel.SQL+")").Scan(&n, &different); err != nil {
			t.Fatal(err)
		}
		return n, different
	}
	rel, err := table.Scan(t.Context(), conn, 2, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer rel.Close()
	n, _ := count(rel)
	if n == rows {
		t.Fatal("DuckDB lost nothing: it may have been mended, and bufferFor be freed")
	}
	bad, err := rel.Bad(t.Context(), conn)
	if err != nil {
		t.Fatal(err)
	}
	lost := rel.Lost(path, n, len(bad))
	fe, ok := errors.AsType[*FormatError](lost)
	if !ok {
		t.Fatalf("%d rows and %d bad lines of %d: Lost says %v", n, len(bad), rows, lost)
	}
	for _, text := range []string{fe.Error(), fe.Chinese()} {
		for _, part := range []string{path, fmt.Sprint(rows), fmt.Sprint(n)} {
			if !strings.Contains(text, part) {
				t.Errorf("%q does not say %s", text, part)
			}
		}
	}
	again, ok, err := table.Rescan(t.Context(), conn, 2, 0)
	if err != nil || !ok {
		t.Fatal(ok, err)
	}
	defer again.Close()
	if n, different := count(again); n != rows || different != rows {
		t.Errorf("the other reader: %d rows, %d different", n, different)
	} else if err := again.Lost(path, n, 0); err != nil {
		t.Error(err)
	}
	if again.Lost(path, rows-1, 0) == nil || again.Lost(path, rows+1, 0) == nil {
		t.Error("the other reader is not held against the survey")
	}
}

// TestRecords counts the lines of plain text, whatever ends it.
func TestRecords(t *testing.T) {
	for _, c := range []struct {
		text     string
		firstRow int64
		want     int64
	}{
		{"", 1, 0},
		{"a,b", 1, 1},
		{"a,b\n", 1, 1},
		{"a,b\n1,2", 1, 2},
		{"a,b\r\n1,2\r\n", 1, 2},
		{"a,b\r\n1,2", 2, 1},
		{"a,b\n1,2\n\n\n", 1, 2},
		{"a,b\r\n1,2\r\n\r\n", 1, 2},
		{"\xef\xbb\xbfa,b\n1,2\n", 2, 1},
		{"标题\n\na,b\n1,2\n3,4\n", 4, 2},
		{"标题\n\n", 4, 0},
		{"a,\"1,\n2\"\n", 1, -1}, // not plain
		{"a,b\n\n1,2\n", 1, -1},
	} {
		got, err := surveyText(strings.NewReader(c.text), ',', 1<<20, c.firstRow)
		if err != nil {
			t.Fatal(err)
		}
		if !got.plain {
			got.records = -1
		}
		if got.records != c.want {
			t.Errorf("%q from row %d: %d records, want %d", c.text, c.firstRow, got.records, c.want)
		}
	}
	// More than one block, and an empty line where a block begins.
	line := strings.Repeat("x", 1<<10-1) + "\n"
	for _, tail := range []string{"", "y", "\n\n", "\n"} {
		got, err := surveyText(strings.NewReader(strings.Repeat(line, 3<<10)+tail), ',', 1<<20, 2)
		if want := int64(3<<10-1) + int64(strings.Count(tail, "y")); err != nil || got.records != want {
			t.Errorf("tail %q: %d records, want %d (%v)", tail, got.records, want, err)
		}
	}
}
