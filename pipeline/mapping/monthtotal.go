package mapping

import (
	"slices"
	"strconv"
)

// findTotal finds the column that sums the months up: 合计 behind them, or above what
// stands below each of them, or the year's amount up to the last of them.
func (f *finder) findTotal(yearly []monthColumn, given bool) error {
	end := 0
	var parents, children []string
	for _, c := range f.beside {
		end = max(end, c.label.column)
		parents, children = append(parents, parentName(c.label)), append(children, lastName(c.label))
	}
	for _, l := range f.labels {
		i := slices.IndexFunc(yearly, func(c monthColumn) bool { return c.label.column == l.column })
		ofYear := i >= 0 && (yearly[i].number() == 0 || l.when.from == 1)
		sums := sumWords[sumName(l)] && !l.percent
		if child := lastName(l); child == sumName(l) {
			sums = sums && (l.column > end || len(l.words) > 1 && slices.Contains(parents, parentName(l)))
		} else {
			sums = sums && slices.Contains(children, child)
		}
		if ofYear && yearly[i].number() == 0 && yearly[i].sure >= sureFull && !given && !fromJanuary(f.beside) {
			return f.fail(ErrAmbiguous,
				both("几个月并列，但第 %d 列 %q 没有写截至哪个月", "months stand side by side, but column %d %q does not say up to which month it counts", l.column, l.text),
				both("请在表头写明（如 1-9月累计完成投资），或在映射文件中列入 ignore", "write it in the header (such as 1-9月累计完成投资), or list it under ignore in a mapping"))
		}
		if !ofYear && !sums || slices.ContainsFunc(f.beside, func(c monthColumn) bool { return c.label.column == l.column }) {
			continue
		}
		if f.total == nil || l.column == end+1 {
			f.total = &l
		}
	}
	return nil
}

// sumName is the word of a header that may say that it is a sum: the lowest, or those
// above it (合计 over 计划 and 完成).
func sumName(l label) string {
	if name := lastName(l); sumWords[name] || len(l.words) < 2 {
		return name
	}
	return parentName(l)
}

var sumWords = map[string]bool{"合计": true, "小计": true, "总计": true, "累计": true, "全年合计": true, "合计数": true, "total": true}

// sumsTo says that a total is that of just the months there are: 合计 always, 累计
// where they begin in January and none is left out.
func (f *finder) sumsTo(total label) bool {
	if y := total.when.year; y != 0 && slices.ContainsFunc(f.beside, func(c monthColumn) bool { return c.month[:4] != strconv.Itoa(y) }) {
		return false
	}
	if name := sumName(total); totals[name] || name == "合计数" {
		return true
	}
	n := numbers(f.beside)
	return fromJanuary(f.beside) && (total.when.month == 0 || total.when.month == n[len(n)-1])
}
