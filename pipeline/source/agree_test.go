package source

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/simplifiedchinese"
	"pgregory.net/rapid"
)

// drawText draws delimited text with all that is usual and some that is not.
func drawText(t *rapid.T, cells []string) string {
	newline := rapid.SampledFrom([]string{"\n", "\r\n"}).Draw(t, "newline")
	width := rapid.IntRange(1, 4).Draw(t, "width")
	var b strings.Builder
	line := func(n int) {
		var line []string
		for range n {
			line = append(line, rapid.SampledFrom(cells).Draw(t, "cell"))
		}
		b.WriteString(strings.Join(line, ","))
	}
	for range PreviewRows { // the header and what sets the width
		b.WriteString(strings.Repeat("项目,", width-1) + "项目" + newline)
	}
	for range rapid.IntRange(1, 20).Draw(t, "rows") {
		line(rapid.IntRange(1, width+1).Draw(t, "cells"))
		b.WriteString(newline)
	}
	switch rapid.IntRange(0, 3).Draw(t, "end") {
	case 0:
		return strings.TrimSuffix(b.String(), newline)
	case 1:
		b.WriteString(newline + newline)
	}
	return b.String()
}

// TestReadersAgree reads the same text with DuckDB's reader, with ours, and
// encoded as GB18030 and back: the same rows, the same lines set aside, and none
// is said to be lost.
func TestReadersAgree(t *testing.T) {
	conn := connect(t)
	dir := t.TempDir()
	plain := []string{"", "甲", "1.5", `""`, `"x,y"`, `"say ""x"""`, " a ", "z€𠀀", "'q'", "#", `\`, "NULL"}
	strange := append([]string{`"x` + "\n" + `y"`, `"open`, `a"b`, `"a"b`, "\x00", "\r", "\n"}, plain...)
	rapid.Check(t, func(rt *rapid.T) {
		text := drawText(rt, rapid.SampledFrom([][]string{plain, strange}).Draw(rt, "kind"))
		first := int64(rapid.IntRange(1, 70).Draw(rt, "first"))
		width := rapid.IntRange(1, 4).Draw(rt, "columns")
		scan := func(name, text string) content {
			path := filepath.Join(dir, name)
			if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
				rt.Fatal(err)
			}
			f, err := Open(t.Context(), path, Options{})
			if err != nil {
				rt.Fatal(err)
			}
			c, err := tryReadColumns(t.Context(), conn, f.Tables[0], first, width)
			if err != nil {
				rt.Fatal(err)
			}
			return c
		}
		ours := scanOurs(rt, text, first, width)
		for name, got := range map[string]content{
			"utf-8":   scan("u.csv", text),
			"gb18030": scan("g.csv", encoded(t, simplifiedchinese.GB18030, text)),
		} {
			if diff := cmp.Diff(ours, got); diff != "" {
				rt.Errorf("%s (-ours +got):\n%s\n%q", name, diff, text)
			}
		}
	})
}

// scanOurs reads text without DuckDB.
func scanOurs(t *rapid.T, text string, first int64, width int) content {
	d := &delimited{encoding: utf8Text, limit: 1 << 20}
	d.comma = sniffDelimiter([]byte(text), d.limit)
	if _, err := d.preview([]byte(text), false); err != nil {
		t.Fatal(err)
	}
	d = d.columns(width)
	r := &textRows{records: d.records(strings.NewReader(text)), first: first}
	c := content{Rows: map[int64][]string{}}
	for {
		row, cells, err := r.next()
		if err == io.EOF {
			c.Bad = r.aside()
			return c
		}
		if err != nil {
			t.Fatal(err)
		}
		c.Rows[row] = append(make([]string, 0, d.width), cells...)
		for len(c.Rows[row]) < d.width {
			c.Rows[row] = append(c.Rows[row], "")
		}
	}
}

// FuzzRecords splits any bytes in any encoding: no panic, and every line is
// part of a row, set aside, or empty, whatever the reader's portions are.
func FuzzRecords(f *testing.F) {
	f.Add([]byte("a,b\n1,\"x\ny\"\n\n2\r\n\"z"), byte(','), 0)
	f.Add([]byte("\xcf\xee\xc4\xbf;b\n\xff;2\n"), byte(';'), 1)
	f.Add([]byte("\xff\xfea\x00\t\x00b"), byte('\t'), 2)
	f.Add([]byte(strings.Repeat("x", 70)+"\n\"a\nb\nc"+strings.Repeat("y", 70)), byte('|'), 0)
	f.Fuzz(func(t *testing.T, data []byte, comma byte, encoding int) {
		if comma == '"' || comma == '\n' || comma == '\r' || comma >= utf8.RuneSelf || comma == 0 {
			return
		}
		name := []string{utf8Text, gb18030Text, utf16LEText, utf16BEText}[uint(encoding)%4]
		text, err := io.ReadAll(decode(bytes.NewReader(data), name))
		if err != nil {
			t.Fatal(err)
		}
		detectEncoding(data)
		sniffDelimiter(text, 64)
		var rows [2]int64
		for i, r := range []io.Reader{bytes.NewReader(text), iotest.OneByteReader(bytes.NewReader(text))} {
			s := newRecords(r, comma, 64)
			s.width = 3
			s.decoded = name != utf8Text
			before := int64(0)
			for {
				cells, bad, err := s.next()
				if err == io.EOF {
					break
				}
				if err != nil {
					t.Fatal(err)
				}
				if s.row <= before {
					t.Fatalf("row %d after %d", s.row, before)
				}
				before = s.row
				if (bad == nil) == (len(cells) == 0) || bad != nil && bad.Row != s.row {
					t.Fatalf("row %d: cells %q, bad %v", s.row, cells, bad)
				}
			}
			rows[i] = s.row
		}
		if rows[0] != rows[1] {
			t.Errorf("%d rows at once, %d byte by byte", rows[0], rows[1])
		}
	})
}
