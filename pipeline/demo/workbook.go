package demo

import (
	"bytes"
	"fmt"
	"time"

	"github.com/xuri/excelize/v2"
)

// written is the moment that workbooks say they were made at: bytes must not
// depend on the clock.
const written = "2023-01-03T01:00:00Z"

// workbook renders sheets as an XLSX file.
func workbook(sheets []sheet) ([]byte, error) {
	f := excelize.NewFile()
	defer f.Close()
	if err := f.SetDocProps(&excelize.DocProperties{
		Creator: "shixu demo", LastModifiedBy: "shixu demo", Created: written, Modified: written,
	}); err != nil {
		return nil, err
	}
	for i := range sheets {
		if i == 0 {
			if err := f.SetSheetName("Sheet1", sheets[0].name); err != nil {
				return nil, err
			}
		} else if _, err := f.NewSheet(sheets[i].name); err != nil {
			return nil, err
		}
		if err := sheets[i].draw(f); err != nil {
			return nil, fmt.Errorf("sheet %s: %w", sheets[i].name, err)
		}
	}
	var buf bytes.Buffer
	if err := f.Write(&buf); err != nil {
		return nil, err
	}
	return buf.Bytes(), nil
}

// draw writes the sheet's cells, merges and looks into the workbook.
func (s *sheet) draw(f *excelize.File) error {
	looks, err := s.styles(f)
	if err != nil {
		return err
	}
	width := 1
	for i, r := range s.rows {
		at := fmt.Sprintf("A%d", i+1)
		if err := f.SetSheetRow(s.name, at, &r.cells); err != nil {
			return err
		}
		width = max(width, len(r.cells))
	}
	for i, r := range s.rows {
		right, err := excelize.CoordinatesToCellName(width, i+1)
		if err != nil {
			return err
		}
		if err := f.SetCellStyle(s.name, fmt.Sprintf("A%d", i+1), right, looks[r.look]); err != nil {
			return err
		}
		if err := s.drawSpecial(f, i, looks); err != nil {
			return err
		}
	}
	for _, m := range s.merges {
		from, _ := excelize.CoordinatesToCellName(m[0].col, m[0].row)
		to, _ := excelize.CoordinatesToCellName(m[1].col, m[1].row)
		if err := f.MergeCell(s.name, from, to); err != nil {
			return err
		}
	}
	for i, w := range s.widths {
		col, _ := excelize.ColumnNumberToName(i + 1)
		if err := f.SetColWidth(s.name, col, col, w); err != nil {
			return err
		}
	}
	return nil
}

// The looks of single cells.
const (
	dated  look = -1 - iota // a date
	priced                  // an amount, where the sheet has a format for them
)

// drawSpecial gives the dates and amounts of a row their formats.
func (s *sheet) drawSpecial(f *excelize.File, i int, looks map[look]int) error {
	for col, c := range s.rows[i].cells {
		var l look
		switch c.(type) {
		case time.Time:
			l = dated
		case float64:
			l = priced
		default:
			continue
		}
		if l == priced && s.format == "" {
			continue
		}
		at, err := excelize.CoordinatesToCellName(col+1, i+1)
		if err != nil {
			return err
		}
		if err := f.SetCellStyle(s.name, at, at, looks[l]); err != nil {
			return err
		}
	}
	return nil
}

// styles makes the workbook's styles for each look.
func (s *sheet) styles(f *excelize.File) (map[look]int, error) {
	var border []excelize.Border
	for _, side := range []string{"left", "right", "top", "bottom"} {
		border = append(border, excelize.Border{Type: side, Style: 1, Color: "808080"})
	}
	center := &excelize.Alignment{Horizontal: "center", Vertical: "center", WrapText: true}
	var format *string
	if s.format != "" {
		format = &s.format
	}
	day := "yyyy/m/d"
	bold := &excelize.Font{Bold: true}
	looks := make(map[look]int)
	for _, l := range []struct {
		look  look
		style excelize.Style
	}{
		{body, excelize.Style{Border: border}},
		{priced, excelize.Style{Border: border, CustomNumFmt: format}},
		{dated, excelize.Style{Border: border, CustomNumFmt: &day}},
		{title, excelize.Style{Font: &excelize.Font{Bold: true, Size: 16}, Alignment: center}},
		{meta, excelize.Style{Alignment: &excelize.Alignment{Horizontal: "right"}}},
		{header, excelize.Style{Font: bold, Alignment: center, Border: border}},
		{group, excelize.Style{Font: bold, Border: border}},
		{foot, excelize.Style{}},
	} {
		id, err := f.NewStyle(&l.style)
		if err != nil {
			return nil, err
		}
		looks[l.look] = id
	}
	return looks, nil
}
