package sqlapi

import (
	"context"
	"database/sql/driver"
	"errors"
	"regexp"
	"strconv"
	"strings"

	"github.com/duckdb/duckdb-go/v2"

	"shixu/queries"
)

// Kinds of failure, for those who answer to people or to a protocol.
var (
	// ErrNone says that there is no warehouse at the path.
	ErrNone = queries.Say("没有数据仓库", "there is no warehouse")
	// ErrStatement says that the text is not one question.
	ErrStatement = queries.Say("不是一个查询", "not one question")
	// ErrRefused says that the lock held: the query would change something, or
	// reach for files, the network or settings.
	ErrRefused = queries.Say("不允许", "refused")
	// ErrQuery says that DuckDB cannot run the query: it is misspelt, or its
	// data do not fit it.
	ErrQuery = queries.Say("查询有误", "query failed")
	// ErrUnknownTable says that the query names a table or view that is not there.
	ErrUnknownTable = queries.Say("没有这张表或视图", "unknown table")
	// ErrUnknownColumn says that it names a column that is not there.
	ErrUnknownColumn = queries.Say("没有这一列", "unknown column")
	// ErrMemory says that the limit of memory or of space on disk was reached.
	ErrMemory = queries.Say("内存不够", "out of memory")
	// ErrTimeout says that the query ran for longer than Options.Timeout.
	ErrTimeout = queries.Say("超时", "timed out")
	// ErrCancelled says that the caller's context ended.
	ErrCancelled = queries.Say("已取消", "cancelled")
)

// An Error says why a query gave nothing. Its text is DuckDB's where the
// reason is: with the line and a caret below the place.
type Error struct {
	// Kind is one of the sentinel errors of this package; errors.Is finds it.
	Kind *queries.Said
	Text queries.Words
}

func (e *Error) Error() string { return e.Text.En }

// Chinese is the error in Chinese; DuckDB's text has its kind before it.
func (e *Error) Chinese() string { return e.Text.Zh }

// said is an error in our words.
func said(kind *queries.Said, zh, en string, args ...any) *Error {
	return &Error{kind, queries.Say(zh, en, args...).Words}
}

// quoted is an error in DuckDB's words.
func quoted(kind *queries.Said, text string) *Error {
	return &Error{kind, queries.Words{Zh: kind.Zh + "：" + text, En: text}}
}

// Unwrap returns the kind.
func (e *Error) Unwrap() error { return e.Kind }

// explain puts the failure of a statement into an Error. The statement is
// prepared by itself, since what ran was wrapped into another and DuckDB's
// message would point into that.
func (s *Session) explain(ctx context.Context, st statement, err error) error {
	switch cause := context.Cause(ctx); {
	case errors.Is(cause, ErrTimeout):
		return said(ErrTimeout, "查询已停止：超过 %v", "the query was stopped: it took longer than %v", s.timeout)
	case cause != nil:
		return said(ErrCancelled, "查询已取消", "the query was cancelled")
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
			return said(ErrStatement, "查询中有参数（$1 或 ?），但没有给出它们的值", "the query has parameters ($1 or ?), and nothing gives their values")
		}
		if t, err := p.(*duckdb.Stmt).StatementType(); err == nil && t != duckdb.STATEMENT_TYPE_SELECT && t != duckdb.STATEMENT_TYPE_EXPLAIN {
			return said(ErrRefused, "这条语句会更改内容", "the statement would change something")
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
		return quoted(ErrRefused, text)
	case de.Type == duckdb.ErrorTypeOutOfMemory:
		// What follows is advice on settings, which are locked.
		text, _, _ = strings.Cut(text, "\n")
		return quoted(ErrMemory, text)
	case strings.Contains(text, "unnamed struct"):
		return said(ErrQuery, "列中的行须有名称：写 {'a': 1, 'b': 2}，不写 row(1, 2)", "a row in a column needs names: {'a': 1, 'b': 2} instead of row(1, 2)")
	case de.Type == duckdb.ErrorTypeCatalog && strings.Contains(text, "Table with name"):
		return quoted(ErrUnknownTable, text)
	case de.Type == duckdb.ErrorTypeBinder && strings.Contains(text, "not found"):
		return quoted(ErrUnknownColumn, text)
	}
	return quoted(ErrQuery, text)
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
