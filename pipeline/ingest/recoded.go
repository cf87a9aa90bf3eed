package ingest

import (
	"context"
	"database/sql"
	"strings"

	"shixu/queries"
)

// recodes says that a register has what tells which projects without a code its
// codes are of.
func (l layout) recodes() bool {
	has := map[string]bool{}
	for _, c := range l.columns {
		has[c.Name] = c.Staged && c.mapped
	}
	id := l.registers()
	return id != "" && has[id] && has["name"] && has["district"]
}

// recode gives projects of a register without codes the codes of this one, before
// its rows are resolved.
func (b *batch) recode(ctx context.Context) error {
	if !b.layout.recodes() {
		return nil
	}
	return b.step(ctx, "recoded", map[string]any{"ID": b.layout.registers()})
}

// recoded writes down which projects got a code, and remarks on it.
func (l *load) recoded(ctx context.Context) error {
	if !l.batch.layout.recodes() {
		return nil
	}
	data := map[string]any{"LoadID": l.id, "Sheets": l.batch.layout.sheets}
	if err := l.step(ctx, "recoded_kept", data); err != nil {
		return err
	}
	words, err := queries.Problems()
	if err != nil {
		return err
	}
	return l.batch.rows(ctx, "recoded_told", data, func(rows *sql.Rows) error {
		r := Remark{File: l.path}
		var is string
		if err := rows.Scan(&r.Code, &r.Sheet, &r.Row, &r.Text, &is); err != nil {
			return err
		}
		w := words["remark"][r.Code]
		fill := strings.NewReplacer("{text}", r.Text, "{computed}", is)
		r.Reason = queries.Words{Zh: fill.Replace(w.Zh), En: fill.Replace(w.En)}
		if len(l.remarks) < mostRemarks {
			l.remarks = append(l.remarks, r)
		}
		return nil
	})
}
