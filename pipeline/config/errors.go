package config

import (
	"errors"
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"shixu/queries"
)

// An Error is one thing that is wrong in a configuration, and where. Parse and
// Load join one for each.
type Error struct {
	File string // empty where the text came from no file
	Line int    // 1-based; 0 where the whole file is meant
	Msg  queries.Words
	Err  error // the cause; may be nil
}

// Unwrap returns e.Err.
func (e *Error) Unwrap() error { return e.Err }

func (e *Error) Error() string { return e.place() + e.Msg.En }

// Chinese is the error in Chinese.
func (e *Error) Chinese() string { return e.place() + e.Msg.Zh }

func (e *Error) place() string {
	switch {
	case e.File == "" && e.Line == 0:
		return ""
	case e.File == "":
		return fmt.Sprintf("line %d: ", e.Line)
	case e.Line == 0:
		return e.File + ": "
	}
	return fmt.Sprintf("%s:%d: ", e.File, e.Line)
}

var (
	yamlLine     = regexp.MustCompile(`^(?:yaml: )?line (\d+): (?s:(.*))$`)
	unknownField = regexp.MustCompile(`^field (.+) not found in type (?:config|queries)\.(\w+)$`)
	// keyed are the types a configuration is made of, as yaml names them.
	keyed = map[string]reflect.Type{
		"Config": reflect.TypeFor[Config](), "City": reflect.TypeFor[City](), "Job": reflect.TypeFor[Job](),
		"Warnings": reflect.TypeFor[Warnings](), "Severity": reflect.TypeFor[queries.Severity](),
		"Scores": reflect.TypeFor[Scores](),
	}
)

// yamlErrors puts the decoder's error into ours, one for each problem.
func yamlErrors(err error) error {
	texts := []string{err.Error()}
	if t := new(yaml.TypeError); errors.As(err, &t) {
		texts = t.Errors
	}
	var errs []error
	for _, text := range texts {
		e, what := &Error{}, strings.TrimPrefix(text, "yaml: ")
		e.Line = 1 // the decoder does not name the first line
		if m := yamlLine.FindStringSubmatch(text); m != nil {
			e.Line, _ = strconv.Atoi(m[1]) // digits, by the pattern
			what = m[2]
		}
		e.Msg = queries.YAMLWords(what)
		if m := unknownField.FindStringSubmatch(what); m != nil {
			e.Msg = queries.NoKey(m[1], strings.Join(keys(keyed[m[2]]), ", "))
		}
		errs = append(errs, e)
	}
	return errors.Join(errs...)
}

// keys are the YAML keys of a struct.
func keys(t reflect.Type) []string {
	var names []string
	for _, f := range reflect.VisibleFields(t) {
		if name := f.Tag.Get("yaml"); name != "-" && f.IsExported() {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// inFile names the file in every Error of a joined error.
func inFile(path string, err error) error {
	if many, ok := err.(interface{ Unwrap() []error }); ok {
		for _, err := range many.Unwrap() {
			inFile(path, err)
		}
	} else if e := new(Error); errors.As(err, &e) {
		e.File = path
	}
	return err
}

// Line is where the file says something: Line("jobs", 0, "mapping") is the
// line of the first job's mapping. Where it says nothing of it, it is the line
// of what is around it; 0 without a file.
func (c *Config) Line(path ...any) int {
	n := &c.root
	if n.Kind == yaml.DocumentNode {
		n = n.Content[0]
	}
	line := n.Line
	for _, step := range path {
		next := child(n, step)
		if next == nil {
			break
		}
		n, line = next, next.Line
	}
	return line
}

// child is the value under a key of a mapping or at an index of a list.
func child(n *yaml.Node, step any) *yaml.Node {
	switch step := step.(type) {
	case string:
		for i := 0; n.Kind == yaml.MappingNode && i+1 < len(n.Content); i += 2 {
			if n.Content[i].Value == step {
				return n.Content[i+1]
			}
		}
	case int:
		if n.Kind == yaml.SequenceNode && step >= 0 && step < len(n.Content) {
			return n.Content[step]
		}
	}
	return nil
}
