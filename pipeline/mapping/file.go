package mapping

import (
	"fmt"
	"os"
	"path"
	"regexp"

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

// An Entry says where one field comes from. Exactly one of Column, From and
// HasValue is set.
type Entry struct {
	Field   string
	Line    int    // of the mapping file
	Column  string // "Header", "Parent/Child" or "#3"
	From    Origin // title, sheet, filename, folder or header
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
		return m.errorf("dataset", "the mapping is for dataset %s, not %s", m.Dataset, d.Name)
	}
	for _, e := range m.Columns {
		f, ok := d.Field(e.Field)
		switch {
		case !ok:
			return &FileError{File: m.File, Line: e.Line, Msg: fmt.Sprintf(
				"dataset %s has no field %q; its fields are (closest first) %s",
				d.Name, e.Field, quoted(closest(e.Field, fieldNames(d)), 5))}
		case e.HasUnit && f.Type != queries.Money:
			return &FileError{File: m.File, Line: e.Line, Msg: fmt.Sprintf(
				"field %s is no amount of money and has no unit", e.Field)}
		case e.Percent != nil && f.Type != queries.Ratio:
			return &FileError{File: m.File, Line: e.Line, Msg: fmt.Sprintf(
				"field %s is no ratio; percent does not apply to it", e.Field)}
		case e.Part != "" && f.Type != queries.Date:
			return &FileError{File: m.File, Line: e.Line, Msg: fmt.Sprintf("field %s is no date; part does not apply to it", e.Field)}
		case len(e.Formats) > 0 && misfit(f.Type, e.Formats) != "":
			return &FileError{File: m.File, Line: e.Line, Msg: fmt.Sprintf("field %s %s", e.Field, misfit(f.Type, e.Formats))}
		case e.From == FromName && (f.Type != queries.NewProject || e.Pattern != nil):
			return &FileError{File: m.File, Line: e.Line, Msg: fmt.Sprintf(
				"field %s cannot come from name: that is for the id of projects whose register has no codes", e.Field)}
		case e.From == FromTitles && (!Grouping(f) || e.Pattern != nil):
			return &FileError{File: m.File, Line: e.Line, Msg: fmt.Sprintf(
				"field %s cannot come from rowtitle: rows that are titles of those below say a district, a sector, a project type, a level or a plan_kind, and take no pattern", e.Field)}
		case e.From != FromTitles && e.From != FromName && e.From != "" && e.Pattern == nil && !contextual(f.Type):
			return &FileError{File: m.File, Line: e.Line, Msg: fmt.Sprintf(
				"field %s needs a pattern that finds it in the %s", e.Field, originWords[e.From].En)}
		}
	}
	return nil
}

func (m *Mapping) errorf(key, format string, args ...any) error {
	return &FileError{File: m.File, Line: m.lines[key], Msg: fmt.Sprintf(format, args...)}
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
