package ingest

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"shixu/pipeline/mapping"
	"shixu/queries"
)

// layout is what the load templates need to know of a dataset as one file
// gives it. Columns of all its sheets have one shape; which are mapped is the
// union over sheets.
type layout struct {
	dataset *queries.Dataset
	columns []column
	latest  string
	// mixed says that not all files of the batch have all columns.
	mixed bool
	// sheets says that the files have sheets; beside, that tables have months side by
	// side; late, that the only file was known earlier than another.
	sheets, beside, late bool
}

// newLayout lays out a file. byName says that some rows name their project
// instead of giving its id.
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

// sameKey compares the keys of two aliases, all but one column that is the same
// in any case. An empty key part (a target for
// the whole city) equals itself.
func (l layout) sameKey(a, b, but string) string {
	var same []string
	for _, k := range l.keyColumns() {
		if k == but {
			continue
		}
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

// mask is the smallest type that has a bit for every field and check.
func (l layout) mask() string {
	switch n := max(len(l.columns), len(l.dataset.Checks)); {
	case n <= 8:
		return "UTINYINT"
	case n <= 16:
		return "USMALLINT"
	default:
		return "UINTEGER"
	}
}

// foundIn says of each column whether every file has it.
func (l layout) foundIn(files []*arrival) layout {
	l.late = files[0].late
	for i := range l.columns {
		c := &l.columns[i]
		for _, a := range files {
			if c.Staged && !stagedFields(a.plans)[c.Name] {
				c.Sometimes, l.mixed = true, true
			}
		}
	}
	return l
}

func (l layout) surveyData(several bool, n numbering) map[string]any {
	id := ""
	for _, c := range l.columns {
		if c.Type == queries.ProjectName && c.Staged {
			id = referenceField(l.dataset)
		}
	}
	return map[string]any{"ByID": id, "Ranged": l.ranged(), "Several": several, "Parts": n.beside, "Sheets": n.sheets}
}

// ranged is the month, day or year of the key, or "". Data that come in order
// of time lie together in the store, and DuckDB finds them by it.
func (l layout) ranged() string {
	for _, k := range l.dataset.Key {
		if f, _ := l.dataset.Field(k); f.Required && (f.Type == queries.Month || f.Type == queries.Date || f.Type == queries.Year) {
			return k
		}
	}
	return ""
}

// span is the condition for rows of the store between the first and the last
// key of a file; "" where keys have no order. Of a single month DuckDB guesses
// better how many rows it has than of a range, and so which side of a join to
// keep in memory.
func (l layout) span(found surveyed) string {
	if !found.first.Valid {
		return ""
	}
	if found.first == found.last {
		return fmt.Sprintf("t.%s = %s", l.ranged(), queries.Literal(found.first.String))
	}
	return fmt.Sprintf("t.%s BETWEEN %s AND %s", l.ranged(), queries.Literal(found.first.String), queries.Literal(found.last.String))
}

// projectBySpan says that a key is a project and a time and nothing else.
func (l layout) projectBySpan() bool {
	return len(l.dataset.Key) == 2 && l.ranged() != "" && slices.Contains(l.keyColumns(), "project_key")
}

func (l layout) resolveData(to *load, n numbering, s standing) map[string]any {
	return map[string]any{
		"From": to.number, "Fields": l.mixed, "Mask": l.mask(), "Columns": l.columns, "LoadID": to.id, "FirstRow": n.firstRow, "Shifted": n.shifted, "Numbered": n.numbered, "Sheets": l.sheets,
		"Registers": l.registers(), "Latest": l.latest, "Table": l.dataset.Name, "SameKey": l.sameKey("t", "i", s.alike),
		"Fresh": s.fresh, "Span": s.span, "AtMerge": s.atMerge, "Late": l.late, "KnownOn": date(to.file.knownOn), "Kept": l.kept(s), "Differs": l.differs(s),
	}
}

func (l layout) tallyData(s standing, several bool) map[string]any {
	return map[string]any{
		"Key": strings.Join(l.keyColumns(), ", "), "Within": l.ranged(), "Projects": s.projects, "Several": several, "Aside": false, "Late": l.late,
		"AtMerge": s.atMerge, "Table": l.dataset.Name, "Span": s.span,
	}
}

// recountData is tallyData for what is left of one file.
func (l layout) recountData(of *load, s standing) map[string]any {
	if !s.atMerge {
		s = standing{}
	}
	data := l.tallyData(s, false)
	data["Aside"], data["File"] = true, of.number
	return data
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

// record is a struct of the values of a staged row of a file as text, for what
// is set aside.
func (l layout) record(of *load) string {
	staged := stagedFields(of.plans)
	var fields []string
	for _, c := range l.columns {
		if staged[c.Name] {
			fields = append(fields, fmt.Sprintf("'%[1]s': s.%[1]s::VARCHAR", c.Name))
		}
	}
	return "{" + strings.Join(fields, ", ") + "}"
}

func (l layout) rejectData(of *load) map[string]any {
	return map[string]any{
		"LoadID": of.id, "File": of.number, "Sheets": l.sheets, "Parts": l.beside, "Path": queries.Literal(of.path), "Record": l.record(of),
		"Key": strings.Join(l.keyColumns(), ", "), "SameKeyTwice": l.sameKeyNullSafe("twice", "i"),
		"ValuesHash": "hash(" + strings.Join(prefixed("i", storedNames(l.columns)), ", ") + ")",
		"FirstKey":   l.dataset.Key[0], "Latest": l.latest, "Registers": l.registers(), "Dimensions": l.dimensions(),
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

// A part is a stored column of a field: its value, or the precision of a date.
type part struct {
	column
	name string
	// key says that rows with the same key have it in common, which the
	// precision of a key's date need not be; keeps, that what stands there
	// stays where the file says nothing.
	key, keeps bool
	// patches says that an empty cell keeps what stands, too; bare, that nothing
	// stands there that could differ.
	patches, bare bool
}

// asTheFile says that it depends on the file whether p keeps what stands: some
// files of the batch have its column, and what they say counts.
func (p part) asTheFile() bool { return p.keeps && p.Sometimes && !p.patches }

// parts are the stored columns. What is empty in the store is not kept.
func (l layout) parts(s standing) []part {
	keys := l.keyColumns()
	var all []part
	for _, c := range l.columns {
		if c.Stored == "" {
			continue
		}
		names := []string{c.Stored}
		if c.Precision {
			names = append(names, c.Stored+"_precision")
		}
		for _, n := range names {
			ofKey := slices.Contains(keys, c.Stored)
			bare := s.fresh || slices.Contains(s.empty, n)
			all = append(all, part{c, n, ofKey && n == c.Stored, !ofKey && !bare && l.keeps(c), l.dataset.Merge == queries.Patch, bare})
		}
	}
	return all
}

// kept are the stored columns that may be left standing.
func (l layout) kept(s standing) []string {
	var names []string
	for _, p := range l.parts(s) {
		if p.keeps {
			names = append(names, p.name)
		}
	}
	return names
}

// differs is the condition that a row i says something that t does not.
func (l layout) differs(s standing) string {
	var differs []string
	for _, p := range l.parts(s) {
		switch {
		case p.key, !p.Staged && (p.keeps || p.bare):
		case p.asTheFile():
			differs = append(differs, fmt.Sprintf("(i.fields & %[2]d <> 0 AND i.%[1]s IS DISTINCT FROM t.%[1]s)", p.name, p.Bit))
		case p.keeps:
			differs = append(differs, fmt.Sprintf("(i.%[1]s IS NOT NULL AND i.%[1]s IS DISTINCT FROM t.%[1]s)", p.name))
		case !p.Staged:
			differs = append(differs, fmt.Sprintf("t.%s IS NOT NULL", p.name))
		default:
			differs = append(differs, fmt.Sprintf("i.%[1]s IS DISTINCT FROM t.%[1]s", p.name))
		}
	}
	if len(differs) == 0 {
		return "false"
	}
	return strings.Join(differs, "\n           OR ")
}

// mergeData fills merge.sql in, and replace.sql once it is known what changed.
func (l layout) mergeData(of *load, s standing, n tally, aside bool) map[string]any {
	old := "i.old_"
	if s.atMerge {
		old = "t."
	}
	var names, values []string
	for _, p := range l.parts(s) {
		value := "i." + p.name
		switch {
		case p.asTheFile():
			value = fmt.Sprintf("CASE WHEN i.fields & %[2]d <> 0 THEN i.%[1]s ELSE %[3]s%[1]s END", p.name, p.Bit, old)
		case p.keeps && p.Staged:
			value = fmt.Sprintf("coalesce(i.%[1]s, %[2]s%[1]s)", p.name, old)
		case p.keeps:
			value = old + p.name
		case !p.Staged:
			value = "NULL"
		}
		names, values = append(names, p.name), append(values, value)
	}
	return map[string]any{
		"Table": l.dataset.Name, "LoadID": of.id, "File": of.number, "Sheets": l.sheets, "Late": l.late, "ColumnList": strings.Join(names, ", "), "ValueList": strings.Join(values, ", "),
		"Aside": aside, "New": n.new > 0, "All": s.rows > 0 && s.rows == n.changed, "Span": s.span,
		"AtMerge": s.atMerge, "SameKey": l.sameKey("t", "i", s.alike), "Differs": l.differs(s),
	}
}

// keeps says that a NULL leaves what is known: everywhere in a patch; else for
// texts and dates whose column the file does not have at all. Figures are
// replaced together: a new cumulative beside an old month would be neither.
func (l layout) keeps(c column) bool {
	if l.dataset.Merge == queries.Patch {
		return true
	}
	return (!c.Staged || c.Sometimes) && (c.Type == queries.Text || c.Type == queries.Date)
}

func prefixed(alias string, names []string) []string {
	out := make([]string, len(names))
	for i, n := range names {
		out[i] = alias + "." + n
	}
	return out
}
