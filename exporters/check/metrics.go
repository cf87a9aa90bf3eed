package check

import (
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"

	"shixu/queries"
)

// MetricFiles say where metric queries come from, beside those shipped.
type MetricFiles struct {
	Currency string
	// Folder is the user's; empty: none. Files are single ones. A file replaces
	// one of the same name that is shipped, and one of Files any other.
	Folder string
	Files  []string
}

// MetricFiles parses metric files, lints their headers and returns the queries
// that can be run, by name. What cannot be parsed is reported and left out.
func (r *Report) MetricFiles(in MetricFiles) []*queries.MetricQuery {
	byName := map[string]*queries.MetricQuery{}
	parse := func(name string, text []byte, err error) {
		r.Queries++
		if err != nil {
			r.addError(name, err)
			return
		}
		q, err := queries.ParseMetricQuery(name, text, in.Currency)
		if err != nil {
			r.addError(name, err)
			return
		}
		byName[q.Name] = q
	}
	for _, f := range sqlFiles(queries.FS, "metrics") {
		text, err := fs.ReadFile(queries.FS, f)
		parse(path.Join("queries", f), text, err)
	}
	var files []string
	if in.Folder != "" {
		if _, err := os.Stat(in.Folder); err != nil {
			r.add(in.Folder, 0, "没有这个文件夹；新建它，或删去配置中的 metrics", "there is no such folder; make it, or take metrics out of the configuration")
		}
		for _, f := range sqlFiles(os.DirFS(in.Folder), ".") {
			files = append(files, filepath.Join(in.Folder, f))
		}
	}
	for _, f := range in.Files {
		files = slices.DeleteFunc(files, func(other string) bool { return filepath.Clean(other) == filepath.Clean(f) })
	}
	for _, f := range append(files, in.Files...) {
		text, err := os.ReadFile(f)
		parse(f, text, err)
	}
	var all []*queries.MetricQuery
	for _, name := range slices.Sorted(maps.Keys(byName)) {
		if r.lint(byName[name], in.Currency) {
			all = append(all, byName[name])
		}
	}
	return r.distinct(all)
}

// sqlFiles are the metric files of a folder; none where it is not there.
func sqlFiles(root fs.FS, dir string) []string {
	files, err := fs.Glob(root, path.Join(dir, "*.sql"))
	if err != nil {
		panic(err) // the patterns are constants
	}
	return files
}

// distinct reports metrics that two files give, and leaves the second file out.
// Shipped files come before others: they are not what has to be changed.
func (r *Report) distinct(all []*queries.MetricQuery) []*queries.MetricQuery {
	first := map[string]string{}
	var kept []*queries.MetricQuery
	ordered := slices.Clone(all)
	slices.SortStableFunc(ordered, func(a, b *queries.MetricQuery) int { return shippedFirst(a) - shippedFirst(b) })
	for _, q := range ordered {
		clash := false
		for _, m := range q.Metrics {
			if other, taken := first[m.Name]; taken {
				clash = true
				r.addError(q.File, &queries.HeaderError{File: q.File, Line: m.Line, Err: queries.MetricTaken(m.Name, filepath.ToSlash(other))})
				continue
			}
			first[m.Name] = q.File
		}
		if !clash {
			kept = append(kept, q)
		}
	}
	return kept
}

func shippedFirst(q *queries.MetricQuery) int {
	if path.Dir(q.File) == "queries/metrics" {
		return 0
	}
	return 1
}
