package metrics

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"math"
	"slices"
	"strings"
	"sync"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"
	"github.com/apache/arrow-go/v18/arrow/memory"
	"github.com/duckdb/duckdb-go/v2"

	"shixu/exporters/exposition"
	"shixu/queries"
	"shixu/queries/session"
	"shixu/queries/statement"
)

// Params are what metric SQL can use as $as_of, $reported_to and $calendar.
type Params struct {
	session.Dates
	Calendar string
}

func (p Params) value(name string) (any, error) {
	switch name {
	case "as_of":
		return statement.Date(p.AsOf), nil
	case "reported_to":
		return statement.Date(p.ReportedTo), nil
	case "calendar":
		return duckdb.Typed(p.Calendar, duckdb.TYPE_VARCHAR), nil
	}
	return nil, queries.Say("没有参数 $%s；可用的有 %v", "there is no parameter $%s; there are %v", name, queries.Params)
}

// Unknown is the label value that stands for NULL.
const Unknown = "unknown"

// runQuery evaluates a query on a connection and returns its families. Rows
// whose value is NULL give no series; NaN and infinity are errors, as are a
// missing column, a value that is no number, and more series than allowed.
// Errors are *queries.HeaderError, at their line of the file.
func (k *known) runQuery(ctx context.Context, conn *sql.Conn, q *queries.MetricQuery, p Params) ([]exposition.Family, error) {
	var families []exposition.Family
	err := conn.Raw(func(dc any) error {
		text := statement.Typed(q.SQL, types)
		args, err := k.args(dc.(driver.Conn), q.Hash, text, p)
		if err != nil {
			return err
		}
		ar, err := duckdb.NewArrowFromConn(dc.(driver.Conn))
		if err != nil {
			return err
		}
		rows, err := ar.QueryContext(ctx, text, args...)
		if err != nil {
			return err
		}
		defer rows.Release()
		c, err := newCollector(q, rows.Schema())
		if err != nil {
			return err
		}
		for rows.Next() {
			if err := c.add(rows.RecordBatch()); err != nil {
				return err
			}
		}
		families = c.families
		return rows.Err()
	})
	if err != nil {
		return nil, statement.Place(q.File, q.Line, err)
	}
	return families, nil
}

// known are the names of the parameters of queries that were found to be one
// SELECT, by the hash of their definition. To find that out plans a query, which
// for a city of a thousand projects is most of what it costs. It is safe for
// concurrent use.
type known struct{ params sync.Map }

// args are the arguments of a query.
func (k *known) args(conn driver.Conn, hash, text string, p Params) ([]any, error) {
	names, ok := k.params.Load(hash)
	if !ok {
		prepared, err := statement.Prepare(conn, text, p.value)
		if err != nil {
			return nil, err
		}
		k.params.Store(hash, prepared.Params)
		return prepared.Args, nil
	}
	args := make([]any, len(names.([]string)))
	for i, name := range names.([]string) {
		var err error
		if args[i], err = p.value(name); err != nil {
			return nil, err
		}
	}
	return args, nil
}

// types give the dates their type, which a parameter that is NULL (no month
// reported yet) has not of itself.
var types = map[string]string{"as_of": "DATE", "reported_to": "DATE"}

// A collector turns record batches into families.
type collector struct {
	query    *queries.MetricQuery
	families []exposition.Family
	values   []int   // by metric: its column
	labels   [][]int // by metric: its label columns
}

// newCollector finds the columns that the header names. Its error joins one for
// each metric and column that does not fit.
func newCollector(q *queries.MetricQuery, s *arrow.Schema) (*collector, error) {
	var errs []error
	column := func(m queries.Metric, name string) int {
		at := s.FieldIndices(name)
		if len(at) == 1 {
			return at[0]
		}
		var have []string
		for _, f := range s.Fields() {
			have = append(have, f.Name)
		}
		errs = append(errs, inHeader(q, m, "查询没有名为 %q 的列，或有多列；现有的列为 %s", "the query has no column %q, or several; it has %s", name, strings.Join(have, ", ")))
		return -1
	}
	c := &collector{query: q}
	for _, m := range q.Metrics {
		v := column(m, m.Value)
		if v >= 0 {
			if _, err := floats(array.MakeArrayOfNull(memory.DefaultAllocator, s.Field(v).Type, 0)); err != nil {
				errs = append(errs, inHeader(q, m, "取值列 %q：%v；请用 CAST 转换，时间用 epoch()", "value %q: %v; cast it, or take epoch() of a time", m.Value, err))
			}
		}
		var labels []int
		for _, l := range m.Labels {
			labels = append(labels, column(m, l))
		}
		t, err := exposition.ParseType(m.Type)
		if err != nil {
			errs = append(errs, inHeader(q, m, "%v", "%v", err))
		}
		c.values, c.labels = append(c.values, v), append(c.labels, labels)
		c.families = append(c.families, exposition.Family{
			Name: m.Name, Help: m.Help + " Query: " + q.File + ".", Type: t, LabelNames: slices.Clone(m.Labels),
		})
	}
	return c, errors.Join(errs...)
}

