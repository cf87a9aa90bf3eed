package ingest

import (
	"fmt"
	"sort"
	"strings"

	"shixu/pipeline/mapping"
	"shixu/queries"
)

// column is one field of a dataset as the load templates see it.
type column struct {
	Name      string
	Type      queries.Type
	Precision bool
	Bit       int64

	// stage: the cell's text, the type it is cast to as it stands, the macro
	// that tidies it where that fails, the one that reads, and the conditions
	// under which a NULL means "cannot be read" or "missing".
	Text, Plain, Tidy, Read, Unread, Missing string

	// resolve: the stored column and what fills it; empty where virtual.
	Stored, Resolved, Unknown, Join string

	// Staged says that some table of the file has the column; mapped, that this
	// one has; Sometimes, that only some files of the batch have it.
	Staged, mapped, Sometimes bool
	field                     queries.Field
}

const (
	noText = "NULL::VARCHAR"
	// decimal is what numbers are cast to as they stand.
	decimal = "DECIMAL(18, 6)"
	// Names are only looked at where there is no id.
	nameIfNoID = "CASE WHEN is_blank(t_%s) THEN read_text(t_%s) END"
)

// columnsOf lays a dataset out for a plan: every field of the dataset, mapped
// or not. staged says which fields the file has, in whatever sheet, so that the
// stage has one shape for all. Unless
// byName, names of projects are not looked up: every row has an id.
func columnsOf(p *mapping.Plan, staged map[string]bool, byName bool) []column {
	found := map[string]mapping.Column{}
	for _, c := range p.Columns {
		found[c.Field.Name] = c
	}
	ref := referenceField(p.Dataset)
	columns := make([]column, 0, len(p.Dataset.Fields))
	for i, f := range p.Dataset.Fields {
		m, ok := found[f.Name]
		c := column{Name: f.Name, Type: f.Type, Bit: 1 << i, mapped: ok, Staged: staged[f.Name], field: f, Text: noText}
		if ok {
			c.Text = cellText(m)
		}
		c.read(m, ref)
		c.resolve(byName)
		if !c.Staged {
			c.Join, c.Unknown = "", ""
		}
		columns = append(columns, c)
	}
	return columns
}

// referenceField is the dataset's field that names a project by id, or "".
func referenceField(d *queries.Dataset) string {
	for _, f := range d.Fields {
		if f.Type == queries.Project {
			return f.Name
		}
	}
	return ""
}

// cell is the SQL for the cell of a column (1-based).
func cell(column int) string { return fmt.Sprintf("c%d", column) }

// cellText is the SQL for a cell's text, its replacements made.
func cellText(m mapping.Column) string {
	if m.Source == 0 {
		return queries.Literal(m.Constant)
	}
	cell := cell(m.Source)
	if m.Part != "" {
		cell = fmt.Sprintf("range_part(%s, %s)", cell, queries.Literal(m.Part))
	}
	if m.Since1904 {
		cell = "serial_1904(" + cell + ")"
	}
	if len(m.Values) == 0 && m.Separator == "" {
		return cell
	}
	var b strings.Builder
	b.WriteString("CASE")
	from := make([]string, 0, len(m.Values))
	for k := range m.Values {
		from = append(from, k)
	}
	sort.Strings(from)
	for _, k := range from {
		fmt.Fprintf(&b, " WHEN coalesce(trim(%s), '') = %s THEN %s", cell, queries.Literal(k), queries.Literal(m.Values[k]))
	}
	if m.Separator != "" {
		fmt.Fprintf(&b, " WHEN contains(%s, %s) THEN %s", cell, queries.Literal(m.Separator), queries.Literal(m.Many))
	}
	fmt.Fprintf(&b, " ELSE %s END", cell)
	return b.String()
}

// dated is the SQL for a cell's text where it may be a date that says no year.
func dated(m mapping.Column, text string) string {
	if m.Year == "" {
		return text
	}
	return fmt.Sprintf("with_year(%s, %s)", text, queries.Literal(m.Year))
}

// read says how the text becomes a value, and when it could not.
func (c *column) read(m mapping.Column, ref string) {
	t, p, n := "t_"+c.Name, "p_"+c.Name, "n_"+c.Name
	blank := "is_blank(" + t + ")"
	typed := func(plain, tidy, expr string) {
		c.Read = expr
		if c.mapped {
			c.Plain = plain
			if tidy != "" {
				c.Tidy = fmt.Sprintf("%s(%s, %s)", tidy, dated(m, t), p)
			}
			c.Unread = t + " IS NOT NULL AND NOT " + blank
		}
	}
	switch c.Type {
	case queries.Money:
		unit := m.Unit
		if unit == 0 {
			unit = 1
		}
		typed(amountType(unit), "tidy_number", fmt.Sprintf("money_of(%s, %s, %s, %d)", t, p, n, unit))
	case queries.Ratio:
		typed(decimal, "tidy_number", fmt.Sprintf("ratio_of(%s, %s, %s, %t)", t, p, n, m.Percent))
	case queries.Date:
		c.Precision = true
		blank = "is_blank_date(" + t + ")"
		typed("DATE", "tidy_date", fmt.Sprintf("date_of(%s, %s)", p, n))
	case queries.Term:
		typed("", "", readTerm(c.field, t))
	case queries.ProjectName, queries.District:
		c.Read = "read_text(" + t + ")"
		if c.field.Virtual && ref != "" && c.mapped {
			c.Read = fmt.Sprintf(nameIfNoID, ref, c.Name)
		}
	case queries.Text, queries.Project, queries.NewProject, queries.Sector, queries.ProjectType:
		c.Read = "read_text(" + t + ")"
		if c.field.OneLine {
			c.Read = "one_line(" + c.Read + ")"
		}
	case queries.Month:
		typed("DATE", "tidy_month", fmt.Sprintf("month_of(%s, %s)", p, n))
	case queries.Number, queries.Integer:
		typed(decimal, "tidy_number", fmt.Sprintf("%s_of(%s, %s, %s)", c.Type, t, p, n))
	default: // year, boolean
		typed("", "", fmt.Sprintf("read_%s(%s)", c.Type, t))
	}
	if len(m.Formats) > 0 {
		c.readWritten(m.Formats)
	}
	if c.field.Required && m.From != mapping.FromName {
		c.Missing = blank
		if c.Type == queries.Project {
			c.Missing = "project_name IS NULL"
		}
	}
	if !c.mapped {
		c.Read = c.nullRead()
	}
}

