package mapping

import (
	"fmt"
	"os"
	"path"
	"regexp"
	"slices"

	"shixu/queries"
)

// A Mapping is what a mapping file says. What it leaves out is found as if
// there were no file. See the package comment for the format.
type Mapping struct {
	File    string   // for errors
	Dataset string   // the dataset the mapping is for
	Sheets  []string // patterns (path.Match) of the sheets it applies to; empty: all
	Rows    string   // path of the rows in a JSON document, for source.Options
	// HeaderRow (1-based) and HeaderRows fix where the header is, FirstRow
	// where the data begin; 0 means that it is found.
	HeaderRow  int64
	HeaderRows int
	FirstRow   int64
	// NoHeader (header_rows: 0) says that columns are known by position only.
	NoHeader bool
	// Unit is the unit of amounts whose header and title say none; 0: not said.
	Unit    int64
	Columns []Entry
	Filters []Filter // which rows are loaded; all of them must agree
	Ignore  []string // headers that mean nothing, whatever they look like

	lines map[string]int // line of each top-level key
}

// An Entry says where one field comes from. Exactly one of Column, Months, From
// and HasValue is set.
type Entry struct {
	Field   string
	Line    int          // of the mapping file
	Column  string       // "Header", "Parent/Child" or "#3"
	Months  []MonthEntry // of months side by side, in their order
	From    Origin       // title, sheet, filename, folder or header
	Pattern *regexp.Regexp
	Value   string // the same for every row, where HasValue
	HasValue,
	HasUnit bool
	Unit      int64
	Percent   *bool    // nil: as the header says
	Part      string   // first or last, where the column holds ranges of dates
	Formats   []Format // how the column writes dates; nil: as people do
	Values    map[string]string
	Separator string
	Many      string
}

// A MonthEntry says which column is that of a month.
type MonthEntry struct {
	Month  string // "2023-09"
	Column string
}

// Load reads a mapping file. Errors are *FileError with file and line.
func Load(name string) (*Mapping, error) {
	text, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	return Parse(name, text)
}

// AppliesTo says whether the mapping is meant for a sheet of that name.
func (m *Mapping) AppliesTo(sheet string) bool {
	for _, p := range m.Sheets {
		if ok, _ := path.Match(p, sheet); ok {
			return true
		}
	}
	return len(m.Sheets) == 0
}

// Check says whether the mapping makes sense for a dataset without looking at
// a table: its fields exist and what is said of them suits their types.
func (m *Mapping) Check(d *queries.Dataset) error {
	if m.Dataset != d.Name {
		return m.errorf("dataset", "映射文件属于数据集 %s，不是 %s", "the mapping is for dataset %s, not %s", m.Dataset, d.Name)
	}
	for _, e := range m.Columns {
		f, ok := d.Field(e.Field)
		switch {
		case !ok:
			near := closest(e.Field, fieldNames(d))
			return &FileError{File: m.File, Line: e.Line, Msg: queries.Words{
				Zh: fmt.Sprintf("数据集 %s 没有字段 %q；其字段（相近者在前）有%s", d.Name, e.Field, quotedZh(near, 5)),
				En: fmt.Sprintf("dataset %s has no field %q; its fields are (closest first) %s", d.Name, e.Field, quoted(near, 5)),
			}}
		case e.HasUnit && f.Type != queries.Money:
			return &FileError{File: m.File, Line: e.Line, Msg: both(
				"字段 %s 不是金额，没有单位", "field %s is no amount of money and has no unit", e.Field)}
		case len(e.Months) > 0 && f.Beside == "":
			return &FileError{File: m.File, Line: e.Line, Msg: both("字段 %s 没有各月并列的列，不能写 months", "field %s has no months side by side", e.Field)}
		case len(e.Months) == 0 && (f.Beside != "" || f.Type == queries.Month && f.Context) && slices.ContainsFunc(m.Columns, func(o Entry) bool { return len(o.Months) > 0 }):
			return &FileError{File: m.File, Line: e.Line, Msg: both("字段 %s 不能与另一字段的 months: 同用；请去掉它，金额也可各月分列（months:）", "field %s does not go with months: of another field; leave it out, or give an amount its months too", e.Field)}
		case e.Percent != nil && f.Type != queries.Ratio:
			return &FileError{File: m.File, Line: e.Line, Msg: both(
				"字段 %s 不是比率，不能写 percent", "field %s is no ratio; percent does not apply to it", e.Field)}
		case e.Part != "" && f.Type != queries.Date:
			return &FileError{File: m.File, Line: e.Line, Msg: both("字段 %s 不是日期，不能写 part", "field %s is no date; part does not apply to it", e.Field)}
		case len(e.Formats) > 0 && misfit(f.Type, e.Formats) != (queries.Words{}):
			is := misfit(f.Type, e.Formats)
			return &FileError{File: m.File, Line: e.Line, Msg: queries.Words{Zh: "字段 " + e.Field + is.Zh, En: "field " + e.Field + " " + is.En}}
		case e.From == FromName && (f.Type != queries.NewProject || e.Pattern != nil):
			return &FileError{File: m.File, Line: e.Line, Msg: both(
				"字段 %s 不能来自 name：那只用于没有编码的名册中的项目编码", "field %s cannot come from name: that is for the id of projects whose register has no codes", e.Field)}
		case e.From == FromTitles && (!Grouping(f) || e.Pattern != nil):
			return &FileError{File: m.File, Line: e.Line, Msg: both(
				"字段 %s 不能来自 rowtitle：作为其下各行标题的行，写的是区市县、行业、项目类型、级别或建设性质（plan_kind），且不用 pattern", "field %s cannot come from rowtitle: rows that are titles of those below say a district, a sector, a project type, a level or a plan_kind, and take no pattern", e.Field)}
		case e.From != FromTitles && e.From != FromName && e.From != "" && e.Pattern == nil && !contextual(f.Type):
			return &FileError{File: m.File, Line: e.Line, Msg: queries.Words{
				Zh: fmt.Sprintf("字段 %s 须写 pattern，以便从%s中找出", e.Field, originWords[e.From].Zh),
				En: fmt.Sprintf("field %s needs a pattern that finds it in the %s", e.Field, originWords[e.From].En),
			}}
		}
	}
	return nil
}

func (m *Mapping) errorf(key, zh, en string, args ...any) error {
	return &FileError{File: m.File, Line: m.lines[key], Msg: both(zh, en, args...)}
}

// entry returns what the mapping says of a field; false where it says nothing.
func (m *Mapping) entry(field string) (Entry, bool) {
	if m != nil {
		for _, e := range m.Columns {
			if e.Field == field {
				return e, true
			}
		}
	}
	return Entry{}, false
}

func fieldNames(d *queries.Dataset) []string {
	list := make([]string, len(d.Fields))
	for i, f := range d.Fields {
		list[i] = f.Name
	}
	return list
}
