package sqlapi

import (
	"bufio"
	"io"
	"strings"
	"unicode"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"
	"github.com/rivo/uniseg"
)

// Table writes columns for people: aligned as a terminal shows them, Chinese
// characters being two wide, numbers to the right. The rows are held until the
// last is read, since the widest value decides; bound them.
type Table struct{}

// A cell is a value in lines.
type cell []string

func (c cell) width() (w int) {
	for _, l := range c {
		w = max(w, uniseg.StringWidth(l))
	}
	return w
}

// Encode implements Encoder.
func (Table) Encode(w io.Writer, rows array.RecordReader) error {
	fields := rows.Schema().Fields()
	head := make([]cell, len(fields))
	right := make([]bool, len(fields))
	widths := make([]int, len(fields))
	for i, f := range fields {
		head[i], right[i] = newCell(f.Name), isNumber(f.Type)
		widths[i] = head[i].width()
	}
	var body [][]cell
	for rows.Next() {
		batch := rows.RecordBatch()
		values := columns(batch, plain)
		for row := range int(batch.NumRows()) {
			line := make([]cell, len(fields))
			for i, value := range values {
				line[i] = cell{"NULL"}
				if batch.Column(i).IsValid(row) {
					line[i] = newCell(string(value(nil, row)))
				}
				widths[i] = max(widths[i], line[i].width())
			}
			body = append(body, line)
		}
	}
	out := bufio.NewWriter(w)
	writeLine(out, head, widths, right)
	for i, width := range widths {
		if i > 0 {
			out.WriteString("┼")
		}
		out.WriteString(strings.Repeat("─", width+2))
	}
	out.WriteString("\n")
	for _, line := range body {
		writeLine(out, line, widths, right)
	}
	if err := out.Flush(); err != nil {
		return err
	}
	return rows.Err()
}

// writeLine writes one row, as many lines as its highest cell has.
func writeLine(out *bufio.Writer, row []cell, widths []int, right []bool) {
	height := 1
	for _, c := range row {
		height = max(height, len(c))
	}
	var line strings.Builder
	for n := range height {
		line.Reset()
		for i, c := range row {
			if i > 0 {
				line.WriteString("│")
			}
			text := ""
			if n < len(c) {
				text = c[n]
			}
			pad := strings.Repeat(" ", widths[i]-uniseg.StringWidth(text))
			if right[i] {
				line.WriteString(" " + pad + text + " ")
			} else {
				line.WriteString(" " + text + pad + " ")
			}
		}
		out.WriteString(strings.TrimRight(line.String(), " "))
		out.WriteString("\n")
	}
}

// newCell cuts a text into lines that a terminal shows as they are: a control
// character of the data must not steer it.
func newCell(text string) cell {
	lines := strings.Split(strings.ReplaceAll(text, "\r\n", "\n"), "\n")
	for i, l := range lines {
		lines[i] = strings.Map(func(r rune) rune {
			switch {
			case r < ' ':
				return '␀' + r // its picture
			case unicode.IsControl(r), unicode.Is(unicode.Bidi_Control, r):
				return unicode.ReplacementChar
			}
			return r
		}, l)
	}
	return lines
}

func isNumber(t arrow.DataType) bool {
	return arrow.IsInteger(t.ID()) || arrow.IsFloating(t.ID()) || arrow.IsDecimal(t.ID())
}
