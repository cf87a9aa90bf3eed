package mapping

import (
	"fmt"

	"go.yaml.in/yaml/v3"

	"shixu/queries"
)

// A Filter keeps rows of a table by what stands in one of its columns, which
// need not be a field's.
type Filter struct {
	// Column is the column's name in the mapping file, Source its place (1-based)
	// in a plan.
	Column string
	Source int
	// Values are compared without case, width, spaces and brackets. The empty
	// one is a blank cell, Anything one that is not.
	Values []string
	// Except says that rows with the values are left out, not kept.
	Except bool

	line int // of the mapping file
}

// Anything stands for all that is not blank in a filter.
const Anything = "*"

// filters reads what only: and except: say.
func (r *reader) filters(n *yaml.Node, what string, except bool) []Filter {
	var list []Filter
	r.each(n, queries.Words{Zh: what, En: what}, func(column string, k, v *yaml.Node) {
		f := Filter{Column: column, Except: except, line: k.Line}
		if v.Kind == yaml.ScalarNode {
			f.Values = []string{v.Value}
		} else {
			r.decode(v, &f.Values)
		}
		if len(f.Values) == 0 {
			r.fail(k, "%s：%s 须有取值，如 [省级, 市级]；不限内容而不为空的写 \"*\"", "%s: %s needs values, such as [省级, 市级], or \"*\" for whatever is not blank", what, column)
		}
		list = append(list, f)
	})
	return list
}

// filter finds the columns of the mapping's filters.
func (f *finder) filter() error {
	if f.file == nil {
		return nil
	}
	for _, filter := range f.file.Filters {
		l, err := f.column(Entry{Field: "(only, except)", Line: filter.line, Column: filter.Column})
		if err != nil {
			return err
		}
		filter.Source, filter.Column = l.column, l.text
		f.plan.Filters = append(f.plan.Filters, filter)
	}
	return nil
}

// Shown says for people which rows a filter keeps.
func (f Filter) Shown() string {
	op := "="
	if f.Except {
		op = "≠"
	}
	return fmt.Sprintf("%s %s %s", f.Column, op, quoted(f.Values, 8))
}
