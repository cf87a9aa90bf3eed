package ingest

import (
	"context"
	"database/sql"
	"slices"

	"shixu/pipeline/mapping"
	"shixu/queries"
)

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

// amountColumn is the column of a field in a plan; nil where it has none.
func amountColumn(p *mapping.Plan, field string) *mapping.Column {
	for i, c := range p.Columns {
		if c.Field.Name == field && c.Source > 0 {
			return &p.Columns[i]
		}
	}
	return nil
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
