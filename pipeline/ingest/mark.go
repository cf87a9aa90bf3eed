package ingest

import (
	"context"
	"database/sql"
	"fmt"
	"slices"

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
	part  int   // which of months side by side it is of, from 1; 0 where there are none
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

// marks reads the rows that say something of others, and the sheets' first rows.
func (b *batch) marks(ctx context.Context, amounts []queries.Field) ([]mark, error) {
	sheet, row, part, sums := "NULL::VARCHAR", "NULL::BIGINT", "0::BIGINT", ""
	if b.numbering.beside {
		part = "part"
	}
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
		WITH starts AS (SELECT min(rowid) AS mark FROM stage GROUP BY file, %[1]s, %[4]s)
		SELECT file, rowid, rowid - (SELECT min(rowid) FROM stage), coalesce(%[1]s, ''), %[2]s, coalesce(other, 0), coalesce(record, ''),
		       rowid IN (SELECT mark FROM starts), %[4]s%[3]s
		FROM stage WHERE other IN (3, 4) OR rowid IN (SELECT mark FROM starts) ORDER BY rowid`, sheet, row, sums, part))
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var marks []mark
	for rows.Next() {
		var m mark
		var file, part int
		var ordinal int64
		var number sql.NullInt64
		paid := make([]sql.NullInt64, len(amounts))
		into := []any{&file, &m.at, &ordinal, &m.sheet, &number, &m.kind, &m.text, &m.first, &part}
		for i := range paid {
			into = append(into, &paid[i])
		}
		if err := rows.Scan(into...); err != nil {
			return nil, err
		}
		m.file = b.files[file]
		m.plan = m.file.plans[slices.IndexFunc(m.file.tables, func(t *source.Table) bool { return t.Sheet == m.sheet })]
		if n := len(m.plan.Months); part > 0 && part <= n {
			m.plan, m.part = m.plan.Of(part-1), part
		}
		if m.row = number.Int64; !number.Valid {
			m.row = b.numbering.firstRow + ordinal
			for _, bad := range m.file.bad { // lines that are no rows have numbers too
				if bad.Row <= m.row {
					m.row++
				}
			}
		}
		if m.kind != subtotalRow && m.kind != titleRow {
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
