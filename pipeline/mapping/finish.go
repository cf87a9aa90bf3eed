package mapping

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"shixu/pipeline/source"
	"shixu/queries"
)

// required says which required fields the table lacks. Where a project's id is
// required its name will do: names are resolved when the table is loaded.
func (f *finder) required(*source.Table) error {
	have := map[string]bool{}
	named, content := false, false
	for _, c := range slices.Concat(f.plan.Columns, f.consts) {
		have[c.Field.Name] = true
		named = named || c.Field.Type == queries.Project || c.Field.Type == queries.ProjectName
		content = content || tells(c.Field)
	}
	var unsaid error // less telling than a column that is missing
	var missing, missingZh []string
	miss := func(zh, en string) { missing, missingZh = append(missing, en), append(missingZh, zh) }
	hasContent := false
	for _, field := range f.dataset.Fields {
		hasContent = hasContent || tells(field)
		switch {
		case !field.Required || have[field.Name], field.Type == queries.Project && named:
		case field.Context:
			unsaid = cmp.Or(unsaid, f.fail(ErrContext,
				both("%s（%s）没有列，标题、工作表名、文件名也都没有写", "%s（%s） is given neither by a column nor by the title, the sheet's name or the file's name", field.Name, field.Title.Zh),
				giveHint(field)))
		case field.Type == queries.Project:
			miss("project_id 或 project_name（项目编码或项目名称）", "project_id or project_name（项目编码或项目名称）")
		default:
			miss(field.Name+"（"+field.Title.Zh+"）", field.Name+"（"+field.Title.Zh+"）")
		}
	}
	if one := f.dataset.OneOf; len(one) > 0 && !slices.ContainsFunc(one, func(name string) bool { return have[name] }) {
		miss(f.anyOf(one, " 或 "), f.anyOf(one, " or "))
	}
	if len(missing) == 0 && hasContent && !content {
		miss(f.dataset.Title.Zh+"的任何数据", "any figure, date or text of "+f.dataset.Name)
	}
	if len(missing) == 0 {
		return unsaid
	}
	return f.fail(ErrMissing,
		queries.Words{Zh: fmt.Sprintf("表中没有这样的列：%s；现有表头为%s", strings.Join(missingZh, "、"), quotedZh(texts(f.labels), 10)),
			En: fmt.Sprintf("the table has no column for %s; its headers are %s", strings.Join(missing, ", "), quoted(texts(f.labels), 10))},
		both("请改列名，或在映射文件中指定，或换用与表相符的数据集", "rename a column, name it in a mapping, or choose the dataset that the table holds"))
}

// anyOf names fields of which one would do.
func (f *finder) anyOf(fields []string, or string) string {
	var titles []string
	for i, field := range f.dataset.Fields {
		if slices.Contains(fields, field.Name) {
			titles = append(titles, f.title(i))
		}
	}
	return strings.Join(titles, or)
}

// tells says that a field is what its dataset's rows are sent for, not only
// what they are about.
func tells(f queries.Field) bool {
	return !f.Virtual && !f.Context && f.Type != queries.Project
}

// finish puts the columns in the dataset's order, lists what was not used and
// takes samples.
func (f *finder) finish(t *source.Table) {
	p := f.plan
	p.Columns = append(p.Columns, f.consts...)
	order := fieldNames(f.dataset)
	slices.SortStableFunc(p.Columns, func(a, b Column) int {
		return slices.Index(order, a.Field.Name) - slices.Index(order, b.Field.Name)
	})
	p.Width = f.columnsOfHeader()
	used := map[int]bool{}
	for i, c := range p.Columns {
		used[c.Source] = true
		p.Columns[i].Samples = samples(t, p.FirstRow, c)
	}
	for _, filter := range p.Filters {
		used[filter.Source] = true
	}
	for _, m := range p.Months {
		for _, c := range m.Columns {
			used[c.Source] = true
		}
	}
	if p.Total != nil {
		used[p.Total.Source] = true
	}
	for _, l := range f.labels {
		if !used[l.column] {
			p.Unused = append(p.Unused, l.text)
		}
	}
}

// columnsOfHeader is the last column that has a header, a number under it, or a
// field. Where a mapping says that there is no header, rows have as many cells
// as most of them.
func (f *finder) columnsOfHeader() int {
	if f.grid.width == 0 {
		return 0
	}
	width := 0
	if f.plan.HeaderRow == 0 {
		width = f.grid.usualWidth(int(f.plan.FirstRow) - 1)
	} else {
		for row := int(f.plan.HeaderRow) - 1; row < int(f.plan.FirstRow)-1; row++ {
			width = max(width, f.grid.filled(row))
		}
	}
	for _, c := range f.plan.Columns {
		width = max(width, c.Source)
	}
	for _, filter := range f.plan.Filters {
		width = max(width, filter.Source)
	}
	for _, c := range f.beside {
		width = max(width, c.label.column)
	}
	if width == widestHeader { // what lies to the right was not looked at
		width = f.grid.width
	}
	return width
}

// samples are the first few different values of a column in the preview.
func samples(t *source.Table, first int64, c Column) []string {
	switch {
	case c.From == FromTitles:
		return c.Samples[:min(len(c.Samples), 3)]
	case c.From == FromName:
		return nil
	case c.Source == 0:
		return []string{c.Constant}
	}
	var list []string
	for row := max(first, 1) - 1; row < int64(len(t.Preview)) && len(list) < 3; row++ {
		cells := t.Preview[row]
		if c.Source > len(cells) || merged(cells) {
			continue
		}
		if s := oneLine(cells[c.Source-1]); s != "" && !slices.Contains(list, s) {
			list = append(list, s)
		}
	}
	return list
}

// merged says that one text fills the whole row, as a category's title does.
func merged(cells []string) bool {
	for _, c := range cells {
		if c != cells[0] {
			return false
		}
	}
	return len(cells) > 1
}

// Advise adds to an error of Find which dataset the table would fit better, if
// any does. Errors of other kinds come back as they are.
func Advise(err error, dataset string, scores []Score) error {
	e := new(Error)
	if !errors.As(err, &e) || !errors.Is(err, ErrMissing) && !errors.Is(err, ErrNoHeader) || len(scores) == 0 {
		return err
	}
	own := slices.IndexFunc(scores, func(s Score) bool { return s.Dataset == dataset })
	best := scores[0]
	if own == 0 || !best.Complete() || own > 0 && scores[own].Complete() {
		return err
	}
	better := *e
	better.Hint = queries.Words{Zh: fmt.Sprintf("这张表像数据集 %s（有 %s）；%s", best.Dataset, strings.Join(best.Found, "、"), e.Hint.Zh),
		En: fmt.Sprintf("the table looks like dataset %s (it has %s); %s", best.Dataset, strings.Join(best.Found, ", "), e.Hint.En)}
	return &better
}
