package warnings

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"regexp"
	"slices"
	"strings"

	"github.com/duckdb/duckdb-go/v2"

	"shixu/queries"
	"shixu/queries/session"
	"shixu/queries/statement"
)

// types are DuckDB's types of parameters, by ours.
var types = map[string]string{"number": "DOUBLE", "integer": "BIGINT", "text": "VARCHAR", "boolean": "BOOLEAN"}

// numbers are the types that a column of the type DOUBLE may have.
var numbers = []duckdb.Type{
	duckdb.TYPE_DOUBLE, duckdb.TYPE_FLOAT, duckdb.TYPE_DECIMAL, duckdb.TYPE_TINYINT, duckdb.TYPE_SMALLINT, duckdb.TYPE_INTEGER,
	duckdb.TYPE_BIGINT, duckdb.TYPE_HUGEINT, duckdb.TYPE_UTINYINT, duckdb.TYPE_USMALLINT, duckdb.TYPE_UINTEGER, duckdb.TYPE_UBIGINT,
}

// find runs a rule and adds what it finds to warning_found. Errors are
// *queries.HeaderError, at their line of the rule's file; nothing is added then.
func find(ctx context.Context, conn *sql.Conn, w queries.Warnings, a queries.ActiveRule, d session.Dates) error {
	text, args, err := prepare(conn, a, d)
	if err != nil {
		return statement.Place(a.File, a.Line, err)
	}
	var columns []string
	for _, c := range queries.RuleColumns {
		columns = append(columns, c[0])
	}
	insert := "INSERT INTO warning_row SELECT " + strings.Join(columns, ", ") + " FROM (" + text + "\n) AS found"
	if _, err := conn.ExecContext(ctx, "DELETE FROM warning_row"); err != nil {
		return err
	}
	if _, err := conn.ExecContext(ctx, insert, args...); err != nil {
		return statement.Place(a.File, a.Line, err)
	}
	if err := problem(ctx, conn, w, a); err != nil {
		return &queries.HeaderError{File: a.File, Line: a.Line, Err: err}
	}
	var severity any
	if a.Override != "" {
		severity = a.Override
	}
	_, err = conn.ExecContext(ctx, queries.WarningStep("take"), sql.Named("rule", a.Name), sql.Named("severity", severity))
	return err
}

// prepare returns a rule's text and arguments, once its columns are those that
// a rule must give.
func prepare(conn *sql.Conn, a queries.ActiveRule, d session.Dates) (text string, args []any, err error) {
	known := map[string]string{"as_of": "DATE", "reported_to": "DATE"}
	for _, p := range a.Parameters {
		known[p.Name] = types[p.Type]
	}
	text = statement.Typed(a.SQL, known)
	err = conn.Raw(func(dc any) error {
		s, err := statement.Prepare(dc.(driver.Conn), text, func(name string) (any, error) { return value(a, d, name) })
		if err != nil {
			return err
		}
		args = s.Args
		return checkColumns(a, s.Columns)
	})
	return text, args, err
}

// value is the value of a rule's parameter.
func value(a queries.ActiveRule, d session.Dates, name string) (any, error) {
	switch name {
	case "as_of":
		return statement.Date(d.AsOf), nil
	case "reported_to":
		return statement.Date(d.ReportedTo), nil
	}
	if v, ok := a.Values[name]; ok {
		return v, nil
	}
	have := []string{"as_of", "reported_to"}
	for _, p := range a.Parameters {
		have = append(have, p.Name)
	}
	return nil, queries.Say("没有参数 $%s；可用的有 %s；其他参数先在文件头中写明", "there is no parameter $%s; there are %s; further ones are named in the header", name, strings.Join(have, ", "))
}

