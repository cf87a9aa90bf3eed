package mapping

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"shixu/pipeline/source"
	"shixu/queries"
)

// months gives months side by side their years: those of their headers, else the
// one that the table is about.
func (f *finder) months(*source.Table) error {
	if f.beside == nil {
		return nil
	}
	field := f.dataset.Fields[slices.IndexFunc(f.dataset.Fields, func(d queries.Field) bool { return d.Type == queries.Month })]
	var said []int
	var without *label
	for _, c := range f.beside {
		switch y := c.label.when.year; {
		case c.month != "":
		case y == 0:
			without = &c.label
		case !slices.Contains(said, y):
			said = append(said, y)
		}
	}
	if len(said) > 1 && without != nil {
		return f.fail(ErrContext,
			both("各月的表头写了 %d 年与 %d 年，第 %d 列 %q 却没有写年份", "the months' headers say %d and %d, but column %d %q says no year", said[0], said[1], without.column, without.text),
			both("请在每个月的表头写明年份，如 2023年1月", "write the year in the header of every month, such as 2023年1月"))
	}
	year := 0
	switch {
	case len(said) == 1:
		year = said[0]
		for _, o := range []Origin{FromTitle, FromSheet} {
			if all := years(f.whens(o)); len(all) > 0 && !slices.Contains(all, year) {
				return f.unclearYear(field, told("%s写的是 %d，%s却是 %d", "the %s says %d, but the %s %d", FromHeader, year, o, all[0]))
			}
		}
	case without != nil:
		y, _, err := f.year(field, origins)
		if err != nil {
			return err
		}
		if y == "" {
			return f.unclearYear(field, both("几个月并列，但表头、标题、工作表名和文件名都没有写年份", "months stand side by side, but neither their headers nor the title, the sheet's name or the file's name says the year"))
		}
		year, _ = strconv.Atoi(y)
	}
	for i := range f.beside {
		c := &f.beside[i]
		w := c.label.when
		if w.year == 0 {
			w.year = year
		}
		if c.month == "" {
			c.month = fmt.Sprintf("%04d-%02d", w.year, w.month)
		}
	}
	return f.onceEach()
}

func (f *finder) unclearYear(field queries.Field, what queries.Words) error {
	return f.fail(ErrContext,
		queries.Words{Zh: fmt.Sprintf("%s（%s）：%s", field.Name, field.Title.Zh, what.Zh), En: fmt.Sprintf("%s（%s）: %s", field.Name, field.Title.Zh, what.En)},
		both("请把年份写在表头（2023年1月）、标题或文件名中，或在映射文件中写明各月的列：columns: {%s: {months: {2023-01: %q}}}",
			"write the year in the headers (2023年1月), the title or the file's name, or say in a mapping which column is which month: columns: {%s: {months: {2023-01: %q}}}",
			f.dataset.Fields[f.beside[0].field].Name, f.beside[0].label.text))
}

// onceEach puts the columns in the order of their months and keeps one of each:
// the surest. Two equally sure ones are refused.
func (f *finder) onceEach() error {
	slices.SortStableFunc(f.beside, func(a, b monthColumn) int {
		if n := strings.Compare(a.month, b.month); n != 0 {
			return n
		}
		if a.field != b.field {
			return a.field - b.field
		}
		return b.sure - a.sure
	})
	kept := f.beside[:0]
	for _, c := range f.beside {
		n := len(kept)
		if n == 0 || kept[n-1].month != c.month || kept[n-1].field != c.field {
			kept = append(kept, c)
			continue
		}
		best := kept[n-1]
		if best.sure == c.sure {
			return f.fail(ErrAmbiguous,
				both("第 %d 列 %q 与第 %d 列 %q 都是 %s 的%s", "columns %d %q and %d %q are both of %s: %s", best.label.column, best.label.text, c.label.column, c.label.text, c.month, f.title(c.field)),
				both("请在映射文件中选定一列，或把另一列列入 ignore", "choose one of them in a mapping, or list the other under ignore"))
		}
		f.note(fmt.Sprintf("%s 的%s取自 %q，未用 %q", c.month, f.dataset.Fields[c.field].Title.Zh, best.label.text, c.label.text),
			fmt.Sprintf("%s of %s was taken from %q, not from %q", f.title(c.field), c.month, best.label.text, c.label.text))
	}
	f.beside = kept
	return nil
}

