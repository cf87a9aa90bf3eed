// Package catalog lists everything people can name: datasets and their fields,
// tables and views and their columns, metrics, warning rules, score indicators
// and units, in Chinese and English. It is made of the definitions themselves,
// so that it cannot say anything else; queries/CATALOG.md is its checked-in
// form.
package catalog

import (
	"cmp"
	"context"
	_ "embed"
	"errors"
	"io/fs"
	"maps"
	"slices"

	"shixu/pipeline/mapping"
	"shixu/pipeline/warehouse"
	"shixu/queries"
)

// A Catalog is all there is.
type Catalog struct {
	Datasets   []Dataset   `json:"datasets"`
	Tables     []Table     `json:"tables"`
	Metrics    []Metric    `json:"metrics"`
	Rules      []Rule      `json:"rules"`
	Indicators []Indicator `json:"indicators"`
	Units      []Unit      `json:"units"`
}

// A Dataset is a kind of report.
type Dataset struct {
	Name   string        `json:"name"`
	Title  queries.Words `json:"title"`
	Key    []string      `json:"key"`
	Merge  string        `json:"merge"`
	Fields []Field       `json:"fields"`
	Checks []Check       `json:"checks,omitempty"`
	File   string        `json:"file"`
}

// A Field is what a report's column can be.
type Field struct {
	Name     string        `json:"name"`
	Type     string        `json:"type"`
	Title    queries.Words `json:"title"`
	Required bool          `json:"required"`
	// Headers are what people write above it.
	Headers []string            `json:"headers"`
	Terms   map[string][]string `json:"terms,omitempty"`
}

// A Check is why a row is set aside.
type Check struct {
	Code    string        `json:"code"`
	Field   string        `json:"field"`
	Message queries.Words `json:"message"`
}

// A Table is a table or view.
type Table struct {
	Name    string        `json:"name"`
	Kind    string        `json:"kind"` // table, view
	Comment queries.Words `json:"comment"`
	Columns []Column      `json:"columns"`
}

// A Column is one of a table's.
type Column struct {
	Name    string        `json:"name"`
	Type    string        `json:"type"`
	Comment queries.Words `json:"comment"`
}

// A Metric is what Prometheus sees.
type Metric struct {
	Name   string        `json:"name"`
	Type   string        `json:"type"`
	Help   queries.Words `json:"help"`
	Unit   string        `json:"unit,omitempty"`
	Labels []string      `json:"labels"`
	File   string        `json:"file"`
	// Trace is the file that explains its figures; Enabled the switch of the
	// configuration that turns it on.
	Trace   string `json:"trace,omitempty"`
	Enabled string `json:"enabled,omitempty"`
}

// A Rule raises warnings.
type Rule struct {
	Name       string        `json:"name"`
	Title      queries.Words `json:"title"`
	Group      string        `json:"group"`
	Severities []string      `json:"severities"`
	Parameters []Parameter   `json:"parameters,omitempty"`
	Source     string        `json:"source"`
	File       string        `json:"file"`
}

// A Parameter is a figure of a rule that cities choose.
type Parameter struct {
	Name    string        `json:"name"`
	Type    string        `json:"type"`
	Default any           `json:"default"`
	Meaning queries.Words `json:"meaning"`
}

// An Indicator is what scores are made of.
type Indicator struct {
	Name    string        `json:"name"`
	Title   queries.Words `json:"title"`
	Formula queries.Words `json:"formula"`
	Unit    string        `json:"unit"`
	Source  string        `json:"source,omitempty"`
	File    string        `json:"file"`
}

// A Unit is a currency multiple that headers may name.
type Unit struct {
	Word string `json:"word"`
	Is   int64  `json:"is"`
}

// Folders are a city's own definitions; nil for none.
type Folders struct{ Metrics, Traces, Rules fs.FS }

// Build makes the catalogue of what comes with Shixu and a city's own files.
// Files that are wrong are left out and reported together in the error.
func Build(ctx context.Context, currency string, own Folders) (*Catalog, error) {
	c := &Catalog{}
	var errs []error
	for _, part := range []func() error{
		c.datasets,
		func() error { return c.tables(ctx) },
		func() error { return c.metrics(currency, own) },
		func() error { return c.rules(own) },
		c.indicators,
	} {
		errs = append(errs, part())
	}
	for word, is := range mapping.Units() {
		c.Units = append(c.Units, Unit{word, is})
	}
	slices.SortFunc(c.Units, func(a, b Unit) int { return cmp.Or(cmp.Compare(a.Is, b.Is), cmp.Compare(a.Word, b.Word)) })
	return c, errors.Join(errs...)
}

