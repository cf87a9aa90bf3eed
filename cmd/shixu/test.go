package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/google/renameio/v2"

	"shixu/exporters/fixture"
	"shixu/pipeline/config"
	"shixu/queries"
)

// TestCmd runs fixtures.
type TestCmd struct {
	Files  []string `arg:"" optional:"" name:"file" help:"Fixtures (.test) or folders of them; default: those shipped, and those of the configured folders of metrics, rules and scores."`
	Update bool     `name:"update" help:"Write what was given into the fixtures, in place of what was expected. Read the difference before you keep it."`
}

// A fixtureFile is a fixture and the folders whose queries and rules it tests.
type fixtureFile struct {
	name    string
	text    []byte
	folders fixture.Folders
	shipped bool
}

// Run prints what differs and fails if anything does.
func (c *TestCmd) Run(ctx context.Context, m *Main, g *Global) error {
	files, err := c.fixtures(g)
	if err != nil {
		return err
	}
	failed, updated := 0, 0
	for _, f := range files {
		script, err := fixture.Parse(f.name, f.text)
		if err != nil {
			fmt.Fprintln(m.Stderr, err)
			failed++
			continue
		}
		out, err := script.Run(ctx, f.folders)
		switch {
		case err != nil:
			return fmt.Errorf("%s: %w", f.name, err)
		case len(out.Mismatches) == 0:
			continue
		case c.Update && !f.shipped && out.Updatable():
			if err := renameio.WriteFile(f.name, out.Updated(), 0o644); err != nil {
				return err
			}
			fmt.Fprintf(m.Stdout, g.say("已更新 %s\n", "Updated %s\n"), f.name)
			updated++
		default:
			for _, d := range out.Mismatches {
				fmt.Fprintln(m.Stderr, d)
			}
			failed++
		}
	}
	if failed > 0 {
		return fmt.Errorf(g.say("%d 个测试文件中有 %d 个不通过", "fixtures: %[2]d of %[1]d failed"), len(files), failed)
	}
	fmt.Fprintf(m.Stdout, g.say("%d 个测试文件通过，更新 %d 个\n", "fixtures: %d passed, %d updated\n"), len(files)-updated, updated)
	return nil
}

// fixtures are the files that were asked for.
func (c *TestCmd) fixtures(g *Global) ([]fixtureFile, error) {
	own, err := ownFolders(g)
	if err != nil {
		return nil, err
	}
	if len(c.Files) > 0 {
		var names []string
		for _, f := range c.Files {
			found, err := fixturesIn(f)
			if err != nil {
				return nil, err
			}
			names = append(names, found...)
		}
		return own.read(names)
	}
	all, err := shippedFixtures()
	if err != nil {
		return nil, err
	}
	var names []string
	for _, dir := range []string{own.metrics, own.rules, own.scores} {
		if dir == "" {
			continue
		}
		found, err := fixturesIn(dir)
		if err != nil {
			return nil, err
		}
		names = append(names, found...)
	}
	mine, err := own.read(names)
	return append(all, mine...), err
}

// folders are the configured folders of metrics, rules and scores; "" where
// there is none.
type folders struct{ metrics, rules, scores string }

func ownFolders(g *Global) (own folders, err error) {
	cfg, err := config.Load(g.ConfigFile)
	if cfg == nil && errors.Is(err, fs.ErrNotExist) {
		return own, nil
	}
	if err != nil {
		return own, err
	}
	if cfg.Metrics != "" {
		own.metrics = beside(cfg.Path, cfg.Metrics)
	}
	if cfg.Rules != "" {
		own.rules = beside(cfg.Path, cfg.Rules)
	}
	if cfg.Scores.Folder != "" {
		own.scores = beside(cfg.Path, cfg.Scores.Folder)
	}
	return own, nil
}

// fixturesIn are the fixtures of a folder and of testdata below it; a file is
// itself.
func fixturesIn(path string) ([]string, error) {
	info, err := os.Stat(path)
	if err != nil || !info.IsDir() {
		return []string{path}, err
	}
	var names []string
	for _, dir := range []string{".", "testdata"} {
		found, err := fs.Glob(os.DirFS(path), filepath.ToSlash(filepath.Join(dir, "*.test")))
		if err != nil {
			return nil, err
		}
		for _, f := range found {
			names = append(names, filepath.Join(path, f))
		}
	}
	return names, nil
}

// read reads fixtures. Each tests the files beside it, or beside the
// testdata it is in; the configured ones stand behind those. A folder holds
// rules, or scores, where it is the configured one, or called so.
func (own folders) read(names []string) ([]fixtureFile, error) {
	var files []fixtureFile
	for _, n := range names {
		text, err := os.ReadFile(n)
		if err != nil {
			return nil, err
		}
		f := fixtureFile{name: n, text: text}
		if own.metrics != "" {
			f.folders.Metrics = append(f.folders.Metrics, os.DirFS(own.metrics))
		}
		if own.rules != "" {
			f.folders.Rules = append(f.folders.Rules, os.DirFS(own.rules))
		}
		if own.scores != "" {
			f.folders.Scores = append(f.folders.Scores, os.DirFS(own.scores))
		}
		dir := filepath.Dir(n)
		if filepath.Base(dir) == "testdata" {
			dir = filepath.Dir(dir)
		}
		switch {
		case own.is(own.rules, dir, "rules"):
			f.folders.Rules = append(f.folders.Rules, os.DirFS(dir))
		case own.is(own.scores, dir, "scores"):
			f.folders.Scores = append(f.folders.Scores, os.DirFS(dir))
		default:
			f.folders.Metrics = append(f.folders.Metrics, os.DirFS(dir))
		}
		files = append(files, f)
	}
	return files, nil
}

// is says that a folder is the configured one of its kind, or called so.
func (own folders) is(configured, dir, kind string) bool {
	return configured != "" && filepath.Clean(dir) == filepath.Clean(configured) || filepath.Base(dir) == kind
}

// shippedFixtures are those of the queries and rules that come with Shixu.
func shippedFixtures() ([]fixtureFile, error) {
	names, err := fs.Glob(queries.FS, "*/testdata/*.test")
	if err != nil {
		return nil, err
	}
	var files []fixtureFile
	for _, n := range names {
		text, err := fs.ReadFile(queries.FS, n)
		if err != nil {
			return nil, err
		}
		files = append(files, fixtureFile{name: "queries/" + n, text: text, shipped: true})
	}
	return files, nil
}
