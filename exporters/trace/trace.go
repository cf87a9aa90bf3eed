// Package trace leads from a figure back to the rows it was made of.
//
// A metric's query says how a figure is computed; a file of queries/trace says
// which rows are behind it, each with the file, sheet and row it came from. The
// two are written apart, so the sum over the rows is held against the figure,
// to the last digit.
package trace

import (
	"cmp"
	_ "embed"
	"fmt"
	"slices"
	"strings"

	"shixu/queries"
	"shixu/queries/statement"
)

var (
	// ErrUnknownMetric is a metric that no query gives.
	ErrUnknownMetric = queries.Say("没有这个指标", "there is no such metric")
	// ErrUntraced is a metric that no trace explains.
	ErrUntraced = queries.Say("没有解释此指标的溯源文件", "no trace file explains this metric")
)

//go:embed check.sql
var checkSQL string

// A Plan is what to ask for a selector. Both are questions for a session that
// speaks of the dates wanted.
type Plan struct {
	// Value is the column of Rows that adds up to the figure.
	Value string
	// Rows gives the rows behind the series.
	Rows string
	// Check gives one row: the sum and number of the rows, the figure and the
	// number of its series, and whether sum and figure are equal. It is empty
	// where the selector asks for something that is no label of the metric,
	// such as one project: no figure is published of that.
	Check string
	// Labels are the metric's.
	Labels []string
}

// New plans how to trace a selector, by the metric queries and traces there are.
func New(s Selector, metrics []*queries.MetricQuery, traces map[string]*queries.Trace) (*Plan, error) {
	query, metric := find(s.Metric, metrics)
	if query == nil {
		return nil, queries.Say("%s：%v", "%s: %v", s.Metric, ErrUnknownMetric)
	}
	t := traces[s.Metric]
	if t == nil {
		return nil, queries.Say("%s：%v", "%s: %v", s.Metric, ErrUntraced)
	}
	p := &Plan{Value: t.Explains[s.Metric], Labels: metric.Labels}
	var others []string
	for _, column := range t.Explains {
		if column != p.Value && !slices.Contains(others, column) {
			others = append(others, column)
		}
	}
	slices.Sort(others)
	without := ""
	if len(others) > 0 {
		without = " EXCLUDE (" + names(others) + ")"
	}
	where := conditions(s.Matchers)
	p.Rows = "SELECT *" + without + " FROM (\n" + t.SQL + "\n) WHERE " + name(p.Value) + " IS NOT NULL" + where
	for _, m := range s.Matchers {
		if !slices.Contains(metric.Labels, m.Label) {
			return p, nil
		}
	}
	figures := "SELECT " + name(metric.Value) + " AS value FROM (\n" + statement.Spoken(query.SQL) + "\n) WHERE true" + where
	p.Check = strings.NewReplacer("$rows", p.Rows, "$figures", figures, "$value", name(p.Value)).Replace(checkSQL)
	return p, nil
}

// Project asks for everything reported of a project, in a month where one is
// given ("2023-09").
func Project(id, month string) (string, error) {
	text, err := queries.ProjectRows()
	m := "CAST(NULL AS VARCHAR)"
	if month != "" {
		m = queries.Literal(month)
	}
	return strings.NewReplacer("$project", queries.Literal(id), "$month", m).Replace(text), err
}

// Explained are the metrics that can be traced, in order.
func Explained(traces map[string]*queries.Trace) []string {
	var all []string
	for metric := range traces {
		all = append(all, metric)
	}
	slices.Sort(all)
	return all
}

func find(name string, all []*queries.MetricQuery) (*queries.MetricQuery, queries.Metric) {
	for _, q := range all {
		for _, m := range q.Metrics {
			if m.Name == name {
				return q, m
			}
		}
	}
	return nil, queries.Metric{}
}

// conditions writes matchers as SQL. A NULL label is shown as unknown.
func conditions(matchers []Matcher) string {
	var b strings.Builder
	for _, m := range matchers {
		column, value := "coalesce(CAST("+name(m.Label)+" AS VARCHAR), 'unknown')", queries.Literal(m.Value)
		switch m.Op {
		case "=~":
			fmt.Fprintf(&b, " AND regexp_full_match(%s, %s)", column, value)
		case "!~":
			fmt.Fprintf(&b, " AND NOT regexp_full_match(%s, %s)", column, value)
		default:
			fmt.Fprintf(&b, " AND %s %s %s", column, cmp.Or(m.Op, "="), value)
		}
	}
	return b.String()
}

func name(column string) string { return `"` + strings.ReplaceAll(column, `"`, `""`) + `"` }

func names(columns []string) string {
	quoted := make([]string, len(columns))
	for i, c := range columns {
		quoted[i] = name(c)
	}
	return strings.Join(quoted, ", ")
}
