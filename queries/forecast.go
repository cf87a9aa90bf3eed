package queries

import (
	"io/fs"
	"path"
	"regexp"
	"strings"
	"text/template"
)

// A ForecastMethod is one file of forecast/: a header that says what the
// method is, then one SELECT over forecast_input that gives, for the projects
// it has something to say of, the columns project_key, year, middle and, where
// it has a range of its own, low and high.
type ForecastMethod struct {
	// Name is the file's name without .sql; File is how errors name it.
	Name, File string
	Title      Words
	Note       Words
	Source     string
	// Shipped says that the method comes with Shixu.
	Shipped bool

	SQL  string
	Line int // of the SELECT's first line in the file
}

type forecastHeader struct {
	Title  Words  `yaml:"title"`
	Note   Words  `yaml:"note"`
	Source string `yaml:"source"`
}

// ForecastMethods returns the methods that come with Shixu and those of the
// given folders, by name; a file of a later folder replaces one of the same
// name. Files that are wrong are left out and reported together in the error.
func ForecastMethods(folders ...fs.FS) ([]*ForecastMethod, error) {
	return readFolder("forecast", "*.sql", folders, func(file string, text []byte, shipped bool) (*ForecastMethod, error) {
		m, err := ParseForecastMethod(file, text)
		if err == nil {
			m.Shipped = shipped
		}
		return m, err
	})
}

var methodName = regexp.MustCompile(`^[a-z][a-z0-9_]*$`)

// ParseForecastMethod reads a method file. The error is a *HeaderError.
func ParseForecastMethod(file string, text []byte) (*ForecastMethod, error) {
	f, err := splitFile(file, text, Say("方法文件以文件头 /* title: … */ 开始", "a method file begins with a header /* title: … */"))
	if err != nil {
		return nil, err
	}
	var h forecastHeader
	if err := f.decode(&h); err != nil {
		return nil, err
	}
	m := &ForecastMethod{
		Name: strings.TrimSuffix(path.Base(file), ".sql"), File: file, Title: h.Title, Note: h.Note, Source: strings.TrimSpace(h.Source),
		SQL: strings.TrimSpace(strings.TrimSuffix(f.sql, ";")), Line: f.line,
	}
	switch {
	case !methodName.MatchString(m.Name):
		return nil, &HeaderError{file, 1, Say("文件名 %q 即方法名，须由小写字母、数字和 _ 组成", "the file's name %q names the method: lower-case letters, digits and _", m.Name)}
	case h.Title.Zh == "" || h.Title.En == "":
		return nil, &HeaderError{file, f.above, noTitle}
	case m.SQL == "":
		return nil, &HeaderError{file, m.Line, noSelect}
	}
	return m, nil
}

// methodView is the file of views/ that is made of the methods.
const methodView = "82_forecast_method.sql"

// views are the folder views/ with the methods filled in.
type views struct {
	fs.FS
	methods []*ForecastMethod
}

// ReadFile makes fs.ReadFile see the filled-in file.
func (v views) ReadFile(name string) ([]byte, error) {
	text, err := fs.ReadFile(v.FS, name)
	if err != nil || name != methodView {
		return text, err
	}
	t, err := template.New(name).Funcs(template.FuncMap{"literal": Literal}).Parse(string(text))
	if err != nil {
		return nil, err
	}
	var b strings.Builder
	err = t.Execute(&b, v.methods)
	return []byte(b.String()), err
}
