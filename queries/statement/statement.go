// Package statement prepares the one SELECT of a query file for DuckDB: its
// parameters have types and are bound by name, and what is wrong with it is
// said at its line of the file.
package statement

import (
	"database/sql/driver"
	"errors"
	"regexp"
	"strings"
	"time"

	"github.com/duckdb/duckdb-go/v2"

	"shixu/queries"
)

// ErrNotSelect says that a file does something else than asking, or more.
var ErrNotSelect = queries.Say("一个查询文件只有一个 SELECT；其余的各写一个文件", "a query file holds one SELECT; make each further one a file of its own")

var parameter = regexp.MustCompile(`\$([a-z_][a-z0-9_]*)\b`)

// Typed gives the parameters that it knows their type, which a value that is
// NULL has not of itself. Lines stay where they are.
func Typed(sql string, types map[string]string) string {
	return parameter.ReplaceAllStringFunc(sql, func(p string) string {
		if t, ok := types[p[1:]]; ok {
			return "CAST(" + p + " AS " + t + ")"
		}
		return p
	})
}

// spoken are the session's own words for what it was told (package session).
var spoken = map[string]string{"as_of": "as_of()", "reported_to": "reported_to()", "calendar": "getvariable('calendar')"}

// Spoken puts the session's own words in the place of the parameters for dates
// and calendar, so that a query file can be asked like any question.
func Spoken(sql string) string {
	return parameter.ReplaceAllStringFunc(sql, func(p string) string {
		if word, ok := spoken[p[1:]]; ok {
			return word
		}
		return p
	})
}

// A Select is one SELECT that was prepared.
type Select struct {
	// Args are its arguments, in the order of its parameters, whose names are Params.
	Args    []any
	Params  []string
	Columns []Column
}

// A Column is one of a SELECT's result.
type Column struct {
	Name string
	Type duckdb.Type
}

// Prepare prepares one SELECT and asks for the values of its parameters by
// name. Anything else than one SELECT is ErrNotSelect.
func Prepare(dc driver.Conn, sql string, value func(name string) (any, error)) (*Select, error) {
	prepared, err := dc.Prepare(sql)
	if err != nil {
		if strings.Contains(err.Error(), "multi-statement") { // the driver has no error to compare with
			err = ErrNotSelect
		}
		return nil, err
	}
	defer prepared.Close()
	stmt := prepared.(*duckdb.Stmt)
	if kind, err := stmt.StatementType(); err != nil || kind != duckdb.STATEMENT_TYPE_SELECT {
		return nil, errors.Join(ErrNotSelect, err)
	}
	s := &Select{Args: make([]any, stmt.NumInput())}
	for i := range s.Args {
		name, err := stmt.ParamName(i + 1)
		if err != nil {
			return nil, err
		}
		if s.Args[i], err = value(name); err != nil {
			return nil, err
		}
		s.Params = append(s.Params, name)
	}
	n, err := stmt.ColumnCount()
	if err != nil {
		return nil, err
	}
	for i := range n {
		var c Column
		if c.Name, err = stmt.ColumnName(i); err != nil {
			return nil, err
		}
		if c.Type, err = stmt.ColumnType(i); err != nil {
			return nil, err
		}
		s.Columns = append(s.Columns, c)
	}
	return s, nil
}

// Date is a day as an argument; a zero one is NULL.
func Date(day time.Time) any {
	if day.IsZero() {
		return duckdb.Typed(nil, duckdb.TYPE_DATE)
	}
	return duckdb.Typed(day, duckdb.TYPE_DATE)
}
