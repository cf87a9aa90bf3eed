package queries

import (
	"errors"
	"io/fs"
	"path"
	"sort"
	"strings"
)

// A Trace is one file of trace/: a header that says which metrics its rows are
// behind, and which column adds up to each; then one SELECT. Its columns hold
// the metrics' labels, and for each row the file, sheet and row it came from.
// A row that is not behind a figure has NULL in the figure's column. The SELECT
// speaks of the session's as_of() and reported_to().
type Trace struct {
	// File is how errors name it.
	File string
	// Explains are columns by metric.
	Explains map[string]string
	// SQL is the SELECT; it starts at line Line of the file.
	SQL  string
	Line int
}

type traceHeader struct {
	Explains map[string]string `yaml:"explains"`
}

// Traces returns the traces that come with Shixu and those of the given
// folders, by metric; a later folder goes before an earlier one. $currency in
// metric names becomes the code in lower case. Files that are wrong are left
// out and reported together in the error.
func Traces(currency string, folders ...fs.FS) (map[string]*Trace, error) {
	all := map[string]*Trace{}
	var errs []error
	for i, folder := range append([]fs.FS{sub("trace")}, folders...) {
		files, err := fs.Glob(folder, "*.sql")
		if err != nil {
			return nil, err
		}
		sort.Strings(files)
		for _, f := range files {
			text, err := fs.ReadFile(folder, f)
			if err != nil {
				errs = append(errs, err)
				continue
			}
			if i == 0 {
				f = path.Join("trace", f)
			}
			t, err := ParseTrace(f, text, currency)
			if err != nil {
				errs = append(errs, err)
				continue
			}
			for metric := range t.Explains {
				all[metric] = t
			}
		}
	}
	return all, errors.Join(errs...)
}

// ParseTrace reads a trace file. The error is a *HeaderError.
func ParseTrace(file string, text []byte, currency string) (*Trace, error) {
	f, err := splitFile(file, text, Say("溯源文件以文件头 /* explains: … */ 开始", "a trace file begins with a header /* explains: … */"))
	if err != nil {
		return nil, err
	}
	var h traceHeader
	if err := f.decode(&h); err != nil {
		return nil, err
	}
	t := &Trace{File: file, Explains: map[string]string{}, SQL: f.sql, Line: f.line}
	for metric, column := range h.Explains {
		if column == "" {
			return nil, &HeaderError{file, f.above, Say("文件头：explains: %s 没有写列", "header: explains: %s: names no column", metric)}
		}
		t.Explains[strings.ReplaceAll(metric, "$currency", strings.ToLower(currency))] = column
	}
	switch {
	case len(t.Explains) == 0:
		return nil, &HeaderError{file, f.above, Say("文件头：explains: 下没有指标", "header: explains: names no metric")}
	case t.SQL == "":
		return nil, &HeaderError{file, f.line, noSelect}
	}
	return t, nil
}

// ProjectRows is the SELECT of everything reported of one project, with the
// parameters $project and $month.
func ProjectRows() (string, error) {
	text, err := fs.ReadFile(FS, "trace/project/rows.sql")
	return string(text), err
}
