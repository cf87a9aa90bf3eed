package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"shixu/pipeline/mapping"
	"shixu/pipeline/source"
	"shixu/queries"
)

// InspectCmd shows what is understood of a report.
type InspectCmd struct {
	File         string   `arg:"" help:"The report: XLSX, CSV, JSON, NDJSON, Parquet or Arrow."`
	Dataset      string   `name:"dataset" placeholder:"NAME" help:"The dataset it holds; default: the one that its headers fit best."`
	Mapping      string   `name:"mapping" placeholder:"FILE" help:"Read it as this mapping file says."`
	PrintMapping bool     `name:"print-mapping" help:"Print a mapping file to edit, and nothing else."`
	Sheets       []string `name:"sheet" placeholder:"PATTERN" help:"Only sheets that match."`
	Rows         string   `name:"rows" placeholder:"PATH" help:"Where the rows of a JSON document are, such as projects[]."`
	First        int      `name:"first" default:"3" help:"How many rows to show."`
}

// An understanding is a table of the report with its plan, or why it has none.
type understanding struct {
	table *source.Table
	plan  *mapping.Plan
	err   error
}

// Run prints what is understood of each sheet; it fails where nothing is.
func (c *InspectCmd) Run(ctx context.Context, m *Main, g *Global) error {
	datasets, err := queries.Datasets()
	if err != nil {
		return err
	}
	options := source.Options{Sheets: c.Sheets, Rows: c.Rows}
	var file *mapping.Mapping
	if c.Mapping != "" {
		if file, err = mapping.Load(c.Mapping); err != nil {
			return err
		}
		if c.Dataset == "" {
			c.Dataset = file.Dataset
		}
		if c.Rows == "" {
			options.Rows = file.Rows
		}
	}
	if c.Dataset != "" && datasets[c.Dataset] == nil {
		return usage("没有数据集 %q；可用的有 %s", "there is no dataset %q; there are %s", c.Dataset, datasetNames(datasets))
	}
	report, err := source.Open(ctx, c.File, options)
	if err != nil {
		return err
	}
	found, err := c.understand(report, datasets, file)
	if err != nil {
		return err
	}
	if c.PrintMapping {
		return m.printMapping(g, found)
	}
	fmt.Fprintf(m.Stdout, g.say("文件：%s（%s）\n", "file: %s (%s)\n"), report.Path, strings.TrimSuffix(string(report.Format)+", "+report.Encoding, ", "))
	for _, u := range found {
		if err := m.describe(ctx, g, u, c.First); err != nil {
			return err
		}
	}
	return nil
}

// understand plans every table of a report. Where none can be understood the
// error is that of the first.
func (c *InspectCmd) understand(report *source.File, datasets map[string]*queries.Dataset, file *mapping.Mapping) ([]understanding, error) {
	var found []understanding
	var first error
	understood := false
	for _, t := range report.Tables {
		name := c.Dataset
		scores := mapping.Guess(datasets, t)
		if name == "" {
			name = scores[0].Dataset
		}
		p, err := mapping.Find(datasets[name], t, mapping.Where{Path: report.Path, Sheet: t.Sheet}, file)
		if err != nil && c.Dataset != "" {
			err = mapping.Advise(err, name, scores)
		} else if err != nil && len(scores[0].Found) > 0 {
			err = queries.Say("%v（按最相近的 %s；可用 --dataset 另指）", "%v (as %s, which fits best; name another with --dataset)", err, name)
		}
		if err != nil && (first == nil || errors.Is(first, mapping.ErrNoTable)) {
			first = err
		}
		understood = understood || err == nil
		found = append(found, understanding{t, p, err})
	}
	if first == nil && len(found) == 0 {
		first = queries.Say("%s：其中没有表格", "%s: no table in it", report.Path)
	}
	if !understood {
		return nil, first
	}
	return found, nil
}

// printMapping prints the mapping of the first table that was understood, and
// says which others it does not suit.
func (m *Main) printMapping(g *Global, found []understanding) error {
	text := ""
	for _, u := range found {
		switch {
		case u.err != nil:
		case text == "":
			text = u.plan.Mapping()
			if _, err := io.WriteString(m.Stdout, text); err != nil {
				return err
			}
		case u.plan.Mapping() != text:
			fmt.Fprintf(m.Stderr, g.say("shixu: 工作表 %q 的版式不同；可用 --sheet 单独查看\n", "shixu: sheet %q is laid out differently; look at it with --sheet\n"), u.table.Sheet)
		}
	}
	return nil
}

// describe prints what is understood of a table, and its first rows.
func (m *Main) describe(ctx context.Context, g *Global, u understanding, rows int) error {
	fmt.Fprintln(m.Stdout)
	if u.table.Sheet != "" {
		fmt.Fprintf(m.Stdout, g.say("工作表：%s\n", "sheet: %s\n"), u.table.Sheet)
	}
	if u.err != nil {
		fmt.Fprintf(m.Stdout, g.say("不会读取：%v\n", "not read: %v\n"), u.err)
		return nil
	}
	if err := u.plan.Describe(m.Stdout, g.Lang); err != nil {
		return err
	}
	lines, err := firstRows(ctx, u, rows)
	if err != nil || len(lines) == 0 {
		return err
	}
	var names []string
	for _, c := range u.plan.Columns {
		names = append(names, c.Field.Name)
	}
	fmt.Fprintf(m.Stdout, g.say("前 %d 行：\n", "first %d rows:\n"), len(lines))
	for _, cells := range append([][]string{names}, lines...) {
		fmt.Fprintln(m.Stdout, "  "+strings.Join(cells, " | "))
	}
	return nil
}

// datasetNames lists the datasets there are.
func datasetNames(all map[string]*queries.Dataset) string {
	return strings.Join(slices.Sorted(maps.Keys(all)), ", ")
}
