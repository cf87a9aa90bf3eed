package mapping

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"shixu/queries"
)

// Mapping prints the plan as a mapping file to edit. Applied to the same table
// it gives the same plan, but for the notes.
func (p *Plan) Mapping() string {
	var b strings.Builder
	fmt.Fprintf(&b, "dataset: %s\n", p.Dataset.Name)
	switch {
	case p.HeaderRow > 0:
		b.WriteString("# 各文件表头位置不同时，删去下面三行，由程序查找。\n")
		b.WriteString("# Where files differ in these rows, delete the three lines and they are found.\n")
		fmt.Fprintf(&b, "header_row: %d\nheader_rows: %d\nfirst_row: %d\n", p.HeaderRow, p.HeaderRows, p.FirstRow)
	case p.FirstRow > 0:
		fmt.Fprintf(&b, "header_rows: 0\nfirst_row: %d\n", p.FirstRow)
	}
	if len(p.Columns) > 0 {
		b.WriteString("columns:\n")
	}
	for _, c := range p.Columns {
		if p.Months != nil && c.Field.Type == queries.Month { // said by months: of the amounts
			continue
		}
		fmt.Fprintf(&b, "  %s: %s", c.Field.Name, p.value(c))
		if s := strings.Join(c.Samples, " | "); s != "" && (c.Source > 0 || c.From != FromMapping) {
			fmt.Fprintf(&b, "  # %s", shorten(printable(s), 60))
		}
		b.WriteByte('\n')
	}
	for _, except := range []bool{false, true} {
		key := "only:\n"
		if except {
			key = "except:\n"
		}
		for _, f := range p.Filters {
			if f.Except == except {
				var values []string
				for _, v := range f.Values {
					values = append(values, strconv.Quote(v))
				}
				fmt.Fprintf(&b, "%s  %s: [%s]\n", key, quote(f.Column), strings.Join(values, ", "))
				key = ""
			}
		}
	}
	if len(p.Unused) > 0 {
		b.WriteString("# 未使用的列 unused columns:\n")
		for _, u := range p.Unused {
			fmt.Fprintf(&b, "#   %s\n", shorten(printable(u), 100))
		}
	}
	return b.String()
}

// value is what stands behind a field in a mapping file.
func (p *Plan) value(c Column) string {
	var parts []string
	add := func(key, value string) { parts = append(parts, key+": "+value) }
	switch {
	case p.Months != nil && c.Field.Beside != "":
		add("months", "{"+strings.Join(p.monthNames(c.Field), ", ")+"}")
	case c.Source > 0:
		add("column", quote(p.columnName(c)))
	case c.From != FromMapping:
		add("from", string(c.From))
		if c.Pattern != "" {
			add("pattern", quote(c.Pattern))
		}
	default:
		add("value", strconv.Quote(c.Constant))
	}
	switch {
	case c.Field.Type == queries.Money && (c.Source > 0 || c.From == FromMapping):
		add("unit", FormatUnit(c.Unit))
	case c.Field.Type == queries.Ratio && c.Source > 0 || c.Percent:
		add("percent", strconv.FormatBool(c.Percent))
	}
	if c.Part != "" {
		add("part", c.Part)
	}
	if len(c.Formats) > 0 {
		var formats []string
		for _, f := range c.Formats {
			formats = append(formats, strconv.Quote(string(f)))
		}
		add("format", "["+strings.Join(formats, ", ")+"]")
	}
	if len(c.Values) > 0 {
		var pairs []string
		for _, from := range slices.Sorted(maps.Keys(c.Values)) {
			pairs = append(pairs, quote(from)+": "+quote(c.Values[from]))
		}
		add("values", "{"+strings.Join(pairs, ", ")+"}")
	}
	if c.Separator != "" {
		add("separator", strconv.Quote(c.Separator))
		add("many", quote(c.Many))
	}
	if len(parts) == 1 && c.Source > 0 {
		return quote(p.columnName(c))
	}
	return "{" + strings.Join(parts, ", ") + "}"
}

// monthNames are the pairs of months and columns of a field.
func (p *Plan) monthNames(field queries.Field) []string {
	var pairs []string
	for _, m := range p.Months {
		for _, c := range m.Columns {
			if c.Field.Name == field.Name {
				pairs = append(pairs, m.Month+": "+quote(p.columnName(c)))
			}
		}
	}
	return pairs
}

// columnName is a text that names the column and no other: its header, or its
// position where another column has the same header.
func (p *Plan) columnName(c Column) string {
	unique := c.Header != "" && !strings.HasPrefix(c.Header, "#") && !slices.Contains(p.Unused, c.Header)
	for _, other := range p.Columns {
		unique = unique && (other.Header != c.Header || other.Source == c.Source || other.Source == 0)
	}
	if unique {
		return c.Header
	}
	return "#" + strconv.Itoa(c.Source)
}

var (
	plainText = regexp.MustCompile(`^[\p{Han}A-Za-z](?:[\p{Han}A-Za-z0-9（）()%/._ -]*[\p{Han}A-Za-z0-9（）()%])?$`)
	yamlWords = []string{"true", "false", "null", "yes", "no", "on", "off", "y", "n"}
)

// quote writes a text so that YAML reads it back as that text.
func quote(s string) string {
	if plainText.MatchString(s) && !slices.Contains(yamlWords, strings.ToLower(s)) {
		return s
	}
	return strconv.Quote(s)
}

// printable is a text that may stand in a comment or a terminal.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		if !strconv.IsPrint(r) {
			return -1
		}
		return r
	}, s)
}
