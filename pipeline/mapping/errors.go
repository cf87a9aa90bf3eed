package mapping

import (
	"errors"
	"fmt"
	"strings"
)

// What a table can lack; every *Error of Find wraps one of them.
var (
	// ErrNoTable: the sheet is empty or holds prose only, no row with two cells.
	// Workbooks often carry such sheets (填表说明) beside the one that counts.
	ErrNoTable = errors.New("no table")
	// ErrNoHeader: no row of the preview looks like a header of the dataset.
	ErrNoHeader = errors.New("no header found")
	// ErrMissing: the header was found, but a required field has no column;
	// often the table is another dataset's, see Guess.
	ErrMissing = errors.New("required field missing")
	// ErrContext: a month, year, date or district that no column gives is not
	// said (or said in two ways) by title, sheet name or file name.
	ErrContext = errors.New("context missing")
	// ErrAmbiguous: two columns could be one field, or one column two fields.
	ErrAmbiguous = errors.New("ambiguous header")
)

// An Error says what in a table cannot be understood and what to do about it,
// in one sentence.
type Error struct {
	Path, Sheet string // the table; Sheet may be empty
	Row         int64  // 1-based row of the header; 0 where there is none
	Msg         string // what is wrong
	Hint        string // what to do; may be empty
	Err         error  // one of the sentinels above
}

func (e *Error) Error() string {
	parts := []string{e.Path}
	if e.Path == "" {
		parts = parts[:0]
	}
	if e.Sheet != "" {
		parts = append(parts, fmt.Sprintf("sheet %q", e.Sheet))
	}
	if e.Row > 0 {
		parts = append(parts, fmt.Sprintf("row %d", e.Row))
	}
	s := strings.Join(append(parts, e.Msg), ": ")
	if e.Hint != "" {
		s += "; " + e.Hint
	}
	return s
}

func (e *Error) Unwrap() error { return e.Err }

// A FileError says what is wrong in a mapping file, and where.
type FileError struct {
	File string
	Line int // 1-based; 0 where the whole file is meant
	Msg  string
	Err  error // the cause; may be nil
}

func (e *FileError) Error() string {
	s := e.File
	if e.Line > 0 {
		s = fmt.Sprintf("%s:%d", s, e.Line)
	}
	return s + ": " + e.Msg
}

func (e *FileError) Unwrap() error { return e.Err }

// quoted lists texts for an error: "a", "b" and 3 more.
func quoted(texts []string, most int) string {
	var b strings.Builder
	for i, t := range texts {
		if i == most {
			fmt.Fprintf(&b, " and %d more", len(texts)-most)
			break
		}
		if i > 0 {
			b.WriteString(", ")
		}
		fmt.Fprintf(&b, "%q", shorten(t, 40))
	}
	return b.String()
}

// shorten cuts a text to n runes.
func shorten(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:n-1]) + "…"
	}
	return s
}
