package source

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// zipped makes a zip archive of the parts, given as name, text, name, text.
func zipped(t testing.TB, parts ...string) string {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(parts); i += 2 {
		w, err := z.Create(parts[i])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(parts[i+1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func rels(kind, target string) string {
	return `<Relationships><Relationship Id="r1" Type="http://x/` + kind + `" Target="` + target + `"/></Relationships>`
}

// minimal is a workbook of one sheet with this XML.
func minimal(t testing.TB, sheet string) string {
	return zipped(t,
		"_rels/.rels", rels("officeDocument", "xl/workbook.xml"),
		"xl/workbook.xml", `<workbook><sheets><sheet name="s" sheetId="1" r:id="r1"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels", rels("worksheet", "/xl/sheet.xml"),
		"xl/sheet.xml", sheet)
}

func TestRefusals(t *testing.T) {
	ole := func(stream string) string {
		return oleMagic + strings.Repeat("\x00", 600_000) + string(utf16(stream))
	}
	noise := make([]byte, 5000)
	r := rand.NewChaCha8([32]byte{})
	r.Read(noise)
	locked := makeWorkbook(t, func(x *excelize.File) { row(t, x, "Sheet1", "A1", "x") })
	encryptWorkbook(t, locked)
	tests := []struct {
		name, text string
		opts       Options
		what       string
	}{
		{name: "a.csv", text: "", what: "an empty file"},
		{name: "b.csv", text: "\xef\xbb\xbf\n\n", what: "an empty file"},
		{name: "noise.csv", text: string(noise), what: "binary data"},
		{name: "zeros.csv", text: strings.Repeat("\x00", 5000), what: "binary data"},
		{name: "long.csv", text: strings.Repeat("x", 3<<20), what: "first line has no end within 1 MiB"},
		{name: "a.xls", text: ole("Workbook"), what: "an old Excel workbook"},
		{name: "b.xls", text: ole("Book"), what: "an old Excel workbook"},
		{name: "a.doc", text: ole("WordDocument"), what: "an old Word document"},
		{name: "a.msi", text: ole("Other"), what: "an Office file that holds no workbook"},
		{name: "locked.xlsx", text: slurp(t, locked), what: "a password-protected workbook"},
		{name: "html.xls", text: "\n<html><p>项目</p></html>", what: "a web page (HTML) without a table"},
		{name: "2003.xls", text: `<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>`, what: "an Excel 2003 XML table"},
		{name: "a.pdf", text: "%PDF-1.7\n%\xe2\xe3", what: "a PDF document"},
		{name: "a.csv.gz", text: "\x1f\x8b\x08\x00", what: "a gzip archive"},
		{name: "a.docx", text: zipped(t, "_rels/.rels", rels("officeDocument", "word/document.xml")), what: "a Word document"},
		{name: "a.xlsb", text: zipped(t, "_rels/.rels", rels("officeDocument", "xl/workbook.bin")), what: "a binary Excel workbook"},
		{name: "a.ods", text: zipped(t, "META-INF/manifest.xml", "<m/>", "content.xml", "<c/>"), what: "an OpenDocument file"},
		{name: "a.zip", text: zipped(t, "a.csv", "a,b\n"), what: "a zip archive that is no workbook"},
		{name: "half.xlsx", text: minimal(t, "<worksheet/>")[:300], what: "a damaged zip archive or workbook"},
		{name: "bomb.xlsx", text: minimal(t, "<worksheet><sheetData>"+strings.Repeat("<row/>", 1<<20)), opts: Options{MaxUnzipBytes: 4 << 20}, what: "a zip archive that unpacks to more than 4 MiB"},
		{name: "cell.xlsx", text: minimal(t, `<worksheet><sheetData><row><c t="str"><v>`+strings.Repeat("x", 8<<20)), what: "a cell of more than 1 MiB"},
		{name: "cut.xlsx", text: minimal(t, `<worksheet><sheetData><row r="1"><c r="A1"><v>1</v>`), what: "a damaged workbook"},
		{name: "place.xlsx", text: minimal(t, `<worksheet><sheetData><row r="1"><c r="AAAA1"><v>1</v></c></row></sheetData></worksheet>`), what: "a damaged workbook"},
		{name: "string.xlsx", text: minimal(t, `<worksheet><sheetData><row><c t="s"><v>7</v></c></row></sheetData></worksheet>`), what: "a damaged workbook"},
		{name: "blank.xlsx", text: minimal(t, `<worksheet><sheetData><row><c s="1"/></row></sheetData></worksheet>`), what: "a workbook without data"},
		{name: "a.parquet", text: "PAR1 and nothing", what: "a damaged Parquet file"},
		{name: "a.arrow", text: "ARROW1\x00\x00 and nothing", what: "a damaged Arrow file"},
		{name: "b.arrow", text: "\xff\xff\xff\xff\x10\x00\x00\x00 and nothing more", what: "a damaged Arrow file"},
		{name: "cut.json", text: "{\n  \"dogs\": [\n}\n", what: "broken JSON at line 3 column 1"},
		{name: "end.json", text: "[{\"a\": 1},\n {\"b\"", what: "broken JSON at line 2 column 6"},
		{name: "tail.json", text: "[{\"a\": 1}]\nx", what: "broken JSON at line 2 column 1"},
		{name: "word.json", text: "[{\"a\": 1},\n {\"b\": [1, x]}]", what: "broken JSON at line 2 column 12"},
		{name: "comma.json", text: "{\"r\": [{\"a\": 1}\n {\"b\": 2}]}", what: "broken JSON at line 2 column 2"},
		{name: "two values.json", text: "[{\"a\": 1}]\n 7", what: "broken JSON at line 2 column 2"},
		{name: "words.json", text: "项目,区县\n", what: "broken JSON at line 1 column 1"},
		{name: "none.json", text: `{"hello": "pets", "dogs": ["biffer"]}`, what: "JSON without an array of objects at its top level"},
		{name: "two.json", text: `{"a": [{}], "b": [{}]}`, what: "JSON with several arrays of objects: a, b"},
		{name: "path.json", text: `{"a": [{"x": 1}]}`, opts: Options{Rows: "b[]"}, what: "JSON without rows at b[]"},
		{name: "badpath.json", text: `{"a": [{"x": 1}]}`, opts: Options{Rows: "a"}, what: "JSON, but a is no path of rows"},
		{name: "value.json", text: `"x"`, what: "JSON that is a single value"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			path := write(t, tt.name, tt.text)
			_, err := Open(t.Context(), path, tt.opts)
			fe, ok := errors.AsType[*FormatError](err)
			if !ok || !strings.Contains(fe.What.En, tt.what) || fe.What.Zh == "" || fe.Hint.En == "" || fe.Hint.Zh == "" || fe.Path != path || strings.Contains(err.Error(), "\n") {
				t.Errorf("got %v, want a FormatError that says %q", err, tt.what)
			}
		})
	}
}

func slurp(t testing.TB, path string) string {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func encryptWorkbook(t *testing.T, path string) {
	t.Helper()
	x, err := excelize.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	if err := x.SaveAs(path, excelize.Options{Password: "x"}); err != nil {
		t.Fatal(err)
	}
}

func TestNoFile(t *testing.T) {
	dir := t.TempDir()
	if _, err := Open(t.Context(), dir, Options{}); err == nil || !strings.Contains(err.Error(), "a directory") {
		t.Errorf("a directory: got %v", err)
	}
	missing := filepath.Join(dir, "没有.csv")
	if _, err := Open(t.Context(), missing, Options{}); !errors.Is(err, fs.ErrNotExist) || !strings.Contains(err.Error(), missing) {
		t.Errorf("a missing file: got %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Open(ctx, write(t, "a.csv", "a,b\n"), Options{}); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: got %v", err)
	}
}

// TestVanished takes files away between Open and Scan.
func TestVanished(t *testing.T) {
	conn := connect(t)
	for name, path := range samples(t) {
		t.Run(name, func(t *testing.T) {
			table := mustOpen(t, path, Options{}).Tables[0]
			if err := os.Rename(path, path+".gone"); err != nil {
				t.Fatal(err)
			}
			if _, err := tryRead(t.Context(), conn, table, 1); err == nil || !strings.Contains(err.Error(), path) {
				t.Errorf("got %v, want an error that names %s", err, path)
			}
		})
	}
}

// TestNothingLeaks opens and reads each kind of file many times.
func TestNothingLeaks(t *testing.T) {
	conn := connect(t)
	files := samples(t)
	work := func() {
		for _, path := range files {
			table := mustOpen(t, path, Options{}).Tables[0]
			rel, err := table.Scan(t.Context(), conn, 1, 0) // never read
			if err != nil {
				t.Fatal(err)
			}
			if err := errors.Join(rel.Close(), rel.Close()); err != nil {
				t.Fatal(err)
			}
			read(t, conn, table, 1)
			ctx, cancel := context.WithCancel(t.Context())
			rel, err = table.Scan(ctx, conn, 1, 0)
			if err != nil {
				t.Fatal(err)
			}
			cancel()
			conn.ExecContext(ctx, "CREATE OR REPLACE TEMP TABLE x AS FROM "+rel.SQL)
			if err := rel.Close(); err != nil {
				t.Fatal(err)
			}
		}
	}
	work()
	before := openFiles(t)
	for range 20 {
		work()
	}
	if after := openFiles(t); after > before {
		t.Errorf("%d open files before, %d after", before, after)
	}
	var left int
	if err := conn.QueryRowContext(t.Context(), `
		SELECT (SELECT count(*) FROM duckdb_views() WHERE view_name LIKE 'shixu%')
		     + (SELECT count(*) FROM duckdb_tables() WHERE table_name LIKE 'shixu%')`).Scan(&left); err != nil || left != 0 {
		t.Errorf("%d views and tables left, %v", left, err)
	}
}

func openFiles(t *testing.T) int {
	t.Helper()
	found, err := os.ReadDir("/proc/self/fd")
	if err != nil {
		t.Skip("no /proc")
	}
	return len(found)
}

// samples writes a small file of each kind.
func samples(t *testing.T) map[string]string {
	return map[string]string{
		"csv":        write(t, "a.csv", lines("a,b", "1,2")),
		"our csv":    write(t, "b.csv", lines("a,b", "1,\"2\n3\"")),
		"gb18030":    write(t, "c.csv", "\xcf\xee,b\n1,2\n"),
		"xlsx":       makeWorkbook(t, func(x *excelize.File) { row(t, x, "Sheet1", "A1", "a", 1) }),
		"json":       write(t, "a.json", `[{"a": 1}]`),
		"ndjson":     write(t, "a.ndjson", `{"a": 1}`),
		"parquet":    exported(t, "a.parquet", "SELECT 1 AS a"),
		"arrow":      arrowFile(t, "a.arrow", false),
		"arrow pipe": arrowFile(t, "b.arrows", true),
	}
}
