package scores

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"slices"
	"strings"
	"time"

	"shixu/queries"
	"shixu/queries/session"
	"shixu/queries/statement"
)

// measureAll measures quarters: first those of other dates than the session's,
// then the one that has them, for which the measures of a refresh serve.
func (s *Scorer) measureAll(ctx context.Context, conn *sql.Conn, quarters []span, d session.Dates, o Options) error {
	now := func(q span) bool { return q.dates.AsOf.Equal(d.AsOf) && q.dates.ReportedTo.Equal(d.ReportedTo) }
	measure := func(q span) error {
		if err := s.measure(ctx, conn, q, o); err != nil {
			return queries.Say("%s 考核：%v", "score %s: %v", q.Quarter, err)
		}
		return nil
	}
	if slices.ContainsFunc(quarters, func(q span) bool { return !now(q) }) {
		err := session.Aside(ctx, conn, func() error {
			for _, q := range quarters {
				if now(q) {
					continue
				}
				if err := session.Set(ctx, conn, q.dates, s.rules); err != nil {
					return err
				}
				if err := session.ShareProjects(ctx, conn); err != nil {
					return err
				}
				if err := measure(q); err != nil {
					return err
				}
			}
			return session.Set(ctx, conn, d, s.rules)
		})
		if err != nil {
			return err
		}
	}
	for _, q := range quarters {
		if !now(q) {
			continue
		}
		if err := session.ShareOnce(ctx, conn); err != nil {
			return err
		}
		if err := measure(q); err != nil {
			return err
		}
	}
	return nil
}

// measure asks every indicator for one quarter. The connection speaks of its dates.
func (s *Scorer) measure(ctx context.Context, conn *sql.Conn, q span, o Options) error {
	if _, err := conn.ExecContext(ctx, "DELETE FROM scoring_unit; DELETE FROM scoring_belongs"); err != nil {
		return err
	}
	dates := s.dates(q)
	for _, seq := range s.scoring.Sequenced {
		if err := sequenceFile(seq).exec(ctx, conn, dates, nil); err != nil {
			return err
		}
		for _, step := range []string{"unit", "belongs"} {
			if err := run(ctx, conn, step, sql.Named("sequence", seq.Name)); err != nil {
				return err
			}
		}
	}
	when := []any{sql.Named("year", q.Year), sql.Named("quarter", q.Quarter.Quarter)}
	if err := run(ctx, conn, "member", when...); err != nil {
		return err
	}
	for _, m := range s.scoring.Measured {
		if err := indicatorFile(m.Indicator).exec(ctx, conn, dates, &m); err != nil {
			return err
		}
		item := sql.Named("item", m.Name)
		if err := run(ctx, conn, "value", append(when, item, sql.Named("value", m.Indicator.Value))...); err != nil {
			return err
		}
		if q.Quarter == o.Behind {
			if err := run(ctx, conn, "behind", item); err != nil {
				return err
			}
		}
	}
	return nil
}

// dates are the parameters that every file may use.
func (s *Scorer) dates(q span) map[string]any {
	return map[string]any{
		"as_of": statement.Date(q.dates.AsOf), "reported_to": statement.Date(q.dates.ReportedTo),
		"quarter_start": statement.Date(q.start), "quarter_end": statement.Date(q.end),
	}
}

// A file is the SELECT of an indicator or a sequence, and the statement that
// takes its rows; what stands before the SELECT is one line with its first.
type file struct {
	name          string
	line          int
	sql           string
	columns       [][2]string
	before, after string
}

// sequenceFile puts the rows of a sequence into scoring_sequenced.
func sequenceFile(q *queries.Sequence) file {
	return file{q.File, q.Line, q.SQL, queries.SequenceColumns,
		"CREATE OR REPLACE TEMP TABLE scoring_sequenced AS SELECT CAST(entity AS VARCHAR) AS entity, CAST(project_key AS INTEGER) AS project_key FROM (", ")"}
}

