package ingest

import (
	"context"
	"database/sql"
	"maps"
	"math"
	"slices"
	"strings"

	"shixu/pipeline/mapping"
	"shixu/queries"
)

// groups gives rows of the stage what the titles above them say, and compares
// the counts and sums that people declare with the rows.
func (b *batch) groups(ctx context.Context) error {
	var any bool
	if err := b.conn.QueryRowContext(ctx, `SELECT EXISTS (FROM stage WHERE other IN (3, 4))`).Scan(&any); err != nil || !any {
		return err
	}
	var plans []*mapping.Plan
	for _, a := range b.files {
		a.remarks = slices.DeleteFunc(a.remarks, func(r Remark) bool { return r.Code != "no_unit" })
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

func fromTitles(p *mapping.Plan, field string) bool {
	return slices.ContainsFunc(p.Columns, func(c mapping.Column) bool { return c.Field.Name == field && c.From == mapping.FromTitles })
}

func fieldNames(fields []queries.Field) []string {
	var names []string
	for _, f := range fields {
		names = append(names, f.Name)
	}
	return names
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
		if m.kind == titleRow && m.part < 2 && !m.again && !m.known && fromTitles(p, "district") && m.title.LikeDistrict() {
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
