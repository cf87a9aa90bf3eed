package check

import (
	"context"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"shixu/pipeline/warehouse"
	"shixu/queries"
	"shixu/queries/scores"
	"shixu/queries/session"
)

// ScoreFiles say where schemes, indicators and sequences come from, beside those
// shipped.
type ScoreFiles struct {
	// Folder is the user's; empty: none.
	Folder string
	// Scheme is the one that is configured, off for none; File and Line are
	// where.
	Scheme, File string
	Line         int
	Rules        session.Rules
}

// Scores checks schemes with the files that they name, and runs every indicator
// and sequence against an empty warehouse. The error is the warehouse's.
func (r *Report) Scores(ctx context.Context, in ScoreFiles) error {
	indicators := parsed(r, in.Folder, "scores/indicators", ".", "*.sql", queries.ParseIndicator)
	sequences := parsed(r, in.Folder, "scores/sequences", "sequences", "*.sql", queries.ParseSequence)
	schemes := parsed(r, in.Folder, "schemes", ".", "*.yaml", queries.ParseScheme)
	for _, name := range slices.Sorted(maps.Keys(schemes)) {
		_, err := queries.Resolve(schemes[name], values(indicators), values(sequences))
		r.addError(schemes[name].File, err)
	}
	if _, ok := schemes[in.Scheme]; !ok && in.Scheme != "off" {
		have := strings.Join(slices.Sorted(maps.Keys(schemes)), ", ")
		r.add(in.File, in.Line, "scores：没有考核方案 %q；可用的有 %s，或 off", "scores: there is no scheme %q; there are %s, or off", in.Scheme, have)
	}
	// All of them at once, by a scheme that only measures.
	all := &queries.Scoring{Scheme: &queries.Scheme{}, Sequenced: values(sequences)}
	for _, i := range values(indicators) {
		m := queries.MeasuredItem{Item: queries.Item{Name: i.Name, Kind: queries.MeasureItem}, Indicator: i, Values: map[string]any{}}
		for _, p := range i.Parameters {
			m.Values[p.Name] = p.Default
		}
		all.Measured = append(all.Measured, m)
	}
	return r.runScores(ctx, scores.New(all, in.Rules))
}

func (r *Report) runScores(ctx context.Context, s *scores.Scorer) error {
	w, err := warehouse.Open(ctx, warehouse.Options{Migrations: []fs.FS{queries.Migrations()}, Definitions: queries.Definitions()})
	if err != nil {
		return err
	}
	defer w.Close()
	conn, err := w.DB.Conn(ctx)
	if err != nil {
		return err
	}
	defer conn.Close()
	r.addError("", s.Check(ctx, conn))
	return ctx.Err()
}

// parsed parses the files of one kind, those shipped and the user's, by the name
// that they go by; what is wrong is reported and left out.
func parsed[T any](r *Report, folder, shipped, below, pattern string, parse func(string, []byte) (T, error)) map[string]T {
	byName := map[string]T{}
	add := func(root fs.FS, dir, shown string) {
		files, err := fs.Glob(root, path.Join(dir, pattern))
		if err != nil {
			panic(err) // the patterns are constants
		}
		for _, f := range files {
			name := filepath.Join(shown, filepath.FromSlash(f))
			text, err := fs.ReadFile(root, f)
			var v T
			if err == nil {
				v, err = parse(name, text)
			}
			r.Scored++
			if err != nil {
				r.addError(name, err)
				continue
			}
			byName[strings.TrimSuffix(path.Base(f), path.Ext(f))] = v
		}
	}
	add(queries.FS, shipped, "queries")
	if folder == "" {
		return byName
	}
	if _, err := os.Stat(folder); errors.Is(err, fs.ErrNotExist) {
		if below == "." && pattern == "*.sql" { // say it once
			r.add(folder, 0, "没有这个文件夹；新建它，或删去配置中 scores 的 folder", "there is no such folder; make it, or take folder out of scores in the configuration")
		}
		return byName
	}
	add(os.DirFS(folder), below, folder)
	return byName
}

// values are the values of a map, by the order of its keys.
func values[T any](m map[string]T) []T {
	var all []T
	for _, k := range slices.Sorted(maps.Keys(m)) {
		all = append(all, m[k])
	}
	return all
}
