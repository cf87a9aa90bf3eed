package mapping

import (
	"slices"

	"shixu/queries"
)

// names are the headers by which the fields of a dataset are known, normalised.
type names struct {
	dataset *queries.Dataset
	certain map[string][]int // name → fields of which it is a name
	also    map[string][]int // name → fields which it may mean
	// begins and ends are headers of ranges → dates that are the first or last.
	begins, ends map[string][]int
}

// newNames indexes the names of a dataset's fields. A field's own name and its
// titles are always among them.
func newNames(d *queries.Dataset) *names {
	n := &names{dataset: d, certain: map[string][]int{}, also: map[string][]int{}, begins: map[string][]int{}, ends: map[string][]int{}}
	for i, f := range d.Fields {
		put(n.certain, i, append([]string{f.Name, f.Title.Zh, f.Title.En}, f.Names...))
		put(n.also, i, f.Also)
		put(n.begins, i, f.Begins)
		put(n.ends, i, f.Ends)
	}
	return n
}

func put(index map[string][]int, field int, words []string) {
	for _, w := range words {
		plain := Normalize(w)
		for _, k := range []string{plain, saying(plain)} {
			if at := index[k]; k != "" && (len(at) == 0 || at[len(at)-1] != field) {
				index[k] = append(at, field)
			}
		}
	}
}

// A match says which field a label means and how sure that is.
type match struct {
	label label
	field int // index in the dataset
	sure  int
}

// find looks a label up. Several fields mean that the header is ambiguous.
func (n *names) find(l label) (fields []int, sure int) {
	for _, k := range l.keys() {
		if fields = n.suited(n.certain[k.name], l); fields != nil {
			return fields, k.sure
		}
	}
	for _, k := range l.keys() {
		if fields = n.suited(n.also[k.name], l); fields != nil {
			return fields, min(k.sure, sureAlso)
		}
	}
	return nil, 0
}

// part says which date of a label's range a field is: first or last; empty
// where the label is no such range.
func (n *names) part(l label, field int) string {
	for _, k := range l.keys() {
		switch {
		case slices.Contains(n.begins[k.name], field):
			return firstDate
		case slices.Contains(n.ends[k.name], field):
			return lastDate
		}
	}
	return ""
}

// The two dates of a range.
const (
	firstDate = "first"
	lastDate  = "last"
)

// suited keeps the fields whose type agrees with the label's unit.
func (n *names) suited(fields []int, l label) []int {
	var kept []int
	for _, f := range fields {
		if suits(n.dataset.Fields[f].Type, l) {
			kept = append(kept, f)
		}
	}
	return kept
}

// suits says that a column of that unit can hold a field of that type: 完成投资(%)
// is no amount, and 完成率(万元) no ratio.
func suits(t queries.Type, l label) bool {
	switch t {
	case queries.Money:
		return !l.percent
	case queries.Text:
		return true
	case queries.Ratio:
		return l.unit == 0
	}
	return l.unit <= 1 && !l.percent
}
