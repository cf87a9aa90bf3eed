package sqlapi

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/duckdb/duckdb-go/v2"
)

// Kinds of failure, for those who answer to people or to a protocol.
var (
	// ErrNone says that there is no warehouse at the path.
	ErrNone = errors.New("there is no warehouse")
	// ErrStatement says that the text is not one question.
	ErrStatement = errors.New("not one question")
	// ErrRefused says that the lock held: the query would change something, or
	// reach for files, the network or settings.
	ErrRefused = errors.New("refused")
	// ErrQuery says that DuckDB cannot run the query: it is misspelt, or its
	// data do not fit it.
	ErrQuery = errors.New("query failed")
	// ErrUnknownTable says that the query names a table or view that is not there.
	ErrUnknownTable = errors.New("unknown table")
	// ErrUnknownColumn says that it names a column that is not there.
	ErrUnknownColumn = errors.New("unknown column")
	// ErrMemory says that the limit of memory or of space on disk was reached.
	ErrMemory = errors.New("out of memory")
	// ErrTimeout says that the query ran for longer than Options.Timeout.
	ErrTimeout = errors.New("timed out")
	// ErrCancelled says that the caller's context ended.
	ErrCancelled = errors.New("cancelled")
)

// An Error says why a query gave nothing. Its text is DuckDB's where the
// reason is: with the line and a caret below the place.
type Error struct {
	// Kind is one of the sentinel errors of this package; errors.Is finds it.
	Kind error
	Text string
}

func (e *Error) Error() string { return e.Text }

// Unwrap returns the kind.
func (e *Error) Unwrap() error { return e.Kind }

// explain puts the failure of a statement into an Error. The statement is
// prepared by itself, since what ran was wrapped into another and DuckDB's
// message would point into that.
func (s *Session) explain(ctx context.Context, st statement, err error) error {
	switch cause := context.Cause(ctx); {
	case errors.Is(cause, ErrTimeout):
		return &Error{ErrTimeout, fmt.Sprintf("the query was stopped: it took longer than %v", s.timeout)}
	case cause != nil:
		return &Error{ErrCancelled, "the query was cancelled"}
	}
	if own := s.prepare(st.text); own != nil {
		return ofDuckDB(own, 0)
	}
	if st.explain {
		return ofDuckDB(err, 0)
	}
	return ofDuckDB(err, linesAbove)
}

// prepare returns what DuckDB has against a statement, nil for nothing.
func (s *Session) prepare(text string) error {
	return s.conn.Raw(func(dc any) error {
		p, err := dc.(driver.Conn).Prepare(text)
		if err != nil {
			// A PIVOT expands to several statements, which the driver does not
			// prepare; that is not DuckDB's complaint.
			if de := (*duckdb.Error)(nil); !errors.As(err, &de) {
				return nil
			}
			return err
		}
		defer p.Close()
		if p.NumInput() > 0 {
			return &Error{ErrStatement, "the query has parameters ($1 or ?), and nothing gives their values"}
		}
		if t, err := p.(*duckdb.Stmt).StatementType(); err == nil && t != duckdb.STATEMENT_TYPE_SELECT && t != duckdb.STATEMENT_TYPE_EXPLAIN {
			return &Error{ErrRefused, "the statement would change something"}
		}
		return nil
	})
}

// ofDuckDB sorts DuckDB's error into a kind. Its line numbers are above those
// of the user's text.
func ofDuckDB(err error, above int) error {
	var de *duckdb.Error
	if !errors.As(err, &de) {
		return err
	}
	text := strings.TrimSpace(fewerLines(de.Msg, above))
	if strings.Contains(text, "__pivot_enum") {
		// The line is of DuckDB's own expansion of PIVOT.
		text, _, _ = strings.Cut(text, "\n\nLINE ")
	}
	switch {
	case de.Type == duckdb.ErrorTypePermission, strings.Contains(text, "attached in read-only mode"):
		return &Error{ErrRefused, text}
	case de.Type == duckdb.ErrorTypeOutOfMemory:
		// What follows is advice on settings, which are locked.
		text, _, _ = strings.Cut(text, "\n")
		return &Error{ErrMemory, text}
	case strings.Contains(text, "unnamed struct"):
		return &Error{ErrQuery, "a row in a column needs names: {'a': 1, 'b': 2} instead of row(1, 2)"}
	case de.Type == duckdb.ErrorTypeCatalog && strings.Contains(text, "Table with name"):
		return &Error{ErrUnknownTable, text}
	case de.Type == duckdb.ErrorTypeBinder && strings.Contains(text, "not found"):
		return &Error{ErrUnknownColumn, text}
	}
	return &Error{ErrQuery, text}
}

var lineNumber = regexp.MustCompile(`(?m)^LINE (\d+):`)

// fewerLines counts the lines of a message from below the first n.
func fewerLines(text string, n int) string {
	if n == 0 {
		return text
	}
	return lineNumber.ReplaceAllStringFunc(text, func(at string) string {
		line, err := strconv.Atoi(at[len("LINE ") : len(at)-1])
		if err != nil {
			return at
		}
		// The caret stands below a text that begins after the number.
		less := strconv.Itoa(line - n)
		return "LINE " + strings.Repeat(" ", len(at)-len("LINE :")-len(less)) + less + ":"
	})
}
