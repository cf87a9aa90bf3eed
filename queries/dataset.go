package queries

import (
	"fmt"
	"io/fs"
	"path"
	"sort"
	"strings"

	"go.yaml.in/yaml/v3"
)

// Type is what the cells of a field hold, and so how they are read.
// The macro read_<type> in load/read.sql does the reading.
type Type string

// The types a field can have.
const (
	Text        Type = "text"         // any text, trimmed
	Money       Type = "money"        // an amount; reported in yuan, 万元 or 亿元, kept in yuan
	Number      Type = "number"       // a plain decimal number
	Ratio       Type = "ratio"        // 0.814, "81.4%" and "81.4" (a header saying %) are the same
	Integer     Type = "integer"      // a whole number
	Boolean     Type = "boolean"      // 是/否, yes/no, √
	Year        Type = "year"         // a calendar year
	Month       Type = "month"        // a calendar month; kept as its first day
	Date        Type = "date"         // a date with its precision (day, month, quarter, half_year, year)
	Project     Type = "project"      // names a project by its id or code
	NewProject  Type = "new_project"  // a project's id; registers the project where it is new
	ProjectName Type = "project_name" // names a project where there is no id
	District    Type = "district"     // names a reporting unit by code, name or alias
	Sector      Type = "sector"       // names a sector by code, name or alias
	ProjectType Type = "project_type" // names a project type by code, name or alias
	Term        Type = "term"         // one of a closed list of words, see Field.Terms
)

// A Dataset says what one kind of report holds: which fields, what people
// call them, and what makes a row impossible. Datasets live in datasets/*.yaml.
type Dataset struct {
	Name  string    `yaml:"dataset"`
	Title Words     `yaml:"title"`
	Key   []string  `yaml:"key"`
	Merge MergeKind `yaml:"merge"`
	// Facts says that rows tell what has happened. Where months stand side by side,
	// 0 in one that has hardly begun fills the table and tells nothing.
	Facts bool `yaml:"facts"`
	// OneOf are fields of which a table must have at least one to say anything.
	OneOf  []string `yaml:"one_of"`
	Fields []Field  `yaml:"fields"`
	Checks []Check  `yaml:"checks"`
}

// MergeKind says what a later load does to a row that is already there.
type MergeKind string

const (
	// Replace takes the new row as it is. The default.
	Replace MergeKind = "replace"
	// Patch keeps the old value where the new row says nothing.
	Patch MergeKind = "patch"
)

// Words is a text in Chinese and English.
type Words struct {
	Zh string `yaml:"zh" json:"zh"`
	En string `yaml:"en" json:"en"`
}

// A Field is one figure, date or name of a row.
type Field struct {
	Name     string `yaml:"name"`
	Type     Type   `yaml:"type"`
	Title    Words  `yaml:"title"`
	Required bool   `yaml:"required"`
	// Names are the headers people write for the field, Chinese and English.
	// They are compared after Normalize; "{y}", "{m}" and "{q}" stand for a
	// year, a month (or a range of months ending in it) and a quarter.
	Names []string `yaml:"names"`
	// Also are headers that may mean the field but often mean something near it
	// (责任单位 for the owner). They are taken, with a note, only where no column
	// has one of Names.
	Also []string `yaml:"also"`
	// Begins and Ends are headers of columns that hold a range of dates
	// (建设起止年限), of which the field is the first or the last. They are asked
	// where the field has no column of its own.
	Begins []string `yaml:"begins"`
	Ends   []string `yaml:"ends"`
	// Context lets the value come from a title, a sheet's name or the file's
	// name where the table has no such column (a month, a year, a district).
	Context bool `yaml:"context"`
	// Terms lists the words of a Term field: the stored word first found as a
	// key, then the words people write for it.
	Terms map[string][]string `yaml:"terms"`
	// Unit is the currency multiple assumed where neither header, title nor
	// mapping says one; 1 is the currency itself. Only for Money.
	Unit int64 `yaml:"unit"`
	// OneLine says that a text is a name: line breaks in it only wrap it.
	OneLine bool `yaml:"one_line"`
	// Beside says what a column of several months side by side holds (1月, 2月, …):
	// "month", the amount of its month, or "year", that of the year up to it.
	// Only for Money of datasets with a month in their key; empty: no such columns.
	Beside string `yaml:"beside"`
	// Virtual fields help to resolve others and are not stored.
	Virtual bool `yaml:"virtual"`
}

// A Check is a condition, in SQL over the read fields, that no true row meets.
type Check struct {
	Code    string `yaml:"code"`
	Field   string `yaml:"field"`
	When    string `yaml:"when"`
	Message Words  `yaml:"message"`
}

// Field returns the field of that name, and false where there is none.
func (d *Dataset) Field(name string) (Field, bool) {
	for _, f := range d.Fields {
		if f.Name == name {
			return f, true
		}
	}
	return Field{}, false
}

// Datasets returns the datasets that come with Shixu, by name.
func Datasets() (map[string]*Dataset, error) {
	files, err := fs.Glob(FS, "datasets/*.yaml")
	if err != nil {
		return nil, err
	}
	sort.Strings(files)
	all := make(map[string]*Dataset, len(files))
	for _, f := range files {
		text, err := fs.ReadFile(FS, f)
		if err != nil {
			return nil, err
		}
		d, err := ParseDataset(f, text)
		if err != nil {
			return nil, err
		}
		all[d.Name] = d
	}
	return all, nil
}

// ParseDataset reads one dataset definition; name is used in errors.
func ParseDataset(name string, text []byte) (*Dataset, error) {
	dec := yaml.NewDecoder(strings.NewReader(string(text)))
	dec.KnownFields(true)
	d := new(Dataset)
	if err := dec.Decode(d); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	if d.Name == "" || d.Name != strings.TrimSuffix(path.Base(name), ".yaml") {
		return nil, fmt.Errorf("%s: dataset: %q must be the file's name", name, d.Name)
	}
	if d.Merge == "" {
		d.Merge = Replace
	}
	for key, fields := range map[string][]string{"key": d.Key, "one_of": d.OneOf} {
		for _, f := range fields {
			if _, ok := d.Field(f); !ok {
				return nil, fmt.Errorf("%s: %s: no field %q", name, key, f)
			}
		}
	}
	return d, nil
}
