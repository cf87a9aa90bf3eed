package mapping

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/rivo/uniseg"

	"shixu/queries"
)

// Describe writes what was understood, for people: where the header is, which
// column is which field in which unit, what was assumed, and which columns are
// not used. lang is "en" for English; anything else is Chinese.
func (p *Plan) Describe(w io.Writer, lang string) error {
	in := func(zh, en string) string {
		if lang == "en" {
			return en
		}
		return zh
	}
	say := func(words queries.Words) string { return in(words.Zh, words.En) }

	var b strings.Builder
	fmt.Fprintf(&b, in("数据集：%s（%s）\n", "dataset: %s (%s)\n"), p.Dataset.Name, say(p.Dataset.Title))
	switch {
	case p.HeaderRow > 0:
		fmt.Fprintf(&b, in("表头：第 %s 行；数据自第 %d 行起\n", "header: row %s; data from row %d\n"), rowSpan(p.HeaderRow, p.HeaderRows), p.FirstRow)
	case p.FirstRow > 0:
		fmt.Fprintf(&b, in("没有表头；数据自第 %d 行起\n", "no header; data from row %d\n"), p.FirstRow)
	}

	rows := [][]string{{in("字段", "field"), in("含义", "meaning"), in("列", "column"),
		in("表头或来源", "header or source"), in("单位", "unit"), in("样例", "samples")}}
	for _, c := range p.Columns {
		column, header := "-", say(originWords[c.From])
		if c.Source > 0 {
			column, header = letters(c.Source), c.Header
		}
		if p.Months != nil && (c.Field.Beside != "" || c.Field.Type == queries.Month) {
			column, header = p.span(c)
		}
		rows = append(rows, []string{c.Field.Name, say(c.Field.Title), column,
			shorten(printable(header), 40), in(unitName(c), unitNumber(c)), shorten(printable(strings.Join(c.Samples, " | ")), 40)})
	}
	align(&b, rows)

	for _, f := range p.Filters {
		fmt.Fprintf(&b, in("只装载：%s\n", "only rows where: %s\n"), printable(f.Shown()))
	}
	for _, n := range p.Notes {
		fmt.Fprintf(&b, in("注意：%s\n", "note: %s\n"), say(n))
	}
	if len(p.Unused) > 0 {
		fmt.Fprintf(&b, in("未使用的列：%s\n", "unused columns: %s\n"), quoted(p.Unused, 20))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// span names the columns of a field of months side by side, or the months.
func (p *Plan) span(c Column) (columns, header string) {
	if c.Field.Beside == "" {
		return "-", p.Months[0].Month + " … " + p.Months[len(p.Months)-1].Month
	}
	last := c
	for n := range p.Months {
		for _, of := range p.Months[n].Columns {
			if of.Field.Name == c.Field.Name {
				last = of
			}
		}
	}
	if last.Source == c.Source {
		return letters(c.Source), c.Header
	}
	return letters(c.Source) + "…" + letters(last.Source), c.Header + " … " + last.Header
}

// align writes rows as columns two spaces apart, Chinese characters counting
// twice.
func align(b *strings.Builder, rows [][]string) {
	widths := make([]int, len(rows[0]))
	for _, row := range rows {
		for i, cell := range row {
			widths[i] = max(widths[i], uniseg.StringWidth(cell))
		}
	}
	for _, row := range rows {
		var line strings.Builder
		for i, cell := range row {
			line.WriteString(cell)
			line.WriteString(strings.Repeat(" ", widths[i]-uniseg.StringWidth(cell)+2))
		}
		b.WriteString(strings.TrimRight(line.String(), " ") + "\n")
	}
}

// rowSpan names a run of rows: "4" or "4-5".
func rowSpan(first int64, rows int) string {
	if rows < 2 {
		return fmt.Sprint(first)
	}
	return fmt.Sprintf("%d-%d", first, first+int64(rows)-1)
}

// letters names a column as spreadsheets do: 1 is A, 28 is AB.
func letters(column int) string {
	s := ""
	for ; column > 0; column = (column - 1) / 26 {
		s = string(rune('A'+(column-1)%26)) + s
	}
	return s
}

// unitNumber is unitName for readers who do not know 万元 and whose currency may
// not be the yuan.
func unitNumber(c Column) string {
	if c.Unit != 0 {
		return strconv.FormatInt(c.Unit, 10)
	}
	return unitName(c)
}

func unitName(c Column) string {
	switch {
	case c.Unit != 0:
		return FormatUnit(c.Unit)
	case c.Percent:
		return "%"
	}
	return ""
}
