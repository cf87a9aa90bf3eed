package mapping

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"shixu/queries"
)

// month finds the month that a whole table reports, as "2023-09". What the
// table says of itself (headers, title, sheet name) must agree; a file or
// folder name that says another month is only noted.
func (f *finder) month(field queries.Field, in []Origin) (string, Origin, error) {
	var got when
	var from Origin
	for _, o := range origins {
		all := months(f.whens(o))
		switch {
		case len(all) == 0:
		case !slices.Contains(in, o):
			// Asked elsewhere only: this one may still know the year.
			if i := slices.IndexFunc(all, got.sameMonth); got.year == 0 && i >= 0 {
				got.year = all[i].year
			}
		case got.month == 0 && len(all) > 1:
			return "", "", f.unclear(field, told("%s提到两个月份（%s 与 %s）", "the %s speaks of two months (%s and %s)", o, all[0], all[1]))
		case got.month == 0:
			got, from = all[0], o
		case slices.ContainsFunc(all, got.sameMonth):
			if got.year == 0 {
				got.year = all[slices.IndexFunc(all, got.sameMonth)].year
			}
		case o.inTable():
			return "", "", f.unclear(field, told("%s写的是 %s，%s却是 %s", "the %s says %s, but the %s %s", from, got, o, all[0]))
		default:
			f.note(fmt.Sprintf("%s取自%s（%s）；%s写的是 %s，未采用", field.Title.Zh, originWords[from].Zh, got.zh(), originWords[o].Zh, all[0].zh()),
				fmt.Sprintf("%s was taken from the %s (%s); the %s says %s", field.Name, originWords[from].En, got, originWords[o].En, all[0]))
		}
	}
	if got.month == 0 {
		return "", "", nil
	}
	if got.year == 0 {
		y, _, err := f.year(field, origins)
		if err != nil {
			return "", "", err
		}
		if y == "" {
			return "", "", f.fail(ErrContext, told("%s（%s）：%s写了 %s，但哪里都没有写年份", "%s（%s）: the %s says %s, but no year is written anywhere",
				field.Name, field.Title.Zh, from, got), giveHint(field))
		}
		got.year, _ = strconv.Atoi(y)
	}
	got.day = 0
	return got.String(), from, nil
}

func (w when) sameMonth(x when) bool {
	return w.month == x.month && (w.year == x.year || w.year == 0 || x.year == 0)
}

// months are the different months that whens speak of. Days are no report's
// month, but for those after 截至; 1-12月 counts only where nothing else does.
// A month without a year is the same as that month with one.
func months(whens []when) []when {
	var list, whole []when
	for _, w := range whens {
		switch {
		case w.month == 0 || w.day != 0 && !w.asOf:
		case w.wholeYear():
			whole = addMonth(whole, w)
		default:
			list = addMonth(list, w)
		}
	}
	if len(list) == 0 {
		list = whole
	}
	if len(list) == 1 && list[0].year == 0 { // 2023年度 …, 9月
		if y := years(whens); len(y) == 1 {
			list[0].year = y[0]
		}
	}
	return list
}

func addMonth(list []when, w when) []when {
	for i, x := range list {
		if x.sameMonth(w) {
			list[i].year = max(x.year, w.year)
			return list
		}
	}
	return append(list, w)
}

// years are the different years that whens speak of; days do not count.
func years(whens []when) []int {
	var list []int
	for _, w := range whens {
		if w.year != 0 && (w.day == 0 || w.asOf) && !slices.Contains(list, w.year) {
			list = append(list, w.year)
		}
	}
	return list
}

// year finds the year that a whole table is about. A header that was not
// needed may say it too, where it speaks of the year's plan.
func (f *finder) year(field queries.Field, in []Origin) (string, Origin, error) {
	got, from := 0, FromMapping
	for _, o := range in {
		all := years(f.whens(o))
		switch {
		case len(all) == 0:
		case got == 0 && len(all) > 1:
			return "", "", f.unclear(field, told("%s提到两个年份（%d 与 %d）", "the %s speaks of two years (%d and %d)", o, all[0], all[1]))
		case got == 0:
			got, from = all[0], o
		case !slices.Contains(all, got) && o.inTable():
			return "", "", f.unclear(field, told("%s写的是 %d，%s却是 %d", "the %s says %d, but the %s %d", from, got, o, all[0]))
		}
	}
	if got == 0 && slices.Contains(in, FromHeader) {
		var planned []when
		for _, l := range f.labels {
			if strings.Contains(l.text, "计划") && !shifts(l.text) {
				planned = append(planned, l.when)
			}
		}
		if all := years(planned); len(all) == 1 {
			got, from = all[0], FromHeader
		}
	}
	if got == 0 {
		return "", "", nil
	}
	return strconv.Itoa(got), from, nil
}

// yearOf is the year of dates in a column that say none: its header's, else the
// one that the table is about; empty where that is not clear.
func (f *finder) yearOf(field queries.Field, l label) string {
	if l.when.year != 0 {
		return strconv.Itoa(l.when.year)
	}
	if f.grid.width == 0 {
		return ""
	}
	year, _, err := f.year(field, origins)
	if err != nil {
		return ""
	}
	return year
}

// date finds the day a whole table was reported on: a full date, else a month.
func (f *finder) date(in []Origin) (string, Origin, error) {
	for _, o := range in {
		var days []string
		for _, w := range f.whens(o) {
			if w.day != 0 && !slices.Contains(days, w.String()) {
				days = append(days, w.String())
			}
		}
		if len(days) == 1 {
			return days[0], o, nil
		}
		if all := months(f.whens(o)); len(days) == 0 && len(all) == 1 && all[0].year != 0 {
			return all[0].String(), o, nil
		}
	}
	return "", "", nil
}

// unclear is the error where context contradicts itself.
func (f *finder) unclear(field queries.Field, what queries.Words) error {
	return f.fail(ErrContext,
		queries.Words{Zh: fmt.Sprintf("%s（%s）：%s", field.Name, field.Title.Zh, what.Zh), En: fmt.Sprintf("%s（%s）: %s", field.Name, field.Title.Zh, what.En)},
		both("请改正其一，或在映射文件中写明：columns: {%s: {value: %q}}", "correct one of them, or decide in a mapping: columns: {%s: {value: %q}}", field.Name, example(field)))
}

// told is both, with the words for origins and times of each language.
func told(zh, en string, args ...any) queries.Words {
	inZh, inEn := slices.Clone(args), slices.Clone(args)
	for i, a := range args {
		switch a := a.(type) {
		case Origin:
			inZh[i], inEn[i] = originWords[a].Zh, originWords[a].En
		case when:
			inZh[i] = a.zh()
		}
	}
	return queries.Words{Zh: fmt.Sprintf(zh, inZh...), En: fmt.Sprintf(en, inEn...)}
}

// giveHint says how to give a field's value for a whole table.
func giveHint(field queries.Field) queries.Words {
	return both("请加一列，或写在标题、工作表名或文件名中（如 %s），或写在映射文件中：columns: {%s: {value: %q}}",
		"add a column, write it in the title, the sheet's name or the file's name (%s), or in a mapping: columns: {%s: {value: %q}}",
		example(field), field.Name, example(field))
}

func example(field queries.Field) string {
	switch field.Type {
	case queries.Month:
		return "2023-09"
	case queries.Year:
		return "2023"
	case queries.Date:
		return "2023-09-30"
	}
	return "郫都区"
}
