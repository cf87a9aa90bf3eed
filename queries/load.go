package queries

import (
	"bytes"
	"fmt"
	"io/fs"
	"strings"
	"sync"
	"text/template"

	"go.yaml.in/yaml/v3"
)

// A Problem is the words for one kind of problem.
type Problem struct {
	Code string `yaml:"code"`
	Zh   string `yaml:"zh"`
	En   string `yaml:"en"`
}

// Problems are the words of load/problems.yaml: by kind of problem (unread,
// missing, unknown, repeat, conflict), then by field type or "any".
func Problems() (map[string]map[string]Problem, error) {
	text, err := fs.ReadFile(FS, "load/problems.yaml")
	if err != nil {
		return nil, err
	}
	p := map[string]map[string]Problem{}
	if err := yaml.Unmarshal(text, &p); err != nil {
		return nil, fmt.Errorf("load/problems.yaml: %w", err)
	}
	return p, nil
}

// A LoadStep is a template of load/: what has to be said once for every
// dataset, with the dataset's columns filled in.
type LoadStep struct{ t *template.Template }

// LoadStepNamed returns the step of that name, such as stage or merge.
func LoadStepNamed(name string) (*LoadStep, error) {
	if s, ok := loadSteps.Load(name); ok {
		return s.(*LoadStep), nil
	}
	text, err := fs.ReadFile(FS, "load/"+name+".sql")
	if err != nil {
		return nil, err
	}
	t, err := template.New(name).Option("missingkey=error").Parse(string(text))
	if err != nil {
		return nil, err
	}
	s, _ := loadSteps.LoadOrStore(name, &LoadStep{t})
	return s.(*LoadStep), nil
}

// loadSteps are the steps parsed so far: each is needed once a file.
var loadSteps sync.Map

// SQL fills the step in.
func (s *LoadStep) SQL(data any) (string, error) {
	var b bytes.Buffer
	if err := s.t.Execute(&b, data); err != nil {
		return "", err
	}
	return b.String(), nil
}

// Literal writes text as an SQL string literal.
func Literal(text string) string { return "'" + strings.ReplaceAll(text, "'", "''") + "'" }

// Migrations is the folder of the warehouse's migrations.
func Migrations() fs.FS { return sub("schema") }

// Definitions are the folders whose SQL makes macros and views: how cells are
// read, and the language of analysts, metrics and rules, with the methods of
// forecasting that come with Shixu.
func Definitions() []fs.FS {
	shipped, err := ForecastMethods()
	if err != nil {
		panic(err) // the files are embedded, and a test reads them
	}
	return DefinitionsWith(shipped)
}

// DefinitionsWith are the definitions with other methods of forecasting.
func DefinitionsWith(methods []*ForecastMethod) []fs.FS {
	return []fs.FS{only(sub("load"), "read.sql"), views{sub("views"), methods}}
}

func sub(dir string) fs.FS {
	f, err := fs.Sub(FS, dir)
	if err != nil {
		panic(err) // the folder is embedded; its name is a constant
	}
	return f
}

// only shows one file of a folder.
func only(f fs.FS, name string) fs.FS { return oneFile{f, name} }

type oneFile struct {
	fs.FS
	name string
}

// Glob makes fs.Glob see the one file only.
func (o oneFile) Glob(string) ([]string, error) { return []string{o.name}, nil }

// WarningStep is the SQL of a file of warning/: how warnings live.
func WarningStep(name string) string {
	text, err := fs.ReadFile(FS, "warning/"+name+".sql")
	if err != nil {
		panic(err) // the files are embedded; their names are constants
	}
	return string(text)
}
