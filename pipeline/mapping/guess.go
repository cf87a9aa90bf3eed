package mapping

import (
	"cmp"
	"slices"

	"shixu/pipeline/source"
	"shixu/queries"
)

// A Score says how well a table fits a dataset.
type Score struct {
	Dataset string
	Found   []string // fields that have a column
	Missing []string // required fields that have none and cannot come from context
	score   int
}

// Complete says that nothing required is missing.
func (s Score) Complete() bool { return len(s.Missing) == 0 && len(s.Found) > 1 }

// Guess scores a table against every dataset, best first: complete ones before
// incomplete ones, then by how much of the header is understood. It never
// fails; a table that fits nothing has an empty Found in all scores.
func Guess(datasets map[string]*queries.Dataset, t *source.Table) []Score {
	list := make([]Score, 0, len(datasets))
	for _, d := range datasets {
		list = append(list, score(d, t))
	}
	slices.SortFunc(list, func(a, b Score) int {
		return cmp.Or(
			compareBool(b.Complete(), a.Complete()),
			cmp.Compare(b.score, a.score),
			cmp.Compare(a.Dataset, b.Dataset))
	})
	return list
}

func score(d *queries.Dataset, t *source.Table) Score {
	s := Score{Dataset: d.Name}
	f := &finder{dataset: d, names: newNames(d), plan: new(Plan)}
	have := map[int]bool{}
	named, telling := false, 0
	if f.header(t) == nil {
		taken := map[int]bool{}
		if f.fixed = map[string]bool{}; f.sideBySide(taken) != nil {
			f.beside = nil
		}
		for _, c := range f.beside {
			if s.score += c.sure; !have[c.field] {
				have[c.field] = true
				s.Found = append(s.Found, d.Fields[c.field].Name)
				telling++
			}
		}
		for _, l := range f.labels {
			fields, sure := f.names.find(l)
			if taken[l.column] {
				continue
			}
			if len(fields) != 1 || have[fields[0]] {
				continue
			}
			field := d.Fields[fields[0]]
			have[fields[0]] = true
			named = named || field.Type == queries.Project || field.Type == queries.ProjectName
			s.Found = append(s.Found, field.Name)
			s.score += sure
			if tells(field) {
				telling++
			}
		}
	}
	possible := 0
	for i, field := range d.Fields {
		if tells(field) {
			possible++
		}
		if field.Required && !have[i] && !field.Context && !(field.Type == queries.Project && named) && !(field.Type == queries.NewProject && slices.Contains(s.Found, "name") && telling > 1) {
			s.Missing = append(s.Missing, field.Name)
		}
	}
	if possible > 0 && telling == 0 {
		s.Missing = append(s.Missing, "any figure, date or text")
	}
	return s
}

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}
