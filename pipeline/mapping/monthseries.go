package mapping

import (
	"slices"
	"strconv"
)

// number is the column's month in its year, 0 where nothing says it.
func (c monthColumn) number() int {
	if c.month != "" {
		n, _ := strconv.Atoi(c.month[len("2023-"):])
		return n
	}
	return c.label.when.month
}

// numbers are the different months that columns speak of, in their order. 1-12月 is one
// as the last of a series only: alone beside 1-9月 it is what the form calls the year.
func numbers(columns []monthColumn) []int {
	var all []int
	whole := false
	for _, c := range columns {
		if c.month == "" && c.label.when.wholeYear() {
			whole = true
		} else if n := c.number(); n != 0 {
			all = append(all, n)
		}
	}
	slices.Sort(all)
	all = slices.Compact(all)
	if whole && (len(all) > 1 || slices.Contains(all, 11)) && !slices.Contains(all, 12) {
		all = append(all, 12)
	}
	return all
}

// standBeside says that the columns of a field are months side by side: the surest of
// them speak of several. Such as begin in the middle of a year and may mean something
// else are none where another column surely says what a report does.
func standBeside(columns, others []monthColumn) bool {
	if len(columns) == 0 {
		return false
	}
	sure := slices.MaxFunc(columns, bySureness).sure
	best := slices.DeleteFunc(slices.Clone(columns), func(c monthColumn) bool { return c.sure < sure })
	if sure < sureFull && !fromJanuary(best) &&
		slices.ContainsFunc(others, func(o monthColumn) bool { return o.sure >= sureFull }) {
		return false
	}
	return len(numbers(best)) > 1
}

func bySureness(a, b monthColumn) int { return a.sure - b.sure }

// doubtful is a column that only may mean its field (累计完成 up to a month), and no
// other of that month does, among such as surely do; nil where there is none.
func doubtful(columns []monthColumn) *monthColumn {
	for _, c := range columns {
		surely := func(o monthColumn) bool { return o.field == c.field && o.sure > sureAlso }
		if c.sure == sureAlso && slices.ContainsFunc(columns, surely) &&
			!slices.ContainsFunc(columns, func(o monthColumn) bool { return surely(o) && o.number() == c.number() }) {
			return &c
		}
	}
	return nil
}

// goesOn says that one column has the year up to a month and one the next month:
// 1-2月, 3月.
func goesOn(year, months []monthColumn) bool {
	return len(year) == 1 && len(months) == 1 && year[0].label.when.from == 1 && year[0].label.when.month > 1 &&
		year[0].label.when.month+1 == months[0].label.when.month
}

// goesWith says that a sum since January is one of a report beside months: it stands in
// place of the first of them (1-2月 before 3月, as January and February are often
// reported together), or it is the year up to one of those that do not begin in January.
// Else it is their total, or of no month that there is.
func goesWith(c monthColumn, months []monthColumn) bool {
	if c.label.when.from != 1 || c.number() == 0 {
		return false
	}
	ofSameYear := slices.DeleteFunc(slices.Clone(months), func(o monthColumn) bool {
		a, b := o.label.when.year, c.label.when.year
		return o.number() == 0 || a != 0 && b != 0 && a != b
	})
	earlier := func(o monthColumn) bool { return o.number() <= c.number() }
	return !slices.ContainsFunc(ofSameYear, earlier) ||
		slices.Contains(numbers(ofSameYear), c.number()) && !fromJanuary(ofSameYear)
}

// fromJanuary says that months begin in January and none is left out.
func fromJanuary(columns []monthColumn) bool {
	last := 0
	n := map[int]bool{}
	for _, c := range columns {
		for k := max(c.label.when.from, 1); k < c.number() && c.label.when.from > 0; k++ {
			n[k] = true
		}
		n[c.number()] = true
		last = max(last, c.number())
	}
	delete(n, 0)
	return last > 0 && len(n) == last
}
