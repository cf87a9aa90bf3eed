package mapping

import (
	"errors"
	"fmt"
	"strings"

	"shixu/queries"
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
	Path, Sheet string        // the table; Sheet may be empty
	Row         int64         // 1-based row of the header; 0 where there is none
	Msg         queries.Words // what is wrong
	Hint        queries.Words // what to do; may be empty
	Err         error         // one of the sentinels above
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
	s := strings.Join(append(parts, e.Msg.En), ": ")
	if e.Hint.En != "" {
		s += "; " + e.Hint.En
	}
	return s
}

// Chinese is the error in Chinese.
func (e *Error) Chinese() string {
	s := e.Path
	if e.Sheet != "" {
		s += "，工作表“" + e.Sheet + "”"
	}
	if e.Row > 0 {
		s += fmt.Sprintf("，第 %d 行", e.Row)
	}
	if s != "" {
		s += "："
	}
	s += e.Msg.Zh
	if e.Hint.Zh != "" {
		s += "；" + e.Hint.Zh
	}
	return s
}

// both says the same in Chinese and English, of the same things.
func both(zh, en string, args ...any) queries.Words {
	return queries.Words{Zh: fmt.Sprintf(zh, args...), En: fmt.Sprintf(en, args...)}
}

func (e *Error) Unwrap() error { return e.Err }

// A FileError says what is wrong in a mapping file, and where.
type FileError struct {
	File string
	Line int // 1-based; 0 where the whole file is meant
	Msg  queries.Words
	Err  error // the cause; may be nil
}

func (e *FileError) Error() string { return e.place() + e.Msg.En }

// Chinese is the error in Chinese.
func (e *FileError) Chinese() string { return e.place() + e.Msg.Zh }

func (e *FileError) place() string {
	if e.Line > 0 {
		return fmt.Sprintf("%s:%d: ", e.File, e.Line)
	}
	return e.File + ": "
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

// quotedZh is quoted in Chinese.
func quotedZh(texts []string, most int) string {
	var b strings.Builder
	for i, t := range texts {
		if i == most {
			fmt.Fprintf(&b, "等 %d 个", len(texts))
			break
		}
		b.WriteString("“" + shorten(t, 40) + "”")
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
