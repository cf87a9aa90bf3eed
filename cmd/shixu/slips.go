package main

import (
	"encoding/csv"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strconv"
	"strings"

	"shixu/pipeline/ingest"
)

// slipWriter writes what was set aside, and what was remarked, as CSV, a file of
// each a report, in a form that can go back to the sender: where, what, why, in
// both languages. A byte order mark lets office programs read the Chinese.
type slipWriter struct {
	dir   string
	files int

	name string
	file *os.File
	csv  *csv.Writer
}

var slipHeader = []string{
	"文件 file", "工作表 sheet", "行 row", "列 column", "原值 value", "原因", "reason", "代码 code", "整行 record",
}

var remarkHeader = []string{
	"文件 file", "工作表 sheet", "行 row", "列 column", "写明 declared", "算得 computed", "提示", "remark", "代码 code", "该行文字 text",
}

// add writes one problem; those of one report come together.
func (s *slipWriter) add(r ingest.Reject) error {
	return s.write(r.File, ".rejects.csv", slipHeader, []string{
		r.File, r.Sheet, strconv.FormatInt(r.Row, 10), r.Column, r.Value, r.Reason.Zh, r.Reason.En, r.Code, r.Record,
	})
}

// remarks writes what was noticed in reports and set nothing aside.
func (s *slipWriter) remarks(results []ingest.FileResult) error {
	for _, f := range results {
		for _, r := range f.Remarks {
			err := s.write(r.File, ".remarks.csv", remarkHeader, []string{
				r.File, r.Sheet, strconv.FormatInt(r.Row, 10), r.Column, r.Declared, r.Computed, r.Reason.Zh, r.Reason.En, r.Code, r.Text,
			})
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// write adds a line to the file of a report.
func (s *slipWriter) write(report, suffix string, header, line []string) error {
	name := strings.NewReplacer("/", "_", "\\", "_").Replace(strings.TrimLeft(report, "/")) + suffix
	if s.csv == nil || s.name != name {
		if err := s.next(name, header); err != nil {
			return err
		}
	}
	return s.csv.Write(line)
}

func (s *slipWriter) next(name string, header []string) error {
	if err := s.close(); err != nil {
		return err
	}
	if err := os.MkdirAll(s.dir, 0o755); err != nil {
		return err
	}
	f, err := os.Create(filepath.Join(s.dir, name))
	if err != nil {
		return err
	}
	s.name, s.file, s.csv = name, f, csv.NewWriter(f)
	s.files++
	if _, err := f.WriteString("\uFEFF"); err != nil {
		return err
	}
	return s.csv.Write(header)
}

func (s *slipWriter) close() error {
	if s.csv == nil {
		return nil
	}
	s.csv.Flush()
	err := errors.Join(s.csv.Error(), s.file.Close())
	s.csv = nil
	return err
}

// printReject tells one problem on standard error.
func (m *Main) printReject(g *Global, r ingest.Reject) error {
	place := r.File
	if r.Sheet != "" {
		place += "[" + r.Sheet + "]"
	}
	_, err := fmt.Fprintf(m.Stderr, "%s:%d: %s %q: %s\n", place, r.Row, r.Column, r.Value, g.say(r.Reason.Zh, r.Reason.En))
	return err
}

// say chooses between the languages.
func (g *Global) say(zh, en string) string {
	if g.zh() {
		return zh
	}
	return en
}

// reasons lists how often each reason came, the most frequent first.
func reasons(n map[string]int64) string {
	codes := make([]string, 0, len(n))
	for c := range n {
		codes = append(codes, c)
	}
	sort.Slice(codes, func(i, j int) bool {
		if n[codes[i]] != n[codes[j]] {
			return n[codes[i]] > n[codes[j]]
		}
		return codes[i] < codes[j]
	})
	for i, c := range codes {
		codes[i] = fmt.Sprintf("%s %d", c, n[c])
	}
	return strings.Join(codes, ", ")
}
