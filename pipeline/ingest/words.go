package ingest

import (
	"context"
	"fmt"
	"sort"
	"strings"

	"shixu/pipeline/mapping"
	"shixu/queries"
)

// words fills the temporary tables from which reasons are written: where each
// field stands in each sheet, and the words for each problem.
func (l *load) words(ctx context.Context) error {
	_, err := l.conn.ExecContext(ctx, `
		CREATE OR REPLACE TEMP TABLE field_place (sheet VARCHAR, part INTEGER, field VARCHAR, header VARCHAR);
		CREATE OR REPLACE TEMP TABLE problem (kind VARCHAR, field VARCHAR, bit BIGINT, code VARCHAR, zh VARCHAR, en VARCHAR);`)
	if err != nil {
		return err
	}
	var rows []string
	for i, p := range l.plans {
		sheet := "NULL"
		if l.tables[i].Sheet != "" {
			sheet = queries.Literal(l.tables[i].Sheet)
		}
		for n, of := range parts(p) {
			for field, header := range places(of) {
				rows = append(rows, fmt.Sprintf("(%s, %d, %s, %s)", sheet, n, queries.Literal(field), queries.Literal(header)))
			}
		}
	}
	if err := l.values(ctx, "field_place", rows); err != nil {
		return err
	}
	rows, err = problemRows(l.dataset, shownFormats(l.plans))
	if err != nil {
		return err
	}
	return l.values(ctx, "problem", rows)
}

// places are the headers under which a table has its fields, by field. Where projects
// have no codes their names stand for them.
func places(p *mapping.Plan) map[string]string {
	headers, name := map[string]string{}, ""
	for _, c := range p.Columns {
		headers[c.Field.Name] = c.Header
		if c.Field.Type == queries.ProjectName {
			name = c.Header
		}
	}
	for _, f := range p.Dataset.Fields {
		if f.Type == queries.Project && headers[f.Name] == "" && name != "" {
			headers[f.Name] = name
		}
	}
	return headers
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
