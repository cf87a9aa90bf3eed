package dashboards

import (
	"fmt"
	"io/fs"
	"path"
	"strings"
)

// Alertmanager renders the example for Alertmanager: routes, inhibition and
// receivers in alertmanager.yml, texts in templates/ and a README. Messages are in
// the language; alerts are of one Shixu where they agree in the labels that the
// selector names outright.
func Alertmanager(o Options) ([]File, error) {
	r, err := newRenderer(o)
	if err != nil {
		return nil, err
	}
	const root = "source/alertmanager"
	var files []File
	err = fs.WalkDir(sources, root, func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		text, err := fs.ReadFile(sources, name)
		if err != nil {
			return err
		}
		if path.Ext(name) == ".yml" {
			text = []byte(r.routes().Replace(string(text)))
		}
		files = append(files, File{strings.TrimPrefix(name, root+"/"), text})
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("alertmanager: %w", err)
	}
	return files, nil
}

// routes fills in what alertmanager.yml has in <…>.
func (r *renderer) routes() *strings.Replacer {
	same := []string{}
	for _, m := range r.equal() {
		same = append(same, m.Name)
	}
	if len(same) == 0 {
		same = append(same, "job")
	}
	return strings.NewReplacer("<lang>", r.either("", "_en"), "<time_zone>", r.timeZone, "<same>", strings.Join(same, ", "))
}
