package mapping

import (
	"regexp"
	"slices"
	"strings"

	"shixu/queries"
)

// A monthColumn is one of several columns that hold a field month by month.
type monthColumn struct {
	field int // index in the dataset
	label label
	sure  int
	month string // "2023-09"; empty until the year is known
}

// What a column of several months side by side holds (queries.Field.Beside).
const (
	ofMonth = "month"
	ofYear  = "year"
)

// sideBySide finds months that stand side by side: columns that hold one field
// for two months or more, or the year's amount up to a month and the next month's. It
// takes them, with their total, out of the search. Where the table is no such, it changes
// nothing.
func (f *finder) sideBySide(taken map[int]bool) error {
	month := slices.IndexFunc(f.dataset.Fields, func(d queries.Field) bool { return d.Type == queries.Month && d.Context })
	if month < 0 || f.fieldBeside(ofMonth) < 0 && f.fieldBeside(ofYear) < 0 || f.fixed[f.dataset.Fields[month].Name] {
		return nil
	}
	claims := map[int][]monthColumn{}
	given := len(f.beside) > 0 // by the mapping file
	for _, c := range f.beside {
		claims[c.field] = append(claims[c.field], c)
	}
	if slices.ContainsFunc(f.dataset.Fields, func(d queries.Field) bool { return d.Beside != "" && f.fixed[d.Name] }) && !given {
		return nil // it chooses one of them
	}
	var bare []label
	for _, l := range f.labels {
		if taken[l.column] {
			continue
		}
		if fields, _ := f.names.find(l); slices.Contains(fields, month) && !given { // one row a month
			return nil
		}
		field, sure := f.namesMonth(l)
		switch {
		case field >= 0 && !f.fixed[f.dataset.Fields[field].Name]:
			claims[field] = append(claims[field], monthColumn{field: field, label: l, sure: sure})
		case field < 0 && bareMonth(l):
			bare = append(bare, l)
		}
	}
	if !given && len(bare) > 1 && len(claims[f.fieldBeside(ofMonth)]) == 0 {
		if err := f.readBare(bare, claims); err != nil {
			return err
		}
	}
	m, y := claims[f.fieldBeside(ofMonth)], claims[f.fieldBeside(ofYear)]
	if !given && !standBeside(m, y) && !standBeside(y, m) && !goesOn(y, m) {
		return nil
	}
	return f.takeBeside(claims, taken, given)
}

// takeBeside decides which of the claims are months, and which is their total. given
// says that a mapping file names the months.
func (f *finder) takeBeside(claims map[int][]monthColumn, taken map[int]bool, given bool) error {
	m, y := f.fieldBeside(ofMonth), f.fieldBeside(ofYear)
	f.beside = nil
	for _, field := range []int{m, y} {
		for _, c := range claims[field] {
			switch {
			case c.number() != 0:
				f.beside = append(f.beside, c)
			case field == m && !totals[lastName(c.label)]:
				return f.fail(ErrAmbiguous,
					both("几个月并列，但第 %d 列 %q 没有写是哪个月", "months stand side by side, but column %d %q does not say which month it is", c.label.column, c.label.text),
					both("请写明月份，或在映射文件中列入 ignore", "write the month, or list it under ignore in a mapping"))
			}
		}
	}
	if standBeside(claims[m], claims[y]) && !standBeside(claims[y], claims[m]) {
		f.beside = slices.DeleteFunc(f.beside, func(c monthColumn) bool { return c.field == y && !goesWith(c, claims[m]) })
		if err := f.findTotal(claims[y], given); err != nil {
			return err
		}
	}
	if c := doubtful(f.beside); c != nil && !given {
		return f.fail(ErrAmbiguous,
			both("几个月并列，但第 %d 列 %q 不一定是其中之一", "months stand side by side, but column %d %q may be one of them or not", c.label.column, c.label.text),
			both("请在映射文件中写明各月的列（months:），或把它列入 ignore", "say in a mapping which column is which month (months:), or list it under ignore"))
	}
	for _, c := range f.beside {
		taken[c.label.column] = true
	}
	if f.total != nil {
		taken[f.total.column] = true
	}
	for _, d := range f.dataset.Fields {
		if d.Beside != "" || d.Type == queries.Month {
			f.fixed[d.Name] = true
		}
	}
	for _, l := range f.labels {
		if fields, _ := f.names.find(l); len(fields) == 0 && !taken[l.column] && noMonth.MatchString(lastName(l)) {
			return f.fail(ErrAmbiguous,
				both("几个月并列，但第 %d 列 %q 不是月份", "months stand side by side, but column %d %q is no month", l.column, l.text),
				both("请改正表头（1月至12月），或在映射文件中列入 ignore", "correct the header (1月 to 12月), or list it under ignore in a mapping"))
		}
	}
	return nil
}

// noMonth is a header that looks like a month and is none: 13月, 2023年0月, 2023-13.
var noMonth = regexp.MustCompile(`^(?:\{y\}年?)?[0-9]{1,3}月份?$|^\{y\}[0-9]{1,2}$`)

