package mapping

import (
	"fmt"
	"slices"

	"shixu/pipeline/source"
	"shixu/queries"
)

// columns decides which column each field has: first what the mapping file
// says, then what the headers say.
func (f *finder) columns(*source.Table) error {
	f.found, f.parts, f.fixed = map[int]label{}, map[int]string{}, map[string]bool{}
	taken, err := f.explicit()
	if err != nil {
		return err
	}
	if err := f.sideBySide(taken); err != nil {
		return err
	}
	claims := map[int][]match{}
	for _, l := range f.labels {
		if taken[l.column] {
			continue
		}
		fields, sure := f.names.find(l)
		fields = slices.DeleteFunc(fields, func(i int) bool { return f.fixed[f.dataset.Fields[i].Name] })
		if len(fields) > 1 {
			return f.fail(ErrAmbiguous,
				both("第 %d 列 %q 可能是 %s，也可能是 %s", "column %d %q could be %s or %s", l.column, l.text, f.title(fields[0]), f.title(fields[1])),
				both("请在映射文件中指定，或列入 ignore", "say in a mapping which one it is, or list it under ignore"))
		}
		if len(fields) == 1 {
			claims[fields[0]] = append(claims[fields[0]], match{l, fields[0], sure})
		}
	}
	for i := range f.dataset.Fields {
		if len(claims[i]) > 0 {
			if err := f.settle(i, claims[i]); err != nil {
				return err
			}
		}
	}
	f.ranges()
	return nil
}

// ranges gives dates without a column the one that holds a range of which they
// are the first or the last.
func (f *finder) ranges() {
	used := map[int]bool{}
	for _, l := range f.found {
		used[l.column] = true
	}
	for i, field := range f.dataset.Fields {
		if _, ok := f.found[i]; ok || f.fixed[field.Name] {
			continue
		}
		for _, l := range f.labels {
			part := f.names.part(l, i)
			if part == "" || used[l.column] {
				continue
			}
			f.found[i], f.parts[i] = l, part
			f.note(fmt.Sprintf("%s取自起止时间 %q", field.Title.Zh, l.text), fmt.Sprintf("%s is the %s date of %q", field.Name, part, l.text))
			break
		}
	}
}

// explicit takes the columns that the mapping file names. It returns the
// columns that are thereby out of the search.
func (f *finder) explicit() (taken map[int]bool, err error) {
	taken = map[int]bool{}
	if f.file == nil {
		return taken, nil
	}
	for _, text := range f.file.Ignore {
		for _, l := range lookup(f.labels, text) {
			taken[l.column] = true
		}
	}
	for i, field := range f.dataset.Fields {
		e, ok := f.file.entry(field.Name)
		if !ok {
			continue
		}
		f.fixed[field.Name] = true
		for _, m := range e.Months {
			l, err := f.column(Entry{Field: e.Field, Line: e.Line, Column: m.Column})
			if err != nil {
				return nil, err
			}
			f.beside = append(f.beside, monthColumn{field: i, label: l, sure: sureExplicit, month: m.Month})
			taken[l.column] = true
		}
		if e.Column == "" {
			continue
		}
		l, err := f.column(e)
		if err != nil {
			return nil, err
		}
		f.found[i], f.parts[i] = l, e.Part
		taken[l.column] = true
	}
	return taken, nil
}

// column finds the one column that an entry of the mapping file names.
func (f *finder) column(e Entry) (label, error) {
	if n, ok := position(e.Column); ok {
		for _, l := range f.labels {
			if l.column == n {
				return l, nil
			}
		}
		if n > f.width() {
			return label{}, f.disagree(e, f.plan.HeaderRow, both("字段 %s 要第 %s 列，而只有 %d 列", "field %s wants column %s, but there are only %d columns", e.Field, e.Column, f.width()))
		}
		return label{column: n, text: e.Column}, nil
	}
	switch hits := lookup(f.labels, e.Column); len(hits) {
	case 1:
		return hits[0], nil
	case 0:
		return label{}, f.disagree(e, f.plan.HeaderRow, queries.Words{
			Zh: fmt.Sprintf("没有 %q 这一列（字段 %s）；表头（相近者在前）有%s", e.Column, e.Field, quotedZh(closest(e.Column, texts(f.labels)), 8)),
			En: fmt.Sprintf("there is no column %q for field %s; the headers (closest first) are %s", e.Column, e.Field, quoted(closest(e.Column, texts(f.labels)), 8)),
		})
	default:
		return label{}, f.disagree(e, f.plan.HeaderRow, both("%q 这一列（字段 %s）可以是第 %d 列 %q，也可以是第 %d 列 %q；请写 \"上级/下级\" 或 \"#%d\"",
			"column %q for field %s could be column %d %q or column %d %q; write \"Parent/Child\" or \"#%d\"",
			e.Column, e.Field, hits[0].column, hits[0].text, hits[1].column, hits[1].text, hits[0].column))
	}
}

