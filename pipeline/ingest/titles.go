package ingest

import (
	"context"
	"database/sql"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"

	"shixu/pipeline/mapping"
	"shixu/pipeline/source"
	"shixu/queries"
)

// What stage.sql writes into other for rows that are no data.
const (
	subtotalRow = 3
	titleRow    = 4
)

// A mark is a row of the stage that says something of the rows around it: a
// title, a subtotal, or the first row of a sheet.
type mark struct {
	at    int64 // rowid of stage
	file  *arrival
	sheet string
	plan  *mapping.Plan
	row   int64 // as people count
	kind  int   // 0: only the first row of a sheet
	first bool  // it begins a sheet
	text  string
	title mapping.Title
	// paid are the amounts that stand in it by field, in hundredths of the
	// currency.
	paid map[string]int64
	// until is the mark before which a title's rows end.
	until int
	// again says that the title goes on from the page before.
	again bool
	// says is what a title says of fields; known, that it is the name of
	// something there is.
	says  map[string]string
	known bool

	// rows are the rows of data up to the next mark, and sums their amounts;
	// unknown are amounts that cannot be read, or rows that are none.
	rows    int64
	sums    map[string]int64
	unknown map[string]bool
	aside   bool
}

// groups gives rows of the stage what the titles above them say, and compares
// the counts and sums that people declare with the rows.
func (b *batch) groups(ctx context.Context) error {
	var any bool
	if err := b.conn.QueryRowContext(ctx, `SELECT EXISTS (FROM stage WHERE other >= 3)`).Scan(&any); err != nil || !any {
		return err
	}
	var plans []*mapping.Plan
	for _, a := range b.files {
		a.remarks = nil
		plans = append(plans, a.plans...)
	}
	amounts := fieldsOf(plans, func(c mapping.Column) bool { return c.Field.Type == queries.Money && c.Source > 0 })
	fields := fieldsOf(plans, func(c mapping.Column) bool { return c.From == mapping.FromTitles })
	marks, err := b.marks(ctx, amounts)
	if err != nil {
		return err
	}
	if err := b.meanings(ctx, marks); err != nil {
		return err
	}
	nest(marks)
	if err := b.between(ctx, marks, amounts); err != nil {
		return err
	}
	if taken, err := b.takeBack(ctx, marks); err != nil {
		return err
	} else if taken {
		return b.groups(ctx)
	}
	if err := b.assign(ctx, marks, fields); err != nil {
		return err
	}
	return compare(marks, amounts)
}

// fieldsOf are the fields of which some plan has such a column, in the dataset's
// order.
func fieldsOf(plans []*mapping.Plan, is func(mapping.Column) bool) []queries.Field {
	var fields []queries.Field
	for _, f := range plans[0].Dataset.Fields {
		if slices.ContainsFunc(plans, func(p *mapping.Plan) bool {
			return slices.ContainsFunc(p.Columns, func(c mapping.Column) bool { return c.Field.Name == f.Name && is(c) })
		}) {
			fields = append(fields, f)
		}
	}
	return fields
}

// amountColumn is the column of a field in a plan; nil where it has none.
func amountColumn(p *mapping.Plan, field string) *mapping.Column {
	for i, c := range p.Columns {
		if c.Field.Name == field && c.Source > 0 {
			return &p.Columns[i]
		}
	}
	return nil
}

func fromTitles(p *mapping.Plan, field string) bool {
	return slices.ContainsFunc(p.Columns, func(c mapping.Column) bool { return c.Field.Name == field && c.From == mapping.FromTitles })
}

// marks reads the rows that say something of others, and the sheets' first rows.
func (b *batch) marks(ctx context.Context, amounts []queries.Field) ([]mark, error) {
	sheet, row, sums := "NULL::VARCHAR", "NULL::BIGINT", ""
	if b.numbering.sheets {
		sheet = "sheet"
	}
	if b.numbering.numbered {
		row = "row_number"
	}
	for _, f := range amounts {
		sums += fmt.Sprintf(", try_cast(%s * 100 AS BIGINT)", f.Name)
	}
	rows, err := b.conn.QueryContext(ctx, fmt.Sprintf(`
		WITH starts AS (SELECT min(rowid) AS mark FROM stage GROUP BY file, %[1]s)
		SELECT file, rowid, rowid - (SELECT min(rowid) FROM stage), coalesce(%[1]s, ''), %[2]s, coalesce(other, 0), coalesce(record, ''),
		       rowid IN (SELECT mark FROM starts)%[3]s
		FROM stage WHERE other >= 3 OR rowid IN (SELECT mark FROM starts) ORDER BY rowid`, sheet, row, sums))
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var marks []mark
	for rows.Next() {
		var m mark
		var file int
		var ordinal int64
		var number sql.NullInt64
		paid := make([]sql.NullInt64, len(amounts))
		into := []any{&file, &m.at, &ordinal, &m.sheet, &number, &m.kind, &m.text, &m.first}
		for i := range paid {
			into = append(into, &paid[i])
		}
		if err := rows.Scan(into...); err != nil {
			return nil, err
		}
		m.file = b.files[file]
		m.plan = m.file.plans[slices.IndexFunc(m.file.tables, func(t *source.Table) bool { return t.Sheet == m.sheet })]
		if m.row = number.Int64; !number.Valid {
			m.row = b.numbering.firstRow + ordinal
			for _, bad := range m.file.bad { // lines that are no rows have numbers too
				if bad.Row <= m.row {
					m.row++
				}
			}
		}
		if m.kind < subtotalRow {
			m.kind, m.text = 0, ""
		} else {
			m.title, _ = mapping.ParseTitle(m.text)
			m.paid = map[string]int64{}
			for i, f := range amounts {
				if paid[i].Valid {
					m.paid[f.Name] = paid[i].Int64
				}
			}
		}
		marks = append(marks, m)
	}
	return marks, rows.Err()
}

