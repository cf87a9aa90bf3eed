package ingest

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"

	"shixu/pipeline/mapping"
	"shixu/pipeline/source"
	"shixu/queries"
)

// numbering is how the stage's rows are numbered.
type numbering struct {
	// numbered says that each row has its number; else firstRow is that of the
	// first one delivered, and shifted that lines were skipped after it.
	numbered bool
	firstRow int64
	shifted  bool
	// sheets says that the files have sheets; beside, that tables of them have months
	// side by side: each of these is a part of its table.
	sheets, beside bool
}

// stage reads the tables of all files into the table stage, and asks what it
// holds. A single table is read as it comes; several are read as one where
// nothing but their place and their constants tells them apart.
func (b *batch) stage(ctx context.Context) error {
	var plans []*mapping.Plan
	for _, a := range b.files {
		plans = append(plans, a.plans...)
		for _, t := range a.tables {
			b.numbering.sheets = b.numbering.sheets || t.Sheet != ""
		}
		for _, p := range a.plans {
			b.numbering.beside = b.numbering.beside || p.Months != nil
		}
	}
	staged := stagedFields(plans)
	read := b.stageTables
	if len(plans) == 1 && !b.numbering.beside {
		read = b.stageTable
	}
	if err := read(ctx, staged); err != nil {
		return err
	}
	if err := b.groups(ctx); err != nil {
		return err
	}
	if err := b.totals(ctx, staged["project_name"]); err != nil {
		return err
	}
	if err := b.nameProjects(ctx, plans); err != nil {
		return err
	}
	l := newLayout(b.files[0].dataset, plans, b.files[0].job.Latest, false)
	byName, err := b.survey(ctx, l.surveyData(len(b.files) > 1, b.numbering))
	if byName {
		l = newLayout(l.dataset, plans, l.latest, true)
	}
	b.layout = l.foundIn(b.files)
	b.layout.sheets, b.layout.beside = b.numbering.sheets, b.numbering.beside
	return err
}

// nameProjects gives projects whose register has no codes their ids.
func (b *batch) nameProjects(ctx context.Context, plans []*mapping.Plan) error {
	for _, p := range plans {
		for _, c := range p.Columns {
			if c.From == mapping.FromName {
				bit := slices.IndexFunc(p.Dataset.Fields, func(f queries.Field) bool { return f.Name == c.Field.Name })
				return b.step(ctx, "named", map[string]any{"ID": c.Field.Name, "Name": "name", "District": "district", "Bit": 1 << bit})
			}
		}
	}
	return nil
}

// stageTable reads the only table of the only file.
func (b *batch) stageTable(ctx context.Context, staged map[string]bool) error {
	a, t, p := b.files[0], b.files[0].tables[0], b.files[0].plans[0]
	rel, err := t.Scan(ctx, b.conn, p.FirstRow, p.Width)
	if err != nil {
		return err
	}
	lost, err := b.stageRelation(ctx, rel, staged)
	if err != nil || lost == nil {
		return err
	}
	rel, ok, err := t.Rescan(ctx, b.conn, p.FirstRow, p.Width)
	if err != nil || !ok {
		return cmp.Or(err, lost)
	}
	b.log().Warn("rows were lost in reading; the file is read again by the slower reader", "file", a.path, "error", lost)
	lost, err = b.stageRelation(ctx, rel, staged)
	return cmp.Or(err, lost)
}

