package trace

import (
	"regexp"
	"strconv"
	"strings"

	"shixu/queries"
)

// A Selector names series as PromQL does: shixu_starts{district="郫都区"}.
type Selector struct {
	Metric   string
	Matchers []Matcher
}

// A Matcher is a label, one of = != =~ !~, and what it is compared with.
type Matcher struct{ Label, Op, Value string }

// ErrSelector is a selector that cannot be read.
var ErrSelector = queries.Say(`请按 Prometheus 的写法：shixu_starts{district="郫都区",timing="early"}`, `write the series as Prometheus does: shixu_starts{district="郫都区",timing="early"}`)

var (
	metricName = regexp.MustCompile(`^\s*([a-zA-Z_:][a-zA-Z0-9_:]*)\s*`)
	matcher    = regexp.MustCompile(`^\s*([a-zA-Z_][a-zA-Z0-9_]*)\s*(=~|!~|!=|=)\s*`)
	quoted     = regexp.MustCompile("^(\"(?:[^\"\\\\]|\\\\.)*\"|'(?:[^'\\\\]|\\\\.)*'|`[^`]*`)\\s*")
)

// ParseSelector reads a selector. The labels job and instance, which Prometheus
// adds, are left out. The error wraps ErrSelector.
func ParseSelector(text string) (Selector, error) {
	bad := func(rest string) (Selector, error) {
		return Selector{}, queries.Say("序列 %q：从 %q 起读不懂；%v", "series %q: cannot read on from %q: %v", text, rest, ErrSelector)
	}
	m := metricName.FindStringSubmatch(text)
	if m == nil {
		return bad(text)
	}
	s, rest := Selector{Metric: m[1]}, text[len(m[0]):]
	if rest == "" {
		return s, nil
	}
	rest, open := strings.CutPrefix(rest, "{")
	if !open {
		return bad(rest)
	}
	for {
		if end, closed := strings.CutPrefix(strings.TrimSpace(rest), "}"); closed {
			if strings.TrimSpace(end) != "" {
				return bad(end)
			}
			return s, nil
		}
		m := matcher.FindStringSubmatch(rest)
		if m == nil {
			return bad(rest)
		}
		q := quoted.FindStringSubmatch(rest[len(m[0]):])
		if q == nil {
			return bad(rest[len(m[0]):])
		}
		rest = rest[len(m[0])+len(q[0]):]
		value, err := unquote(q[1])
		if err != nil {
			return bad(q[1])
		}
		if m[1] != "job" && m[1] != "instance" {
			s.Matchers = append(s.Matchers, Matcher{m[1], m[2], value})
		}
		if after, more := strings.CutPrefix(rest, ","); more {
			rest = after
		} else if !strings.HasPrefix(rest, "}") {
			return bad(rest)
		}
	}
}

// unquote reads a string in the quotes PromQL has.
func unquote(q string) (string, error) {
	if q[0] == '\'' { // to Go this is one character
		inner := strings.ReplaceAll(strings.ReplaceAll(q[1:len(q)-1], `\'`, `'`), `"`, `\"`)
		q = `"` + inner + `"`
	}
	return strconv.Unquote(q)
}
