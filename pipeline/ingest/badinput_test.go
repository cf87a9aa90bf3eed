package ingest_test

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"shixu/pipeline/ingest"
	"shixu/pipeline/mapping"
	"shixu/pipeline/source"
	"shixu/pipeline/warehouse"
	"shixu/queries/session"
)

const (
	header = "项目编码,月份,累计完成投资(元)\n"
	good   = header + "P1,2023-09,100\n"
)

// mustMap parses a mapping.
func mustMap(t *testing.T, text string) *mapping.Mapping {
	t.Helper()
	return mustParse(t, "dataset: investment_report\n"+text)
}

func mustParse(t *testing.T, text string) *mapping.Mapping {
	t.Helper()
	m, err := mapping.Parse("city.yaml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// zipped is an XLSX with the given parts.
func zipped(t *testing.T, parts map[string][]byte) string {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, content := range parts {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(content); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func workbook(t *testing.T, o ...excelize.Options) string {
	t.Helper()
	book := excelize.NewFile()
	defer book.Close()
	var b bytes.Buffer
	if err := book.Write(&b, o...); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// brokenBook is a workbook whose sheet breaks off far below what is looked at
// to find the header.
func brokenBook(t *testing.T) string {
	t.Helper()
	whole := book(t, header+strings.Repeat("P1,2023-09,100\n", 200))
	z, err := zip.NewReader(strings.NewReader(whole), int64(len(whole)))
	if err != nil {
		t.Fatal(err)
	}
	parts := map[string][]byte{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if parts[f.Name], err = io.ReadAll(r); err != nil {
			t.Fatal(err)
		}
		if f.Name == "xl/worksheets/sheet1.xml" {
			parts[f.Name] = parts[f.Name][:len(parts[f.Name])/2]
		}
	}
	return zipped(t, parts)
}

func noise() string {
	r := rand.New(rand.NewPCG(3, 4))
	b := make([]byte, 64<<10)
	for i := range b {
		b[i] = byte(r.Uint32())
	}
	return string(b)
}

// TestBadFiles: a file that cannot be read at all gives one message that names
// it, leaves nothing behind, and does not stop the next.
func TestBadFiles(t *testing.T) {
	c := newCity(t)
	c.register()
	before := content(t, c.w)
	bomb := map[string][]byte{
		"[Content_Types].xml": []byte(`<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`),
		"xl/workbook.xml":     []byte(`<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="s" sheetId="1" r:id="rId1"/></sheets></workbook>`),
		"xl/_rels/workbook.xml.rels": []byte(`<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
			<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`),
		"xl/worksheets/sheet1.xml": append([]byte(`<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>`), bytes.Repeat([]byte{' '}, 64<<20)...),
	}
	for _, tt := range []struct {
		name, file, text string
		mapping          *mapping.Mapping
		want             []string // all of them in the message
	}{
		{"empty", "a.csv", "", nil, []string{"a.csv", "an empty file"}},
		{"spaces", "a.csv", "  \n\n", nil, []string{"a.csv"}},
		{"header only", "a.csv", header, nil, []string{"a.csv", "a header but no row of data under it"}},
		{"subtotal only", "a.csv", header + "合计,,5\n", nil, []string{"a.csv", "no row of data"}},
		{"another dataset", "a.csv", "代码,名称,英文名称,类别\n510117,郫都区,Pidu,区\n", nil, []string{"a.csv", "district"}},
		{"noise", "a.csv", noise(), nil, []string{"a.csv", "binary data of no known format"}},
		{"noise as workbook", "a.xlsx", noise(), nil, []string{"a.xlsx"}},
		{"text as workbook without a header", "a.xlsx", "hello\nworld\n", nil, []string{"a.xlsx"}},
		{"zip bomb", "a.xlsx", zipped(t, bomb), nil, []string{"a.xlsx"}},
		{"a workbook that breaks off", "a.xlsx", brokenBook(t), nil, []string{"a.xlsx", "a damaged workbook"}},
		{"half a workbook", "a.xlsx", book(t, good)[:2000], nil, []string{"a.xlsx", "a damaged zip archive"}},
		{"half a Parquet file", "a.parquet", "PAR1 and nothing", nil, []string{"a.parquet", "a damaged Parquet file"}},
		{"half an Arrow file", "a.arrow", "ARROW1\x00\x00 and nothing", nil, []string{"a.arrow", "a damaged Arrow file"}},
		{"broken JSON", "a.json", "[{\"项目编码\": \"P1\"", nil, []string{"a.json"}},
		{"password", "a.xlsx", workbook(t, excelize.Options{Password: "secret"}), nil, []string{"a.xlsx", "password-protected workbook"}},
		{"empty workbook", "a.xlsx", workbook(t), nil, []string{"a.xlsx"}},
		{"web page", "a.xls", "<html><body><p>项目编码</p>", nil, []string{"a.xls", "a web page"}},
		{"mapping of a missing column", "a.csv", good, mustMap(t, "columns: {completed: 没有的列}\n"), []string{"a.csv", "没有的列"}},
		{"two columns for one field", "a.csv", "项目编码,月份,累计完成投资(元),年初至今完成投资(元)\nP1,2023-09,1,2\n", nil, []string{"a.csv", "累计完成投资", "年初至今完成投资"}},
		{"no required field", "a.csv", "项目编码,累计完成投资(元)\nP1,2\n", nil, []string{"a.csv", "月份"}},
		{"one unknown sheet", "a.xlsx", workbook(t), mustMap(t, "sheets: [没有的表]\n"), []string{"a.xlsx"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			path := c.write(filepath.Join("bad", tt.file), tt.text)
			healthy := c.write("bad/healthy.csv", good)
			results, err := c.r.Run(t.Context(), []ingest.Job{
				{Name: "bad", Dataset: "investment_report", Dir: c.dir, Files: []string{path}, Mapping: tt.mapping},
				{Name: "good", Dataset: "investment_report", Files: []string{healthy}},
			}, ingest.Options{DryRun: true})
			if err != nil {
				t.Fatal(err)
			}
			bad := results[0]
			if bad.Err == nil {
				t.Fatalf("was taken: %+v", bad)
			}
			for _, w := range tt.want {
				if !strings.Contains(bad.Err.Error(), w) {
					t.Errorf("got %q, want it to name %q", bad.Err, w)
				}
			}
			if strings.Contains(bad.Err.Error(), c.dir) {
				t.Errorf("got %q, want the path as the configuration has it", bad.Err)
			}
			if n := len(bad.Err.Error()); n > 2000 {
				t.Errorf("a message of %d bytes", n)
			}
			if results[1].Err != nil || results[1].New != 1 {
				t.Errorf("the healthy file: %+v", results[1])
			}
		})
	}
	if diff := cmp.Diff(before, content(t, c.w)); diff != "" {
		t.Errorf("something was kept (-before +after):\n%s", diff)
	}
}

// TestSetAside: what is wrong with a row is said with its place, and the other
// rows load.
func TestSetAside(t *testing.T) {
	const reject = "SELECT concat_ws(' ', row_number, code, column_name, value) FROM reject ORDER BY load_id, row_number, column_name"
	for _, tt := range []struct {
		name, dataset, text string
		want                []string
		counts              ingest.Counts
	}{
		{"the same twice", "investment_report", header + "P1,2023-09,100\nP2,2023-09,5\nP1,2023年9月,100.00\n",
			[]string{"4 duplicate 项目编码"}, ingest.Counts{Read: 3, New: 2, SetAside: 1}},
		{"two figures", "investment_report", header + "P1,2023-09,100\nP2,2023-09,5\nP1,2023-09,101\nP1,2023-09,100\n",
			[]string{"2 conflict 项目编码", "4 conflict 项目编码", "5 conflict 项目编码"}, ingest.Counts{Read: 4, New: 1, SetAside: 3}},
		{"unknown project", "investment_report", header + "P1,2023-09,1\nP9,2023-09,1\n",
			[]string{"3 unknown_project 项目编码 P9"}, ingest.Counts{Read: 2, New: 1, SetAside: 1}},
		{"unknown names", "investment_report", "区市县,项目名称,月份,本月完成投资(元)\n郫都区,科幻馆,2023-09,1\n郫都区,无此馆,2023-09,1\n郫都区,,2023-09,1\n",
			[]string{"3 unknown_project 项目名称 无此馆", "4 missing_key 项目名称"}, ingest.Counts{Read: 3, New: 1, SetAside: 2}},
		{"unknown names beside codes", "investment_report", "项目编码,项目名称,月份,本月完成投资(元)\nP1,科幻馆,2023-09,1\nP9,科幻馆,2023-09,1\n,无此馆,2023-09,1\n",
			[]string{"3 unknown_project 项目编码 P9", "4 unknown_project 项目名称 无此馆"}, ingest.Counts{Read: 3, New: 1, SetAside: 2}},
		{"no key", "investment_report", header + "P1,2023-09,1\n,2023-09,1\nP2,,1\n",
			[]string{"3 missing_key 项目编码", "4 missing_key 月份"}, ingest.Counts{Read: 3, New: 1, SetAside: 2}},
		{"impossible date", "investment_report", header + "P1,2023-09,1\nP1,2023年13月,1\nP2,2203年9月,1\nP3,今年9月,1\nP3,infinity,1\n",
			[]string{"3 impossible_date 月份 2023年13月", "4 impossible_date 月份 2203年9月", "5 impossible_date 月份 今年9月", "6 impossible_date 月份 infinity"}, ingest.Counts{Read: 5, New: 1, SetAside: 4}},
		{"impossible amount", "investment_report", header + "P1,2023-09,1\nP2,2023-09,-1\nP3,2023-09,99999999999999\nP3,2023-08,1e400\nP3,2023-07,NaN\nP3,2023-06,一百\nP3,2023-05,\n",
			[]string{"3 impossible_amount 累计完成投资(元) -1", "4 impossible_amount 累计完成投资(元) 99999999999999", "5 unreadable_amount 累计完成投资(元) 1e400", "6 unreadable_amount 累计完成投资(元) NaN", "7 unreadable_amount 累计完成投资(元) 一百", "8 no_amount 累计完成投资(元)"},
			ingest.Counts{Read: 7, New: 1, SetAside: 6}},
		{"two problems", "investment_report", header + "P9,2023-13,abc\nP1,2023-09,1\n",
			[]string{"2 impossible_date 月份 2023-13", "2 unreadable_amount 累计完成投资(元) abc", "2 unknown_project 项目编码 P9"}, ingest.Counts{Read: 2, New: 1, SetAside: 1}},
		{"unknown district", "project", "项目编码,项目名称,区市县\nQ1,一,郫都\nQ2,二,没有的区\n",
			[]string{"3 unknown_district 区市县 没有的区"}, ingest.Counts{Read: 2, New: 1, SetAside: 1}},
		{"unknown word", "project", "项目编码,项目名称,项目级别\nQ1,一,省级\nQ2,二,宇宙级\n",
			[]string{"3 unknown_word 项目级别 宇宙级"}, ingest.Counts{Read: 2, New: 1, SetAside: 1}},
		{"invalid UTF-8", "investment_report", header + "P1,2023-09,1\nP2,2023-09,\xff\xfe\xfd1\nP3,2023-09,1\n",
			nil, ingest.Counts{Read: 3, New: 2, SetAside: 1}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			c := newCity(t)
			c.register()
			res := c.load(tt.dataset, "a.csv", tt.text)
			if res.Err != nil || res.Counts != tt.counts {
				t.Errorf("got %+v, want %+v (%v)", res.Counts, tt.counts, res.Err)
			}
			if got := column(t, c.w.DB, reject); tt.want != nil {
				if diff := cmp.Diff(tt.want, got); diff != "" {
					t.Errorf("reject (-want +got):\n%s", diff)
				}
			}
			if got := c.value("SELECT count(*) FROM reject WHERE reason_zh IS NULL OR reason_en IS NULL OR file <> '" + filepath.Join(c.dir, "a.csv") + "' OR contains(reason_zh || reason_en, '{')"); got != "0" {
				t.Errorf("%s rejects without words or file", got)
			}
			mustHold(t, c.w)
		})
	}
}

// TestUnregistered: a project whose row was set aside is no project, and its
// sector none.
func TestUnregistered(t *testing.T) {
	c := newCity(t)
	c.register()
	c.load("project", "new.csv", "项目编码,项目名称,区市县,行业领域\nQ1,一,郫都,新行业\nQ2,二,没有的区,错行业\nQ3,三,郫都,新行业\nQ3,三三,郫都,交通\n")
	if got, want := c.value("SELECT string_agg(name_zh, ' ' ORDER BY name_zh) FROM sector"), "交通 文体旅游 新行业 水利"; got != want {
		t.Errorf("sectors: got %s, want %s", got, want)
	}
	res := c.load("investment_report", "a.csv", header+"Q1,2023-09,1\nQ2,2023-09,1\nQ3,2023-09,1\n")
	if got, want := res.Counts, (ingest.Counts{Read: 3, New: 1, SetAside: 2}); got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
	// The row corrected, the report is taken when it is loaded again.
	c.load("project", "new2.csv", "项目编码,项目名称,区市县\nQ2,二,锦江区\n")
	results, err := c.r.Run(t.Context(), []ingest.Job{{Name: "investment_report", Dataset: "investment_report", Files: []string{filepath.Join(c.dir, "a.csv")}}}, ingest.Options{Again: true})
	if err != nil {
		t.Fatal(err)
	}
	if got, want := results[0].Counts, (ingest.Counts{Read: 3, New: 1, Same: 1, SetAside: 1}); got != want {
		t.Errorf("again: got %+v, want %+v", got, want)
	}
	mustHold(t, c.w)
}

// TestBudget stops a file that is plainly wrong.
func TestBudget(t *testing.T) {
	c := newCity(t)
	c.register()
	text := header + "P1,2023-09,1\nP8,2023-09,1\nP9,2023-09,1\n"
	before := content(t, c.w)
	for _, tt := range []struct {
		max   int64
		ratio float64
		want  string
	}{
		{1, 0, "2 rows would be set aside, more than max_rejects: 1 of job reports; nothing was loaded; most often (2 times, first in row 3, column \"项目编码\", value \"P8\") because: no such project"},
		{0, 0.5, "2 of 3 rows would be set aside, more than max_reject_ratio: 0.5 of job reports; nothing was loaded"},
		{2, 0.7, ""},
	} {
		res := c.run(ingest.Job{Name: "reports", Dataset: "investment_report", Files: []string{c.write("a.csv", text)}, MaxRejects: tt.max, MaxRejectRatio: tt.ratio})
		switch {
		case tt.want == "" && (res.Err != nil || res.New != 1):
			t.Errorf("within the budget: %+v", res)
		case tt.want != "" && (res.Err == nil || !strings.Contains(res.Err.Error(), tt.want) || res.LoadID != 0):
			t.Errorf("got %v, want %q", res.Err, tt.want)
		case tt.want != "":
			if diff := cmp.Diff(before, content(t, c.w)); diff != "" {
				t.Errorf("something was kept:\n%s", diff)
			}
		}
	}
}

// TestDryRun reports everything and changes nothing.
func TestDryRun(t *testing.T) {
	c := newCity(t)
	c.register()
	before := content(t, c.w)
	var rejects []string
	results, err := c.r.Run(t.Context(), []ingest.Job{{Name: "reports", Dataset: "investment_report", Files: []string{c.write("a.csv", header+"P1,2023-09,1\nP9,2023-09,1\n")}}},
		ingest.Options{DryRun: true, Rejected: func(r ingest.Reject) error {
			rejects = append(rejects, fmt.Sprint(r.Row, r.Code, r.Value))
			return nil
		}})
	if err != nil || len(results) != 1 {
		t.Fatal(results, err)
	}
	if res := results[0]; res.Err != nil || res.LoadID != 0 || res.Counts != (ingest.Counts{Read: 2, New: 1, SetAside: 1}) {
		t.Errorf("%+v", res)
	}
	if diff := cmp.Diff([]string{"3unknown_projectP9"}, rejects); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(before, content(t, c.w)); diff != "" {
		t.Errorf("something was kept:\n%s", diff)
	}
}

// TestRejectedFails: whoever asked for the rejects can stop the file.
func TestRejectedFails(t *testing.T) {
	c := newCity(t)
	c.register()
	before := content(t, c.w)
	full := errors.New("no space left")
	results, err := c.r.Run(t.Context(), []ingest.Job{{Name: "reports", Dataset: "investment_report", Files: []string{c.write("a.csv", header+"P1,2023-09,1\nP9,2023-09,1\n")}}},
		ingest.Options{Rejected: func(ingest.Reject) error { return full }})
	if err != nil || !errors.Is(results[0].Err, full) {
		t.Errorf("got %v, %v", results, err)
	}
	if diff := cmp.Diff(before, content(t, c.w)); diff != "" {
		t.Errorf("something was kept:\n%s", diff)
	}
}

// TestNoFile: what is no file at all.
func TestNoFile(t *testing.T) {
	c := newCity(t)
	c.register()
	fifo := filepath.Join(c.dir, "pipe.csv")
	if err := syscall.Mkfifo(fifo, 0o600); err != nil {
		t.Fatal(err)
	}
	secret := c.write("secret.csv", good)
	if err := os.Chmod(secret, 0); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name, path, want string
		is               error
	}{
		{"folder", c.dir, "is a folder; name its files", nil},
		{"missing", filepath.Join(c.dir, "missing.csv"), "missing.csv", fs.ErrNotExist},
		{"pipe", fifo, "is no ordinary file", nil},
		{"secret", secret, "secret.csv", fs.ErrPermission},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if tt.name == "secret" && os.Getuid() == 0 {
				t.Skip("root may read everything")
			}
			res := c.run(ingest.Job{Name: "reports", Dataset: "investment_report", Files: []string{tt.path}})
			if res.Err == nil || !strings.Contains(res.Err.Error(), tt.want) || tt.is != nil && !errors.Is(res.Err, tt.is) {
				t.Errorf("got %v, want %q", res.Err, tt.want)
			}
		})
	}
}

// TestChanging: a file that grows or vanishes while it is read is not loaded.
// The rejects are handed out between reading and committing, which is when the
// test touches it.
func TestChanging(t *testing.T) {
	for _, tt := range []struct {
		name  string
		touch func(path string) error
	}{
		{"grows", func(p string) error { return os.WriteFile(p, []byte(good+"P2,2023-09,5\n"), 0o644) }},
		{"vanishes", os.Remove},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c := newCity(t)
			c.register()
			before := content(t, c.w)
			path := c.write("a.csv", good+"P9,2023-09,1\n")
			results, err := c.r.Run(t.Context(), []ingest.Job{{Name: "reports", Dataset: "investment_report", Files: []string{path}}},
				ingest.Options{Rejected: func(ingest.Reject) error { return tt.touch(path) }})
			if err != nil {
				t.Fatal(err)
			}
			if got := results[0].Err; got == nil || !strings.Contains(got.Error(), "a.csv: the file changed while it was being read") {
				t.Errorf("got %v", got)
			}
			if diff := cmp.Diff(before, content(t, c.w)); diff != "" {
				t.Errorf("something was kept:\n%s", diff)
			}
		})
	}
}

