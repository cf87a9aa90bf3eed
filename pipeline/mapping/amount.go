package mapping

import (
	"fmt"
	"strings"
	"unicode"

	"shixu/pipeline/source"
	"shixu/queries"
)

// units gives every amount its unit: the mapping's for this column, else the
// header's, the title's, the mapping's for the table, the field's own, 1.
func (f *finder) units(t *source.Table) error {
	if err := f.filter(); err != nil {
		return err
	}
	for i, field := range f.dataset.Fields {
		l, ok := f.found[i]
		if !ok {
			continue
		}
		e, _ := f.file.entry(field.Name)
		c := Column{Field: field, Source: l.column, Header: l.text,
			Formats: e.Formats, Values: e.Values, Separator: e.Separator, Many: e.Many}
		switch field.Type {
		case queries.Date, queries.Month:
			c.Part, c.Since1904, c.Year = f.parts[i], t.Since1904, f.yearOf(field, l)
		case queries.Ratio:
			c.Percent = l.percent
			if e.Percent != nil {
				c.Percent = *e.Percent
			}
		case queries.Money:
			var err error
			if c.Unit, err = f.unit(field, l, e); err != nil {
				return err
			}
		}
		f.plan.Columns = append(f.plan.Columns, c)
	}
	return f.monthColumns()
}

// unit is the unit of an amount's column.
func (f *finder) unit(field queries.Field, l label, e Entry) (int64, error) {
	inTitle := f.unitsAround()
	switch {
	case e.HasUnit:
		if l.unit != 0 && l.unit != e.Unit {
			f.note(fmt.Sprintf("%q 按映射文件读作%s", l.text, FormatUnit(e.Unit)),
				fmt.Sprintf("%q is read in units of %d, as the mapping says", l.text, e.Unit))
		}
		return e.Unit, nil
	case l.unit != 0:
		return l.unit, nil
	case len(inTitle) > 1:
		return 0, f.fail(ErrAmbiguous,
			both("标题写了两种单位（%s 与 %s），第 %d 列 %q 没有写", "the title gives two units (%s and %s) and column %d %q none",
				FormatUnit(inTitle[0]), FormatUnit(inTitle[1]), l.column, l.text),
			both("请把单位写在表头中，如 %s(万元)", "write the unit in the header, such as %s(万元)", strings.Split(l.text, "/")[0]))
	case len(inTitle) == 1:
		return inTitle[0], nil
	case f.file != nil && f.file.Unit != 0:
		return f.file.Unit, nil
	case f.foreign() != "":
		return 0, f.fail(ErrAmbiguous,
			both("标题写的单位是 %s，不是人民币", "the title gives amounts in %s, another currency", f.foreign()),
			both("请换算后再送，或在映射文件中写明 unit", "convert them, or say the unit in a mapping"))
	}
	unit := max(field.Unit, 1)
	if field.Unit == 0 && strings.ContainsFunc(l.text, func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
		f.plan.Unitless = append(f.plan.Unitless, l.text)
	}
	f.note(fmt.Sprintf("%q 没有写单位，按%s读", l.text, FormatUnit(unit)),
		fmt.Sprintf("%q says no unit and is read in units of %d", l.text, unit))
	return unit, nil
}
