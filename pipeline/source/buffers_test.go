package source

import (
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"
	"pgregory.net/rapid"
)

// TestBuffers reads files over several buffers, with lines that are set aside
// wherever buffers meet: none is lost, but where a buffer is hardly more than
// the longest line. Then what is left of it behind its only part is shorter than
// a line, although it is a multiple of 16 bytes.
func TestBuffers(t *testing.T) {
	conn := connect(t)
	was := bufferFor
	t.Cleanup(func() { bufferFor = was })
	for seed := range uint64(4) {
		r := rand.New(rand.NewPCG(seed, 7))
		text, rows := manyLines(r, 18<<20, []string{"a,b,c,d,e,f", "\xff,x", `"q ""x""",,`, ",,,", "a"})
		if seed%2 == 1 {
			text = strings.ReplaceAll(text, "\n", "\r\n")
		}
		if seed%3 == 1 {
			text = strings.TrimRight(text, "\r\n")
		}
		d := &delimited{path: write(t, "big.csv", text), encoding: utf8Text, comma: ',', limit: 1 << 20, width: 4}
		found, err := surveyText(strings.NewReader(text), ',', d.limit, 2)
		if err != nil || !found.plain || found.records != rows {
			t.Fatalf("seed %d: got %+v, %v, want %d records", seed, found, err, rows)
		}
		for _, b := range []struct {
			size  func(longest int) int
			loses bool
		}{
			{was, false},
			{func(longest int) int { return 4 * longest }, false},
			{func(longest int) int { return 5*longest + 48 }, false},
			{func(longest int) int { return longest + 16 }, true},
		} {
			bufferFor = b.size
			for _, columns := range []string{"*", "c1", "c4, c2"} {
				lost := readLost(t, conn, d.readCSV(conn, 2, found), columns)
				if (lost != nil) != b.loses {
					t.Errorf("seed %d, buffer %d, %s: %v, want a loss: %v", seed, b.size(2<<20), columns, lost, b.loses)
				}
			}
		}
	}
}

// manyLines is a header and lines of four columns, about so many bytes, with some
// odd ones among them.
func manyLines(r *rand.Rand, size int, odd []string) (text string, rows int64) {
	var b strings.Builder
	b.WriteString("项目编码,名称,月份,备注\n")
	for ; b.Len() < size; rows++ {
		if len(odd) > 0 && r.IntN(2000) == 0 {
			b.WriteString(odd[r.IntN(len(odd))] + "\n")
			continue
		}
		fmt.Fprintf(&b, "P%d,锦江区交通项目%d,2023-%02d,%s\n", rows, r.IntN(1000), r.IntN(12)+1, strings.Repeat("进", r.IntN(20)))
	}
	return b.String(), rows
}

// readLost reads columns of a relation and says what was lost of it.
func readLost(t testing.TB, conn *sql.Conn, rel *Relation, columns string) error {
	t.Helper()
	defer rel.Close()
	if _, err := conn.ExecContext(t.Context(), "CREATE OR REPLACE TEMP TABLE whole AS SELECT "+columns+" FROM "+rel.SQL); err != nil {
		return errors.Join(err, rel.Err())
	}
	var rows int64
	if err := conn.QueryRowContext(t.Context(), "SELECT count(*) FROM whole").Scan(&rows); err != nil {
		return err
	}
	bad, err := rel.Bad(t.Context(), conn)
	if err != nil {
		return err
	}
	return rel.Lost("it", rows, len(bad))
}

// TestNothingSaidLost reads any delimited text, of which no line is lost: quotes
// and newlines in them, empty lines, titles and notes, lines too short and too
// long, bytes that are no text, with and without a newline at the end, and by
// some columns only, as the stage reads it.
func TestNothingSaidLost(t *testing.T) {
	conn := connect(t)
	dir := t.TempDir()
	plain := []string{"", "甲", "1.5", `""`, `"x,y"`, `"say ""x"""`, " a ", "#", "\xff\xfe", "合计"}
	strange := append([]string{`"x` + "\n" + `y"`, `"open`, `a"b`, `"a"b`, "\x00", "\r", "\n", "\n\n"}, plain...)
	rapid.Check(t, func(rt *rapid.T) {
		text := drawText(rt, rapid.SampledFrom([][]string{plain, plain, strange}).Draw(rt, "kind"))
		text += rapid.SampledFrom([]string{"", "\n", "\n\n", "\r\n", "注：以上为快报数"}).Draw(rt, "end")
		first := int64(rapid.IntRange(1, 90).Draw(rt, "first"))
		width := rapid.IntRange(1, 4).Draw(rt, "columns")
		column := column(rapid.IntRange(0, width-1).Draw(rt, "column"))
		for name, text := range map[string]string{"u.csv": text, "b.csv": "\xef\xbb\xbf" + text, "g.csv": encoded(t, simplifiedchinese.GB18030, strings.ToValidUTF8(text, "?"))} {
			path := filepath.Join(dir, name)
			if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
				rt.Fatal(err)
			}
			f, err := Open(t.Context(), path, Options{})
			if err != nil {
				rt.Fatal(err)
			}
			for _, columns := range []string{"*", column} {
				rel, err := f.Tables[0].Scan(t.Context(), conn, first, width)
				if err != nil {
					rt.Fatal(err)
				}
				if err := readLost(t, conn, rel, columns); err != nil {
					rt.Errorf("%s, %s: %v\n%q", name, columns, err, text)
				}
			}
		}
	})
}