// disagree is the error that a table, in a row of it or as a whole (0), does not suit an
// entry of the mapping file.
func (f *finder) disagree(e Entry, row int64, what queries.Words) error {
	in := Error{Path: f.where.Path, Sheet: f.where.Sheet, Row: row, Msg: what}
	return &FileError{File: f.file.File, Line: e.Line, Msg: queries.Words{Zh: in.Chinese(), En: in.Error()}}
}

func (f *finder) width() int { return max(f.grid.width, len(f.labels)) }

// settle gives a field one of the columns that claim it: the surest. A number
// goes before the same amount as text with its unit in the cell. Two equally
// sure columns are an error; two that only may mean the field are both left.
func (f *finder) settle(field int, claims []match) error {
	slices.SortStableFunc(claims, func(a, b match) int { return b.sure - a.sure })
	best := claims[0]
	rivals := slices.DeleteFunc(slices.Clone(claims[1:]), func(m match) bool { return m.sure < best.sure })
	if len(rivals) == 1 && best.label.spelled != rivals[0].label.spelled {
		if best.label.spelled == f.unitKnown(field, best, rivals[0]) {
			best, rivals[0] = rivals[0], best
		}
		f.resolved(field, best, rivals[0])
		rivals = nil
	}
	title := f.title(field)
	if len(rivals) > 0 {
		a, b := best.label, rivals[0].label
		switch {
		case best.sure == sureAlso:
			f.note(fmt.Sprintf("%q 与 %q 都可能是%s，均未采用；请在映射文件中指定", a.text, b.text, f.dataset.Fields[field].Title.Zh),
				fmt.Sprintf("%q and %q could both be %s; neither was taken, say which in a mapping", a.text, b.text, title))
			return nil
		case a.unit != 0 && b.unit != 0 && a.unit != b.unit:
			return f.fail(ErrAmbiguous,
				both("第 %d 列 %q 与第 %d 列 %q 都是 %s，单位不同", "columns %d %q and %d %q are both %s, in different units", a.column, a.text, b.column, b.text, title),
				both("请在映射文件中选定一列", "choose one of them in a mapping"))
		}
		return f.fail(ErrAmbiguous,
			both("第 %d 列 %q 与第 %d 列 %q 都是 %s", "columns %d %q and %d %q are both %s", a.column, a.text, b.column, b.text, title),
			both("请在映射文件中选定一列，或把另一列列入 ignore", "choose one of them in a mapping, or list the other under ignore"))
	}
	for _, loser := range claims {
		if loser.sure < best.sure {
			f.resolved(field, best, loser)
		}
	}
	if best.sure == sureAlso {
		f.note(fmt.Sprintf("把 %q 当作%s", best.label.text, f.dataset.Fields[field].Title.Zh),
			fmt.Sprintf("took %q to be %s", best.label.text, title))
	}
	f.found[field] = best.label
	return nil
}

// unitKnown says whether the one of two claims that is a bare number has a unit.
func (f *finder) unitKnown(field int, a, b match) bool {
	if a.label.spelled {
		a = b
	}
	return a.label.unit != 0 || len(f.unitsAround()) == 1 || f.dataset.Fields[field].Unit != 0 ||
		f.file != nil && f.file.Unit != 0
}

func (f *finder) resolved(field int, best, loser match) {
	f.found[field] = best.label
	f.note(fmt.Sprintf("%s取自 %q，未用 %q", f.dataset.Fields[field].Title.Zh, best.label.text, loser.label.text),
		fmt.Sprintf("%s was taken from %q, not from %q", f.title(field), best.label.text, loser.label.text))
}

// title names a field in errors: its name and its Chinese title.
func (f *finder) title(field int) string {
	d := f.dataset.Fields[field]
	return d.Name + "（" + d.Title.Zh + "）"
}

func texts(labels []label) []string {
	list := make([]string, len(labels))
	for i, l := range labels {
		list[i] = l.text
	}
	return list
}