// nest finds where the rows of each title end: before the next title of its
// style or its kind (a district, a plan_kind, a level), or of one that it stands
// inside of, or with the sheet.
func nest(marks []mark) {
	var open []int
	for i := range marks {
		m := &marks[i]
		if m.first {
			open = nil
		}
		m.until = len(marks)
		if n := slices.IndexFunc(marks[i+1:], func(x mark) bool { return x.first }); n >= 0 {
			m.until = i + 1 + n
		}
		if m.kind != titleRow {
			continue
		}
		if n := slices.IndexFunc(open, func(o int) bool { return marks[o].title == m.title }); n >= 0 {
			m.again, open = true, open[:n+1]
			continue
		}
		if n := slices.IndexFunc(open, func(o int) bool { return beside(&marks[o], m) }); n >= 0 {
			for _, o := range open[n:] {
				marks[o].until = i
			}
			open = open[:n]
		}
		open = append(open, i)
	}
}

// beside says that two titles are of one rank. Sectors may stand in sectors.
func beside(a, b *mark) bool {
	for _, field := range []string{"district", "plan_kind", "level"} {
		if a.known && b.known && a.says[field] != "" && b.says[field] != "" {
			return true
		}
	}
	return a.title.Style == b.title.Style
}

// assign gives rows what the titles above them say: the innermost title that
// says anything of a field.
func (b *batch) assign(ctx context.Context, marks []mark, fields []queries.Field) error {
	type row struct {
		At, Next int64
		Values   []string
	}
	var list []row
	for i, m := range marks {
		p := m.plan
		if m.kind == titleRow && !m.again && !m.known && fromTitles(p, "district") && m.title.LikeDistrict() {
			if err := m.remark("", "unknown_title", "", ""); err != nil {
				return err
			}
		}
		r := row{At: m.at, Next: math.MaxInt64}
		if i+1 < len(marks) {
			r.Next = marks[i+1].at
		}
		says := false
		for _, f := range fields {
			value := noText
			for _, t := range marks[:i+1] {
				if v := t.says[f.Name]; v != "" && t.until > i && fromTitles(p, f.Name) {
					value, says = queries.Literal(v), true
				}
			}
			r.Values = append(r.Values, value)
		}
		if says {
			list = append(list, r)
		}
	}
	if len(list) == 0 {
		return nil
	}
	return b.step(ctx, "titled", map[string]any{"Marks": list, "Fields": fieldNames(fields)})
}

// meanings finds what each title is a name of. A title that is no known name is a sector, if the table has none: what people
// group projects by that is no place and no kind is what they are for.
func (b *batch) meanings(ctx context.Context, marks []mark) error {
	type name struct {
		Title, Rank int
		Literal     string
	}
	type term struct{ Name, Read string }
	var names []name
	var terms []term
	for i, m := range marks {
		if m.kind == titleRow {
			for rank, n := range m.title.Names() {
				names = append(names, name{i, rank, queries.Literal(n)})
			}
		}
	}
	if len(names) == 0 {
		return nil
	}
	// Kinds are told by the words of all datasets: what a title of a plan means is
	// no sector in a register.
	for _, name := range slices.Sorted(maps.Keys(b.Datasets)) {
		for _, f := range b.Datasets[name].Fields {
			known := slices.ContainsFunc(terms, func(t term) bool { return t.Name == f.Name })
			if mapping.Grouping(f) && f.Type == queries.Term && !known {
				terms = append(terms, term{f.Name, readTerm(f, "t.name")})
			}
		}
	}
	return b.rows(ctx, "titles", map[string]any{"Names": names, "Terms": terms}, func(rows *sql.Rows) error {
		var title int
		found := make([]sql.NullString, 3+len(terms))
		into := []any{&title}
		for i := range found {
			into = append(into, &found[i])
		}
		if err := rows.Scan(into...); err != nil {
			return err
		}
		m := &marks[title]
		m.says = map[string]string{}
		for i, field := range []string{"district", "sector", "project_type"} {
			if found[i].Valid {
				m.says[field] = found[i].String
			}
		}
		for i, t := range terms {
			if v := found[3+i]; v.Valid {
				m.says[t.Name] = v.String
			}
		}
		if m.known = len(m.says) > 0; !m.known && mayBeSector(m.title) {
			all := m.title.Names()
			m.says["sector"] = all[len(all)-1]
		}
		return nil
	})
}

