package ingest

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"sort"
	"strings"
	"time"

	"shixu/pipeline/mapping"
	"shixu/pipeline/source"
	"shixu/queries"
)

// load is one file on its way through one transaction.
type load struct {
	conn      *sql.Conn
	id        int64
	job       *Job
	dataset   *queries.Dataset
	path      string
	knownOn   time.Time
	options   Options
	res       *FileResult
	numbering numbering
	// badLines says that lines of the file were set aside that are no rows.
	badLines bool
}

// numbering is how the stage's rows are numbered.
type numbering struct {
	// numbered says that each row has its number; else firstRow is that of the
	// first one delivered, and shifted that lines were skipped after it.
	numbered bool
	firstRow int64
	shifted  bool
	// sheets says that the file has sheets.
	sheets bool
}

// bigFile is the number of rows from which it pays to ask what the store holds
// before every row is compared with it.
const bigFile = 100_000

// run takes the file's tables through stage, resolve, reject and merge.
func (l *load) run(ctx context.Context, tables []*source.Table, plans []*mapping.Plan) error {
	late, err := l.begin(ctx)
	if err != nil {
		return err
	}
	staged := stagedFields(plans)
	for i, t := range tables {
		if err := l.stage(ctx, t, plans[i], staged, i == 0); err != nil {
			return err
		}
	}
	found, err := l.survey(ctx, newLayout(l.dataset, plans, l.job.Latest, false))
	if err != nil {
		return err
	}
	lay := newLayout(l.dataset, plans, l.job.Latest, found.byName)
	s, err := l.standing(ctx, lay, found)
	if err != nil {
		return err
	}
	if late {
		s = standing{} // what a late file meets is not only what stands
	}
	if err := l.step(ctx, "resolve", lay.resolveData(l.id, l.knownOn, l.numbering, s, late)); err != nil {
		return err
	}
	n, err := l.tally(ctx, lay.tallyData(s, false))
	if err != nil {
		return err
	}
	aside := n.unfit > 0 || n.repeated > 0 || l.job.Latest != ""
	if aside {
		if n, err = l.setAside(ctx, lay, s, tables, plans); err != nil {
			return err
		}
	}
	if aside || l.badLines {
		if err := l.countRejects(ctx); err != nil {
			return err
		}
	}
	if err := l.budget(); err != nil {
		return err
	}
	l.res.New, l.res.Changed, l.res.Same = n.new, n.changed, n.same
	return l.step(ctx, "merge", lay.mergeData(l.id, s, n, aside))
}

// begin numbers the load, and says whether the file was known earlier than
// another of its dataset that is loaded.
func (l *load) begin(ctx context.Context) (late bool, err error) {
	err = l.conn.QueryRowContext(ctx, fmt.Sprintf(`
		SELECT coalesce(max(load_id), 0) + 1, count(*) FILTER (dataset = %s AND known_on > %s) > 0 FROM store.load`,
		queries.Literal(l.dataset.Name), date(l.knownOn))).Scan(&l.id, &late)
	l.res.LoadID = l.id
	return late, err
}

// date is a day in SQL.
func date(day time.Time) string { return "DATE " + queries.Literal(day.Format(time.DateOnly)) }

// setAside takes the rows that cannot be taken out of the load, with the
// reasons, and counts what is left.
func (l *load) setAside(ctx context.Context, lay layout, s standing, tables []*source.Table, plans []*mapping.Plan) (tally, error) {
	if err := l.words(ctx, plans, tables); err != nil {
		return tally{}, err
	}
	data := lay.rejectData(l.id, l.path)
	for _, name := range []string{"repeat", "reject"} {
		if err := l.step(ctx, name, data); err != nil {
			return tally{}, err
		}
	}
	return l.tally(ctx, lay.tallyData(s, true))
}

// step runs a template of queries/load that yields nothing.
func (l *load) step(ctx context.Context, name string, data map[string]any) error {
	text, err := sqlOf(name, data)
	if err != nil {
		return err
	}
	if _, err := l.conn.ExecContext(ctx, text); err != nil {
		return fmt.Errorf("%s: %s: %w", l.path, name, err)
	}
	return nil
}

// row runs a template of queries/load that yields one row.
func (l *load) row(ctx context.Context, name string, data map[string]any, into ...any) error {
	text, err := sqlOf(name, data)
	if err != nil {
		return err
	}
	if err := l.conn.QueryRowContext(ctx, text).Scan(into...); err != nil {
		return fmt.Errorf("%s: %s: %w", l.path, name, err)
	}
	return nil
}

func sqlOf(name string, data map[string]any) (string, error) {
	step, err := queries.LoadStepNamed(name)
	if err != nil {
		return "", err
	}
	return step.SQL(data)
}

// stage reads one table into the stage, and the lines that are no rows of it
// into reject.
func (l *load) stage(ctx context.Context, t *source.Table, p *mapping.Plan, staged map[string]bool, first bool) error {
	rel, err := t.Scan(ctx, l.conn, p.FirstRow, p.Width)
	if err != nil {
		return err
	}
	defer rel.Close()
	if err := l.step(ctx, "stage", stageData(p, staged, t, rel, first)); err != nil {
		return cmp.Or(rel.Err(), err)
	}
	l.numbering.firstRow, l.numbering.numbered = rel.FirstRow, !rel.Ordinal
	l.numbering.sheets = l.numbering.sheets || t.Sheet != ""
	bad, err := rel.Bad(ctx, l.conn)
	if err != nil {
		return err
	}
	return l.setLinesAside(ctx, t.Sheet, rel, bad)
}

