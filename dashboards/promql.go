package dashboards

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/promql/parser"
)

var promql = parser.NewParser(parser.Options{})

// grafanaRange are durations that Grafana fills in; the parser sees lengths
// that nobody writes by hand.
var grafanaRanges = []struct{ name, length string }{
	{"$__rate_interval", "7d13h"}, {"$__interval", "7d17h"}, {"$__range", "7d19h"},
}

var word = regexp.MustCompile(`<([a-z_]+)>`)

// scale is what amounts are divided by to be read: 亿元 in Chinese, billions in
// English.
func scale(zh bool) string {
	if zh {
		return "1e8"
	}
	return "1e9"
}

// abbreviationDepth is how deep abbreviations may lie within others.
const abbreviationDepth = 5

// moneyWord is what amounts are then called.
func (r *renderer) moneyWord(zh bool) string {
	switch code := strings.ToUpper(r.currency); {
	case !zh:
		return "bn " + code
	case code == "CNY":
		return "亿元"
	default:
		return "亿 " + code
	}
}

// words fills in what stands in <…>: currency and scale, and the abbreviations
// of common.yaml, which may hold others.
func (r *renderer) words(text string) (string, error) {
	for range abbreviationDepth {
		var err error
		text = word.ReplaceAllStringFunc(text, func(w string) string {
			switch name := w[1 : len(w)-1]; name {
			case "currency":
				return r.currency
			case "money":
				return scale(r.zh)
			case "few":
				return strconv.Itoa(r.few)
			case "severe":
				return r.severe
			default:
				long, ok := r.common.Abbreviations[name]
				if !ok {
					err = fmt.Errorf("%s: there is no abbreviation %s in common.yaml", strings.Join(strings.Fields(text), " "), w)
				}
				return strings.TrimSpace(long)
			}
		})
		if err != nil {
			return "", err
		}
	}
	return text, nil
}

// expr fills in currency and scale, and adds the selector to every metric.
func (r *renderer) expr(text string) (string, error) {
	text, err := r.words(text)
	if err != nil {
		return "", err
	}
	for _, g := range grafanaRanges {
		text = strings.ReplaceAll(text, g.name, g.length)
	}
	e, err := promql.ParseExpr(text)
	if err != nil {
		return "", fmt.Errorf("%s: %w", strings.Join(strings.Fields(text), " "), err)
	}
	parser.Inspect(e, func(n parser.Node, _ []parser.Node) error {
		if v, ok := n.(*parser.VectorSelector); ok {
			v.LabelMatchers = append(v.LabelMatchers, r.matchers(v.Name)...)
		}
		return nil
	})
	text = e.String()
	for _, g := range grafanaRanges {
		text = strings.ReplaceAll(text, g.length, g.name)
	}
	return text, nil
}

// matchers is the selector for a metric. Recorded ones, whose names have a
// colon, carry the labels that the selector names outright (rules.go).
func (r *renderer) matchers(metric string) []*labels.Matcher {
	if !strings.Contains(metric, ":") {
		return r.selector
	}
	return r.equal()
}

// equal are the labels that the selector names outright.
func (r *renderer) equal() []*labels.Matcher {
	var equal []*labels.Matcher
	for _, m := range r.selector {
		if m.Type == labels.MatchEqual {
			equal = append(equal, m)
		}
	}
	return equal
}
