package source

import (
	"bytes"
	"io"
)

// A survey is what a quick pass over a whole text file found.
type survey struct {
	// plain says that the file is such that DuckDB's parallel reader and ours
	// read the same rows from it: one kind of newline (LF or CRLF), no empty
	// line before the last row, no NUL, no line over the limit, and quotes
	// only around whole cells without newlines in them.
	//
	// DuckDB 1.5.6 with null_padding stops on mixed newlines and on newlines
	// in quotes, drops empty lines from the count of rows, and swallows the
	// rest of a file behind a quote that never ends.
	plain   bool
	newline string // LF or CRLF as DuckDB spells it
	// empty says that empty lines end the file. In a table of one column each
	// of them is a row to DuckDB, and none to us.
	empty bool
	// records is how many lines there are from the first row on, but for those
	// empty ones: in a plain file each is a row or is set aside.
	records int64
}

// surveyBytes is the size of the blocks that a file is surveyed by.
const surveyBytes = 1 << 20

// surveyText reads f, UTF-8 text, from its beginning. Empty lines before
// firstRow do no harm. The survey takes about a tenth of the time that DuckDB
// takes to read the file (BenchmarkSurvey).
func surveyText(f io.Reader, comma byte, limit int, firstRow int64) (survey, error) {
	v := surveyor{comma: comma, limit: limit, skip: firstRow - 1}
	block := make([]byte, max(surveyBytes, limit+2))
	n := 0
	for begun := false; ; begun = true {
		m, err := io.ReadFull(f, block[n:])
		n += m
		last := err == io.EOF || err == io.ErrUnexpectedEOF
		if err != nil && !last {
			return survey{}, err
		}
		w := block[:n]
		if !begun {
			w = bytes.TrimPrefix(w, utf8BOM)
		}
		lines := w
		if !last {
			lines = w[:bytes.LastIndexByte(w, '\n')+1]
			if len(lines) == 0 {
				return survey{}, nil
			}
		}
		if !v.lines(lines) {
			return survey{}, nil
		}
		if last {
			return v.found(), nil
		}
		n = copy(block, w[len(lines):])
	}
}

// A surveyor looks at blocks of whole lines.
type surveyor struct {
	comma byte
	limit int
	skip  int64 // lines that may be empty
	begun bool
	crlf  bool
	ended bool // an empty line was seen: nothing may follow
	// records counts the lines behind skip.
	records int64
}

func (v *surveyor) found() survey {
	if v.crlf {
		return survey{true, `\r\n`, v.ended, v.records}
	}
	return survey{true, `\n`, v.ended, v.records}
}

// lines tells whether a block keeps the file plain.
func (v *surveyor) lines(w []byte) bool {
	if !v.begun && len(w) > 0 {
		v.begun = true
		i := bytes.IndexByte(w, '\n')
		v.crlf = i > 0 && w[i-1] == '\r'
	}
	return bytes.IndexByte(w, 0) < 0 && v.newlines(w) && v.short(w) &&
		regularQuotes(w, v.comma) && v.filled(w)
}

// newlines tells whether all lines end alike.
func (v *surveyor) newlines(w []byte) bool {
	if !v.crlf {
		return bytes.IndexByte(w, '\r') < 0
	}
	cr := bytes.Count(w, []byte("\r"))
	return cr == bytes.Count(w, []byte("\n")) && cr == bytes.Count(w, []byte("\r\n"))
}

// short tells whether no line exceeds the limit.
func (v *surveyor) short(w []byte) bool {
	for len(w) > v.limit {
		i := bytes.LastIndexByte(w[:v.limit], '\n')
		if i < 0 {
			return false
		}
		w = w[i+1:]
	}
	return true
}

// filled tells whether no empty line stands before a line with text, and counts
// those with text.
func (v *surveyor) filled(w []byte) bool {
	for ; v.skip > 0 && len(w) > 0; v.skip-- {
		i := bytes.IndexByte(w, '\n')
		if i < 0 {
			return true
		}
		w = w[i+1:]
	}
	if v.ended {
		return len(bytes.Trim(w, "\r\n")) == 0
	}
	empty := []byte("\n\n")
	if v.crlf {
		empty = []byte("\n\r\n")
	}
	at := bytes.Index(w, empty)
	switch {
	case len(w) > 0 && (w[0] == '\n' || w[0] == '\r'):
		at = 0
	case at < 0:
		v.count(w)
		return true
	default:
		at++
		v.count(w[:at])
	}
	v.ended = true
	return len(bytes.Trim(w[at:], "\r\n")) == 0
}

// count counts lines; the file's last may have no end.
func (v *surveyor) count(w []byte) {
	v.records += int64(bytes.Count(w, []byte("\n")))
	if len(w) > 0 && w[len(w)-1] != '\n' {
		v.records++
	}
}

// regularQuotes tells whether every quote of a block of lines opens or closes
// a whole cell, or is doubled inside one, and no quoted cell holds a newline.
func regularQuotes(w []byte, comma byte) bool {
	for at := 0; ; {
		i := bytes.IndexByte(w[at:], '"')
		if i < 0 {
			return true
		}
		from := at + i
		if from > 0 && w[from-1] != comma && w[from-1] != '\n' {
			return false
		}
		to, _, closed := closingQuote(w, from+1)
		if !closed || bytes.IndexByte(w[from:to], '\n') >= 0 {
			return false
		}
		at = to + 1
		if at < len(w) && w[at] != comma && w[at] != '\n' && w[at] != '\r' {
			return false
		}
	}
}
