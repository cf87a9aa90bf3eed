package catalog

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"text/template"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"
	"github.com/apache/arrow-go/v18/arrow/memory"

	"shixu/exporters/sqlapi"
)

//go:embed catalog.md.tmpl
var markdown string

var page = template.Must(template.New("catalog").Funcs(template.FuncMap{
	"join": strings.Join,
	// cell keeps a text inside its cell.
	"cell": func(s string) string {
		return strings.ReplaceAll(strings.Join(strings.Fields(s), " "), "|", `\|`)
	},
	"headers": func(names []string) string { return strings.ReplaceAll(strings.Join(names, "、"), "|", `\|`) },
}).Parse(markdown))

// Markdown writes the catalogue in both languages, as a document.
func (c *Catalog) Markdown(w io.Writer) error { return page.Execute(w, c) }

// JSON writes all of it for programs.
func (c *Catalog) JSON(w io.Writer) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(c)
}

// Table writes one line for each name, with what it is in both languages, for
// terminals and grep.
func (c *Catalog) Table(w io.Writer) error {
	fields := make([]arrow.Field, 4)
	for i, name := range []string{"kind", "name", "中文", "English"} {
		fields[i] = arrow.Field{Name: name, Type: arrow.BinaryTypes.String}
	}
	schema := arrow.NewSchema(fields, nil)
	b := array.NewRecordBuilder(memory.DefaultAllocator, schema)
	defer b.Release()
	add := func(values ...string) {
		for i, v := range values {
			b.Field(i).(*array.StringBuilder).Append(v)
		}
	}
	for _, d := range c.Datasets {
		add("dataset", d.Name, d.Title.Zh, d.Title.En)
		for _, f := range d.Fields {
			add("field", d.Name+"."+f.Name, f.Title.Zh, f.Title.En)
		}
	}
	for _, t := range c.Tables {
		add(t.Kind, t.Name, t.Comment.Zh, t.Comment.En)
		for _, col := range t.Columns {
			add("column", t.Name+"."+col.Name, col.Comment.Zh, col.Comment.En)
		}
	}
	for _, m := range c.Metrics {
		add("metric", m.Name+"{"+strings.Join(m.Labels, ",")+"}", m.Help.Zh, m.Help.En)
	}
	for _, r := range c.Rules {
		add("rule", r.Name, r.Title.Zh, r.Title.En)
	}
	for _, i := range c.Indicators {
		add("indicator", i.Name, i.Title.Zh, i.Title.En)
	}
	for _, u := range c.Units {
		add("unit", u.Word, fmt.Sprint(u.Is), fmt.Sprint(u.Is))
	}
	batch := b.NewRecordBatch()
	defer batch.Release()
	rows, err := array.NewRecordReader(schema, []arrow.RecordBatch{batch})
	if err != nil {
		return err
	}
	defer rows.Release()
	return sqlapi.Table{}.Encode(w, rows)
}
