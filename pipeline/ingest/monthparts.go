package ingest

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"shixu/pipeline/mapping"
	"shixu/pipeline/source"
	"shixu/queries"
)

// Where months stand side by side, each of them is a part of its table: all rows
// with the columns of that month.

// parts are the plans of a table's parts by their numbers in the stage: from 1
// where months stand side by side, else 0 for the whole.
func parts(p *mapping.Plan) map[int]*mapping.Plan {
	if p.Months == nil {
		return map[int]*mapping.Plan{0: p}
	}
	all := map[int]*mapping.Plan{}
	for n := range p.Months {
		all[n+1] = p.Of(n)
	}
	return all
}

// months lays out every month of a plan, and their total, as cells does the first:
// a column of the plan after the other, other cells, and last the part's number.
// knownOn is the day from which the table counts as known.
func (s *scan) months(p *mapping.Plan, cells []source.Cell, knownOn time.Time) [][]source.Cell {
	ahead := ahead(p, knownOn)
	var blank []string
	for _, c := range s.plan.Columns {
		if c.Field.Beside == "" {
			continue
		}
		text := cellText(c)
		if nothing := "is_blank(" + text + ")"; ahead == nil {
			blank = append(blank, nothing)
		} else {
			blank = append(blank, fmt.Sprintf("(%s OR %s IN (%s) AND is_zero(%s))", nothing, s.part, strings.Join(ahead, ", "), text))
		}
	}
	s.blank = strings.Join(blank, " AND ")
	var all [][]source.Cell
	add := func(columns []mapping.Column) {
		laid := slices.Clone(cells)
		for i, c := range columns {
			if laid[i] = (source.Cell{Column: c.Source}); c.Source == 0 {
				laid[i].Text = c.Constant
			}
		}
		all = append(all, laid)
		laid[len(laid)-1].Text = strconv.Itoa(len(all))
	}
	for n := range p.Months {
		add(p.Of(n).Columns)
	}
	if p.Total != nil {
		s.total = fmt.Sprintf("%s = '%d'", s.part, len(all)+1)
		columns := slices.Clone(p.Columns)
		for i := range columns {
			switch c := &columns[i]; {
			case c.Field.Name == p.Total.Field.Name:
				c.Source = p.Total.Source
			case c.Field.Beside != "" || c.Field.Type == queries.Month:
				c.Source, c.Constant = 0, ""
			}
		}
		add(columns)
	}
	return all
}

// reportable is the first day of a month on which reports of it come: some close it
// on the 20th or 25th. Before, a 0 was typed to fill the table, and would say that the
// month is reported.
const reportable = 20

// ahead are the parts whose months had not gone so far on the day from which a table
// of facts is known, as SQL; nil where there are none.
func ahead(p *mapping.Plan, knownOn time.Time) (parts []string) {
	if !p.Dataset.Facts {
		return nil
	}
	for n, m := range p.Months {
		if first, err := time.Parse("2006-01", m.Month); err == nil && knownOn.Before(first.AddDate(0, 0, reportable-1)) {
			parts = append(parts, fmt.Sprintf("'%d'", n+1))
		}
	}
	return parts
}

// totals remarks on projects whose declared total over the months is not the
// sum of the months. named says that the stage has their names.
func (b *batch) totals(ctx context.Context, named bool) error {
	if !slices.ContainsFunc(b.files, func(a *arrival) bool {
		return slices.ContainsFunc(a.plans, func(p *mapping.Plan) bool { return p.Total != nil })
	}) {
		return nil
	}
	for _, a := range b.files { // read again, alone, where another file could not be
		a.remarks = slices.DeleteFunc(a.remarks, func(r Remark) bool { return r.Code == "wrong_total" })
	}
	sheet := "NULL::VARCHAR"
	if b.numbering.sheets {
		sheet = "sheet"
	}
	d := b.files[0].dataset
	i := slices.IndexFunc(d.Fields, func(f queries.Field) bool { return f.Beside == "month" })
	return b.rows(ctx, "totals", map[string]any{"Sheet": sheet, "Amount": d.Fields[i].Name, "Bit": 1 << i, "Named": named}, func(rows *sql.Rows) error {
		var file int
		var row, declared, computed int64
		var sheet, id string
		if err := rows.Scan(&file, &sheet, &row, &id, &declared, &computed); err != nil {
			return err
		}
		a := b.files[file]
		p := a.plans[slices.IndexFunc(a.tables, func(t *source.Table) bool { return t.Sheet == sheet })]
		if p.Total == nil || abs(declared-computed) <= halfOfLastDigit(declared, p.Total.Unit) {
			return nil
		}
		m := mark{file: a, sheet: sheet, row: row, text: id}
		return m.remark(p.Total.Header, "wrong_total", inUnit(declared, p.Total.Unit), inUnit(computed, p.Total.Unit))
	})
}
