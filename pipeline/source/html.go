package source

import (
	"bytes"
	"context"
	"io"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Web programs save an HTML table under a workbook's name, and Excel opens it.
// It is read like a sheet: cells that span rows or columns are merged ranges.

// maxHTML bounds a web page, which is held in memory while it is read.
const maxHTML = 64 << 20

// isHTML tells whether text is a web page.
func isHTML(text []byte) bool {
	t := bytes.ToLower(bytes.TrimSpace(text[:min(len(text), 4<<10)]))
	for _, tag := range []string{"<!doctype html", "<html", "<head", "<body", "<table", "<meta", "<style", "<div", "<!--"} {
		if bytes.HasPrefix(t, []byte(tag)) {
			return true
		}
	}
	// Some write an XML declaration before their page.
	return bytes.HasPrefix(t, []byte("<?xml")) && bytes.Contains(t, []byte("<html"))
}

// openHTML finds the tables of a web page.
func openHTML(file *File, r io.Reader, size int64) error {
	if size > maxHTML {
		return &FormatError{What: Words{"超过 " + byteSize(maxHTML) + " 的网页", "a web page of more than " + byteSize(maxHTML)}, Hint: Words{"请用 Excel 或 WPS 打开，另存为 .xlsx", "open it in Excel or WPS and save it as .xlsx"}}
	}
	page, err := html.Parse(decode(r, file.Encoding))
	if err != nil {
		return err
	}
	file.Format = HTML
	for table := range page.Descendants() {
		if table.DataAtom != atom.Table || holdsTable(table) {
			continue // a table around tables lays the page out
		}
		if t := readHTML(table).table(file.Path); t.Width > 0 {
			file.Tables = append(file.Tables, t)
		}
	}
	if len(file.Tables) == 0 {
		return &FormatError{What: Words{"没有表格的网页（HTML），尽管文件名不这样写", "a web page (HTML) without a table, whatever its name says"}, Hint: Words{"请用 Excel 或 WPS 打开，另存为 .xlsx", "open it in Excel or WPS and save it as .xlsx"}}
	}
	if len(file.Tables) > 1 {
		for i, t := range file.Tables {
			t.Sheet = strconv.Itoa(i + 1)
		}
	}
	return nil
}

func holdsTable(n *html.Node) bool {
	for d := range n.Descendants() {
		if d.DataAtom == atom.Table {
			return true
		}
	}
	return false
}

// An htmlTable is a table's cells as they stand, the first of merged ones only.
type htmlTable struct {
	rows   [][]string
	merges []merge
}

// readHTML lays a table's cells out in rows and columns.
func readHTML(table *html.Node) *htmlTable {
	t := new(htmlTable)
	taken := map[[2]int]bool{} // cells below a cell that spans rows
	for tr := range table.Descendants() {
		if tr.DataAtom != atom.Tr {
			continue
		}
		row, column := len(t.rows)+1, 0
		var cells []string
		for td := range tr.ChildNodes() {
			if td.DataAtom != atom.Td && td.DataAtom != atom.Th {
				continue
			}
			for column++; taken[[2]int{row, column}]; column++ {
			}
			if column > maxColumns {
				break
			}
			for len(cells) < column {
				cells = append(cells, "")
			}
			cells[column-1] = cellText(td)
			m := merge{int64(row), int64(row + spanOf(td, "rowspan") - 1), column, min(column+spanOf(td, "colspan")-1, maxColumns)}
			if (m.bottom > m.top || m.right > m.left) && len(taken) < maxMerges {
				t.merges = append(t.merges, m)
				for r := row; r <= int(m.bottom); r++ {
					for c := m.left; c <= m.right; c++ {
						taken[[2]int{r, c}] = true
					}
				}
			}
			column = m.right
		}
		t.rows = append(t.rows, cells)
	}
	return t
}

// spanOf is how many rows or columns a cell spans.
func spanOf(td *html.Node, name string) int {
	for _, a := range td.Attr {
		if a.Key == name {
			n, err := strconv.Atoi(strings.TrimSpace(a.Val))
			if err == nil && n > 1 {
				return min(n, 1000) // what browsers allow
			}
		}
	}
	return 1
}

// cellText is a cell's text, white space as a browser shows it.
func cellText(td *html.Node) string {
	var b strings.Builder
	for n := range td.Descendants() {
		switch {
		case n.Type == html.TextNode:
			b.WriteString(n.Data)
		case n.DataAtom == atom.Br, n.DataAtom == atom.P, n.DataAtom == atom.Div:
			b.WriteByte(' ')
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// table is the table as others know it.
func (t *htmlTable) table(path string) *Table {
	table := new(Table)
	for _, cells := range t.rows[:min(len(t.rows), PreviewRows)] {
		table.Preview = append(table.Preview, slices.Clone(cells))
		table.Width = max(table.Width, len(cells))
	}
	for _, m := range t.merges {
		m.fill(table.Preview, table.Width)
	}
	down := slices.DeleteFunc(slices.Clone(t.merges), func(m merge) bool { return m.bottom == m.top })
	table.rows = func(_ context.Context, firstRow int64, width int) (badRows, error) {
		return &filledRows{path: path, rows: &heldRows{rows: t.rows}, first: firstRow, width: width, merges: down}, nil
	}
	return table
}

// heldRows are rows held in memory.
type heldRows struct {
	rows [][]string
	row  int64
}

func (h *heldRows) next() (int64, []string, error) {
	for h.row < int64(len(h.rows)) {
		h.row++
		if cells := h.rows[h.row-1]; len(cells) > 0 {
			return h.row, slices.Clone(cells), nil
		}
	}
	return 0, nil, io.EOF
}

func (h *heldRows) close() error { return nil }
