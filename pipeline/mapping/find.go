package mapping

import (
	"cmp"
	"fmt"
	"slices"

	"shixu/pipeline/source"
	"shixu/queries"
)

// Find understands how a table holds rows of the dataset. file may be nil;
// what it says goes before what would be found. It returns an *Error (see the
// sentinels), or a *FileError where the mapping file and the table disagree.
func Find(d *queries.Dataset, t *source.Table, where Where, file *Mapping) (*Plan, error) {
	if file != nil {
		if err := file.Check(d); err != nil {
			return nil, err
		}
	}
	f := &finder{dataset: d, names: newNames(d), where: where, file: file,
		plan: &Plan{Dataset: d, FirstRow: 1}}
	for _, step := range []func(*source.Table) error{f.header, f.columns, f.months, f.units, f.context, f.required} {
		if err := step(t); err != nil {
			return nil, err
		}
	}
	f.finish(t)
	return f.plan, nil
}

// A finder holds what is known of one table while it is being understood.
type finder struct {
	dataset *queries.Dataset
	names   *names
	where   Where
	file    *Mapping
	plan    *Plan

	grid   grid
	labels []label // the header, left to right
	titles []string
	found  map[int]label   // field index → its column
	parts  map[int]string  // field index → which end of a range it is
	fixed  map[string]bool // fields that the mapping file decides
	consts []Column
	beside []monthColumn // of months side by side
	total  *label        // what sums them up
}

// header finds where the header is and takes it apart.
func (f *finder) header(t *source.Table) error {
	if t.Names != nil {
		for i, name := range t.Names {
			if l := newLabel(i+1, []word{parse(name)}); l.text != "" {
				f.labels = append(f.labels, l)
			}
		}
		f.plan.FirstRow = 0
		return nil
	}
	f.grid = newGrid(t)
	b, err := f.locate()
	if err != nil {
		return err
	}
	header, first := b.below()
	f.titles = b.titles()
	f.plan.FirstRow = int64(first) + 1
	if header.num > 0 {
		f.labels = header.labels()
		f.plan.HeaderRow, f.plan.HeaderRows = int64(header.row)+1, header.num
	}
	if f.file != nil && f.file.FirstRow > 0 {
		f.plan.FirstRow = f.file.FirstRow
	}
	return nil
}

// locate chooses the header: where the mapping file says, or else the block
// whose labels are best known to the dataset, the upper and lower one first.
func (f *finder) locate() (block, error) {
	if m := f.file; m != nil && m.NoHeader {
		return block{grid: f.grid, row: int(max(m.FirstRow, 1)) - 1}, nil
	}
	blocks := f.grid.blocks()
	if m := f.file; m != nil && m.HeaderRow > 0 {
		if m.HeaderRow > int64(len(f.grid.rows)) {
			return block{}, m.errorf("header_row", "header_row 为 %d，而表头只能在前 %d 行", "header_row is %d, but only the first %d rows can hold a header", m.HeaderRow, len(f.grid.rows))
		}
		at := block{f.grid, int(m.HeaderRow) - 1, max(m.HeaderRows, 1)}
		if m.HeaderRows > 0 {
			return at, nil
		}
		blocks = slices.DeleteFunc(blocks, func(b block) bool { return b.row != at.row })
		if len(blocks) == 0 {
			return at, nil
		}
	} else if m != nil && m.HeaderRows > 0 {
		blocks = slices.DeleteFunc(blocks, func(b block) bool { return b.num != m.HeaderRows })
	}
	var best block
	var most tally
	for _, b := range blocks {
		if c := f.count(b.labels()); c.better(most) {
			best, most = b, c
		}
	}
	if f.file != nil && f.file.HeaderRow > 0 && best.num == 0 {
		return blocks[0], nil
	}
	if !most.enough(f.grid.width) {
		return block{}, f.noHeader(best, most)
	}
	return best, nil
}

// A tally says how well a row of labels is known to a dataset.
type tally struct {
	fields int // different fields found
	score  int // the sum of how sure each is
}

