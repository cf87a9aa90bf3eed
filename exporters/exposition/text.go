package exposition

import (
	"bytes"
	"math"
	"strconv"
	"strings"
)

// appendText writes a family in the text format, version 0.0.4.
func appendText(b []byte, f *Family) []byte {
	b = append(b, "# HELP "...)
	b = append(b, f.Name...)
	b = append(b, ' ')
	b = appendEscaped(b, f.Help, false)
	b = append(b, "\n# TYPE "...)
	b = append(b, f.Name...)
	switch f.Type {
	case Counter:
		b = append(b, " counter\n"...)
	case Untyped:
		b = append(b, " untyped\n"...)
	default:
		b = append(b, " gauge\n"...)
	}
	line := newLine(f.Name, f.LabelNames)
	for i := range f.Series {
		b = line.append(b, f.Series[i].Labels)
		b = append(b, ' ')
		b = appendFloat(b, f.Series[i].Value)
		b = append(b, '\n')
	}
	return b
}

// appendOpenMetrics writes a family in OpenMetrics 1.0.0, which is the same as
// 0.0.1 for the types we have.
func appendOpenMetrics(b []byte, f *Family) []byte {
	name := f.openMetricsName()
	b = append(b, "# HELP "...)
	b = append(b, name...)
	b = append(b, ' ')
	b = appendEscaped(b, f.Help, true)
	b = append(b, "\n# TYPE "...)
	b = append(b, name...)
	switch {
	case f.Type == Counter && name != f.Name:
		b = append(b, " counter\n"...)
	case f.Type == Counter, f.Type == Untyped:
		b = append(b, " unknown\n"...)
	default:
		b = append(b, " gauge\n"...)
	}
	if f.Unit != "" {
		b = append(b, "# UNIT "...)
		b = append(b, name...)
		b = append(b, ' ')
		b = appendEscaped(b, f.Unit, true)
		b = append(b, '\n')
	}
	line := newLine(f.Name, f.LabelNames)
	for i := range f.Series {
		b = line.append(b, f.Series[i].Labels)
		b = append(b, ' ')
		b = appendOpenMetricsFloat(b, f.Series[i].Value)
		b = append(b, '\n')
	}
	return b
}

// openMetricsName is what OpenMetrics calls the family: a counter's _total
// belongs to its samples.
func (f *Family) openMetricsName() string {
	if f.Type == Counter {
		return strings.TrimSuffix(f.Name, "_total")
	}
	return f.Name
}

// A line holds what all of a family's lines have in common.
type line struct {
	before []string // before each label value: `name{a="`, `",b="`
	after  string   // after the last one: `"}`, or only the name
}

func newLine(name string, labels []string) line {
	if len(labels) == 0 {
		return line{after: name}
	}
	l := line{before: make([]string, len(labels)), after: `"}`}
	for i, label := range labels {
		l.before[i] = `",` + label + `="`
	}
	l.before[0] = name + "{" + labels[0] + `="`
	return l
}

func (l line) append(b []byte, values []string) []byte {
	for i, v := range values {
		b = append(b, l.before[i]...)
		b = appendEscaped(b, v, true)
	}
	return append(b, l.after...)
}

// appendEscaped escapes backslash, newline and, where the text stands in
// quotes, the quote.
func appendEscaped(b []byte, s string, quoted bool) []byte {
	from := 0
	for i := range len(s) {
		var escape string
		switch c := s[i]; {
		case c == '\\':
			escape = `\\`
		case c == '\n':
			escape = `\n`
		case c == '"' && quoted:
			escape = `\"`
		default:
			continue
		}
		b = append(b, s[from:i]...)
		b = append(b, escape...)
		from = i + 1
	}
	return append(b, s[from:]...)
}

func appendFloat(b []byte, v float64) []byte {
	if v == 0 { // expfmt does not tell -0 from 0
		return append(b, '0')
	}
	return strconv.AppendFloat(b, v, 'g', -1, 64)
}

// appendOpenMetricsFloat makes sure that the number looks like a float.
func appendOpenMetricsFloat(b []byte, v float64) []byte {
	start := len(b)
	b = appendFloat(b, v)
	if math.IsNaN(v) || math.IsInf(v, 0) || bytes.ContainsAny(b[start:], ".e") {
		return b
	}
	return append(b, ".0"...)
}