// namesMonth is the field that a header names with its month, or -1.
func (f *finder) namesMonth(l label) (field, sure int) {
	if fields, sure := f.names.find(l); len(fields) > 0 {
		return f.besideAmong(fields, l), sure
	}
	if l.when.month == 0 || len(l.words) == 0 {
		return -1, 0
	}
	child := l.words[len(l.words)-1]
	if pureMonth[child.name] {
		parent := parentName(l)
		if neutral[parent] {
			return -1, 0
		}
		for _, p := range []string{parent, overlap(parent, "完成投资")} { // 累计 over 1月
			if fields, sure := f.names.find(label{words: []word{{name: p}, child}, percent: l.percent}); len(fields) > 0 {
				return f.besideAmong(fields, l), sure
			}
		}
		return -1, 0
	}
	child.name = overlap(child.name, "完成投资") // 1月 over 当月 and 累计
	fields, sure := f.names.find(label{words: append(slices.Clone(l.words[:len(l.words)-1]), child), percent: l.percent})
	return f.besideAmong(fields, l), sure
}

// besideAmong is the one of fields that may stand side by side, or -1. Quarters
// and halves of a year are no months.
func (f *finder) besideAmong(fields []int, l label) int {
	for _, w := range l.words {
		if strings.Contains(w.name, "季度") || strings.Contains(w.name, "半年") {
			return -1
		}
	}
	if len(fields) == 1 && f.dataset.Fields[fields[0]].Beside != "" {
		return fields[0]
	}
	return -1
}

// pureMonth are headers that say a month and nothing else.
var pureMonth = map[string]bool{"{m}月": true, "{y}年{m}月": true, "1-{m}月": true, "{y}年1-{m}月": true}

// neutral are words above months that do not say what they hold. 其中 says that they
// are parts of what stands before them.
var neutral = map[string]bool{"": true, "投资": true, "投资额": true, "金额": true, partOf: true}

const partOf = "其中"

var parentFill = regexp.MustCompile(`\{y\}年度?|\{y\}|^年度?|分月|各月|逐月|每月|按月|月度|^月份$`)

// parentName is what stands above a month, without the words that say only that
// there are months.
func parentName(l label) string {
	all := ""
	for _, w := range l.words[:len(l.words)-1] {
		all = overlap(all, w.name)
	}
	return parentFill.ReplaceAllString(all, "")
}

// bareMonth says that a header says a month and not of what.
func bareMonth(l label) bool {
	return !l.percent && len(l.words) > 0 && pureMonth[strings.TrimPrefix(lastName(l), partOf)] && neutral[parentName(l)]
}

// lastName is the lowest word of a label, normalised.
func lastName(l label) string {
	if len(l.words) == 0 {
		return ""
	}
	return last(l).name
}

// readBare says what bare months hold: what the title says, or the sheet's and the
// file's name; else the amount of the month. 1-3月 is the year's up to March.
func (f *finder) readBare(bare []label, claims map[int][]monthColumn) error {
	m, y := f.fieldBeside(ofMonth), f.fieldBeside(ofYear)
	heading := strings.Join(f.says(FromTitle), " ")
	if heading == "" {
		heading = strings.Join(slices.Concat(f.says(FromSheet), f.says(FromFile)), " ")
	}
	inside := strings.Contains(bare[0].text, partOf) // the amount before them
	if inside {
		heading = f.before(bare[0])
	}
	field := m
	if strings.Contains(heading, "累计") && !inside || m < 0 {
		field = y
	}
	title := f.dataset.Fields[field].Title.Zh
	plan, done := strings.Contains(heading, "计划"), strings.Contains(heading, "完成")
	switch {
	case f.fixed[f.dataset.Fields[field].Name]:
		return nil
	case m < 0 && !strings.Contains(heading, "累计"):
		if len(claims[y]) > 0 {
			return nil
		}
		return f.fail(ErrAmbiguous,
			both("第 %d 列 %q 等几个月并列，没有写是累计数；%s要的是年初至该月的累计", "column %d %q and others are months side by side that do not say that they are cumulative; %s wants the sum since January", bare[0].column, bare[0].text, f.title(y)),
			both("请填累计数，并在月份上方写明“%s（万元）”", "give sums since January and write %s（万元） above the months", title))
	case plan != done && plan != strings.Contains(title, "计划"):
		if field != y && y >= 0 && len(claims[y]) > 0 && !inside { // what counts has a column of its own
			return nil
		}
		return f.fail(ErrAmbiguous,
			both("第 %d 列 %q 等几个月并列，没有写是计划还是完成；“%s”说的不是%s", "column %d %q and others are months side by side that do not say whether they are planned or completed; %q does not speak of %s",
				bare[0].column, bare[0].text, shorten(heading, 40), title),
			both("请在月份上方写明（如“%s（万元）”），或改用相符的数据集", "write it above the months (%s（万元）), or choose the dataset that the table holds", title))
	}
	for _, l := range bare {
		c := monthColumn{field: field, label: l, sure: sureChild}
		if l.when.from == 1 && y >= 0 {
			c.field = y
		}
		claims[c.field] = append(claims[c.field], c)
	}
	return nil
}

// before is the header to the left of a column.
func (f *finder) before(l label) string {
	text := ""
	for _, o := range f.labels {
		if o.column < l.column {
			text = o.text
		}
	}
	return text
}

func (f *finder) fieldBeside(what string) int {
	return slices.IndexFunc(f.dataset.Fields, func(d queries.Field) bool { return d.Beside == what })
}