// monthColumns makes the plan's columns of months side by side.
func (f *finder) monthColumns() error {
	if f.beside == nil {
		return nil
	}
	p := f.plan
	type kind struct {
		field int
		unit  int64 // as its header says
	}
	units, first := map[kind]int64{}, map[int]label{}
	for _, c := range f.beside {
		field := f.dataset.Fields[c.field]
		e, _ := f.file.entry(field.Name)
		if f.total != nil && c.label.unit == 0 && !e.HasUnit && len(f.unitsAround()) == 0 { // months are in the unit of their sum
			c.label.unit = f.total.unit
		}
		k := kind{c.field, c.label.unit}
		if _, known := units[k]; !known {
			var err error
			if units[k], err = f.unit(field, c.label, e); err != nil {
				return err
			}
		}
		column := Column{Field: field, Source: c.label.column, Header: c.label.text, Unit: units[k], Values: e.Values, Separator: e.Separator, Many: e.Many}
		if l, known := first[c.field]; !known {
			first[c.field] = c.label
			p.Columns = append(p.Columns, column)
		} else if u := units[kind{c.field, l.unit}]; u != column.Unit {
			return f.fail(ErrAmbiguous,
				both("第 %d 列 %q 与第 %d 列 %q 都是 %s，单位不同", "columns %d %q and %d %q are both %s, in different units", l.column, l.text, c.label.column, c.label.text, f.title(c.field)),
				both("请各月用同一单位", "write all months in one unit"))
		}
		if n := len(p.Months); n == 0 || p.Months[n-1].Month != c.month {
			p.Months = append(p.Months, Month{Month: c.month})
		}
		m := &p.Months[len(p.Months)-1]
		m.Columns = append(m.Columns, column)
	}
	f.sayMonths(first)
	for _, d := range f.dataset.Fields {
		if d.Type == queries.Month {
			f.consts = append(f.consts, Column{Field: d, Constant: p.Months[0].Month, From: FromHeader, Header: FromHeader.String()})
		}
	}
	return nil
}

// sayMonths notes what the months were taken for, and lays out their total, where
// it is that of just these months.
func (f *finder) sayMonths(first map[int]label) {
	p := f.plan
	last := f.beside[len(f.beside)-1]
	f.note(fmt.Sprintf("各月并列，每个项目每月一条（空格不算填报）：%s 至 %s，%q 至 %q", p.Months[0].Month, last.month, f.beside[0].label.text, last.label.text),
		fmt.Sprintf("months stand side by side, and each project has a report for every one that is not blank: %s to %s, %q to %q", p.Months[0].Month, last.month, f.beside[0].label.text, last.label.text))
	for i, d := range f.dataset.Fields {
		at := slices.IndexFunc(f.beside, func(c monthColumn) bool { return c.field == i && c.sure < sureFull })
		if at >= 0 {
			l := f.beside[at].label
			f.note(fmt.Sprintf("把 %q 等当作%s", l.text, d.Title.Zh), fmt.Sprintf("took %q and the like to be %s", l.text, f.title(i)))
		}
	}
	if f.total == nil {
		return
	}
	m := f.fieldBeside(ofMonth)
	text := f.total.text
	if len(first) != 1 || m < 0 || !f.sumsTo(*f.total) {
		f.note(fmt.Sprintf("%q 不是一个月，未采用", text), fmt.Sprintf("%q is no month and was not taken", text))
		return
	}
	c := p.Columns[slices.IndexFunc(p.Columns, func(c Column) bool { return c.Field.Name == f.dataset.Fields[m].Name })]
	c.Source, c.Header = f.total.column, text
	if f.total.unit != 0 {
		c.Unit = f.total.unit
	}
	if c.Unit != p.Months[0].Columns[0].Unit { // cells are read in one unit
		return
	}
	p.Total = &c
	f.note(fmt.Sprintf("%q 不是一个月，只用来核对各月之和", text), fmt.Sprintf("%q is no month; the months' sum is compared with it", text))
}

// besideIn are the fields that labels would hold side by side.
func (f *finder) besideIn(labels []label) map[int]bool {
	claims := map[int][]monthColumn{}
	bare := f.fieldBeside(ofMonth)
	if bare < 0 {
		bare = f.fieldBeside(ofYear)
	}
	if bare < 0 {
		return nil
	}
	for _, l := range labels {
		if l.when.month == 0 {
			continue
		}
		field, _ := f.namesMonth(l)
		if field < 0 && bareMonth(l) {
			field = bare
		}
		if field >= 0 {
			claims[field] = append(claims[field], monthColumn{label: l})
		}
	}
	found := map[int]bool{}
	for field, columns := range claims {
		if len(numbers(columns)) > 1 {
			found[field] = true
		}
	}
	return found
}
