package ingest

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"

	"shixu/pipeline/mapping"
	"shixu/pipeline/source"
	"shixu/queries"
)

// layout is what the load templates need to know of a dataset as one file
// gives it. Columns of all its sheets have one shape; which are mapped is the
// union over sheets.
type layout struct {
	dataset *queries.Dataset
	columns []column
	latest  string
}

// byName says that some rows name their project instead of giving its id.
func newLayout(d *queries.Dataset, plans []*mapping.Plan, latest string, byName bool) layout {
	staged := stagedFields(plans)
	l := layout{dataset: d, columns: columnsOf(plans[0], staged, byName), latest: latest}
	for _, p := range plans[1:] {
		for i, c := range columnsOf(p, staged, byName) {
			if c.mapped && !l.columns[i].mapped {
				l.columns[i] = c
			}
		}
	}
	return l
}

// keyColumns are the stored names of the key.
func (l layout) keyColumns() []string {
	var keys []string
	for _, k := range l.dataset.Key {
		for _, c := range l.columns {
			if c.Name == k {
				keys = append(keys, c.Stored)
			}
		}
	}
	return keys
}

// required says that a stored column is never NULL.
func (l layout) required(stored string) bool {
	for _, c := range l.columns {
		if c.Stored == stored {
			return c.field.Required
		}
	}
	return false
}

// sameKey compares the keys of two aliases. An empty key part (a target for
// the whole city) equals itself.
func (l layout) sameKey(a, b string) string {
	var same []string
	for _, k := range l.keyColumns() {
		op := "="
		if !l.required(k) {
			op = "IS NOT DISTINCT FROM"
		}
		same = append(same, fmt.Sprintf("%s.%s %s %s.%s", a, k, op, b, k))
	}
	return strings.Join(same, " AND ")
}

type checkBit struct {
	When string
	Bit  int64
}

func (l layout) checks() []checkBit {
	var bits []checkBit
	for i, c := range l.dataset.Checks {
		when := c.When
		if strings.Contains(when, "IS NULL") {
			// What cannot be read is there all the same.
			when = fmt.Sprintf("unread & %d = 0 AND (%s)", l.named(when), when)
		}
		bits = append(bits, checkBit{when, 1 << i})
	}
	return bits
}