// amountType is what amounts in a unit are cast to as they stand. It loses no
// decimal that the macro amount_in needs.
func amountType(unit int64) string {
	decimals, ok := map[int64]int{1: 2, 1e3: 5, 1e4: 6, 1e6: 8, 1e7: 9, 1e8: 10}[unit]
	if !ok {
		decimals = 10
	}
	return fmt.Sprintf("DECIMAL(18, %d)", decimals)
}

// nullRead is a NULL of the type the reading macro would give.
func (c *column) nullRead() string {
	switch c.Type {
	case queries.Money:
		return "NULL::DECIMAL(18, 2)"
	case queries.Number:
		return "NULL::DECIMAL(24, 6)"
	case queries.Ratio:
		return "NULL::DECIMAL(12, 6)"
	case queries.Integer:
		return "NULL::INTEGER"
	case queries.Boolean:
		return "NULL::BOOLEAN"
	case queries.Year:
		return "NULL::SMALLINT"
	case queries.Month:
		return "NULL::DATE"
	case queries.Date:
		return "NULL::STRUCT(value DATE, precision VARCHAR)"
	}
	return noText
}

// readTerm turns the words people write for a term into the stored word.
func readTerm(f queries.Field, text string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "CASE name_key(%s)", text)
	stored := make([]string, 0, len(f.Terms))
	for s := range f.Terms {
		stored = append(stored, s)
	}
	sort.Strings(stored)
	for _, s := range stored {
		for _, word := range append([]string{s}, f.Terms[s]...) {
			fmt.Fprintf(&b, " WHEN name_key(%s) THEN %s", queries.Literal(word), queries.Literal(s))
		}
	}
	b.WriteString(" END")
	return b.String()
}

// resolve says how a name becomes the key of what it names.
func (c *column) resolve(byName bool) {
	switch c.Type {
	case queries.NewProject:
		c.Stored, c.Resolved = "project_key", "pk.project_key"
		c.Join = fmt.Sprintf("LEFT JOIN store.project_key AS pk ON pk.project_id = s.%s", c.Name)
	case queries.Project:
		c.Stored, c.Resolved = "project_key", "pk.project_key"
		c.Join = fmt.Sprintf("LEFT JOIN store.project_key AS pk ON pk.project_id = s.%s", c.Name)
		if byName {
			c.Resolved = "coalesce(pk.project_key, pd.project_key, pn.project_key)"
			c.Join += `
LEFT JOIN store.district_name AS ds ON ds.key = name_key(s.district)
LEFT JOIN store.project_name AS pd ON pd.key = name_key(s.project_name) AND pd.district_code = ds.code
LEFT JOIN store.project_name AS pn ON pn.key = name_key(s.project_name) AND pn.district_code IS NULL`
		}
		c.Unknown = c.Resolved + " IS NULL"
		if !c.field.Required { // who names none means none
			named := fmt.Sprintf("s.%s IS NOT NULL", c.Name)
			if byName {
				named = fmt.Sprintf("(%s OR s.project_name IS NOT NULL)", named)
			}
			c.Unknown = named + " AND " + c.Unknown
		}
	case queries.District, queries.Sector, queries.ProjectType:
		if c.field.Virtual {
			return
		}
		c.Stored, c.Resolved = c.Name+"_code", "n_"+c.Name+".code"
		c.Join = fmt.Sprintf("LEFT JOIN store.%s_name AS n_%s ON n_%s.key = name_key(s.%s)", c.Type, c.Name, c.Name, c.Name)
		if c.Type == queries.District {
			c.Unknown = fmt.Sprintf("s.%s IS NOT NULL AND n_%s.code IS NULL", c.Name, c.Name)
		}
	default:
		if !c.field.Virtual {
			c.Stored, c.Resolved = c.Name, "s."+c.Name
		}
	}
}

// storedNames are the stored columns, precisions included.
func storedNames(columns []column) []string {
	var names []string
	for _, c := range columns {
		if c.Stored == "" || !c.Staged {
			continue
		}
		names = append(names, c.Stored)
		if c.Precision {
			names = append(names, c.Stored+"_precision")
		}
	}
	return names
}

// stagedFields are the fields that any of a file's tables has.
func stagedFields(plans []*mapping.Plan) map[string]bool {
	staged := map[string]bool{}
	for _, k := range plans[0].Dataset.Key {
		staged[k] = true
	}
	for _, p := range plans {
		for _, c := range p.Columns {
			staged[c.Field.Name] = true
			if c.Field.Type == queries.ProjectName || c.From == mapping.FromName {
				// Names are looked up inside their district first.
				staged["district"] = true
			}
		}
	}
	return staged
}
