package queries

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// A MetricQuery is one file of metrics/: a header that says what the query
// yields, then one SELECT. One query may yield several metrics.
type MetricQuery struct {
	// Name is the file's name without .sql; File is how errors name it.
	Name, File string
	// Shipped says that the query comes with Shixu.
	Shipped bool
	Metrics []Metric
	// MaxSeries bounds each metric's series; more is an error, never cut off.
	MaxSeries int
	// Drop says that a failing query shows nothing, where it would otherwise
	// keep its last good series.
	Drop bool
	// Enabled names the switch of the configuration that turns the query on;
	// empty: always on.
	Enabled string
	// Present says that the query speaks of the present only, whatever the
	// as-of date: it has no history to backfill.
	Present bool
	// SQL is the SELECT; it starts at line Line of the file.
	SQL  string
	Line int
	// Hash is the SHA-256 of the file, by which a stored result is known to
	// be this query's.
	Hash string
}

// A Metric is one column of a query's result, and the columns that tell its
// series apart.
type Metric struct {
	Name   string
	Help   string
	HelpZh string // what the catalogue says in Chinese
	Type   string // gauge, counter, info
	Value  string // the column with the value
	Labels []string
	Line   int // where the header names it
}

// UnitOf is the unit that a metric's name ends in, before a counter's _total;
// empty where it names none.
func UnitOf(metric, currency string) string {
	metric = strings.TrimSuffix(metric, "_total")
	for _, u := range []string{"seconds", "ratio", "bytes", strings.ToLower(currency)} {
		if u != "" && strings.HasSuffix(metric, "_"+u) {
			return u
		}
	}
	return ""
}

// Params are the dates and settings a query may use as $name.
var Params = []string{"as_of", "reported_to", "calendar"}

// A HeaderError is a problem of a query file, at its line.
type HeaderError struct {
	File string
	Line int
	Err  error
}

func (e *HeaderError) Error() string { return fmt.Sprintf("%s:%d: %s", e.File, e.Line, e.Err) }
func (e *HeaderError) Unwrap() error { return e.Err }

// Chinese is the error in Chinese, as far as it has any.
func (e *HeaderError) Chinese() string {
	return fmt.Sprintf("%s:%d: %s", e.File, e.Line, InChinese(e.Err))
}

// MetricQueries returns the queries that come with Shixu, then those of the
// given folders, each by name; see readFolder. Of two that give a metric the first
// stands. $currency in metric names becomes the code in lower case.
func MetricQueries(currency string, folders ...fs.FS) ([]*MetricQuery, error) {
	all, err := readFolder("metrics", "*.sql", folders, func(file string, text []byte, shipped bool) (*MetricQuery, error) {
		q, err := ParseMetricQuery(file, text, currency)
		if err == nil {
			q.Shipped = shipped
		}
		return q, err
	})
	slices.SortStableFunc(all, func(a, b *MetricQuery) int {
		switch {
		case a.Shipped == b.Shipped:
			return 0
		case a.Shipped:
			return -1
		}
		return 1
	})
	return all, err
}

// MetricTaken says that another file gives a metric already.
func MetricTaken(metric, by string) *Said {
	return Say("%s：%s 已给出该指标；改名，或把文件命名为 %s 以替换它",
		"%s: %s gives this metric already; rename it, or name the file %s to replace that one", metric, by, path.Base(by))
}

type metricHeader struct {
	Metrics   yaml.Node `yaml:"metrics"`
	Labels    []string  `yaml:"labels"`
	MaxSeries int       `yaml:"max_series"`
	OnError   string    `yaml:"on_error"`
	Enabled   string    `yaml:"enabled"`
	History   *bool     `yaml:"history"`
}

type metricEntry struct {
	Help   string    `yaml:"help"`
	Zh     string    `yaml:"zh"`
	Type   string    `yaml:"type"`
	Value  string    `yaml:"value"`
	Labels *[]string `yaml:"labels"`
}

// ParseMetricQuery reads a query file. The error is a *HeaderError.
func ParseMetricQuery(file string, text []byte, currency string) (*MetricQuery, error) {
	q := &MetricQuery{Name: strings.TrimSuffix(path.Base(file), ".sql"), File: file, MaxSeries: 10000}
	sum := sha256.Sum256(append([]byte(currency+"\n"), text...))
	q.Hash = hex.EncodeToString(sum[:])
	at := func(line int, zh, en string, args ...any) (*MetricQuery, error) {
		return nil, &HeaderError{file, line, Say(zh, en, args...)}
	}

	f, err := splitFile(file, text, Say("指标文件以文件头 /* metrics: … */ 开始", "a metric file begins with a header /* metrics: … */"))
	if err != nil {
		return nil, err
	}
	above := f.above
	var h metricHeader
	if err := f.decode(&h); err != nil {
		return nil, err
	}
	line := func(n *yaml.Node) int { return above + n.Line - 1 }
	if h.Metrics.Kind != yaml.MappingNode || len(h.Metrics.Content) == 0 {
		return at(above, "文件头：metrics: 下没有指标", "header: metrics: names no metric")
	}
	for i := 0; i+1 < len(h.Metrics.Content); i += 2 {
		key, node := h.Metrics.Content[i], h.Metrics.Content[i+1]
		var e metricEntry
		if err := decodeStrict(node, &e); err != nil {
			return at(line(key), "文件头：%s：%v", "header: %s: %v", key.Value, err)
		}
		m := Metric{
			Name: strings.ReplaceAll(key.Value, "$currency", strings.ToLower(currency)),
			Help: strings.TrimSpace(e.Help), HelpZh: strings.TrimSpace(e.Zh), Type: e.Type, Value: e.Value, Labels: h.Labels, Line: line(key),
		}
		if e.Labels != nil {
			m.Labels = *e.Labels
		}
		if m.Type == "" {
			m.Type = "gauge"
		}
		switch {
		case m.Help == "":
			return at(m.Line, "%s：没有 help（英文说明）", "%s: has no help", m.Name)
		case m.Value == "":
			return at(m.Line, "%s：没有 value，即取值的列", "%s: has no value: the column that holds it", m.Name)
		case !slices.Contains([]string{"gauge", "counter", "info"}, m.Type):
			return at(m.Line, "%s：type %q 不是 gauge、counter、info 之一", "%s: type %q is none of gauge, counter, info", m.Name, m.Type)
		case slices.Contains(m.Labels, m.Value):
			return at(m.Line, "%s：列 %q 既是取值又是标签", "%s: column %q is both value and label", m.Name, m.Value)
		}
		q.Metrics = append(q.Metrics, m)
	}
	switch h.OnError {
	case "", "keep":
	case "drop":
		q.Drop = true
	default:
		return at(above, "文件头：on_error: %q 既非 keep 也非 drop", "header: on_error: %q is neither keep nor drop", h.OnError)
	}
	if h.MaxSeries != 0 {
		q.MaxSeries = h.MaxSeries
	}
	q.Enabled = h.Enabled
	q.Present = h.History != nil && !*h.History
	q.SQL, q.Line = f.sql, f.line
	if q.SQL == "" {
		return nil, &HeaderError{file, q.Line, noSelect}
	}
	return q, nil
}
