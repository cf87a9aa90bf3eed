package ingest

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"shixu/queries"
)

// surveyed is what the stage holds of a file (survey.sql).
type surveyed struct {
	rows, others int64
	// blank says that some row has a blank month beside others.
	blank bool
	// first and last are what the keys' month, day or year lies between.
	first, last sql.NullString
}

// survey counts the rows of each file; byName says that some row names its
// project and gives no id.
func (b *batch) survey(ctx context.Context, data map[string]any) (byName bool, err error) {
	b.found = map[int]surveyed{}
	err = b.rows(ctx, "survey", data, func(rows *sql.Rows) error {
		var file int
		var s surveyed
		var named bool
		err := rows.Scan(&file, &s.rows, &s.others, &named, &s.first, &s.last, &s.blank)
		b.found[file], byName = s, byName || named
		return err
	})
	return byName, err
}

// standing is what the store holds between the first and the last key of a big
// file (standing.sql). The zero value is right for any file.
type standing struct {
	// fresh says that it holds nothing there.
	fresh bool
	// rows is how many stand there; 0 where nobody asked.
	rows int64
	// span is the condition that keeps to them; empty where keys have no order.
	span string
	// alike is the column that the span leaves one value; else empty.
	alike string
	// empty are the columns in which none of them has anything.
	empty []string
	// projects is the greatest project_key, where counting projects as bits
	// pays; else 0.
	projects int64
	// atMerge says that the file's rows meet what stands as they are merged, and
	// are counted as bits before.
	atMerge bool
}

// bigFile is the number of rows from which it pays to ask what the store holds
// before every row is compared with it. Tests make it less.
var bigFile int64 = 100_000

// stands asks what the store holds, where the batch is a big file. A late file
// is not compared with what stands.
func (b *batch) stands(ctx context.Context) (standing, error) {
	found := b.found[0]
	if found.rows < bigFile || b.files[0].late || len(b.files) > 1 {
		return standing{}, nil
	}
	s := standing{span: b.layout.span(found)}
	if found.first == found.last && found.first.Valid {
		s.alike = b.layout.ranged()
	}
	kept := b.layout.kept(standing{})
	var filled string
	err := b.rows(ctx, "standing", map[string]any{"Table": b.layout.dataset.Name, "Span": s.span, "Kept": kept}, func(rows *sql.Rows) error {
		return rows.Scan(&s.rows, &filled)
	})
	if err != nil {
		return s, err
	}
	s.fresh = s.rows == 0
	s.empty = slices.DeleteFunc(kept, func(c string) bool { return slices.Contains(strings.Fields(filled), c) })
	if !b.layout.projectBySpan() {
		return s, nil
	}
	groups := "1"
	if s.alike == "" {
		groups = "(SELECT count(DISTINCT " + b.layout.ranged() + ") FROM stage)"
	}
	var bits int64
	err = b.conn.QueryRowContext(ctx, `SELECT coalesce(max(project_key), 0) AS projects, projects * `+groups+` FROM store.project_key`).Scan(&s.projects, &bits)
	if bits > bitsAtMost {
		s.projects = 0
	}
	s.atMerge = s.projects > 0 && s.alike != "" && !s.fresh
	return s, err
}

// bitsAtMost bounds the memory of counting projects as bits to 64 MiB.
const bitsAtMost = 64 << 20 * 8

// tally is what will become of a file's rows (tally.sql).
type tally struct {
	unfit, repeated, new, changed, same int64
	// overlaps says that a file before it in the batch has a key of the file.
	overlaps bool
}

// tally counts by file.
func (b *batch) tally(ctx context.Context, data map[string]any) (map[int]tally, error) {
	all := map[int]tally{}
	return all, b.rows(ctx, "tally", data, func(rows *sql.Rows) error {
		var file int
		var n tally
		err := rows.Scan(&file, &n.unfit, &n.repeated, &n.new, &n.changed, &n.same, &n.overlaps)
		all[file] = n
		return err
	})
}

// countRejects counts what was set aside, and hands it to whoever asked.
func (l *load) countRejects(ctx context.Context) error {
	rows, err := l.conn.QueryContext(ctx, `SELECT code, count(*) FROM store.reject WHERE load_id = ? GROUP BY code`, l.id)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var code string
		var n int64
		if err := rows.Scan(&code, &n); err != nil {
			return err
		}
		l.res.Reasons[code] = n
	}
	if err := rows.Err(); err != nil {
		return err
	}
	err = l.conn.QueryRowContext(ctx, `SELECT count(*) FROM (SELECT DISTINCT sheet, row_number, record FROM store.reject WHERE load_id = ?)`, l.id).Scan(&l.res.SetAside)
	if err != nil || l.batch.options.Rejected == nil || l.res.SetAside == 0 {
		return err
	}
	return l.handOut(ctx)
}

func (l *load) handOut(ctx context.Context) error {
	rows, err := l.conn.QueryContext(ctx, `
		SELECT file, coalesce(sheet, ''), row_number, coalesce(column_name, ''), coalesce(value, ''), code, reason_zh, reason_en, coalesce(record, '')
		FROM store.reject WHERE load_id = ? ORDER BY sheet NULLS FIRST, row_number, column_name`, l.id)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		r := Reject{Job: l.job.Name, Dataset: l.job.Dataset}
		if err := rows.Scan(&r.File, &r.Sheet, &r.Row, &r.Column, &r.Value, &r.Code, &r.Reason.Zh, &r.Reason.En, &r.Record); err != nil {
			return err
		}
		if err := l.batch.options.Rejected(r); err != nil {
			return err
		}
	}
	return rows.Err()
}

// budget stops a file that is plainly wrong, and says what is most wrong in it.
func (l *load) budget(ctx context.Context) error {
	aside := l.res.SetAside
	var stop *queries.Said
	if m := l.job.MaxRejects; m > 0 && aside > m {
		stop = queries.Say("%s：将搁置 %d 行，超过任务 %[4]s 的 max_rejects: %[3]d；整份未装载", "%s: %d rows would be set aside, more than max_rejects: %d of job %s; nothing was loaded", l.path, aside, m, l.job.Name)
	} else if m := l.job.MaxRejectRatio; m > 0 && float64(aside) > m*float64(l.res.Read) {
		stop = queries.Say("%s：%[3]d 行中将搁置 %[2]d 行，超过任务 %[5]s 的 max_reject_ratio: %[4]g；整份未装载", "%s: %d of %d rows would be set aside, more than max_reject_ratio: %g of job %s; nothing was loaded", l.path, aside, l.res.Read, m, l.job.Name)
	} else {
		return nil
	}
	var n, row int64
	var column, value string
	var why queries.Words
	err := l.conn.QueryRowContext(ctx, `
		SELECT count(*), min(row_number), coalesce(arg_min(column_name, row_number), ''), coalesce(arg_min(value, row_number), ''),
			arg_min(reason_zh, row_number), arg_min(reason_en, row_number)
		FROM store.reject WHERE load_id = ? GROUP BY code ORDER BY count(*) DESC, code LIMIT 1`, l.id).Scan(&n, &row, &column, &value, &why.Zh, &why.En)
	if err != nil {
		return err
	}
	stop.Zh += fmt.Sprintf("；最多的原因（%d 处，先见于第 %d 行“%s”：%q）：%s", n, row, column, value, why.Zh)
	stop.En += fmt.Sprintf("; most often (%d times, first in row %d, column %q, value %q) because: %s", n, row, column, value, why.En)
	return stop
}