func (c tally) better(than tally) bool {
	return cmp.Or(cmp.Compare(c.score, than.score), cmp.Compare(c.fields, than.fields)) > 0
}

// enough: one word alone may stand anywhere (a title, a category), two in one
// row are a header.
func (c tally) enough(width int) bool {
	return c.fields >= 2 || c.score >= sureExplicit || c.fields == 1 && width == 1
}

func (f *finder) count(labels []label) tally {
	best := map[int]int{}
	for _, l := range labels {
		fields, sure := f.names.find(l)
		for _, i := range fields {
			best[i] = max(best[i], sure)
		}
	}
	if f.file != nil {
		for i, field := range f.dataset.Fields {
			e, _ := f.file.entry(field.Name)
			found := e.Column != "" && len(lookup(labels, e.Column)) > 0
			for _, m := range e.Months {
				found = found || len(lookup(labels, m.Column)) > 0
			}
			if found {
				best[i] = sureExplicit
			}
		}
	}
	for i := range f.besideIn(labels) {
		best[i] = max(best[i], sureChild)
	}
	c := tally{fields: len(best)}
	for _, sure := range best {
		c.score += sure
	}
	return c
}

// noHeader is the error where no row looks like a header.
func (f *finder) noHeader(best block, most tally) error {
	e := &Error{Path: f.where.Path, Sheet: f.where.Sheet, Err: ErrNoTable}
	rows := len(f.grid.rows)
	fullest := 0
	for row := range f.grid.rows {
		fullest = max(fullest, len(f.grid.distinct(row)))
	}
	switch {
	case fullest == 0:
		e.Msg, e.Hint = both("表是空的", "the table is empty"), both("请填好后再送", "send it with its rows")
		return e
	case fullest == 1:
		e.Msg, e.Hint = both("只有文字，没有表格", "there is no table, only text"), both("请送带表头的表格", "send the table, with a header row")
		return e
	}
	e.Err = ErrNoHeader
	e.Msg = queries.Words{Zh: fmt.Sprintf("前 %d 行中找不到%s（%s）的表头", rows, f.dataset.Title.Zh, f.dataset.Name),
		En: fmt.Sprintf("no header of %s in the first %d rows", f.dataset.Name, rows)}
	candidate := best.row
	if most.fields == 0 {
		for row := range f.grid.rows {
			if f.grid.words(row) > f.grid.words(candidate) {
				candidate = row
			}
		}
	}
	if texts := f.grid.distinct(candidate); len(texts) > 0 {
		e.Msg.Zh += fmt.Sprintf("（最像的是第 %d 行：%s）", candidate+1, quotedZh(texts, 6))
		e.Msg.En += fmt.Sprintf(" (the best candidate is row %d: %s)", candidate+1, quoted(texts, 6))
	}
	e.Msg.Zh += "，要找的是" + quotedZh(f.wanted(), 8)
	e.Msg.En += ": looked for " + quoted(f.wanted(), 8)
	e.Hint = both("请加上表头，或在映射文件中写 header_row，没有表头则写 header_rows: 0 并按位置指定列，如 \"#2\"",
		"add a header row, or write a mapping with header_row, or with header_rows: 0 and columns by position such as \"#2\"")
	return e
}

// wanted are the titles of the fields a header would have, required ones first.
func (f *finder) wanted() []string {
	var first, rest []string
	for _, field := range f.dataset.Fields {
		if field.Required {
			first = append(first, field.Title.Zh)
		} else {
			rest = append(rest, field.Title.Zh)
		}
	}
	return append(first, rest...)
}

// fail is an error about the header row.
func (f *finder) fail(kind error, msg, hint queries.Words) error {
	return &Error{Path: f.where.Path, Sheet: f.where.Sheet, Row: f.plan.HeaderRow, Msg: msg, Hint: hint, Err: kind}
}

func (f *finder) note(zh, en string) {
	f.plan.Notes = append(f.plan.Notes, queries.Words{Zh: zh, En: en})
}