// TestOneLongLine: one line of 200 MB (8 MB when short) is one message, soon
// and in little memory.
func TestOneLongLine(t *testing.T) {
	c := newCity(t)
	c.register()
	size := int64(200 << 20)
	if testing.Short() {
		size = 8 << 20
	}
	for _, tt := range []struct{ name, head string }{{"after a header", header + "P1,2023-09,"}, {"alone", ""}} {
		path := c.write("long.csv", tt.head)
		f, err := os.OpenFile(path, os.O_WRONLY|os.O_APPEND, 0)
		if err != nil {
			t.Fatal(err)
		}
		chunk := bytes.Repeat([]byte("7"), 1<<20)
		for n := int64(0); n < size; n += int64(len(chunk)) {
			if _, err := f.Write(chunk); err != nil {
				t.Fatal(err)
			}
		}
		if err := f.Close(); err != nil {
			t.Fatal(err)
		}
		start := time.Now()
		res := c.run(ingest.Job{Name: "reports", Dataset: "investment_report", Files: []string{path}})
		if res.Err == nil && res.SetAside != 1 {
			t.Errorf("%s: %+v", tt.name, res)
		}
		if res.Err != nil && (len(res.Err.Error()) > 2000 || !strings.Contains(res.Err.Error(), "long.csv")) {
			t.Errorf("%s: %.300s", tt.name, res.Err)
		}
		t.Logf("%s: %v in %v", tt.name, res.Err, time.Since(start).Round(time.Millisecond))
	}
}

