package demo

import (
	"fmt"
	"strings"
)

// report is one office's report for a month.
type report struct {
	*reporter
	month int
	day   date // on which it was filled in
	lines []line
}

// both reports whether this is the report on January and February.
func (r *report) both() bool { return r.together && r.month == 2 }

// span is the month, or months, in titles and file names.
func (r *report) span() string {
	if r.both() {
		return "1-2月"
	}
	return fmt.Sprintf("%d月", r.month)
}

// stem is the file's name without its extension.
func (r *report) stem() string {
	return fmt.Sprintf("%s_%d年%s重点项目投资完成情况", r.file, CityYear, r.span())
}

// lay lays the report out and returns, for each line, its row.
func (r *report) lay() (sheets []sheet, rows []int, columns []column) {
	f := r.form
	columns = f.of(r.month, r.both())
	s := sheet{name: fmt.Sprintf("%d年%s", CityYear, r.span()), format: f.format}
	for _, c := range columns {
		s.widths = append(s.widths, c.width)
	}
	if f.titled {
		s.banner(title, len(columns), fmt.Sprintf("%s%d年%s重点项目投资完成情况表", r.reporter.name, CityYear, r.span()))
		s.banner(meta, len(columns), fmt.Sprintf("填报单位：%s    填报日期：%s    单位：%s", r.sign, r.day.text(2), f.unit))
	}
	layHeader(&s, columns)
	rows = make([]int, len(r.lines))
	if f.total == atHead {
		s.add(group, r.sums(columns, "合计", "")...)
	}
	last, ordinal := "", 0
	for i := range r.lines {
		l := &r.lines[i]
		if kind := l.sector.kind; f.grouped && kind != last {
			last = kind
			caption := fmt.Sprintf("%s、%s（共%d项）", chineseOrdinal(ordinal), kind, r.count(kind))
			s.add(group, r.sums(columns, caption, kind)...)
			ordinal++
		}
		rows[i] = s.add(body, r.cells(columns, *l)...)
	}
	if f.total == atFoot {
		s.add(group, r.sums(columns, "合计", "")...)
	}
	if f.titled {
		s.add(foot, "填表人：            审核人：            联系电话：")
		s.add(foot, "备注：1.完成投资指当年实际完成的固定资产投资；2.累计数自1月1日起计算。")
	}
	sheets = []sheet{s}
	if f.manual {
		sheets = append(sheets, manual())
	}
	return sheets, rows, columns
}

// layHeader adds a header of one row or, where columns have parents, of two
// with merged cells.
func layHeader(s *sheet, columns []column) {
	upper, lower := make([]any, len(columns)), make([]any, len(columns))
	two := false
	for i, c := range columns {
		upper[i], lower[i] = c.header, nil
		if c.parent != "" {
			upper[i], lower[i] = c.parent, c.header
			two = true
		}
	}
	top := s.add(header, upper...)
	if !two {
		return
	}
	s.add(header, lower...)
	for i := 0; i < len(columns); {
		last := i
		for last+1 < len(columns) && columns[i].parent != "" && columns[last+1].parent == columns[i].parent {
			last++
			s.rows[top-1].cells[last] = nil
		}
		bottom := top
		if columns[i].parent == "" {
			bottom = top + 1
		}
		if last > i || bottom > top {
			s.merges = append(s.merges, [2]cell{{i + 1, top}, {last + 1, bottom}})
		}
		i = last + 1
	}
}

// cells are a line's cells.
func (r *report) cells(columns []column, l line) []any {
	cells := make([]any, len(columns))
	for i, c := range columns {
		switch {
		case c.money == nil:
			cells[i] = c.value(l)
		case l.fault == ImpossibleAmount && c.figure != 0:
			cells[i] = c.money(l).in(inYuan)
		case l.typed != "" && c.figure == cumulative:
			cells[i] = l.typed
		default:
			cells[i] = r.form.money(c.money(l))
		}
	}
	return cells
}

// sums are the cells of a row of sums over a kind of project, or all.
func (r *report) sums(columns []column, caption, kind string) []any {
	cells := make([]any, len(columns))
	cells[0] = caption
	for i, c := range columns {
		if c.money == nil {
			continue
		}
		var sum amount
		for _, l := range r.lines {
			if kind == "" || l.sector.kind == kind {
				sum += c.money(l)
			}
		}
		cells[i] = r.form.money(sum)
	}
	return cells
}

func (r *report) count(kind string) int {
	n := 0
	for _, l := range r.lines {
		if l.sector.kind == kind {
			n++
		}
	}
	return n
}

func chineseOrdinal(i int) string { return string([]rune("一二三四五六七八九十")[i]) }

// manual is a sheet that says how to fill in the other.
func manual() sheet {
	s := sheet{name: "填表说明", widths: []float64{80}}
	s.add(title, "填表说明")
	for _, text := range strings.Split("1.本表由各填报单位于次月10日前报市发展改革委。\n2.金额单位为万元，保留两位小数。\n3.完成投资按形象进度计算，不得超进度填报。", "\n") {
		s.add(foot, text)
	}
	return s
}
