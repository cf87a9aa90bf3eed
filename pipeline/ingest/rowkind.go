package ingest

import (
	"fmt"
	"slices"
	"strings"

	"shixu/pipeline/mapping"
	"shixu/queries"
)

// DataRows is the condition for the rows of a table that are data and wanted: no
// subtotals, titles, notes or repeated headers. It needs the macros of
// queries/load/read.sql.
func DataRows(p *mapping.Plan) string {
	about := rowAbout(p, textCells(textColumns(p)), amountCells(p))
	is := fmt.Sprintf("(%[1]s IS NULL OR row_kind(%[1]s) IS NULL)", about)
	if len(p.Filters) > 0 {
		is += " AND " + kept(p.Filters)
	}
	return is
}

// mostCells is how many cells of a row are looked at to tell what kind it is.
const mostCells = 16

// rowAbout is what the macro row_kind is told of a row in a table that people
// made, to tell subtotals, titles, notes and repeated headers from data. It is
// only asked where the cell that says which row it is has nothing in it or
// words, so that a column of codes costs nothing.
//
// cells is SQL for the texts of the row's cells but for the amounts (textColumns), and
// paid for each of these.
func rowAbout(p *mapping.Plan, cells string, paid []string) string {
	if p.HeaderRow == 0 {
		return noText
	}
	var id, name *mapping.Column
	for i := range p.Columns {
		c := &p.Columns[i]
		switch {
		case c.Source == 0 || c.Field.Type == queries.Money:
		case c.Field.Type == queries.ProjectName || c.Field.Name == "name":
			name = c
		case id == nil && slices.Contains(p.Dataset.Key, c.Field.Name):
			id = c
		}
	}
	if id == nil {
		id = name
	}
	if id == nil {
		return noText
	}
	if referenceField(p.Dataset) == "" && p.Dataset.Name != "project" {
		// Its keys are words of people's own: 全省 may be a subtotal or a scope.
		return fmt.Sprintf("CASE WHEN %s IS NULL AND %s = '' THEN '' END", cell(id.Source), cells)
	}
	named, amount := "''", "''"
	if name != nil {
		named = cell(name.Source)
	}
	if paid != nil {
		amount = fmt.Sprintf("CASE WHEN coalesce(%s) IS NOT NULL THEN 'paid' ELSE '' END", strings.Join(paid, ", "))
	}
	return fmt.Sprintf(`CASE WHEN %[2]s THEN CASE WHEN %[1]s = %[3]s THEN %[4]s
                ELSE concat(%[5]s, chr(31), %[6]s, chr(31), %[7]s) END END`,
		cell(id.Source), mayBeWords(id == name, cell(id.Source)), queries.Literal(lastLine(id.Header)), queries.Literal(saidAgain),
		cells, named, amount)
}

// amountCells is SQL for each of a row's amounts.
func amountCells(p *mapping.Plan) []string {
	var cells []string
	for _, c := range p.Columns {
		if c.Source > 0 && c.Field.Type == queries.Money {
			cells = append(cells, cell(c.Source))
		}
	}
	return cells
}

// saidAgain is what row_kind is told of a header on the next page: a note.
const saidAgain = "备注:"

// textColumns are the columns whose cells tell what kind a row is: the first of
// the table and those of fields, wherever they stand, but for the amounts.
func textColumns(p *mapping.Plan) []int {
	var columns []int
	for i := 1; i <= min(p.Width, mostCells); i++ {
		columns = append(columns, i)
	}
	for _, c := range p.Columns {
		if c.Source > mostCells {
			columns = append(columns, c.Source)
		}
	}
	amounts := amountColumns(p)
	slices.Sort(columns)
	return slices.DeleteFunc(slices.Compact(columns), func(c int) bool { return slices.Contains(amounts, c) })
}

// amountColumns are the columns of amounts, those of all months side by side and of
// their total among them.
func amountColumns(p *mapping.Plan) []int {
	var columns []int
	add := func(c mapping.Column) {
		if c.Source > 0 && c.Field.Type == queries.Money && !slices.Contains(columns, c.Source) {
			columns = append(columns, c.Source)
		}
	}
	for _, c := range p.Columns {
		add(c)
	}
	for _, m := range p.Months {
		for _, c := range m.Columns {
			add(c)
		}
	}
	if p.Total != nil {
		add(*p.Total)
	}
	return columns
}

// textCells is SQL for the texts of columns.
func textCells(columns []int) string {
	var cells []string
	for _, c := range columns {
		cells = append(cells, cell(c))
	}
	return "concat_ws(chr(30), " + strings.Join(cells, ", ") + ")"
}

// mayBeWords is the condition under which a key is no code: nothing, beginning
// with anything but an ASCII letter or digit, words behind a digit, or a total
// in English. Names are words all of them. Comparing texts, which goes by their
// bytes, costs half of what ascii() does.
func mayBeWords(named bool, key string) string {
	if named {
		return "true"
	}
	return fmt.Sprintf("CASE WHEN %[1]s >= '0' AND %[1]s < '{' THEN CASE WHEN %[1]s < ':' THEN strlen(%[1]s) <> length(%[1]s) "+
		"WHEN %[1]s >= 'G' AND %[1]s < 'H' OR %[1]s >= 'S' AND %[1]s < 'U' OR %[1]s >= 'g' AND %[1]s < 'h' OR %[1]s >= 's' AND %[1]s < 'u' "+
		"THEN contains(lower(left(%[1]s, 11)), 'total') ELSE false END ELSE true END", key)
}

// lastLine is the child's name of a two-row header.
func lastLine(header string) string {
	if i := strings.LastIndexAny(header, "\n/"); i >= 0 {
		return header[i+1:]
	}
	return header
}

// kept is the condition for rows that filters keep; empty where there are none.
func kept(filters []mapping.Filter) string {
	var all []string
	for _, f := range filters {
		var values []string
		is := "false"
		for _, v := range f.Values {
			switch v {
			case mapping.Anything:
				is += fmt.Sprintf(" OR NOT is_blank(%s)", cell(f.Source))
			case "":
				is += fmt.Sprintf(" OR is_blank(%s)", cell(f.Source))
			default:
				values = append(values, "name_key("+queries.Literal(v)+")")
			}
		}
		if values != nil {
			is += fmt.Sprintf(" OR coalesce(list_contains([%s], name_key(%s)), false)", strings.Join(values, ", "), cell(f.Source))
		}
		if f.Except {
			is = "NOT (" + is + ")"
		}
		all = append(all, "("+is+")")
	}
	return strings.Join(all, " AND ")
}