// inHeader is an error about a metric, at the line of the header that names it.
func inHeader(q *queries.MetricQuery, m queries.Metric, zh, en string, args ...any) error {
	return &queries.HeaderError{File: q.File, Line: m.Line, Err: queries.Say(m.Name+"："+zh, m.Name+": "+en, args...)}
}

func (c *collector) add(batch arrow.RecordBatch) error {
	for i := range c.families {
		f, m := &c.families[i], c.query.Metrics[i]
		values, err := floats(batch.Column(c.values[i]))
		if err != nil {
			return inHeader(c.query, m, "取值列 %q：%v", "value %q: %v", m.Value, err)
		}
		texts := make([]func(int) string, len(c.labels[i]))
		for j, col := range c.labels[i] {
			texts[j] = labelText(batch.Column(col))
		}
		for row := range int(batch.NumRows()) {
			v, ok := values(row)
			if !ok {
				continue
			}
			labels := make([]string, len(texts))
			for j, t := range texts {
				labels[j] = t(row)
			}
			if math.IsNaN(v) || math.IsInf(v, 0) {
				return inHeader(c.query, m, "序列 %q 为 %v，不是可以显示的数；请在 PromQL 中相除，或除以 nullif(…, 0)", "series %q is %v, which is no number to show; divide in PromQL, or by nullif(…, 0)", labels, v)
			}
			f.Series = append(f.Series, exposition.Series{Labels: labels, Value: v})
		}
		if len(f.Series) > c.query.MaxSeries {
			return inHeader(c.query, m, "序列多于 max_series：%d；请减少标签，或在文件头中调高", "more series than max_series: %d; drop a label, or raise it in the header", c.query.MaxSeries)
		}
	}
	return nil
}

// labelText reads a label column. Small integers (years, quarters) and dates
// are written as people do.
func labelText(col arrow.Array) func(int) string {
	return func(row int) string {
		if col.IsNull(row) {
			return Unknown
		}
		// The batch's memory is DuckDB's, and gone when the next one comes.
		return strings.Clone(col.ValueStr(row))
	}
}

// floats reads a value column; the second result is false for NULL.
func floats(col arrow.Array) (func(int) (float64, bool), error) {
	var get func(int) float64
	switch c := col.(type) {
	case *array.Float64:
		get = c.Value
	case *array.Float32:
		get = func(i int) float64 { return float64(c.Value(i)) }
	case *array.Int64:
		get = func(i int) float64 { return float64(c.Value(i)) }
	case *array.Int32:
		get = func(i int) float64 { return float64(c.Value(i)) }
	case *array.Int16:
		get = func(i int) float64 { return float64(c.Value(i)) }
	case *array.Int8:
		get = func(i int) float64 { return float64(c.Value(i)) }
	case *array.Uint64:
		get = func(i int) float64 { return float64(c.Value(i)) }
	case *array.Uint32:
		get = func(i int) float64 { return float64(c.Value(i)) }
	case *array.Uint16:
		get = func(i int) float64 { return float64(c.Value(i)) }
	case *array.Uint8:
		get = func(i int) float64 { return float64(c.Value(i)) }
	case *array.Boolean:
		get = func(i int) float64 {
			if c.Value(i) {
				return 1
			}
			return 0
		}
	case *array.Decimal128:
		scale := c.DataType().(*arrow.Decimal128Type).Scale
		get = func(i int) float64 { return nearest(c.Value(i), scale) }
	case *array.Null:
		get = func(int) float64 { return 0 }
	default:
		return nil, queries.Say("类型 %s 不是数", "%s is no number", col.DataType())
	}
	return func(i int) (float64, bool) {
		if col.IsNull(i) {
			return 0, false
		}
		return get(i), true
	}, nil
}
