package demo

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"path"
	"strings"
	"time"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// document is a file before it is bytes: its text where it has one, else
// sheets, rendered as the path's extension says (.xlsx or .csv).
type document struct {
	path   string
	coding coding // of CSV
	sheets []sheet
	text   string
}

// coding is how a CSV file is encoded; lines end as the office's programs do.
type coding int

const (
	utf8Plain coding = iota // \n
	utf8BOM                 // \r\n, as Excel saves "CSV UTF-8"
	gb18030                 // \r\n, as Excel saves "CSV" in China
)

// sheet is a table as a person lays it out. Row i is rows[i-1].
type sheet struct {
	name   string
	rows   []row
	merges [][2]cell // upper left, lower right
	widths []float64 // of columns, in characters
	format string    // of numbers, such as "#,##0.00"
}

// cell is a place in a sheet, 1-based.
type cell struct{ col, row int }

// row is cells of string, int, float64, time.Time (an Excel date) or nil.
type row struct {
	look  look
	cells []any
}

// look is what a row is, and so how it is drawn.
type look int

const (
	body look = iota
	title
	meta
	header
	group
	foot
)

// add appends a row and returns its number, 1-based.
func (s *sheet) add(l look, cells ...any) int {
	s.rows = append(s.rows, row{l, cells})
	return len(s.rows)
}

// banner appends a row whose one text stands merged over width columns.
func (s *sheet) banner(l look, width int, text string) {
	n := s.add(l, text)
	s.merges = append(s.merges, [2]cell{{1, n}, {width, n}})
}

// bytes renders the document. The same document gives the same bytes.
func (d *document) bytes() ([]byte, error) {
	switch {
	case d.text != "":
		return []byte(d.text), nil
	case path.Ext(d.path) == ".xlsx":
		return workbook(d.sheets)
	default:
		return d.delimited()
	}
}

func (d *document) delimited() ([]byte, error) {
	var buf bytes.Buffer
	w := csv.NewWriter(&buf)
	w.UseCRLF = d.coding != utf8Plain
	for _, r := range d.sheets[0].rows {
		record := make([]string, len(r.cells))
		for i, c := range r.cells {
			record[i] = plain(c)
		}
		if err := w.Write(record); err != nil {
			return nil, err
		}
	}
	w.Flush()
	if err := w.Error(); err != nil {
		return nil, err
	}
	switch d.coding {
	case utf8BOM:
		return append([]byte("\xef\xbb\xbf"), buf.Bytes()...), nil
	case gb18030:
		return simplifiedchinese.GB18030.NewEncoder().Bytes(buf.Bytes())
	default:
		return buf.Bytes(), nil
	}
}

// plain is a cell's value as text.
func plain(c any) string {
	switch v := c.(type) {
	case nil:
		return ""
	case string:
		return v
	case float64:
		return number(v)
	case time.Time:
		return v.Format(time.DateOnly)
	default:
		return fmt.Sprint(v)
	}
}

// excelDate is a day as a spreadsheet's date, or an empty cell.
func excelDate(d date) any {
	if d.none() {
		return nil
	}
	return d.last
}

// mixed is a date as a person who minds types writes it: a spreadsheet's date
// where the day is known, else text.
func mixed(d date, style int) any {
	if d.p == byDay {
		return excelDate(d)
	}
	return d.text(style)
}

// list makes a CSV document of a header and rows.
func list(path string, coding coding, head string, rows [][]any) document {
	s := sheet{}
	var names []any
	for _, h := range strings.Split(head, ",") {
		names = append(names, h)
	}
	s.add(header, names...)
	for _, r := range rows {
		s.add(body, r...)
	}
	return document{path: path, coding: coding, sheets: []sheet{s}}
}
