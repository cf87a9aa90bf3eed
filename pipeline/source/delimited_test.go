package source

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
)

func TestDelimited(t *testing.T) {
	gb := func(s string) string { return encoded(t, simplifiedchinese.GB18030, s) }
	tests := []struct {
		name, text string
		opts       Options
		first      int64
		encoding   string
		ordinal    bool // read by DuckDB
		rows       map[int64][]string
		bad        []string
	}{
		{name: "plain", text: lines("a,b,c", "1,x,", "2,,y"), first: 2, ordinal: true,
			rows: map[int64][]string{2: {"1", "x", ""}, 3: {"2", "", "y"}}},
		{name: "no newline at the end", text: "a,b\n1,2", first: 2, ordinal: true,
			rows: map[int64][]string{2: {"1", "2"}}},
		{name: "header only", text: "a,b,c\n", first: 2, ordinal: true, rows: map[int64][]string{}},
		{name: "header only, no newline", text: "a,b,c", first: 2, ordinal: true, rows: map[int64][]string{}},
		{name: "byte order mark", text: "\xef\xbb\xbfa,b\n\"x\",2\n", first: 1, ordinal: true,
			rows: map[int64][]string{1: {"a", "b"}, 2: {"x", "2"}}},
		{name: "byte order mark and quote", text: "\xef\xbb\xbf\"a\",b\nx,2\n", first: 1, ordinal: true,
			rows: map[int64][]string{1: {"a", "b"}, 2: {"x", "2"}}},
		{name: "tabs", text: lines("a\tb", "1,5\t2"), first: 2, ordinal: true, rows: map[int64][]string{2: {"1,5", "2"}}},
		{name: "semicolons", text: lines("a;b;c", "1,5;2,5;x", "3,5;4,5;y"), first: 2, ordinal: true,
			rows: map[int64][]string{2: {"1,5", "2,5", "x"}, 3: {"3,5", "4,5", "y"}}},
		{name: "pipes", text: lines("a|b", "1|2"), first: 2, ordinal: true, rows: map[int64][]string{2: {"1", "2"}}},
		{name: "one column", text: lines("名称", "甲", "乙"), first: 2, ordinal: true, rows: map[int64][]string{2: {"甲"}, 3: {"乙"}}},
		{name: "titles, narrow and wide rows", text: lines("2023年计划", "", "a,b,c", "1", "2,x,y") + wide("p,q,r", 64) + lines("3,x,y,z", "4,x,y"), first: 4, ordinal: true,
			rows: merged(map[int64][]string{4: {"1", "", ""}, 5: {"2", "x", "y"}, 71: {"4", "x", "y"}}, repeat(6, 69, "p", "q", "r")),
			bad:  []string{"70 too_many_columns"}},
		{name: "quotes", text: lines("a,b", `"x,y","say ""yes"""`, `"",z`), first: 2, ordinal: true,
			rows: map[int64][]string{2: {"x,y", `say "yes"`}, 3: {"", "z"}}},
		{name: "quoted newline", text: lines("a,b", `1,"x`, `y"`, "2,z"), first: 2,
			rows: map[int64][]string{2: {"1", "x\ny"}, 3: {"2", "z"}}},
		{name: "quote inside", text: lines("a,b", `1,5" pipe`, "2,z"), first: 2,
			rows: map[int64][]string{2: {"1", `5" pipe`}, 3: {"2", "z"}}},
		{name: "text after a quote", text: lines("a,b", `1,"x" y`, "2,z"), first: 2,
			rows: map[int64][]string{3: {"2", "z"}}, bad: []string{"2 bad_quote"}},
		{name: "quote without end", text: lines("a,b", `1,"x`, "2,y", "3,z"), first: 2,
			rows: map[int64][]string{3: {"2", "y"}, 4: {"3", "z"}}, bad: []string{"2 unterminated_quote"}},
		{name: "quote that would take the next rows", text: lines("a,b", `1,"x`, `2,"y"`, "3,z"), first: 2,
			rows: map[int64][]string{3: {"2", "y"}, 4: {"3", "z"}}, bad: []string{"2 bad_quote"}},
		{name: "empty lines", text: lines("a,b", "1,2", "", "", "3,4", ""), first: 2,
			rows: map[int64][]string{2: {"1", "2"}, 5: {"3", "4"}}},
		{name: "empty lines at the end", text: lines("a,b", "1,2", "", ""), first: 2, ordinal: true,
			rows: map[int64][]string{2: {"1", "2"}}},
		{name: "CRLF", text: "a,b\r\n1,\"2\"\r\n3,4\r\n", first: 2, ordinal: true,
			rows: map[int64][]string{2: {"1", "2"}, 3: {"3", "4"}}},
		{name: "CR", text: "a,b\r1,2\r3,4\r", first: 2, rows: map[int64][]string{2: {"1", "2"}, 3: {"3", "4"}}},
		{name: "mixed newlines", text: "a,b\r\n1,2\n3,4\r5,6", first: 2,
			rows: map[int64][]string{2: {"1", "2"}, 3: {"3", "4"}, 4: {"5", "6"}}},
		{name: "NUL", text: lines("a,b", "1,x\x00y", "2,z"), first: 2,
			rows: map[int64][]string{3: {"2", "z"}}, bad: []string{"2 nul_byte"}},
		{name: "invalid UTF-8", text: lines("项目,区县", "1,武侯区", "2,郫\xff都区", "3,锦江区"), first: 2, ordinal: true,
			rows: map[int64][]string{2: {"1", "武侯区"}, 4: {"3", "锦江区"}}, bad: []string{"3 invalid_encoding"}},
		{name: "invalid UTF-8, ours", text: lines("项目,区县", "", "1,武侯区", "2,郫\xff都区", "3,锦江区"), first: 1,
			rows: map[int64][]string{1: {"项目", "区县"}, 3: {"1", "武侯区"}, 5: {"3", "锦江区"}}, bad: []string{"4 invalid_encoding"}},
		{name: "long line", text: lines("a,b", "1,"+strings.Repeat("x", 200), "2,z"), opts: Options{MaxCellBytes: 100}, first: 2,
			rows: map[int64][]string{3: {"2", "z"}}, bad: []string{"2 line_too_long"}},
		{name: "GB18030", text: gb(lines("项目,区县", "1,\"武侯区\n郫都区\"", "2,㐀𠀀€")), first: 2, encoding: gb18030Text,
			rows: map[int64][]string{2: {"1", "武侯区\n郫都区"}, 3: {"2", "㐀𠀀€"}}},
		{name: "GB18030 with a broken byte", text: gb("项目,区县\n"+wide("甲,武侯区", 60)+"1,郫") + "\xff" + gb(lines("都区", "2,锦江区")), first: 62, encoding: gb18030Text,
			rows: map[int64][]string{63: {"2", "锦江区"}}, bad: []string{"62 invalid_encoding"}},
		{name: "UTF-16", text: "\xff\xfe" + encoded(t, unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), lines("项目\t区县", "1\t武侯区")), first: 2,
			encoding: utf16LEText, rows: map[int64][]string{2: {"1", "武侯区"}}},
	}
	conn := connect(t)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f := mustOpen(t, write(t, "it's 报表 [1]*?.csv", tt.text), tt.opts)
			want := tt.encoding
			if want == "" {
				want = utf8Text
			}
			if f.Format != CSV || f.Encoding != want {
				t.Errorf("got %s in %s, want csv in %s", f.Format, f.Encoding, want)
			}
			rel, err := f.Tables[0].Scan(t.Context(), conn, tt.first, 0)
			if err != nil {
				t.Fatal(err)
			}
			if rel.Ordinal != tt.ordinal {
				t.Errorf("read by DuckDB: got %v, want %v", rel.Ordinal, tt.ordinal)
			}
			if err := rel.Close(); err != nil {
				t.Fatal(err)
			}
			got := read(t, conn, f.Tables[0], tt.first)
			if diff := cmp.Diff(tt.rows, got.Rows); diff != "" {
				t.Errorf("rows (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(tt.bad, got.codes()); diff != "" {
				t.Errorf("set aside (-want +got):\n%s", diff)
			}
		})
	}
}

func encoded(t testing.TB, e encoding.Encoding, s string) string {
	t.Helper()
	b, err := e.NewEncoder().String(s)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// wide is the same line n times.
func wide(line string, n int) string { return strings.Repeat(line+"\n", n) }

func repeat(from, to int64, cells ...string) map[int64][]string {
	rows := map[int64][]string{}
	for i := from; i <= to; i++ {
		rows[i] = cells
	}
	return rows
}

func merged(a, b map[int64][]string) map[int64][]string {
	for k, v := range b {
		a[k] = v
	}
	return a
}
