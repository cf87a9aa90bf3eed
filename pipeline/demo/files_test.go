package demo_test

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"io/fs"
	"math/big"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"sort"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/simplifiedchinese"

	"shixu/pipeline/demo"
)

// The tests here know nothing of the generator: they read the files as a
// stranger would, with the simplest rules that do, and count for themselves.

// written writes the demonstration city once for all tests.
var written = func() func(t *testing.T) string {
	var dir string
	return func(t *testing.T) string {
		t.Helper()
		if dir == "" {
			d, err := os.MkdirTemp("", "shixu-demo-")
			if err != nil {
				t.Fatal(err)
			}
			if err := demo.Write(t.Context(), d, demo.Options{}, nil); err != nil {
				t.Fatal(err)
			}
			dir = d
			cleanups = append(cleanups, func() { os.RemoveAll(d) })
		}
		return dir
	}
}()

var cleanups []func()

func TestMain(m *testing.M) {
	code := m.Run()
	for _, c := range cleanups {
		c()
	}
	os.Exit(code)
}

// files lists the files of a folder in the order of their paths.
func files(t *testing.T, dir, folder string) []string {
	t.Helper()
	var out []string
	err := filepath.WalkDir(filepath.Join(dir, folder), func(p string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() {
			rel, _ := filepath.Rel(dir, p)
			out = append(out, filepath.ToSlash(rel))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	sort.Strings(out)
	return out
}

// record is a row by its headers, with where it stands.
type record struct {
	file, sheet string
	row         int
	value       map[string]string
}

func (r record) get(headers ...string) string {
	for _, h := range headers {
		if v := r.value[h]; v != "" {
			return v
		}
	}
	return ""
}

// records reads a file's rows that are not to be set aside.
func records(t *testing.T, dir, file string) []record {
	t.Helper()
	var out []record
	for sheet, rows := range sheets(t, filepath.Join(dir, file)) {
		head, first := findHeader(rows)
		for i, cells := range rows {
			r := record{file: file, sheet: sheet, row: i + 1, value: map[string]string{}}
			if i < first || wrong[fmt.Sprint(file, sheet, i+1)] {
				continue
			}
			for c, h := range head {
				if c < len(cells) {
					r.value[h] = cells[c]
				}
			}
			out = append(out, r)
		}
	}
	return out
}

// wrong are the rows listed as errors.
var wrong = func() map[string]bool {
	m := make(map[string]bool)
	for _, e := range demo.Errors(demo.Options{}) {
		m[fmt.Sprint(e.File, e.Sheet, e.Row)] = true
	}
	return m
}()

func sheets(t *testing.T, file string) map[string][][]string {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if path.Ext(file) == ".csv" {
		if strings.Contains(file, "register") {
			if text, err = simplifiedchinese.GB18030.NewDecoder().Bytes(text); err != nil {
				t.Fatal(err)
			}
		}
		rows, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(text, []byte("\xef\xbb\xbf")))).ReadAll()
		if err != nil {
			t.Fatal(file, err)
		}
		return map[string][][]string{"": rows}
	}
	f, err := excelize.OpenReader(bytes.NewReader(text))
	if err != nil {
		t.Fatal(file, err)
	}
	defer f.Close()
	out := make(map[string][][]string)
	for _, s := range f.GetSheetList() {
		if out[s], err = f.GetRows(s, excelize.Options{RawCellValue: true}); err != nil {
			t.Fatal(file, err)
		}
	}
	return out
}

// findHeader takes the first row with three cells or more for the header, and
// the next with it where that has no number in front and no code.
func findHeader(rows [][]string) (head []string, first int) {
	for i, r := range rows {
		if len(nonEmpty(r)) < 3 {
			continue
		}
		head = append([]string(nil), r...)
		if i+1 < len(rows) && len(rows[i+1]) > 0 && rows[i+1][0] == "" && strings.Contains(strings.Join(rows[i+1], ""), "完成投资") {
			for c, h := range rows[i+1] {
				if h != "" {
					head[c] = h
				}
			}
			return head, i + 2
		}
		return head, i + 1
	}
	return nil, len(rows)
}

func nonEmpty(r []string) (out []string) {
	for _, c := range r {
		if c != "" {
			out = append(out, c)
		}
	}
	return out
}

// decimal reads an amount exactly.
func decimal(t *testing.T, r record, text string) *big.Rat {
	t.Helper()
	v, ok := new(big.Rat).SetString(strings.ReplaceAll(text, ",", ""))
	if !ok {
		t.Fatalf("%s row %d: %q is no amount", r.file, r.row, text)
	}
	return v
}

var code = regexp.MustCompile(`^(\d{4}-\d{6}-\d{2}-\d{2}-\d{5}[0-9A-Z]|\d{4}-\d{6}-\d{2}-\d{2}-\d{6})$`)