// named are the bits of the fields that a condition names.
func (l layout) named(when string) (bits int64) {
	words := strings.FieldsFunc(when, func(r rune) bool { return r != '_' && !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	for _, c := range l.columns {
		if slices.Contains(words, c.Name) {
			bits |= c.Bit
		}
	}
	return bits
}

// stageData fills stage.sql for one table of the file.
func stageData(p *mapping.Plan, staged map[string]bool, t *source.Table, rel *source.Relation, first bool) map[string]any {
	columns := columnsOf(p, staged, true)
	l := layout{dataset: p.Dataset, columns: columns}
	row, sheetSQL := "row", ""
	if rel.Ordinal {
		row = "NULL::BIGINT"
	}
	if t.Sheet != "" {
		sheetSQL = queries.Literal(t.Sheet)
	}
	return map[string]any{
		"First": first, "Relation": rel.SQL, "Row": row, "Sheet": sheetSQL,
		"Columns": columns, "Checks": l.checks(), "Kind": rowKind(p), "Numbered": !rel.Ordinal,
	}
}

// rowKind tells subtotals, titles and notes from data in tables people made.
// It is only asked where the cell that says which row it is has nothing in it
// or begins with no ASCII character, so that a column of codes costs nothing.
func rowKind(p *mapping.Plan) string {
	if p.HeaderRow == 0 {
		return noText
	}
	var id, name *mapping.Column
	var cells []string
	for i := 1; i <= 3 && i <= p.Width; i++ {
		cells = append(cells, fmt.Sprintf("c%d", i))
	}
	for i := range p.Columns {
		c := &p.Columns[i]
		if c.Source == 0 {
			continue
		}
		if cell := fmt.Sprintf("c%d", c.Source); !slices.Contains(cells, cell) {
			cells = append(cells, cell)
		}
		switch {
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
	first, key, named := "coalesce("+strings.Join(cells, ", ")+")", fmt.Sprintf("c%d", id.Source), "NULL"
	if name != nil {
		named = fmt.Sprintf("c%d", name.Source)
	}
	if referenceField(p.Dataset) == "" && p.Dataset.Name != "project" {
		// Its keys are words of people's own: 全省 may be a subtotal or a scope.
		return fmt.Sprintf("CASE WHEN %s IS NULL AND %s IS NULL THEN 'empty' END", key, first)
	}
	return fmt.Sprintf(`CASE WHEN %[1]s IS NULL OR ascii(%[1]s) >= 128 THEN
             CASE WHEN %[1]s = %[2]s THEN 'header' ELSE row_kind(%[3]s, %[4]s) END END`,
		key, queries.Literal(lastLine(id.Header)), first, named)
}

// lastLine is the child's name of a two-row header.
func lastLine(header string) string {
	if i := strings.LastIndexAny(header, "\n/"); i >= 0 {
		return header[i+1:]
	}
	return header
}

func (l layout) resolveData(loadID int64, n numbering) map[string]any {
	return map[string]any{"Columns": l.columns, "LoadID": loadID, "FirstRow": n.firstRow, "Shifted": n.shifted, "Numbered": n.numbered, "Sheets": n.sheets, "Record": l.record(), "Registers": l.registers(), "Latest": l.latest}
}

// registers is the field that registers projects, or "".
func (l layout) registers() string {
	for _, c := range l.columns {
		if c.Type == queries.NewProject {
			return c.Name
		}
	}
	return ""
}

// dimensions are the columns whose new words become members of a dimension.
func (l layout) dimensions() []column {
	var all []column
	for _, c := range l.columns {
		if c.Staged && (c.Type == queries.Sector || c.Type == queries.ProjectType) {
			all = append(all, c)
		}
	}
	return all
}

// record is a struct of a staged row's values as text, for what is set aside.
func (l layout) record() string {
	var fields []string
	for _, c := range l.columns {
		if c.Staged {
			fields = append(fields, fmt.Sprintf("'%[1]s': s.%[1]s::VARCHAR", c.Name))
		}
	}
	return "{" + strings.Join(fields, ", ") + "}"
}

func (l layout) rejectData(loadID int64, path string) map[string]any {
	keys := l.keyColumns()
	first := l.dataset.Key[0]
	return map[string]any{
		"LoadID": loadID, "File": queries.Literal(path),
		"Key": strings.Join(keys, ", "), "SameKeyTwice": l.sameKeyNullSafe("twice", "i"),
		"ValuesHash": "hash(" + strings.Join(prefixed("i", storedNames(l.columns)), ", ") + ")",
		"FirstKey":   first, "FirstKeyField": first, "Latest": l.latest, "Registers": l.registers(), "Dimensions": l.dimensions(),
	}
}

// sameKeyNullSafe is sameKey for rows that were not checked yet.
func (l layout) sameKeyNullSafe(a, b string) string {
	var same []string
	for _, k := range l.keyColumns() {
		same = append(same, fmt.Sprintf("%s.%s IS NOT DISTINCT FROM %s.%s", a, k, b, k))
	}
	return strings.Join(same, " AND ")
}

func (l layout) mergeData(loadID int64, knownOn time.Time, late bool) map[string]any {
	keys := l.keyColumns()
	var differs, names, values []string
	keepsAny := false
	for _, c := range l.columns {
		if c.Stored == "" {
			continue
		}
		parts := []string{c.Stored}
		if c.Precision {
			parts = append(parts, c.Stored+"_precision")
		}
		key, keeps := slices.Contains(keys, c.Stored), l.keeps(c)
		for _, part := range parts {
			value, differ := "i."+part, fmt.Sprintf("i.%[1]s IS DISTINCT FROM t.%[1]s", part)
			switch {
			case key && part == c.Stored: // its precision may differ
				differ = ""
			case key:
			case keeps && c.Staged:
				value, differ = fmt.Sprintf("coalesce(i.%[1]s, t.%[1]s)", part), fmt.Sprintf("(i.%[1]s IS NOT NULL AND i.%[1]s IS DISTINCT FROM t.%[1]s)", part)
			case keeps:
				value, differ = "t."+part, ""
			case !c.Staged:
				value, differ = "NULL", fmt.Sprintf("t.%s IS NOT NULL", part)
			}
			keepsAny = keepsAny || keeps && !key
			names, values = append(names, part), append(values, value)
			if differ != "" {
				differs = append(differs, differ)
			}
		}
	}
	if len(differs) == 0 {
		differs = []string{"false"}
	}
	return map[string]any{
		"Table": l.dataset.Name, "LoadID": loadID, "KnownOn": "DATE " + queries.Literal(knownOn.Format(time.DateOnly)),
		"SameKey": l.sameKey("t", "i"), "Differs": strings.Join(differs, "\n           OR "),
		"Late": late, "Keeps": keepsAny, "ColumnList": strings.Join(names, ", "), "ValueList": strings.Join(values, ", "),
	}
}

// keeps says that a NULL leaves what is known: everywhere in a patch; else for
// texts and dates whose column the file does not have at all. Figures are
// replaced together: a new cumulative beside an old month would be neither.
func (l layout) keeps(c column) bool {
	if l.dataset.Merge == queries.Patch {
		return true
	}
	return !c.Staged && (c.Type == queries.Text || c.Type == queries.Date)
}

func prefixed(alias string, names []string) []string {
	out := make([]string, len(names))
	for i, n := range names {
		out[i] = alias + "." + n
	}
	return out
}
