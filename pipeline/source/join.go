package source

import (
	"context"
	"database/sql"
	"io"
	"strings"
)

// A Part is a table that is read together with others, as one.
type Part struct {
	Table *Table
	// FirstRow and Width are as for [Table.Scan].
	FirstRow int64
	Width    int
	// Cells says what the columns of the whole hold for rows of this table. A row
	// of the table gives one of the whole for each of them.
	Cells [][]Cell
}

// A Cell is taken from a column of the part's table (1-based), or holds those of
// several that have text, with the character U+001E between them; else it is Text.
type Cell struct {
	Column int
	Beside []int
	Text   string
}

// CanJoin says that the table can be a part.
func (t *Table) CanJoin() bool { return t.rows != nil }

// Join makes the rows of several tables available on conn, one table after the
// other: DuckDB takes longer to plan a query than to read a small table, and
// one query will do for all of them. All of Cells are as many; "row" is the
// row's number in its own table. What Scan asks of conn, Join does too. After
// the relation has been read, aside gives the lines of each part that are no
// rows.
func Join(ctx context.Context, conn *sql.Conn, parts []Part) (rel *Relation, aside func(part int) []BadLine, err error) {
	j := &joined{ctx: ctx, parts: parts, cells: make([]string, len(parts[0].Cells[0]))}
	rel, err = view(ctx, conn, j, len(j.cells))
	return rel, func(part int) []BadLine { return j.bad[part] }, err
}

// joined is the rows of all parts.
type joined struct {
	ctx   context.Context
	parts []Part
	bad   [][]BadLine // of the parts that were read to their end
	open  badRows     // the part that is being read; nil between parts
	cells []string
	// row and from are the row that the open part is at, and turns how many of
	// its Cells are still to be filled from it.
	row   int64
	from  []string
	turns int
}

func (j *joined) next() (int64, []string, error) {
	for len(j.bad) < len(j.parts) {
		p := &j.parts[len(j.bad)]
		if j.open == nil {
			firstRow, width := p.Table.from(p.FirstRow, p.Width)
			var err error
			if j.open, err = p.Table.rows(j.ctx, firstRow, width); err != nil {
				j.open = nil
				return 0, nil, err
			}
		}
		var err error
		if j.turns == 0 {
			if j.row, j.from, err = j.open.next(); err == nil {
				j.turns = len(p.Cells)
			}
		}
		if err == nil {
			cells := p.Cells[len(p.Cells)-j.turns]
			j.turns--
			return j.row, placed(cells, j.from, j.cells), nil
		}
		if err != io.EOF {
			return 0, nil, err
		}
		j.bad = append(j.bad, j.open.aside())
		if err := j.close(); err != nil {
			return 0, nil, err
		}
	}
	return 0, nil, io.EOF
}

// placed puts a row's cells where the whole has them.
func placed(cells []Cell, from, to []string) []string {
	for i, c := range cells {
		switch {
		case c.Beside != nil:
			to[i] = beside(from, c.Beside)
		case c.Column == 0:
			to[i] = c.Text
		case c.Column <= len(from):
			to[i] = from[c.Column-1]
		default:
			to[i] = ""
		}
	}
	return to
}

// beside joins the cells of columns that have text.
func beside(cells []string, columns []int) string {
	size := 0
	for _, c := range columns {
		if c <= len(cells) && cells[c-1] != "" {
			size += len(cells[c-1]) + 1
		}
	}
	var b strings.Builder
	b.Grow(size)
	for _, c := range columns {
		if c <= len(cells) && cells[c-1] != "" {
			if b.Len() > 0 {
				b.WriteByte('\x1e')
			}
			b.WriteString(cells[c-1])
		}
	}
	return b.String()
}

func (j *joined) close() error {
	if j.open == nil {
		return nil
	}
	r := j.open
	j.open = nil
	return r.close()
}
