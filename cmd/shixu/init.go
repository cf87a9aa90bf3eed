package main

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
)

// starter is what `shixu init` writes; its comments are in both languages.
//
//go:embed starter
var starter embed.FS

// starterFolders are where the starter's jobs look for reports.
var starterFolders = []string{"reports/districts", "reports/register", "reports/plan", "reports/monthly"}

// InitCmd writes a first configuration.
type InitCmd struct {
	Dir string `name:"dir" default:"." placeholder:"DIR" help:"Where to write it."`
}

// Run writes the starter's files, all or, where one is there already, none.
func (c *InitCmd) Run(m *Main, g *Global) error {
	files, err := fs.Sub(starter, "starter")
	if err != nil {
		return err
	}
	var names []string
	err = fs.WalkDir(files, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		names = append(names, name)
		_, err = os.Lstat(filepath.Join(c.Dir, filepath.FromSlash(name)))
		if err == nil {
			return fmt.Errorf(g.say("%s 已存在；不会覆盖，请换一个文件夹", "%s is there already and is not overwritten; choose another folder"), filepath.Join(c.Dir, name))
		}
		if !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		return nil
	})
	if err != nil {
		return err
	}
	for _, dir := range append([]string{"."}, starterFolders...) {
		if err := os.MkdirAll(filepath.Join(c.Dir, filepath.FromSlash(dir)), 0o755); err != nil {
			return err
		}
	}
	for _, name := range names {
		if err := copyOut(files, name, c.Dir); err != nil {
			return err
		}
	}
	fmt.Fprintf(m.Stderr, g.say("已写入 %s；把报表放进 reports，然后运行 shixu check\n", "Written to %s; put reports into its folder reports, then run shixu check\n"), c.Dir)
	return nil
}

// copyOut writes one file below dir. It does not overwrite.
func copyOut(files fs.FS, name, dir string) error {
	text, err := fs.ReadFile(files, name)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Join(dir, path.Dir(name)), 0o755); err != nil {
		return err
	}
	f, err := os.OpenFile(filepath.Join(dir, filepath.FromSlash(name)), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	_, err = f.Write(text)
	return errors.Join(err, f.Close())
}
