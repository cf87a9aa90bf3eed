package source

import (
	"bytes"
	"io"
	"strings"
	"unicode/utf8"
)

// records splits UTF-8 text into records of delimited cells.
//
// A cell that begins with a quote ends with one, a doubled quote inside is
// one quote, and newlines inside are text; a quote anywhere else is text. LF,
// CRLF and CR end a line, also mixed in one file. Each record is one row of
// the file as a spreadsheet counts them, empty lines included.
//
// A line that cannot be understood is set aside alone, and reading resumes
// with the very next line: a quote that never ends costs one line, not the
// rest of the file.
type records struct {
	r     io.Reader
	comma byte
	// max bounds a record in bytes.
	max int
	// width bounds a record in cells; 0 is no bound.
	width int
	// decoded says that r comes from a decoder, which writes U+FFFD for bytes
	// that are no text.
	decoded bool

	row        int64 // rows begun so far
	buf        []byte
	start, end int
	eof        bool
	spans      []span
	cells      []string
}

// A span is where a cell stands in its record.
type span struct {
	from, to int
	doubled  bool // quotes inside are doubled
}

func newRecords(r io.Reader, comma byte, limit int) *records {
	return &records{r: r, comma: comma, max: limit, buf: make([]byte, 64<<10)}
}

// next returns the next record's cells, or the reason why the line, with this
// text, is none. Empty lines are counted and passed over. The cells' slice is
// valid until the next call. At the end the error is io.EOF.
func (s *records) next() (cells []string, bad *BadLine, err error) {
	for {
		w := s.buf[s.start:s.end]
		if len(w) == 0 && s.eof {
			return nil, nil, io.EOF
		}
		n, reason, ok := s.split(w)
		if (ok && n > s.max) || (!ok && len(w) > s.max) {
			n, reason, ok = s.overlong(w)
			if !ok {
				return s.skipLine(w)
			}
		}
		if !ok {
			if err := s.fill(); err != nil {
				return nil, nil, err
			}
			continue
		}
		s.start += n
		s.row++
		if reason == nil {
			reason = s.check(w[:n])
		}
		if reason != nil {
			return nil, &BadLine{Row: s.row, Text: badText(w[:n]), Reason: *reason}, nil
		}
		if len(s.spans) > 0 {
			return s.text(string(w[:n])), nil, nil
		}
	}
}

// text makes the cells of a record from its spans.
func (s *records) text(record string) []string {
	s.cells = s.cells[:0]
	for _, c := range s.spans {
		cell := record[c.from:c.to]
		if c.doubled {
			cell = strings.ReplaceAll(cell, `""`, `"`)
		}
		s.cells = append(s.cells, cell)
	}
	return s.cells
}

// split cuts the record at the beginning of w into s.spans and returns its
// length. ok is false where w ends before the record does.
func (s *records) split(w []byte) (n int, reason *Reason, ok bool) {
	s.spans = s.spans[:0]
	eol, eolWidth := s.lineEnd(w, 0)
	if eol == 0 && eolWidth > 0 {
		return eolWidth, nil, true
	}
	for at := 0; ; {
		var cell span
		if at < len(w) && w[at] == '"' {
			end, doubled, closed := closingQuote(w, at+1)
			if !closed {
				if !s.eof {
					return 0, nil, false
				}
				return s.firstLine(w, &unterminatedQuote)
			}
			if end+1 == len(w) && !s.eof {
				return 0, nil, false
			}
			cell = span{at + 1, end, doubled}
			at = end + 1
			if at < len(w) && w[at] != s.comma && w[at] != '\n' && w[at] != '\r' {
				return s.firstLine(w, &badQuote)
			}
			if eol < at {
				eol, eolWidth = s.lineEnd(w, at)
			}
		} else {
			end := eol
			if i := bytes.IndexByte(w[at:eol], s.comma); i >= 0 {
				end = at + i
			}
			cell = span{from: at, to: end}
			at = end
		}
		s.spans = append(s.spans, cell)
		if at < eol {
			at++
			continue
		}
		if eolWidth == 0 && !s.eof {
			return 0, nil, false
		}
		return eol + eolWidth, nil, true
	}
}