// indicatorFile puts the rows of an indicator into scoring_part, one a project.
func indicatorFile(i *queries.Indicator) file {
	return file{i.File, i.Line, i.SQL, queries.IndicatorColumns,
		"CREATE OR REPLACE TEMP TABLE scoring_part AS SELECT CAST(entity AS VARCHAR) AS entity, CAST(project_key AS INTEGER) AS project_key, " +
			"sum(CAST(numerator AS DECIMAL(38, 4))) AS numerator, sum(CAST(denominator AS DECIMAL(38, 4))) AS denominator FROM (",
		") GROUP BY entity, project_key"}
}

// exec takes the rows. item, where given, has the values of the parameters that
// are an indicator's own.
func (f file) exec(ctx context.Context, conn *sql.Conn, dates map[string]any, item *queries.MeasuredItem) error {
	typed := f.typed(item)
	var args []any
	err := conn.Raw(func(dc any) error {
		s, err := statement.Prepare(dc.(driver.Conn), typed, func(name string) (any, error) { return value(dates, item, name) })
		if err != nil {
			return err
		}
		args = s.Args
		return f.check(s.Columns)
	})
	if err == nil {
		_, err = conn.ExecContext(ctx, f.before+typed+"\n"+f.after, args...)
	}
	return statement.Place(f.name, f.line, err)
}

// value is the value of a parameter.
func value(dates map[string]any, item *queries.MeasuredItem, name string) (any, error) {
	have := slices.Clone(queries.IndicatorParams)
	if v, ok := dates[name]; ok {
		return v, nil
	}
	if item != nil {
		if v, ok := item.Values[name]; ok {
			return v, nil
		}
		for _, p := range item.Indicator.Parameters {
			have = append(have, p.Name)
		}
	}
	return nil, queries.Say("没有参数 $%s；可用的有 %s", "there is no parameter $%s; there are %s", name, strings.Join(have, ", "))
}

// typed is the SELECT with the types of its parameters.
func (f file) typed(item *queries.MeasuredItem) string {
	types := map[string]string{}
	for _, p := range queries.IndicatorParams {
		types[p] = "DATE"
	}
	if item != nil {
		for _, p := range item.Indicator.Parameters {
			types[p.Name] = map[string]string{"number": "DOUBLE", "integer": "BIGINT", "text": "VARCHAR", "boolean": "BOOLEAN"}[p.Type]
		}
	}
	return statement.Typed(f.sql, types)
}

// check says which of the columns are missing, and which are none of them.
func (f file) check(have []statement.Column) error {
	var want []string
	for _, c := range f.columns {
		want = append(want, c[0])
	}
	for _, name := range want {
		if !slices.ContainsFunc(have, func(c statement.Column) bool { return c.Name == name }) {
			return queries.Say("缺列 %s；此处的列为 %s", "column %s is missing; the columns here are %s", name, strings.Join(want, ", "))
		}
	}
	for _, c := range have {
		if !slices.Contains(want, c.Name) {
			return queries.Say("列 %s 不是此处所用的列：%s", "column %s is none of those that count here: %s", c.Name, strings.Join(want, ", "))
		}
	}
	return nil
}

// Check asks every sequence and indicator of an empty warehouse: whether its
// SQL can be run and gives the columns it must. The error joins one
// *queries.HeaderError for each file that is wrong.
func (s *Scorer) Check(ctx context.Context, conn *sql.Conn) error {
	day := time.Date(2023, 3, 31, 0, 0, 0, 0, time.UTC) // any will do: there is nothing to be found
	q := span{Quarter: Quarter{2023, 1}, start: day.AddDate(0, -2, -30), end: day, dates: session.Dates{AsOf: day, ReportedTo: day}}
	if err := session.Set(ctx, conn, q.dates, s.rules); err != nil {
		return err
	}
	if err := run(ctx, conn, "session"); err != nil {
		return err
	}
	var errs []error
	for _, seq := range s.scoring.Sequenced {
		errs = append(errs, sequenceFile(seq).exec(ctx, conn, s.dates(q), nil))
	}
	for _, m := range s.scoring.Measured {
		errs = append(errs, indicatorFile(m.Indicator).exec(ctx, conn, s.dates(q), &m))
	}
	return errors.Join(errs...)
}
