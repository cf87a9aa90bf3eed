package source

import (
	"bufio"
	"encoding/xml"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// sheetRows reads the rows of a worksheet that hold any text.
type sheetRows struct {
	book *workbook
	part io.ReadCloser
	xml  *xml.Decoder

	row   int64
	cells []string
	text  []byte // of the cell being read
	// formula is that of the cell being read.
	formula []byte
}

// rows opens a worksheet.
func (w *workbook) rows(name string) (*sheetRows, error) {
	p, err := w.open(name)
	if err != nil {
		return nil, err
	}
	return &sheetRows{book: w, part: p, xml: xml.NewDecoder(bufio.NewReaderSize(p, 64<<10))}, nil
}

func (s *sheetRows) close() error { return s.part.Close() }

func (s *sheetRows) next() (int64, []string, error) {
	var cell cellHead
	var phonetic, text, formula bool
	for {
		token, err := s.xml.RawToken()
		if err == io.EOF {
			return 0, nil, damaged(io.ErrUnexpectedEOF)
		}
		if err != nil {
			return 0, nil, damaged(err)
		}
		switch t := token.(type) {
		case xml.StartElement:
			switch t.Name.Local {
			case "row":
				if err := s.begin(t.Attr); err != nil {
					return 0, nil, err
				}
			case "c":
				if cell, err = readCellHead(t.Attr, cell.column); err != nil {
					return 0, nil, damaged(err)
				}
				s.text, s.formula = s.text[:0], s.formula[:0]
			case "f":
				cell.formula, formula = true, true
			case "rPh":
				phonetic = true
			case "v", "t":
				text = !phonetic
			}
		case xml.CharData:
			if text {
				s.text = append(s.text, t...)
			} else if formula {
				s.formula = append(s.formula, t...)
			}
		case xml.EndElement:
			switch t.Name.Local {
			case "v", "t":
				text = false
			case "f":
				formula = false
			case "rPh":
				phonetic = false
			case "c":
				if err := s.add(cell); err != nil {
					return 0, nil, err
				}
			case "row":
				if len(s.cells) > 0 {
					return s.row, s.cells, nil
				}
				cell = cellHead{}
			case "sheetData":
				return 0, nil, io.EOF
			}
		}
	}
}

// begin begins a row; one without a number follows the row before.
func (s *sheetRows) begin(attrs []xml.Attr) error {
	s.row++
	s.cells = s.cells[:0]
	for _, a := range attrs {
		if a.Name.Local == "r" {
			n, err := strconv.ParseInt(a.Value, 10, 64)
			if err != nil || n < 1 || n > 1<<20 {
				return damaged(fmt.Errorf("row %q", a.Value))
			}
			s.row = n
		}
	}
	return nil
}

// add puts the text of a cell into its column.
func (s *sheetRows) add(c cellHead) error {
	text, err := s.book.value(c, s.text)
	if err != nil {
		return damaged(fmt.Errorf("row %d column %d: %w", s.row, c.column, err))
	}
	if text == "" && c.formula && c.kind != "str" {
		// The program that wrote it did not compute it: nobody knows the value,
		// which is not the same as none.
		text = "=" + string(s.formula)
	}
	if text == "" {
		return nil
	}
	for len(s.cells) < c.column {
		s.cells = append(s.cells, "")
	}
	s.cells[c.column-1] = text
	return nil
}

// A cellHead is what a cell's element says about its text.
type cellHead struct {
	column int    // 1-based
	kind   string // "s" shared string, "b" boolean, "n" or "" number, …
	style  int
	// formula says that the value is computed; one that is text is of kind "str".
	formula bool
}

// readCellHead reads a cell's attributes; one without a place follows the cell
// in column before.
func readCellHead(attrs []xml.Attr, before int) (cellHead, error) {
	c := cellHead{column: before + 1}
	for _, a := range attrs {
		switch a.Name.Local {
		case "r":
			column, _, err := cellPlace(a.Value)
			if err != nil {
				return c, err
			}
			c.column = column
		case "t":
			c.kind = a.Value
		case "s":
			n, err := strconv.Atoi(a.Value)
			if err != nil {
				return c, fmt.Errorf("style %q", a.Value)
			}
			c.style = n
		}
	}
	if c.column > maxColumns {
		return c, fmt.Errorf("column %d", c.column)
	}
	return c, nil
}

// maxColumns is what a worksheet may have.
const maxColumns = 1 << 14

// cellPlace reads "AB12".
func cellPlace(ref string) (column int, row int64, err error) {
	i := 0
	for ; i < len(ref) && i < 4; i++ {
		c := ref[i] &^ 0x20
		if c < 'A' || c > 'Z' {
			break
		}
		column = column*26 + int(c-'A') + 1
	}
	row, err = strconv.ParseInt(ref[i:], 10, 64)
	if err != nil || column < 1 || column > maxColumns || row < 1 || row > 1<<20 {
		return 0, 0, fmt.Errorf("cell %q", ref)
	}
	return column, row, nil
}

// value makes a cell's text from what stands in the file.
func (w *workbook) value(c cellHead, text []byte) (string, error) {
	switch c.kind {
	case "s":
		i, err := strconv.Atoi(strings.TrimSpace(string(text)))
		if len(text) == 0 {
			return "", nil
		}
		if err != nil || i < 0 || i >= len(w.strings) {
			return "", fmt.Errorf("no shared string %s", text)
		}
		return w.strings[i], nil
	case "str", "inlineStr":
		return unescape(string(text)), nil
	case "b":
		switch string(text) {
		case "1", "true":
			return "TRUE", nil
		case "0", "false":
			return "FALSE", nil
		}
		return string(text), nil
	case "e":
		return string(text), nil
	case "d":
		return strings.TrimSuffix(strings.Replace(string(text), "T", " ", 1), " 00:00:00"), nil
	default:
		var f numberFormat
		if c.style >= 0 && c.style < len(w.formats) {
			f = w.formats[c.style]
		}
		return f.text(strings.TrimSpace(string(text)), w.date1904), nil
	}
}
