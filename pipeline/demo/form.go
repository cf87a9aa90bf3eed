package demo

import (
	"fmt"
	"strconv"
	"strings"
)

// figures are the amounts a form asks for.
type figures int

const (
	monthly figures = 1 << iota
	cumulative
)

// form is the layout an office uses for its monthly report.
type form struct {
	unit    moneyUnit
	figures figures
	columns []column
	titled  bool  // has a title and a line with the unit above the header
	grouped bool  // has rows of categories with their sums
	total   place // of the row of sums
	text    bool  // amounts are typed as text: 12,345.67
	manual  bool  // a second sheet says how to fill in the first
	format  string
}

// carries reports whether the form asks for the figures.
func (f *form) carries(some figures) bool { return f.figures&some != 0 }

// place is where a row of sums stands.
type place int

const (
	nowhere place = iota
	atHead
	atFoot
)

// column is one column of a form. In parent and header, {y} and {m} stand for
// the year and the month reported.
type column struct {
	parent, header string
	figure         figures           // which amount it holds, where one of the two
	money          func(line) amount // any amount, summed in rows of sums
	value          func(line) any    // anything else
	width          float64
}

// line is what an office reports of a project for a month.
type line struct {
	*project
	n         int // 序号
	month     int
	done, ytd amount
	plan      amount // as it stood then
	note      string
	day       date // on which the report was filled in

	fault Fault  // what is wrong on purpose, or empty
	typed string // what stands instead of the last amount, where that is at fault
}

// of returns the form's columns for a report on a month: a report on January
// and February together has no month's amount.
func (f *form) of(month int, together bool) []column {
	var out []column
	for _, c := range f.columns {
		if together && c.figure == monthly {
			continue
		}
		r := strings.NewReplacer("{y}", strconv.Itoa(CityYear), "{m}", strconv.Itoa(month))
		c.header, c.parent = r.Replace(c.header), r.Replace(c.parent)
		out = append(out, c)
	}
	return out
}

// money is an amount as the form writes it.
func (f *form) money(a amount) any {
	if f.text {
		return thousands(a)
	}
	return a.in(f.unit)
}

// thousands writes an amount of 万元 as 12,345.67.
func thousands(a amount) string {
	sign := ""
	if a < 0 {
		sign, a = "-", -a
	}
	whole := strconv.FormatInt(int64(a/wan), 10)
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	return fmt.Sprintf("%s%s.%02d", sign, whole, a%wan)
}
