package mapping

import (
	"slices"
	"strings"

	"shixu/queries"
)

// A Format is how a column writes its dates, in the directives of strptime:
// "%m/%d/%Y". A column that has formats is read by them and nothing else, so
// that 03/04/2019 is one day, whoever reads it.
type Format string

// Precisions of a format.
const (
	day   = "day"
	month = "month"
	year  = "year"
)

// directives are those a date may be written with, and how people are shown
// them. Weeks of the year and time zones are left out: they move the day.
var directives = map[string]string{
	"Y": "YYYY", "y": "YY", "m": "MM", "-m": "MM", "b": "Mon", "B": "Month", "d": "DD", "-d": "DD", "j": "DDD", "-j": "DDD",
	"a": "Wkd", "A": "Weekday", "H": "hh", "-H": "hh", "I": "hh", "-I": "hh", "p": "AM", "M": "mm", "-M": "mm",
	"S": "ss", "-S": "ss", "f": "ffffff", "%": "%",
}

// ParseFormat checks a format: its directives are known, and it says a year,
// and a month where it says a day.
func ParseFormat(text string) (Format, error) {
	f := Format(text)
	has := map[string]bool{}
	for _, d := range f.split() {
		if name, ok := strings.CutPrefix(d, "%"); ok {
			if directives[name] == "" {
				return "", queries.Say("格式 %q：没有 %s；日期由 %%Y %%m %%d 组成，也可用 %%y %%b %%B %%j 和 %%H %%I %%M %%S %%f %%p", "format %q: %s is not known; a date is made of %%Y %%m %%d, also %%y %%b %%B %%j and %%H %%I %%M %%S %%f %%p", text, d)
			}
			has[strings.TrimPrefix(name, "-")] = true
		}
	}
	months := has["m"] || has["b"] || has["B"]
	switch {
	case !has["Y"] && !has["y"]:
		return "", queries.Say("格式 %q 没有年；可写如 %%m/%%d/%%Y", "format %q says no year; write something like %%m/%%d/%%Y", text)
	case has["d"] && !months:
		return "", queries.Say("格式 %q 有日而没有月", "format %q says a day but no month", text)
	}
	return f, nil
}

// Precision is how finely the format tells a date: day, month or year.
func (f Format) Precision() string {
	precision := year
	for _, d := range f.split() {
		switch strings.TrimPrefix(d, "%") {
		case "d", "-d", "j", "-j":
			return day
		case "m", "-m", "b", "B":
			precision = month
		}
	}
	return precision
}

// Shown is the format for people: MM/DD/YYYY.
func (f Format) Shown() string {
	var b strings.Builder
	for _, d := range f.split() {
		if name, ok := strings.CutPrefix(d, "%"); ok {
			d = directives[name]
		}
		b.WriteString(d)
	}
	return b.String()
}

// split cuts the format into directives ("%m", "%-d") and what stands between.
func (f Format) split() []string {
	var parts []string
	for s := string(f); s != ""; {
		n := strings.IndexByte(s, '%')
		switch {
		case n < 0:
			n = len(s)
		case n == 0:
			n = min(2, len(s))
			if strings.HasPrefix(s, "%-") {
				n = min(3, len(s))
			}
		}
		parts, s = append(parts, s[:n]), s[n:]
	}
	return parts
}

// misfit says why a field cannot be written in the formats; empty: it can.
func misfit(t queries.Type, formats []Format) queries.Words {
	switch t {
	case queries.Date, queries.Year:
	case queries.Month:
		if slices.ContainsFunc(formats, func(f Format) bool { return f.Precision() == year }) {
			return queries.Words{Zh: "是月份，而其格式不含月份", En: "is a month, which its format does not say"}
		}
	default:
		return queries.Words{Zh: "不是日期、月份或年度，不能写 format", En: "is no date, month or year; format does not apply to it"}
	}
	return queries.Words{}
}