// stageRelation reads the only table from a relation, which it closes. lost says
// that rows of it did not arrive.
func (b *batch) stageRelation(ctx context.Context, rel *source.Relation, staged map[string]bool) (lost, err error) {
	defer rel.Close()
	a, t, p := b.files[0], b.files[0].tables[0], b.files[0].plans[0]
	b.numbering.firstRow, b.numbering.numbered = rel.FirstRow, !rel.Ordinal
	s := scan{plan: p, row: "row", file: "0", sheet: queries.Literal(t.Sheet), about: rowAbout(p, textCells(textColumns(p)), amountCells(p)), first: true}
	if rel.Ordinal {
		s.row = "NULL::BIGINT"
	}
	rows, err := b.stageScan(ctx, s, rel, staged)
	if err != nil {
		return nil, err
	}
	bad, err := rel.Bad(ctx, b.conn)
	if err != nil {
		return nil, err
	}
	if lost := rel.Lost(a.path, rows, len(bad)); lost != nil {
		return lost, nil
	}
	a.setBad(t.Sheet, bad)
	if !rel.Ordinal || len(a.bad) == 0 {
		return nil, nil
	}
	// The reader did not count the lines that it skipped, so the rows after
	// each move down.
	b.numbering.shifted = true
	if _, err := b.conn.ExecContext(ctx, `CREATE TEMP TABLE line_shift (ordinal BIGINT, lines BIGINT)`); err != nil {
		return nil, err
	}
	for i, line := range a.bad {
		if _, err := b.conn.ExecContext(ctx, `INSERT INTO line_shift VALUES (?, ?)`, line.Row-rel.FirstRow-int64(i), i+1); err != nil {
			return nil, err
		}
	}
	return nil, nil
}

// stageScan adds what a scan reads to the stage, and says how many rows are in it.
func (b *batch) stageScan(ctx context.Context, s scan, rel *source.Relation, staged map[string]bool) (rows int64, err error) {
	s.relation = relationSQL(rel)
	if err := b.step(ctx, "stage", s.data(staged, b.numbering)); err != nil {
		return 0, cmp.Or(rel.Err(), err)
	}
	err = b.conn.QueryRowContext(ctx, `SELECT count(*) FROM stage`).Scan(&rows)
	return rows, err
}

// relationSQL is what to read a relation by. Tests lose rows here.
var relationSQL = func(r *source.Relation) string { return r.SQL }

// setBad keeps lines of a sheet that are no rows, in their order.
func (a *arrival) setBad(sheet string, lines []source.BadLine) {
	slices.SortFunc(lines, func(x, y source.BadLine) int { return cmp.Compare(x.Row, y.Row) })
	for _, l := range lines {
		a.bad = append(a.bad, badLine{sheet, l})
	}
}

// stageTables reads tables that are read alike together.
func (b *batch) stageTables(ctx context.Context, staged map[string]bool) error {
	b.numbering.numbered = true
	var groups []*group
	byShape := map[string]*group{}
	for _, a := range b.files {
		for i, t := range a.tables {
			s, part := placed(a, t, a.plans[i], len(b.files) > 1)
			shape := s.shape()
			g := byShape[shape]
			if g == nil {
				g = &group{scan: s}
				byShape[shape], groups = g, append(groups, g)
			}
			g.parts, g.files, g.sheets = append(g.parts, part), append(g.files, a), append(g.sheets, t.Sheet)
		}
	}
	var before int64
	for i, g := range groups {
		g.first = i == 0
		rows, err := b.stageGroup(ctx, g, before, staged)
		if err != nil {
			return err
		}
		before = rows
	}
	return nil
}

// A group is tables that one scan reads.
type group struct {
	scan
	parts  []source.Part
	files  []*arrival
	sheets []string
}

// stageGroup adds the tables to the stage, which has rows before, and says how
// many it has then.
func (b *batch) stageGroup(ctx context.Context, g *group, before int64, staged map[string]bool) (rows int64, err error) {
	rel, aside, err := source.Join(ctx, b.conn, g.parts)
	if err != nil {
		return 0, err
	}
	defer rel.Close()
	if rows, err = b.stageScan(ctx, g.scan, rel, staged); err != nil {
		return 0, err
	}
	if err := rel.Lost(g.files[0].path, rows-before, 0); err != nil {
		return 0, err
	}
	for i := range g.parts {
		g.files[i].setBad(g.sheets[i], aside(i))
	}
	return rows, nil
}