// TestAsOfBeforeAllData: nothing was known then, and no view fails.
func TestAsOfBeforeAllData(t *testing.T) {
	c := newCity(t)
	c.register()
	if res := c.load("investment_report", "a.csv", good); res.Err != nil {
		t.Fatal(res.Err)
	}
	conn, err := c.w.DB.Conn(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	day := time.Date(1990, 1, 1, 0, 0, 0, 0, time.UTC)
	if err := session.KnownOn(t.Context(), conn, day); err != nil {
		t.Fatal(err)
	}
	if _, err := conn.ExecContext(t.Context(), "SET VARIABLE as_of = DATE '1990-01-01'"); err != nil {
		t.Fatal(err)
	}
	for _, v := range views(t, c.w.DB) {
		connRows(t, conn, "SELECT count(*) FROM (SELECT hash(v) FROM "+v+" AS v)")
	}
	if got := connRows(t, conn, "SELECT count(*) FROM investment_report"); got[0] != "0" {
		t.Errorf("%s reports known before all data", got[0])
	}
}

// childHold opens a warehouse, says so, and keeps it until it is killed.
func childHold(path string) {
	w, _, err := openAt(context.Background(), path)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	defer w.Close()
	fmt.Println("open")
	select {}
}

// TestLocked: another process holds the file.
func TestLocked(t *testing.T) {
	path := filepath.Join(t.TempDir(), "city.duckdb")
	cmd := child(t, "hold", path, "")
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	defer func() {
		cmd.Process.Kill()
		cmd.Wait()
	}()
	if _, err := out.Read(make([]byte, 5)); err != nil {
		t.Fatal(err)
	}
	_, _, err = openAt(t.Context(), path)
	if !errors.Is(err, warehouse.ErrLocked) || !strings.Contains(err.Error(), fmt.Sprintf("PID %d", cmd.Process.Pid)) || !strings.Contains(err.Error(), path) {
		t.Errorf("got %v, want it to be ErrLocked and to name process %d and the file", err, cmd.Process.Pid)
	}
}

// childFull loads the stream on a disk with no room for it. It exits with 3
// where files failed as they should.
func childFull(path, dir string) {
	ctx := context.Background()
	w, r, err := openAt(ctx, path)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	results, err := r.Run(ctx, stream(dir), ingest.Options{})
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	code := 0
	for _, res := range results {
		if res.Err != nil {
			fmt.Println(res.Err)
			code = 3
		}
	}
	w.Close()
	os.Exit(code)
}

// TestDiskFull loads onto a file system that is too small. What is recorded as
// loaded is there, and with room again the rest follows.
func TestDiskFull(t *testing.T) {
	dir := t.TempDir()
	disk := filepath.Join(dir, "disk")
	if err := os.Mkdir(disk, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Mount("tmpfs", disk, "tmpfs", 0, "size=24m"); err != nil {
		t.Skipf("a small disk needs root: %v", err)
	}
	t.Cleanup(func() { syscall.Unmount(disk, syscall.MNT_DETACH) })
	files, path := filepath.Join(dir, "files"), filepath.Join(disk, "city.duckdb")
	writeStream(t, files)
	w, _, err := openAt(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	w.Close()
	// All but a little room is taken by somebody else.
	var st syscall.Statfs_t
	if err := syscall.Statfs(disk, &st); err != nil {
		t.Fatal(err)
	}
	other := filepath.Join(disk, "other")
	if err := os.WriteFile(other, make([]byte, int64(st.Bavail)*st.Bsize-(64<<10)), 0o644); err != nil {
		t.Fatal(err)
	}
	cmd := child(t, "full", path, files)
	cmd.Stderr = nil
	out, err := cmd.Output()
	t.Logf("%v\n%.1500s", err, out)
	if err == nil || cmd.ProcessState.ExitCode() == 1 {
		t.Errorf("loading: %v, want it to fail file by file", err)
	}
	if err := os.Remove(other); err != nil {
		t.Fatal(err)
	}
	w, r, err := openAt(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	mustHold(t, w)
	results, err := r.Run(t.Context(), stream(files), ingest.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, res := range results {
		if res.Err != nil {
			t.Errorf("with room again: %v", res.Err)
		}
	}
	mustHold(t, w)
	if n := len(column(t, w.DB, "SELECT load_id FROM store.load")); n != 8 {
		t.Errorf("%d loads, want 8", n)
	}
}

// TestDamagedWideTable has bytes that are no text in the last of more columns than
// the stage asks for: DuckDB's reader, were it asked for some only, would end with
// an internal error, and no file could be loaded any more.
func TestDamagedWideTable(t *testing.T) {
	c := newCity(t)
	c.register()
	head, row := "", ""
	for i := range 30 {
		head, row = head+fmt.Sprintf("内部编号%d,", i), row+"x,"
	}
	text := head + "项目编码,总投资(亿元),区市县,项目名称\n" + row + "P7,3,郫都区,水厂\n" + row + "P8,3,郫都区,水\xff厂\n\xff" + row + "P9,3,郫都区,电厂\n"
	if res := c.load("project", "名册.csv", text); res.Err != nil || res.New != 1 || res.Reasons[source.InvalidEncoding] != 2 {
		t.Errorf("got %+v", res)
	}
	if res := c.load("project", "名册2.csv", "项目编码,项目名称,区市县\nP8,水厂,郫都区\n"); res.Err != nil || res.New != 1 {
		t.Errorf("the next file: %+v", res)
	}
}
