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

// TestLostRowsOfEveryFormat holds what was read of any file against what it holds.
func TestLostRowsOfEveryFormat(t *testing.T) {
	for name, path := range map[string]string{
		"parquet":      exported(t, "a.parquet", "SELECT i AS a FROM range(4) AS t(i)"),
		"arrow file":   arrowFile(t, "a", false),
		"arrow stream": arrowFile(t, "b", true),
		"ndjson":       write(t, "a.ndjson", "{\"a\": 1}\n{\"a\": 2}\n{\"a\": 3}\n{\"a\": 4}\n"),
		"json":         write(t, "a.json", `[{"a": 1}, {"a": 2}, {"a": 3}, {"a": 4}]`),
		"gb18030":      write(t, "a.csv", "a,\xcf\xee\xc4\xbf\n1,2\n3,4\n5,6\n7,8\n"),
		"html":         write(t, "a.xls", "<table><tr><td>1<td>2<tr><td>3<td>4<tr><td>5<td>6<tr><td>7<td>8</table>"),
	} {
		t.Run(name, func(t *testing.T) {
			conn := connect(t)
			table := mustOpen(t, path, Options{}).Tables[0]
			first := int64(1)
			if name == "gb18030" {
				first = 2
			}
			rel, err := table.Scan(t.Context(), conn, first, 0)
			if err != nil {
				t.Fatal(err)
			}
			defer rel.Close()
			var n int64
			if err := conn.QueryRowContext(t.Context(), "SELECT count(*) FROM "+rel.SQL).Scan(&n); err != nil {
				t.Fatal(err)
			}
			if err := rel.Lost(path, n, 0); err != nil || n != 4 {
				t.Errorf("all %d rows: %v", n, err)
			}
			if rel.Lost(path, n-1, 0) == nil || rel.Lost(path, n+1, 0) == nil {
				t.Error("one row less or more goes unseen")
			}
		})
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