// A scan is how stage.sql reads one relation.
type scan struct {
	plan     *mapping.Plan
	relation string
	row      string // SQL for the row's number
	// file and sheet are SQL for where a row is from, and texts for the fields
	// that are no column of the plan and differ from table to table.
	file, sheet string
	texts       map[string]string
	// about is SQL for what tells rows that are none of data.
	about string
	// part is SQL for which of months side by side a row is of, from 1, and after
	// them their total; blank, the condition that the table has nothing for it. All
	// are empty where there are no such months.
	part, blank, total string
	// fields are those that the file has, as bits; 0 where all files have them.
	fields int64
	first  bool
}

// placed lays a table out as part of a whole: the fields, the cells by which
// titles and notes are told from data as one, the file and the sheet.
func placed(a *arrival, t *source.Table, p *mapping.Plan, several bool) (scan, source.Part) {
	v := *p
	v.Columns, v.Filters = slices.Clone(p.Columns), slices.Clone(p.Filters)
	s := scan{plan: &v, row: "row", texts: map[string]string{}}
	part := source.Part{Table: t, FirstRow: p.FirstRow, Width: p.Width}
	var cells []source.Cell
	place := func(c source.Cell) int {
		cells = append(cells, c)
		return len(cells)
	}
	for i := range v.Columns {
		c := &v.Columns[i]
		if c.Source > 0 {
			c.Source = place(source.Cell{Column: c.Source})
		} else {
			s.texts[c.Field.Name] = cell(place(source.Cell{Text: c.Constant}))
		}
	}
	for i := range v.Filters {
		v.Filters[i].Source = place(source.Cell{Column: v.Filters[i].Source})
	}
	if s.about = noText; p.HeaderRow > 0 {
		paid := amountCells(&v)
		if p.Months != nil { // what a row is does not change from month to month
			paid = []string{cell(place(source.Cell{Beside: amountColumns(p)}))}
		}
		s.about = rowAbout(&v, fmt.Sprintf("coalesce(%s, '')", cell(place(source.Cell{Beside: textColumns(p)}))), paid)
	}
	s.file = cell(place(source.Cell{Text: strconv.Itoa(a.number)}))
	s.sheet = cell(place(source.Cell{Text: t.Sheet}))
	if several {
		for i, f := range a.dataset.Fields {
			if stagedFields(a.plans)[f.Name] {
				s.fields |= 1 << i
			}
		}
	}
	part.Cells = [][]source.Cell{cells}
	if p.Months != nil {
		s.part = cell(place(source.Cell{}))
		part.Cells = s.months(p, cells, a.file.knownOn)
	}
	return s, part
}

// shape is the same for tables that one scan can read.
func (s scan) shape() string {
	shape := fmt.Sprint(s.fields, s.texts, s.about, kept(s.plan.Filters), s.part, s.blank, s.total)
	for _, c := range s.plan.Columns {
		shape += fmt.Sprint(c.Field.Name, c.Unit, c.Percent, c.Formats, c.Year)
		if c.Source > 0 {
			shape += cellText(c)
		}
	}
	return shape
}

// data fills stage.sql in.
func (s scan) data(staged map[string]bool, n numbering) map[string]any {
	columns := columnsOf(s.plan, staged, true)
	for i, c := range columns {
		if text, ok := s.texts[c.Name]; ok {
			columns[i].Text = text
		}
	}
	l := layout{dataset: s.plan.Dataset, columns: columns}
	return map[string]any{
		"First": s.first, "Relation": s.relation, "Row": s.row, "File": s.file, "Sheet": s.sheet, "Sheets": n.sheets, "Fields": s.fields,
		"Parts": n.beside, "Part": cmp.Or(s.part, "0"), "Blank": s.blank, "Total": s.total,
		"Columns": columns, "Checks": l.checks(), "About": s.about, "Kept": kept(s.plan.Filters), "Numbered": n.numbered, "Mask": l.mask(),
	}
}
