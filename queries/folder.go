package queries

import (
	"errors"
	"io/fs"
	"maps"
	"path"
	"slices"
)

// readFolder parses the files of a pattern that come with Shixu and those of
// the given folders, in the order of their names; a file of a later folder
// replaces one of the same name. Shipped files are named by their path in this
// package. Files that are wrong are left out and joined in the error; a shipped
// one does not take their place, since another was meant.
func readFolder[T any](shipped, pattern string, folders []fs.FS, parse func(file string, text []byte, shipped bool) (T, error)) ([]T, error) {
	byName := map[string]T{}
	var errs []error
	for i, folder := range append([]fs.FS{sub(shipped)}, folders...) {
		files, err := fs.Glob(folder, pattern)
		if err != nil {
			return nil, err
		}
		for _, f := range files {
			text, err := fs.ReadFile(folder, f)
			if err != nil {
				errs = append(errs, err)
				continue
			}
			name := f
			if i == 0 {
				name = path.Join(shipped, f)
			}
			v, err := parse(name, text, i == 0)
			if err != nil {
				errs = append(errs, err)
				delete(byName, path.Base(f))
				continue
			}
			byName[path.Base(f)] = v
		}
	}
	all := make([]T, 0, len(byName))
	for _, name := range slices.Sorted(maps.Keys(byName)) {
		all = append(all, byName[name])
	}
	return all, errors.Join(errs...)
}
