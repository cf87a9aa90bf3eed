package ingest

import (
	"context"
	"fmt"
	"math/big"
	"strings"

	"shixu/queries"
)

// A Remark is what was noticed in a report and kept no row from being loaded.
type Remark struct {
	File, Sheet string
	Row         int64
	// Text is what the row says.
	Text string
	// Column is the column's name where the remark is about an amount.
	Column string
	Code   string
	// Declared and Computed are in the unit of the column.
	Declared, Computed string
	Reason             queries.Words
}

// mostRemarks bounds the remarks of one file.
const mostRemarks = 200

// compare checks every count and sum that titles and subtotals declare.
//
// A title speaks of the rows under it. People put a subtotal below the rows it sums, above them, or between; of one group,
// of all groups so far, or of the sheet. So a subtotal is right if it is that of any
// rows that begin or end with it and lie between marks. Where it is none, the
// remark compares it with the rows it most likely means.
func compare(marks []mark, amounts []queries.Field) error {
	for i := range marks {
		m := &marks[i]
		if m.kind == 0 || m.again || len(m.plan.Filters) > 0 {
			continue
		}
		from, to := mostLikely(marks, i)
		// Of months side by side each has the same titles and projects.
		if n, _ := spanOf(marks, from, to, ""); m.part < 2 && m.title.Count >= 0 && m.title.Count != n &&
			(m.kind == titleRow || !anySpan(marks, i, func(a, b int) bool { n, _ := spanOf(marks, a, b, ""); return n == m.title.Count })) {
			if err := m.remark("", "wrong_count", fmt.Sprint(m.title.Count), fmt.Sprint(n)); err != nil {
				return err
			}
		}
		if m.kind == subtotalRow && anySpan(marks, i, func(a, b int) bool { return sumsUp(marks, i, a, b, nil) }) {
			continue
		}
		for _, f := range amounts {
			_, s := spanOf(marks, from, to, f.Name)
			c := amountColumn(m.plan, f.Name)
			if c == nil || !s.known || sumsUp(marks, i, from, to, &f) {
				continue
			}
			header := lastLine(c.Header)
			if m.part > 0 { // 完成 stands below every month
				header = c.Header
			}
			if err := m.remark(header, "wrong_sum", inUnit(m.paid[f.Name], c.Unit), inUnit(s.hundredths, c.Unit)); err != nil {
				return err
			}
		}
	}
	return nil
}

// sumsUp says that the rows from mark a up to b have the sums that mark i
// declares; of one field only where it is given. What is not known may be right.
func sumsUp(marks []mark, i, a, b int, only *queries.Field) bool {
	m := &marks[i]
	for field, declared := range m.paid {
		c := amountColumn(m.plan, field)
		if c == nil || only != nil && field != only.Name {
			continue
		}
		if _, s := spanOf(marks, a, b, field); s.known && abs(s.hundredths-declared) > halfOfLastDigit(declared, c.Unit) {
			return false
		}
	}
	return true
}

// anySpan says whether is holds for any rows of the sheet that begin or end with mark i.
func anySpan(marks []mark, i int, is func(a, b int) bool) bool {
	for a := i; ; a-- {
		if a < i && is(a, i) {
			return true
		}
		if a == 0 || marks[a].first {
			break
		}
	}
	for b := i + 1; b <= len(marks); b++ {
		if is(i, b) {
			return true
		}
		if b < len(marks) && marks[b].first {
			break
		}
	}
	return false
}

// mostLikely are the rows that a mark speaks of, from one mark up to another: a
// title of those under it, a 小计 of those since the last title or subtotal, a
// 合计 of all above it; one with no rows above it of all below.
func mostLikely(marks []mark, i int) (from, to int) {
	m := marks[i]
	if m.kind == titleRow {
		return i, m.until
	}
	start := i
	for start > 0 && !marks[start].first {
		start--
	}
	if n, _ := spanOf(marks, start, i, ""); n == 0 {
		return i, m.until
	}
	if !strings.Contains(m.text, "小计") && !strings.Contains(strings.ToLower(m.text), "subtotal") {
		return start, i
	}
	from = i - 1
	for n, _ := spanOf(marks, from, i, ""); n == 0 && from > start; n, _ = spanOf(marks, from, i, "") {
		from--
	}
	return from, i
}

// halfOfLastDigit is how far a sum may be from one that is written with so many
// decimals: 898.6亿元 is right to 0.05亿元.
func halfOfLastDigit(hundredths, unit int64) int64 {
	digit := unit * 100
	for digit%10 == 0 && digit > 1 && hundredths%digit != 0 {
		digit /= 10
	}
	return digit / 2
}

func abs(n int64) int64 {
	if n < 0 {
		return -n
	}
	return n
}

// inUnit writes an amount in a column's unit.
func inUnit(hundredths, unit int64) string {
	s := new(big.Rat).SetFrac(big.NewInt(hundredths), big.NewInt(unit*100)).FloatString(6)
	return strings.TrimSuffix(strings.TrimRight(s, "0"), ".")
}

// remark keeps a remark about the row with its file.
func (m *mark) remark(column, code, declared, computed string) error {
	if len(m.file.remarks) == mostRemarks {
		return nil
	}
	words, err := queries.Problems()
	if err != nil {
		return err
	}
	w := words["remark"][code]
	fill := strings.NewReplacer("{text}", m.text, "{column}", column, "{declared}", declared, "{computed}", computed)
	m.file.remarks = append(m.file.remarks, Remark{File: m.file.path, Sheet: m.sheet, Row: m.row, Text: m.text, Column: column, Code: code,
		Declared: declared, Computed: computed, Reason: queries.Words{Zh: fill.Replace(w.Zh), En: fill.Replace(w.En)}})
	return nil
}

// unitless remarks that nothing says in which unit amounts are: read as yuan,
// they are ten thousand times too small where 万元 was meant.
func (a *arrival) unitless() error {
	for i, p := range a.plans {
		for _, header := range p.Unitless {
			m := mark{file: a, sheet: a.tables[i].Sheet, row: p.HeaderRow, text: header}
			if err := m.remark(header, "no_unit", "", ""); err != nil {
				return err
			}
		}
	}
	return nil
}

// writeRemarks writes the file's remarks down, in the transaction that holds its
// rows.
func (l *load) writeRemarks(ctx context.Context) error {
	l.res.Remarks = l.remarks
	for _, r := range l.remarks {
		_, err := l.conn.ExecContext(ctx, `INSERT INTO store.remark
			(load_id, file, sheet, row_number, column_name, value, declared, computed, code, reason_zh, reason_en)
			VALUES (?, ?, nullif(?, ''), nullif(?, 0), nullif(?, ''), ?, try_cast(? AS DECIMAL(24, 6)), try_cast(? AS DECIMAL(24, 6)), ?, ?, ?)`,
			l.id, r.File, r.Sheet, r.Row, r.Column, r.Text, r.Declared, r.Computed, r.Code, r.Reason.Zh, r.Reason.En)
		if err != nil {
			return err
		}
	}
	return nil
}
