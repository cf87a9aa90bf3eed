package queries

import (
	"io/fs"
	"strings"
	"text/template"
)

// Print fills in a template of print/: a question whose titles and units
// depend on the reader.
func Print(name string, data any) (string, error) {
	text, err := fs.ReadFile(FS, "print/"+name+".sql")
	if err != nil {
		return "", err
	}
	t, err := template.New(name).Option("missingkey=error").Parse(string(text))
	if err != nil {
		return "", err
	}
	var b strings.Builder
	err = t.Execute(&b, data)
	return b.String(), err
}