func (c *Catalog) datasets() error {
	all, err := queries.Datasets()
	if err != nil {
		return err
	}
	for _, name := range slices.Sorted(maps.Keys(all)) {
		d := all[name]
		out := Dataset{Name: d.Name, Title: d.Title, Key: d.Key, Merge: string(d.Merge), File: "datasets/" + d.Name + ".yaml"}
		for _, f := range d.Fields {
			out.Fields = append(out.Fields, Field{f.Name, string(f.Type), f.Title, f.Required, f.Names, f.Terms})
		}
		for _, k := range d.Checks {
			out.Checks = append(out.Checks, Check{k.Code, k.Field, k.Message})
		}
		c.Datasets = append(c.Datasets, out)
	}
	return nil
}

//go:embed tables.sql
var tablesSQL string

// tables reads tables and views, with their comments, off an empty warehouse.
func (c *Catalog) tables(ctx context.Context) error {
	w, err := warehouse.Open(ctx, warehouse.Options{Migrations: []fs.FS{queries.Migrations()}, Definitions: queries.Definitions()})
	if err != nil {
		return err
	}
	defer w.Close()
	rows, err := w.DB.QueryContext(ctx, tablesSQL)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var name, kind, column, dataType string
		var about, of queries.Words
		if err := rows.Scan(&name, &kind, &about.Zh, &about.En, &column, &dataType, &of.Zh, &of.En); err != nil {
			return err
		}
		if n := len(c.Tables); n == 0 || c.Tables[n-1].Name != name {
			c.Tables = append(c.Tables, Table{Name: name, Kind: kind, Comment: about})
		}
		last := &c.Tables[len(c.Tables)-1]
		last.Columns = append(last.Columns, Column{column, dataType, of})
	}
	return rows.Err()
}

func (c *Catalog) metrics(currency string, own Folders) error {
	all, err := queries.MetricQueries(currency, given(own.Metrics)...)
	traces, terr := queries.Traces(currency, given(own.Traces)...)
	for _, q := range all {
		for _, m := range q.Metrics {
			out := Metric{Name: m.Name, Type: m.Type, Help: queries.Words{Zh: m.HelpZh, En: m.Help}, Unit: queries.UnitOf(m.Name, currency), Labels: m.Labels, File: q.File, Enabled: q.Enabled}
			if t := traces[m.Name]; t != nil {
				out.Trace = t.File
			}
			c.Metrics = append(c.Metrics, out)
		}
	}
	slices.SortFunc(c.Metrics, func(a, b Metric) int { return cmp.Compare(a.Name, b.Name) })
	return errors.Join(err, terr)
}

func (c *Catalog) rules(own Folders) error {
	all, err := queries.Rules(given(own.Rules)...)
	for _, r := range all {
		out := Rule{Name: r.Name, Title: r.Title, Group: r.Group, Source: r.Source, File: r.File}
		for _, l := range r.Levels {
			out.Severities = append(out.Severities, l.Severity)
		}
		for _, p := range r.Parameters {
			out.Parameters = append(out.Parameters, Parameter{p.Name, p.Type, p.Default, p.Meaning})
		}
		c.Rules = append(c.Rules, out)
	}
	slices.SortFunc(c.Rules, func(a, b Rule) int { return cmp.Compare(a.Name, b.Name) })
	return err
}

func (c *Catalog) indicators() error {
	all, err := queries.Indicators()
	for _, i := range all {
		c.Indicators = append(c.Indicators, Indicator{i.Name, i.Title, i.Formula, i.Unit, i.Source, i.File})
	}
	slices.SortFunc(c.Indicators, func(a, b Indicator) int { return cmp.Compare(a.Name, b.Name) })
	return err
}

func given(folder fs.FS) []fs.FS {
	if folder == nil {
		return nil
	}
	return []fs.FS{folder}
}