// setLinesAside writes down lines that the reader could not take for rows. A
// reader that numbers nothing skipped them, so the rows after each move down.
func (l *load) setLinesAside(ctx context.Context, sheet string, rel *source.Relation, bad []source.BadLine) error {
	l.badLines = l.badLines || len(bad) > 0
	sort.Slice(bad, func(i, j int) bool { return bad[i].Row < bad[j].Row })
	for i, b := range bad {
		_, err := l.conn.ExecContext(ctx, `INSERT INTO store.reject (load_id, file, sheet, row_number, value, code, reason_zh, reason_en, record)
			VALUES (?, ?, nullif(?, ''), ?, left(?, 1000), ?, ?, ?, ?)`,
			l.id, l.path, sheet, b.Row, b.Text, b.Reason.Code, b.Reason.Zh, b.Reason.En, b.Text)
		if err != nil {
			return err
		}
		l.res.Read++
		if rel.Ordinal {
			if !l.numbering.shifted {
				l.numbering.shifted = true
				if _, err := l.conn.ExecContext(ctx, `CREATE OR REPLACE TEMP TABLE line_shift (ordinal BIGINT, lines BIGINT)`); err != nil {
					return err
				}
			}
			if _, err := l.conn.ExecContext(ctx, `INSERT INTO line_shift VALUES (?, ?)`, b.Row-rel.FirstRow-int64(i), i+1); err != nil {
				return err
			}
		}
	}
	return nil
}

// words fills the temporary tables from which reasons are written: where each
// field stands in each sheet, and the words for each problem.
func (l *load) words(ctx context.Context, plans []*mapping.Plan, tables []*source.Table) error {
	_, err := l.conn.ExecContext(ctx, `
		CREATE OR REPLACE TEMP TABLE field_place (sheet VARCHAR, field VARCHAR, header VARCHAR);
		CREATE OR REPLACE TEMP TABLE problem (kind VARCHAR, field VARCHAR, bit BIGINT, code VARCHAR, zh VARCHAR, en VARCHAR);`)
	if err != nil {
		return err
	}
	var rows []string
	for i, p := range plans {
		sheet := "NULL"
		if tables[i].Sheet != "" {
			sheet = queries.Literal(tables[i].Sheet)
		}
		for _, c := range p.Columns {
			rows = append(rows, fmt.Sprintf("(%s, %s, %s)", sheet, queries.Literal(c.Field.Name), queries.Literal(c.Header)))
		}
	}
	if err := l.values(ctx, "field_place", rows); err != nil {
		return err
	}
	rows, err = problemRows(l.dataset, shownFormats(plans))
	if err != nil {
		return err
	}
	return l.values(ctx, "problem", rows)
}

func (l *load) values(ctx context.Context, table string, rows []string) error {
	if len(rows) == 0 {
		return nil
	}
	_, err := l.conn.ExecContext(ctx, "INSERT INTO "+table+" VALUES "+strings.Join(rows, ",\n"))
	return err
}

// problemRows are the words for everything that can be wrong with a dataset's
// rows, as SQL rows of the table problem. written says how a field's dates
// must be written, where that is given.
func problemRows(d *queries.Dataset, written map[string]string) ([]string, error) {
	words, err := queries.Problems()
	if err != nil {
		return nil, err
	}
	var rows []string
	add := func(kind, field string, bit int64, p queries.Problem) {
		rows = append(rows, fmt.Sprintf("(%s, %s, %d, %s, %s, %s)", queries.Literal(kind), queries.Literal(field), bit,
			queries.Literal(p.Code), queries.Literal(p.Zh), queries.Literal(p.En)))
	}
	for i, f := range d.Fields {
		bit := int64(1) << i
		zh, en := termWords(f)
		for _, kind := range []string{"unread", "missing", "unknown"} {
			p, ok := words[kind][string(f.Type)]
			if !ok {
				p, ok = words[kind]["any"]
			}
			if !ok {
				continue
			}
			if kind == "unread" && written[f.Name] != "" {
				p = words[kind]["written"]
			}
			p.Zh = strings.NewReplacer("{name}", f.Title.Zh, "{terms}", zh, "{written}", written[f.Name]).Replace(p.Zh)
			p.En = strings.NewReplacer("{name}", f.Title.En, "{terms}", en, "{written}", written[f.Name]).Replace(p.En)
			add(kind, f.Name, bit, p)
		}
	}
	for i, c := range d.Checks {
		add("impossible", c.Field, 1<<i, queries.Problem{Code: c.Code, Zh: c.Message.Zh, En: c.Message.En})
	}
	add("repeat", d.Key[0], 0, words["repeat"]["any"])
	add("conflict", d.Key[0], 0, words["conflict"]["any"])
	return rows, nil
}

// termWords lists what may be written in a term field, in both languages.
func termWords(f queries.Field) (zh, en string) {
	var stored, chinese []string
	for s := range f.Terms {
		stored = append(stored, s)
	}
	sort.Strings(stored)
	for _, s := range stored {
		if len(f.Terms[s]) > 0 {
			chinese = append(chinese, f.Terms[s][0])
		}
	}
	return strings.Join(chinese, "、"), strings.Join(stored, ", ")
}