// mayBeSector says that an unknown title is the name of a group of projects, and
// not of their list (2023年重点项目) or of a place.
func mayBeSector(t mapping.Title) bool {
	name := t.Name
	return len([]rune(name)) <= 12 && !strings.ContainsAny(name, "0123456789年★") && !t.LikeDistrict() &&
		!strings.Contains(name, "重点") && !strings.Contains(name, "重大") && !strings.Contains(name, "清单")
}

// between counts and sums the rows between the marks.
func (b *batch) between(ctx context.Context, marks []mark, amounts []queries.Field) error {
	type sum struct {
		Name string
		Bit  int64
	}
	var at []int64
	for _, m := range marks {
		at = append(at, m.at)
	}
	var sums []sum
	for _, f := range amounts {
		i := slices.IndexFunc(b.files[0].dataset.Fields, func(d queries.Field) bool { return d.Name == f.Name })
		sums = append(sums, sum{f.Name, 1 << i})
	}
	err := b.rows(ctx, "between", map[string]any{"Marks": at, "Sums": sums}, func(rows *sql.Rows) error {
		var at, count int64
		found := make([]sql.NullInt64, len(amounts))
		into := []any{&at, &count}
		for i := range found {
			into = append(into, &found[i])
		}
		if err := rows.Scan(into...); err != nil {
			return err
		}
		i, _ := slices.BinarySearchFunc(marks, at, func(m mark, at int64) int { return int(m.at - at) })
		m := &marks[i]
		m.rows, m.sums, m.unknown = count, map[string]int64{}, map[string]bool{}
		for j, f := range amounts {
			m.sums[f.Name], m.unknown[f.Name] = found[j].Int64, !found[j].Valid
		}
		return nil
	})
	// Lines that are no rows of the table are projects too, but what they say is
	// not known.
	for _, a := range b.files {
		for _, bad := range a.bad {
			for i := len(marks) - 1; i >= 0; i-- {
				if m := &marks[i]; m.file == a && m.sheet == bad.sheet && (m.row < bad.Row || m.first) {
					m.rows++
					m.aside = true
					break
				}
			}
		}
	}
	return err
}

func fieldNames(fields []queries.Field) []string {
	var names []string
	for _, f := range fields {
		names = append(names, f.Name)
	}
	return names
}

// takeBack makes rows of data of what looked like titles because they count
// something and say nothing else: 污水处理厂提标改造（共3个） with an amount of its own
// is a project, unless it has as many rows under it or sums them up.
func (b *batch) takeBack(ctx context.Context, marks []mark) (taken bool, err error) {
	for i, m := range marks {
		if m.kind != titleRow || m.title.Style != "" || m.known || len(m.paid) == 0 || len(m.title.Names()) > 1 || m.title.LikeDistrict() {
			continue
		}
		sums := func(a, b int) bool {
			n, _ := spanOf(marks, a, b, "")
			return n > 0 && sumsUp(marks, i, a, b, nil)
		}
		if n, _ := spanOf(marks, i, m.until, ""); n == m.title.Count || anySpan(marks, i, sums) {
			continue
		}
		res, err := b.conn.ExecContext(ctx, `UPDATE stage SET other = NULL, record = NULL WHERE rowid = ? AND other = 4 AND unread = 0 AND missing = 0 AND impossible = 0`, m.at)
		if err != nil {
			return false, err
		}
		if n, err := res.RowsAffected(); err == nil && n > 0 {
			taken = true
		}
	}
	return taken, nil
}

// spanOf counts the rows of data from mark a up to mark b, and sums a field; ok
// is false where not all of its amounts are known.
func spanOf(marks []mark, a, b int, field string) (rows int64, s amount) {
	s.known = true
	for _, m := range marks[a:b] {
		rows += m.rows
		if field != "" {
			s.hundredths += m.sums[field]
			s.known = s.known && !m.unknown[field] && !m.aside
		}
	}
	return rows, s
}

// An amount is a sum that may not be known.
type amount struct {
	hundredths int64
	known      bool
}
