package source

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"
)

// A merge is a range of cells shown as one; its text stands in the first.
type merge struct {
	top, bottom int64
	left, right int // 1-based, inclusive
}

// maxMerges bounds the memory of a sheet's merged ranges.
const maxMerges = 1 << 20

// merges reads the merged ranges of a worksheet, by their first row. They
// stand behind its cells, so the whole part is unpacked, but only searched,
// not parsed.
func (w *workbook) merges(name string) ([]merge, error) {
	r, err := w.open(name)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	const element = "mergeCell "
	const longest = 256 // an element's attributes
	var all []merge
	buf := make([]byte, 256<<10)
	n := 0
	for {
		m, err := io.ReadFull(r, buf[n:])
		last := err == io.EOF || err == io.ErrUnexpectedEOF
		if err != nil && !last {
			return nil, err
		}
		n += m
		w := buf[:n]
		for {
			i := bytes.Index(w, []byte(element))
			if i < 0 || !last && len(w)-i < longest {
				break
			}
			w = w[i+len(element):]
			m, err := parseMerge(w[:min(len(w), longest)])
			if err != nil {
				return nil, damaged(err)
			}
			if len(all) == maxMerges {
				return nil, damaged(fmt.Errorf("more than %d merged ranges", maxMerges))
			}
			all = append(all, m)
		}
		if last {
			break
		}
		n = copy(buf, w[max(0, len(w)-longest):])
	}
	slices.SortFunc(all, func(a, b merge) int { return int(a.top - b.top) })
	return all, nil
}

// parseMerge reads ref="A1:C2" at the beginning of an element's attributes.
func parseMerge(attrs []byte) (merge, error) {
	_, ref, _ := strings.Cut(string(attrs), `ref=`)
	if len(ref) > 0 {
		ref, _, _ = strings.Cut(ref[1:], ref[:1])
	}
	from, to, _ := strings.Cut(ref, ":")
	if to == "" {
		to = from
	}
	left, top, err := cellPlace(strings.ReplaceAll(from, "$", ""))
	if err != nil {
		return merge{}, fmt.Errorf("merged range %q", ref)
	}
	right, bottom, err := cellPlace(strings.ReplaceAll(to, "$", ""))
	if err != nil || right < left || bottom < top {
		return merge{}, fmt.Errorf("merged range %q", ref)
	}
	return merge{top, bottom, left, right}, nil
}

// fill writes the range's text into each of its cells within preview.
func (m merge) fill(preview [][]string, width int) {
	if m.top > int64(len(preview)) || len(preview[m.top-1]) < m.left {
		return
	}
	text := preview[m.top-1][m.left-1]
	for row := m.top; row <= min(m.bottom, int64(len(preview))); row++ {
		cells := preview[row-1]
		for len(cells) < min(m.right, width) {
			cells = append(cells, "")
		}
		for c := m.left; c <= min(m.right, width); c++ {
			cells[c-1] = text
		}
		preview[row-1] = cells
	}
}

// filledRows is the rows of a sheet from row first on, the text of a range
// merged over several rows written into the first column of each of them. A
// range is not filled to the right: the heading of a group of rows, merged
// over all columns, is no value of each of them.
type filledRows struct {
	path   string
	file   *input // nil where the rows are held in memory
	rows   rows
	first  int64
	width  int
	merges []merge // of more than one row, by top
	open   []openMerge
	badLines
}

// An openMerge is a range that reaches below the row that was read last.
type openMerge struct {
	merge
	text string
}

func (f *filledRows) next() (int64, []string, error) {
	for {
		row, cells, err := f.rows.next()
		if err == io.EOF {
			return 0, nil, err
		}
		if err != nil {
			return 0, nil, located(err, f.path)
		}
		beyond := len(cells) > f.width && strings.TrimSpace(cells[f.width]) != ""
		if row >= f.first && beyond {
			line := BadLine{row, badText([]byte(strings.Join(cells, "\t"))), tooManyCells(f.width)}
			if err := f.add(f.path, line); err != nil {
				return 0, nil, err
			}
		}
		cells = f.fill(row, cells)
		if row >= f.first && !beyond {
			return row, cells, nil
		}
	}
}

func (f *filledRows) fill(row int64, cells []string) []string {
	f.open = slices.DeleteFunc(f.open, func(m openMerge) bool { return m.bottom < row })
	for ; len(f.merges) > 0 && f.merges[0].top <= row; f.merges = f.merges[1:] {
		m := f.merges[0]
		if m.top == row && len(cells) >= m.left && cells[m.left-1] != "" && len(f.open) < maxColumns {
			f.open = append(f.open, openMerge{m, cells[m.left-1]})
		}
	}
	for _, m := range f.open {
		for len(cells) < m.left {
			cells = append(cells, "")
		}
		if cells[m.left-1] == "" {
			cells[m.left-1] = m.text
		}
	}
	return cells
}

func (f *filledRows) close() error {
	if f.file == nil {
		return f.rows.close()
	}
	file := f.file
	f.file = nil
	f.rows.close()
	return file.Close()
}
