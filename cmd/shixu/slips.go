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

// slipWriter writes what was set aside as CSV, one file a report, in a form
// that can go back to the sender: where, what, why, in both languages. A byte
// order mark lets office programs read the Chinese.
type slipWriter struct {
	dir   string
	files int

	report string
	file   *os.File
	csv    *csv.Writer
}

var slipHeader = []string{
	"文件 file", "工作表 sheet", "行 row", "列 column", "原值 value", "原因", "reason", "代码 code", "整行 record",
}

// add writes one problem; those of one report come together.
func (s *slipWriter) add(r ingest.Reject) error {
	if s.csv == nil || s.report != r.File {
		if err := s.next(r.File); err != nil {
			return err
		}
	}
	return s.csv.Write([]string{
		r.File, r.Sheet, strconv.FormatInt(r.Row, 10), r.Column, r.Value, r.Reason.Zh, r.Reason.En, r.Code, r.Record,
	})
}

func (s *slipWriter) next(report string) error {
	if err := s.close(); err != nil {
		return err
	}
	if err := os.MkdirAll(s.dir, 0o755); err != nil {
		return err
	}
	name := strings.NewReplacer("/", "_", "\\", "_").Replace(strings.TrimLeft(report, "/")) + ".rejects.csv"
	f, err := os.Create(filepath.Join(s.dir, name))
	if err != nil {
		return err
	}
	s.report, s.file, s.csv = report, f, csv.NewWriter(f)
	s.files++
	if _, err := f.WriteString("\uFEFF"); err != nil {
		return err
	}
	return s.csv.Write(slipHeader)
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
