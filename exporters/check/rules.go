package check

import (
	"context"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"shixu/pipeline/warehouse"
	"shixu/pipeline/warnings"
	"shixu/queries"
	"shixu/queries/session"
)

// RuleFiles say where warning rules come from, beside those shipped, and how
// they are set.
type RuleFiles struct {
	Preset   string
	Settings queries.Settings
	// Folders are the user's, as they are named to people.
	Folders []string
	Rules   session.Rules
	AsOf    time.Time
}

// Rules checks rule files and their settings and runs the rules that are on
// against an empty warehouse: whether they bind and have the columns that a
// rule must give. It returns an engine's settings for running them against one
// with data, see RunRules. The error is the warehouse's.
func (r *Report) Rules(ctx context.Context, in RuleFiles, datasets map[string]*queries.Dataset) (warnings.Settings, error) {
	var folders []fs.FS
	for _, f := range in.Folders {
		if _, err := os.Stat(f); err != nil {
			r.add(f, 0, "没有这个文件夹；新建它，或删去配置中的 rules", "there is no such folder; make it, or take rules out of the configuration")
		}
		folders = append(folders, os.DirFS(f))
	}
	s := warnings.Settings{AsOf: in.AsOf, Rules: in.Rules}
	var err error
	s.Definition, err = warnings.Define(in.Preset, in.Settings, folders...)
	r.addRuleError(in, err)
	for _, name := range slices.Sorted(maps.Keys(s.Broken)) {
		r.addRuleError(in, s.Broken[name])
	}
	r.RuleCount += len(s.Warnings.Rules) + len(s.Broken)
	for _, a := range s.Warnings.Rules {
		for _, d := range a.Datasets {
			if datasets[d] == nil {
				r.add(ruleFile(in, a.File), 1, "datasets：没有数据集 %q；可用的有 %s", "datasets: there is no dataset %q; there are %s", d, strings.Join(slices.Sorted(maps.Keys(datasets)), ", "))
			}
		}
		for _, p := range a.Parameters {
			if !strings.Contains(a.SQL, "$"+p.Name) {
				r.warn(ruleFile(in, a.File), p.Line, "参数 %s 没有用到", "parameter %s is not used", p.Name)
			}
		}
	}
	w, err := warehouse.Open(ctx, warehouse.Options{Migrations: []fs.FS{queries.Migrations()}, Definitions: queries.Definitions()})
	if err != nil {
		return s, err
	}
	defer w.Close()
	return s, r.RunRules(ctx, w, in, s)
}

// RunRules runs the rules that are on against a warehouse; nothing is written.
// What is wrong with one is said once. The error is the warehouse's.
func (r *Report) RunRules(ctx context.Context, w *warehouse.Warehouse, in RuleFiles, s warnings.Settings) error {
	e := &warnings.Engine{Warehouse: w, Now: time.Now}
	e.Configure(s)
	wrong, err := e.Check(ctx)
	for _, name := range slices.Sorted(maps.Keys(wrong)) {
		r.addRuleError(in, wrong[name])
	}
	return err
}

// addRuleError adds errors with their files named as people know them.
func (r *Report) addRuleError(in RuleFiles, err error) {
	for _, err := range split(err) {
		at := new(queries.HeaderError)
		if errors.As(err, &at) {
			err = &queries.HeaderError{File: ruleFile(in, at.File), Line: at.Line, Err: at.Err}
		}
		r.addError("", err)
	}
}

// ruleFile is a rule's file as people know it: rules of folders are named by
// their file alone.
func ruleFile(in RuleFiles, file string) string {
	if file == in.Settings.File {
		return file
	}
	if strings.Contains(file, "/") {
		return "queries/" + file
	}
	for _, f := range slices.Backward(in.Folders) {
		path := filepath.Join(f, file)
		if _, err := os.Stat(path); err == nil {
			return path
		}
	}
	return file
}
