package queries

import (
	"io/fs"
	"strings"
	"text/template"
)

// Dossier is the SQL of a file of dossier/: a part of a project's page. Its
// parameters are $project and, where rows are many, $limit.
func Dossier(part string) string {
	text, err := fs.ReadFile(FS, "dossier/"+part+".sql")
	if err != nil {
		panic(err) // the files are embedded; their names are constants
	}
	return string(text)
}

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
