package source

import (
	"bytes"
	"io"
)

// delimiters are the characters that may stand between cells, the most usual
// first.
const delimiters = ",\t;|"

// sniffDelimiter tells which character stands between the cells of text, the
// first lines of a file: the one that cuts the most lines into the same number
// of cells, and of several such the one that cuts them into more. Text that
// none cuts has one column.
func sniffDelimiter(text []byte, limit int) byte {
	best, bestLines, bestWidth := delimiters[0], 0, 1
	for _, d := range []byte(delimiters) {
		lines, width := commonWidth(text, d, limit)
		if width > 1 && (lines > bestLines || lines == bestLines && width > bestWidth) {
			best, bestLines, bestWidth = d, lines, width
		}
	}
	return best
}

// commonWidth returns the number of cells above one that most of the first
// PreviewRows records have, and how many have it.
func commonWidth(text []byte, delimiter byte, limit int) (lines, width int) {
	count := map[int]int{}
	s := newRecords(bytes.NewReader(text), delimiter, limit)
	for s.row < PreviewRows {
		cells, bad, err := s.next()
		if err == io.EOF {
			break
		}
		if bad == nil && len(cells) > 1 {
			count[len(cells)]++
		}
	}
	for w, n := range count {
		if n > lines || n == lines && w > width {
			lines, width = n, w
		}
	}
	return lines, width
}
