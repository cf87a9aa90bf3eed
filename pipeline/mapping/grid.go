package mapping

import (
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"shixu/pipeline/source"
)

// A grid is a table's preview with every cell taken apart.
type grid struct {
	rows  [][]word
	width int
}

// widestHeader is how many columns are searched for a header. Columns to the
// right of them can be named in a mapping by position.
const widestHeader = 512

// longestHeader is how many runes a header's cell may have; longer cells are text.
const longestHeader = 80

func newGrid(t *source.Table) grid {
	g := grid{rows: make([][]word, len(t.Preview)), width: t.Width}
	parsed := map[string]word{}
	for i, row := range t.Preview {
		g.rows[i] = make([]word, min(len(row), widestHeader))
		g.width = max(g.width, len(row))
		for j, cell := range row[:min(len(row), widestHeader)] {
			w, ok := parsed[cell]
			if !ok {
				w = parseCell(cell)
				parsed[cell] = w
			}
			g.rows[i][j] = w
		}
	}
	return g
}

func parseCell(cell string) word {
	if numeric(cell) || utf8.RuneCountInString(cell) > longestHeader {
		text := oneLine(cell)
		return word{text: text, name: text}
	}
	return parse(cell)
}

// cell is the cell of a row and a column, both from 0; outside of the preview
// it is empty.
func (g grid) cell(row, column int) word {
	if row < 0 || row >= len(g.rows) || column >= len(g.rows[row]) {
		return word{}
	}
	return g.rows[row][column]
}

// filled is the last column of a row with something in it, from 1; 0 where
// there is none.
func (g grid) filled(row int) int {
	if row < 0 || row >= len(g.rows) {
		return 0
	}
	for n := len(g.rows[row]); n > 0; n-- {
		if g.rows[row][n-1].text != "" {
			return n
		}
	}
	return 0
}

// usualWidth is how many cells most rows from first on have; of equals the more.
func (g grid) usualWidth(first int) (width int) {
	rows := map[int]int{}
	for row := first; row < len(g.rows); row++ {
		rows[g.filled(row)]++
	}
	for w, n := range rows {
		if w > 0 && (n > rows[width] || n == rows[width] && w > width || width == 0) {
			width = w
		}
	}
	return width
}

// distinct are the different texts of a row, in order.
func (g grid) distinct(row int) []string {
	var list []string
	seen := map[string]bool{}
	for _, w := range g.rows[row] {
		if w.text != "" && !seen[w.text] {
			seen[w.text] = true
			list = append(list, w.text)
		}
	}
	return list
}

// words is how many different texts of a row are no numbers.
func (g grid) words(row int) int {
	n := 0
	for _, s := range g.distinct(row) {
		if !numeric(s) {
			n++
		}
	}
	return n
}

// line is a row's text as a person reads it: merged cells once.
func (g grid) line(row int) string { return strings.Join(g.distinct(row), " ") }

var number = regexp.MustCompile(`^[-+−¥]?[0-9０-９]+(?:[,，][0-9]{3})*(?:[.．][0-9０-９]*)?(?:[eE][-+]?[0-9]+)?%?$`)

// numeric says that a cell holds a number.
func numeric(s string) bool { return number.MatchString(strings.TrimSpace(s)) }

var yearAlone = regexp.MustCompile(`^(?:19|20)[0-9]{2}$`)

// data says that a row holds numbers and so is no header. A year may be one.
func (g grid) data(row int) bool {
	for _, w := range g.rows[row] {
		if numeric(w.text) && !yearAlone.MatchString(w.text) {
			return true
		}
	}
	return false
}

var (
	columnNumber  = regexp.MustCompile(`^[(]?([0-9]{1,2})[)]?(?:\s*=.*)?$`)
	columnLetters = "甲乙丙丁戊己庚辛"
)

// numbering says that a row only numbers the columns: 1 2 3 …, or 甲 乙 1 2 3,
// or with formulas (5=3+4). Such rows stand under or above a header.
func (g grid) numbering(row int) bool {
	next, cells := 1, 0
	for _, w := range g.rows[row] {
		if w.text == "" {
			continue
		}
		cells++
		if utf8.RuneCountInString(w.text) == 1 && strings.Contains(columnLetters, w.text) && next == 1 {
			continue
		}
		m := columnNumber.FindStringSubmatch(fold(w.text))
		if m == nil || strings.TrimLeft(m[1], "0") != strconv.Itoa(next) {
			return false
		}
		next++
	}
	return cells > 2 && next > 2
}

// unitsOnly says that a row holds nothing but units: (万元) under 总投资.
func (g grid) unitsOnly(row int) bool {
	any := false
	for _, w := range g.rows[row] {
		if w.text == "" {
			continue
		}
		if w.name != "" || w.unit == 0 && !w.percent {
			return false
		}
		any = true
	}
	return any
}