// closingQuote returns the place of the quote that closes a cell whose text
// begins at w[at], and whether doubled quotes stand before it.
func closingQuote(w []byte, at int) (end int, doubled, closed bool) {
	for {
		i := bytes.IndexByte(w[at:], '"')
		if i < 0 {
			return 0, doubled, false
		}
		at += i
		if at+1 == len(w) || w[at+1] != '"' {
			return at, doubled, true
		}
		doubled = true
		at += 2
	}
}

// lineEnd finds the end of the line that w[from:] begins in, and how many
// bytes end it; 0 where w ends first. A CR that may yet become a CRLF is no
// end before the end of the input.
func (s *records) lineEnd(w []byte, from int) (at, width int) {
	at = len(w)
	if i := bytes.IndexByte(w[from:], '\n'); i >= 0 {
		at, width = from+i, 1
	}
	if i := bytes.IndexByte(w[from:at], '\r'); i >= 0 {
		i += from
		switch {
		case i+1 < len(w) && w[i+1] == '\n':
			return i, 2
		case i+1 < len(w) || s.eof:
			return i, 1
		default:
			return len(w), 0
		}
	}
	return at, width
}

// firstLine sets the first line of w aside.
func (s *records) firstLine(w []byte, why *Reason) (n int, reason *Reason, ok bool) {
	at, width := s.lineEnd(w, 0)
	if width == 0 && !s.eof {
		return 0, nil, false
	}
	return at + width, why, true
}

// overlong judges a record of more than max bytes: where its first line ends
// within them, a quote was never closed. Else ok is false.
func (s *records) overlong(w []byte) (n int, reason *Reason, ok bool) {
	at, width := s.lineEnd(w, 0)
	return at + width, &unterminatedQuote, width > 0 && at+width <= s.max
}

// skipLine passes over a line that is too long to hold.
func (s *records) skipLine(w []byte) ([]string, *BadLine, error) {
	s.row++
	reason := lineTooLong(s.max)
	bad := &BadLine{Row: s.row, Text: badText(w[:min(len(w), maxBadText+1)]), Reason: reason}
	for {
		w := s.buf[s.start:s.end]
		if at, width := s.lineEnd(w, 0); width > 0 || s.eof {
			s.start += at + width
			return nil, bad, nil
		}
		// A CR at the very end may be half of a CRLF.
		if s.start = s.end; w[len(w)-1] == '\r' {
			s.start--
		}
		if err := s.fill(); err != nil {
			return nil, nil, err
		}
	}
}

// check looks at the bytes of a record that was split without trouble.
func (s *records) check(record []byte) *Reason {
	switch {
	case bytes.IndexByte(record, 0) >= 0:
		return &nulByte
	case s.decoded && bytes.Contains(record, []byte("\uFFFD")),
		!s.decoded && !utf8.Valid(record):
		return &invalidEncoding
	case s.width > 0 && len(s.spans) > s.width:
		return s.clip()
	default:
		return nil
	}
}

// clip drops cells beyond the width, which must be empty, as those of lines
// that end in delimiters are.
func (s *records) clip() *Reason {
	for _, c := range s.spans[s.width:] {
		if c.from < c.to {
			reason := tooManyColumns(s.width, s.comma)
			return &reason
		}
	}
	s.spans = s.spans[:s.width]
	return nil
}

// fill reads more input behind what is not yet consumed.
func (s *records) fill() error {
	if s.start > 0 {
		s.end = copy(s.buf, s.buf[s.start:s.end])
		s.start = 0
	}
	if s.end == len(s.buf) {
		s.buf = append(s.buf, make([]byte, len(s.buf))...)
	}
	for s.end < len(s.buf) && !s.eof {
		n, err := s.r.Read(s.buf[s.end:])
		s.end += n
		if err == io.EOF {
			s.eof = true
		} else if err != nil {
			return err
		}
	}
	return nil
}