// checkColumns says which of a rule's columns are missing, too many or of the
// wrong type, each at the line of the file that it is about.
func checkColumns(a queries.ActiveRule, have []statement.Column) error {
	var errs []error
	bad := func(line int, zh, en string, args ...any) {
		errs = append(errs, &queries.HeaderError{File: a.File, Line: line, Err: queries.Say(zh, en, args...)})
	}
	for _, want := range queries.RuleColumns {
		i := slices.IndexFunc(have, func(c statement.Column) bool { return c.Name == want[0] })
		if i < 0 {
			bad(a.Line, "缺列 %s；规则须给出 %s", "column %s is missing; a rule gives %s", want[0], columnList())
			continue
		}
		ok := have[i].Type == duckdb.TYPE_SQLNULL
		switch want[1] {
		case "DOUBLE":
			ok = ok || slices.Contains(numbers, have[i].Type)
		case "DATE":
			ok = ok || have[i].Type == duckdb.TYPE_DATE
		default:
			ok = ok || have[i].Type == duckdb.TYPE_VARCHAR
		}
		// DuckDB makes a bare NULL an integer.
		if !ok && !(have[i].Type == duckdb.TYPE_INTEGER && nullAs(a.SQL, want[0])) {
			bad(lineOf(a, want[0]), "列 %[1]s 不是 %[2]s；请写 CAST(… AS %[2]s) AS %[1]s", "column %[1]s is no %[2]s; write CAST(… AS %[2]s) AS %[1]s", want[0], want[1])
		}
	}
	for i, c := range have {
		switch known := slices.ContainsFunc(queries.RuleColumns, func(w [2]string) bool { return w[0] == c.Name }); {
		case !known:
			bad(lineOf(a, c.Name), "规则没有 %s 这一列；规则的列为 %s", "column %s is none of a rule's; a rule gives %s", c.Name, columnList())
		case slices.ContainsFunc(have[:i], func(o statement.Column) bool { return o.Name == c.Name }):
			bad(lineOf(a, c.Name), "列 %s 写了两次", "column %s is given twice", c.Name)
		}
	}
	return errors.Join(errs...)
}

func nullAs(text, column string) bool {
	return regexp.MustCompile(`(?i)\bNULL\s+AS\s+` + column + `\b`).MatchString(text)
}

// lineOf is the line of the file where a column is named last, else that of
// the SELECT.
func lineOf(a queries.ActiveRule, column string) int {
	at := regexp.MustCompile(`(?i)\b`+regexp.QuoteMeta(column)+`\b`).FindAllStringIndex(a.SQL, -1)
	named := regexp.MustCompile(`(?i)\bAS\s+"?`+regexp.QuoteMeta(column)+`\b`).FindAllStringIndex(a.SQL, -1)
	if len(named) > 0 {
		at = named
	}
	if len(at) == 0 {
		return a.Line
	}
	return a.Line + strings.Count(a.SQL[:at[len(at)-1][1]], "\n")
}

func columnList() string {
	var list []string
	for _, c := range queries.RuleColumns {
		list = append(list, c[0])
	}
	return strings.Join(list, ", ")
}

// problem says what is wrong with the rows that a rule gave.
func problem(ctx context.Context, conn *sql.Conn, w queries.Warnings, a queries.ActiveRule) error {
	gives := rowSeverities(w, a)
	var kind string
	var project, what sql.NullString
	err := conn.QueryRowContext(ctx, queries.WarningStep("problem"), sql.Named("severities", gives)).Scan(&kind, &project, &what)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return nil
	case err != nil:
		return err
	case kind == "project":
		return queries.Say("列 project_id：没有项目 %q", "column project_id: there is no project %q", what.String)
	case kind == "severity":
		return queries.Say("列 severity：%[2]s 的 %[1]q 不是 %[3]s 之一；请在文件头的 severities 中写明，配置中没有的也要加上", "column severity: %q of project %s is none of %s; name it under severities of the header and, where it is missing, of the configuration", what.String, project.String, strings.Join(gives, ", "))
	case kind == "words":
		return queries.Say("列 %s：项目 %s 的为 NULL；预警须用两种语言说明原因", "columns %s: they are NULL for project %s; a warning says why in both languages", what.String, project.String)
	}
	if what.String == "" {
		return queries.Say("项目 %s 有两行；一个预警对象只给一行", "project %s is there twice; a rule gives one row for what it warns of", project.String)
	}
	return queries.Say("项目 %s 的 %q 有两行；一个预警对象只给一行", "project %s is there twice with the subject %q; a rule gives one row for what it warns of", project.String, what.String)
}

// rowSeverities are those that a rule's rows may have: of its header, on the
// city's scale; any of the header's where they are all replaced by one.
func rowSeverities(w queries.Warnings, a queries.ActiveRule) []string {
	list := []string{}
	for _, l := range a.Levels {
		on := a.Override != "" || slices.ContainsFunc(w.Scale, func(s queries.Severity) bool { return s.Name == l.Severity })
		if on {
			list = append(list, l.Severity)
		}
	}
	return list
}
