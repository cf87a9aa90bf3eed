package statement

import (
	"errors"
	"regexp"
	"strconv"
	"strings"

	"github.com/duckdb/duckdb-go/v2"

	"shixu/queries"
)

// duckPlace is what DuckDB adds to an error: the line of the statement, its
// text, and a caret under the column.
var duckPlace = regexp.MustCompile(`(?s)\n+LINE (\d+): .*$`)

// Place puts an error of a statement that begins at a line of a file at its own
// line of that file: DuckDB counts lines from the start of the statement.
// Errors that have a place keep it. The result is a *queries.HeaderError.
func Place(file string, line int, err error) error {
	if err == nil || errors.As(err, new(*queries.HeaderError)) {
		return err
	}
	at := &queries.HeaderError{File: file, Line: line, Err: err}
	if d := new(duckdb.Error); errors.As(err, &d) {
		if m := duckPlace.FindStringSubmatch(d.Msg); m != nil {
			n, _ := strconv.Atoi(m[1]) // digits, by the pattern
			at.Line += n - 1
		}
		at.Err = &duckError{err, oneLine(duckPlace.ReplaceAllString(d.Msg, ""))}
	}
	return at
}

// duckError is an error of DuckDB in one line.
type duckError struct {
	error
	text string
}

func (e *duckError) Error() string { return e.text }
func (e *duckError) Unwrap() error { return e.error }

// oneLine joins the sentences of DuckDB's message, without the list of
// functions it could have meant.
func oneLine(msg string) string {
	var kept []string
	for _, line := range strings.Split(strings.TrimSpace(msg), "\n") {
		if text := strings.TrimSpace(line); text != "" && !strings.HasPrefix(line, "\t") && !strings.HasPrefix(text, "Candidate macros") {
			kept = append(kept, text)
		}
	}
	return strings.Join(kept, " ")
}
