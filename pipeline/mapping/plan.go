package mapping

import (
	"slices"

	"shixu/queries"
)

// A Plan says how a table is read as rows of a dataset.
type Plan struct {
	Dataset *queries.Dataset
	// HeaderRow is the first row of the header (1-based), HeaderRows how many
	// rows it takes; 0 for self-describing formats, and where a mapping file
	// says that there is none.
	HeaderRow  int64
	HeaderRows int
	// FirstRow is the first row of data (1-based); 0 for self-describing
	// formats. It may lie below the table's end: then there are no rows.
	FirstRow int64
	// Width is how many columns the table has, as its header says; text beyond
	// them belongs to no row. 0 for self-describing formats.
	Width int
	// Columns are the fields that were found, in the dataset's order.
	Columns []Column
	// Months are set where several months stand side by side: a row of the table
	// is a row of the dataset for each of them in which it has something. Columns
	// then has the first of the columns of every such field.
	Months []Month
	// Total is the column that declares the months' sum; nil where there is none
	// or it is not of just these months.
	Total *Column
	// Filters say which rows are loaded.
	Filters []Filter
	// Unused are headers that mean nothing to the dataset, as found.
	Unused []string
	// Unitless are the headers of amounts for which nothing says the unit, in a
	// table in Chinese, where 万元 is as usual as 元.
	Unitless []string
	// Notes say what was assumed and why, for people.
	Notes []queries.Words
}

// A Column says where a field's value comes from.
type Column struct {
	Field queries.Field
	// Source is the 1-based column of the table; 0 where Constant is used.
	Source int
	// Header is the column's name as found ("完成投资(万元)"), or where a
	// constant came from ("文件名 file name").
	Header string
	// Constant is the text that stands for every row where Source is 0.
	Constant string
	// Unit is the currency multiple of a money column: 1, 10000 (万元),
	// 100000000 (亿元), or any other the mapping gives.
	Unit int64
	// Percent says that a ratio column is written in percent.
	Percent bool
	// Part says which end of the range a date's column holds: "first" or "last";
	// empty where a cell is one date.
	Part string
	// Year is the year of dates that say none (三季度); empty: they are not read.
	Year string
	// Since1904 says that days without a date's format are counted from 1904.
	Since1904 bool
	// Formats are how the column writes its dates, and nothing else is read;
	// nil: as people write dates.
	Formats []Format
	// Values replaces texts before they are read: {"Manhatten": "Manhattan"}.
	// The empty key stands for a blank cell. In Constant it is done already.
	Values map[string]string
	// Separator splits a cell that names several (districts, say); where it
	// does, Many stands for the row.
	Separator, Many string
	// From and Pattern say where a constant was read (title, file name, …) and
	// how a mapping file finds it there; empty for constants of a mapping file.
	From    Origin
	Pattern string
	// Samples are the first few different values in the preview, for people.
	Samples []string
}

// A Month is one of several that stand side by side.
type Month struct {
	Month   string   // "2023-09"
	Columns []Column // its amounts, in the dataset's order
}

// Of is the plan of one of the Months (from 0) as if the others were not there.
func (p *Plan) Of(n int) *Plan {
	q := *p
	q.Columns = slices.Clone(p.Columns)
	for i := range q.Columns {
		c := &q.Columns[i]
		if c.Field.Type == queries.Month {
			c.Constant = p.Months[n].Month
		}
		if c.Field.Beside == "" {
			continue
		}
		c.Source, c.Constant = 0, ""
		for _, of := range p.Months[n].Columns {
			if of.Field.Name == c.Field.Name {
				*c = of
			}
		}
	}
	return &q
}
