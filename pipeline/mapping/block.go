package mapping

// A block is the rows of a table that may be its header.
type block struct {
	grid     grid
	row, num int // first row from 0, number of rows
}

// tallest is how many rows a header may have without a mapping saying so.
const tallest = 3

// blocks are all places where a header could be, top to bottom, low to tall.
func (g grid) blocks() []block {
	var list []block
	for row := range g.rows {
		for num := 1; num <= tallest && row+num <= len(g.rows); num++ {
			last := row + num - 1
			if g.numbering(last) || g.data(last) || len(g.distinct(last)) == 0 {
				break
			}
			if num == 1 && g.title(row) {
				break
			}
			if !g.tied(row-1) && !g.tied(last) {
				list = append(list, block{g, row, num})
			}
		}
	}
	return list
}

// title says that one text stands in the row, once or merged over it.
func (g grid) title(row int) bool { return len(g.distinct(row)) == 1 && g.width > 1 }

// tied says that a row and the next belong to one header that must not be cut:
// some column is merged over both, and some parent over several children.
func (g grid) tied(row int) bool {
	if row < 0 || row+1 >= len(g.rows) {
		return false
	}
	tall, wide := false, false
	for c := range min(g.width, widestHeader) {
		up, down := g.cell(row, c).text, g.cell(row+1, c).text
		if up == "" || numeric(up) {
			continue
		}
		if up == down {
			tall = true
		} else if c+1 < g.width && up == g.cell(row, c+1).text && down != "" && down != g.cell(row+1, c+1).text {
			wide = true
		}
	}
	return tall && wide && !g.title(row) && !g.data(row+1)
}

// labels are the headers of the columns that have one, left to right.
func (b block) labels() []label {
	above := make([]word, b.num) // the cells of the column to the left, parents carried on
	var list []label
	for c := range min(b.grid.width, widestHeader) {
		words := make([]word, b.num)
		for i := range words {
			words[i] = b.grid.cell(b.row+i, c)
		}
		// A parent merged over its children stands above the first of them
		// only, where the format (CSV) or the writer does not fill it in.
		for i := 0; i+1 < b.num; i++ {
			under := words[i+1].text
			if words[i].text == "" && under != "" && above[i].text != "" &&
				above[i+1].text != "" && above[i].text != above[i+1].text {
				words[i] = above[i]
			}
		}
		above = words
		if l := newLabel(c+1, words); l.text != "" {
			list = append(list, l)
		}
	}
	return list
}

// below is the first row (from 0) under the block that may hold data: rows of
// units belong to the header, rows that number the columns to nothing.
func (b block) below() (header block, first int) {
	for b.num > 0 && b.row+b.num < len(b.grid.rows) && b.grid.unitsOnly(b.row+b.num) {
		b.num++
	}
	first = b.row + b.num
	for first < len(b.grid.rows) && b.grid.numbering(first) {
		first++
	}
	return b, first
}

// titles are the lines above the block.
func (b block) titles() []string {
	var list []string
	for row := range min(b.row, len(b.grid.rows)) {
		if line := b.grid.line(row); line != "" && !b.grid.numbering(row) {
			list = append(list, line)
		}
	}
	return list
}
