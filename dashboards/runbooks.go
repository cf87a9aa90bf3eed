package dashboards

import (
	"embed"
	"io/fs"
)

//go:embed runbooks/*.md
var runbooks embed.FS

// Runbooks says of every alert, in NAME.md, what it means, how to check it and
// what to do, in Chinese and then in English. Where alerts point to is where
// shixu serve shows them.
func Runbooks() fs.FS {
	dir, err := fs.Sub(runbooks, "runbooks")
	if err != nil {
		panic(err) // the folder is embedded
	}
	return dir
}
