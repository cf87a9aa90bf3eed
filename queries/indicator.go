package queries

import (
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"path"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// An Indicator is one file of scores/indicators/: a header that says what it
// measures, then one SELECT that gives the rows behind it, with the columns of
// IndicatorColumns. A row with a project_key counts for every entity that the
// project belongs to, one with an entity for that entity alone. An entity's
// figure comes from the sums of its rows, so that what explains a figure is
// what it was made of. Who is scored is in the table scoring_entity (sequence,
// entity, project_key).
type Indicator struct {
	// Name is the file's name without .sql; File is how errors name it.
	Name, File string
	Title      Words
	// Formula says in words how the figure comes about.
	Formula Words
	// Unit is what numerator and denominator count: one of IndicatorUnits.
	Unit string
	// Value is how the figure comes from the sums: one of IndicatorValues.
	Value      string
	Parameters []Parameter
	Source     string

	SQL  string
	Line int // of the SELECT's first line in the file
	// Hash is the SHA-256 of the file.
	Hash string
}

// IndicatorColumns are the columns of an indicator's rows, with their types.
var IndicatorColumns = [][2]string{
	{"entity", "VARCHAR"}, {"project_key", "INTEGER"}, {"numerator", "DECIMAL(38, 4)"}, {"denominator", "DECIMAL(38, 4)"},
}

// IndicatorParams are the dates that an indicator may use beside its own
// parameters: those of the quarter it is evaluated for.
var IndicatorParams = []string{"as_of", "reported_to", "quarter_start", "quarter_end"}

// The closed lists of an indicator's header. ratio: the numerators' sum over
// the denominators'; share: over the numerators' of all rows, whosever they
// are; sum: as it is.
var (
	IndicatorUnits  = []string{"money", "count", "points", "days"}
	IndicatorValues = []string{"ratio", "share", "sum"}
)

// Indicators returns the indicators that come with Shixu and those of the given
// folders, by name; a file of a later folder replaces one of the same name.
// Files that are wrong are left out and reported together in the error.
func Indicators(folders ...fs.FS) ([]*Indicator, error) {
	return readFolder("scores/indicators", "*.sql", folders, func(file string, text []byte, _ bool) (*Indicator, error) {
		return ParseIndicator(file, text)
	})
}

type indicatorHeader struct {
	Title      Words     `yaml:"title"`
	Formula    Words     `yaml:"formula"`
	Unit       string    `yaml:"unit"`
	Value      string    `yaml:"value"`
	Parameters yaml.Node `yaml:"parameters"`
	Source     string    `yaml:"source"`
}

// ParseIndicator reads an indicator file. The error is a *HeaderError.
func ParseIndicator(file string, text []byte) (*Indicator, error) {
	f, err := splitFile(file, text, Say("指标算法文件以文件头 /* title: … */ 开始", "an indicator file begins with a header /* title: … */"))
	if err != nil {
		return nil, err
	}
	var h indicatorHeader
	if err := f.decode(&h); err != nil {
		return nil, err
	}
	i := &Indicator{
		Name: strings.TrimSuffix(path.Base(file), ".sql"), File: file, Title: h.Title, Formula: h.Formula, Unit: h.Unit, Value: h.Value,
		Source: strings.TrimSpace(h.Source), SQL: strings.TrimSuffix(f.sql, ";"), Line: f.line, Hash: hashOf(text),
	}
	at := func(line int, zh, en string, args ...any) (*Indicator, error) {
		return nil, &HeaderError{file, line, Say("文件头："+zh, "header: "+en, args...)}
	}
	switch {
	case h.Title.Zh == "" || h.Title.En == "":
		return at(f.above, "缺 title: {zh: …, en: …}", "title: {zh: …, en: …} is missing")
	case h.Formula.Zh == "" || h.Formula.En == "":
		return at(f.above, "缺 formula: {zh: …, en: …}，即用文字说明如何计算", "formula: {zh: …, en: …} is missing: how the figure comes about, in words")
	case !slices.Contains(IndicatorUnits, i.Unit):
		return at(f.above, "unit: %q 不是 %s 之一", "unit: %q is none of %s", i.Unit, strings.Join(IndicatorUnits, ", "))
	case !slices.Contains(IndicatorValues, i.Value):
		return at(f.above, "value: %q 不是 %s 之一", "value: %q is none of %s", i.Value, strings.Join(IndicatorValues, ", "))
	case i.SQL == "":
		return nil, &HeaderError{file, i.Line, noSelect}
	}
	err = pairs(&h.Parameters, func(key, value *yaml.Node) error {
		p, err := parseParameter(key.Value, value)
		if err == nil && slices.Contains(IndicatorParams, p.Name) {
			err = Say("这个名称已占用：每个指标算法都有 $%s", "the name is taken: every indicator has $%s", strings.Join(IndicatorParams, ", $"))
		}
		if err != nil {
			return &HeaderError{file, f.above + key.Line - 1, Say("文件头：parameters: %s：%v", "header: parameters: %s: %v", key.Value, err)}
		}
		p.Line = f.above + key.Line - 1
		i.Parameters = append(i.Parameters, p)
		return nil
	})
	if err != nil {
		return nil, err
	}
	return i, nil
}

// A Sequence is one file of scores/sequences/: who is ranked together. Its
// SELECT gives the columns of SequenceColumns: every entity with the projects
// that count for it, and with none (NULL) where it has none.
type Sequence struct {
	Name, File string
	Title      Words
	SQL        string
	Line       int
	Hash       string
}

// SequenceColumns are the columns of a sequence's rows, with their types.
var SequenceColumns = [][2]string{{"entity", "VARCHAR"}, {"project_key", "INTEGER"}}

// Sequences returns the sequences that come with Shixu and those in the folder
// sequences of the given folders; see Indicators.
func Sequences(folders ...fs.FS) ([]*Sequence, error) {
	var inner []fs.FS
	for _, f := range folders {
		in, err := fs.Sub(f, "sequences")
		if err != nil {
			return nil, err
		}
		inner = append(inner, in)
	}
	return readFolder("scores/sequences", "*.sql", inner, func(file string, text []byte, _ bool) (*Sequence, error) {
		return ParseSequence(file, text)
	})
}

// ParseSequence reads a sequence file. The error is a *HeaderError.
func ParseSequence(file string, text []byte) (*Sequence, error) {
	f, err := splitFile(file, text, Say("序列文件以文件头 /* title: … */ 开始", "a sequence file begins with a header /* title: … */"))
	if err != nil {
		return nil, err
	}
	var h sequenceHeader
	if err := f.decode(&h); err != nil {
		return nil, err
	}
	s := &Sequence{
		Name: strings.TrimSuffix(path.Base(file), ".sql"), File: file, Title: h.Title,
		SQL: strings.TrimSuffix(f.sql, ";"), Line: f.line, Hash: hashOf(text),
	}
	switch {
	case h.Title.Zh == "" || h.Title.En == "":
		return nil, &HeaderError{file, f.above, noTitle}
	case s.SQL == "":
		return nil, &HeaderError{file, s.Line, noSelect}
	}
	return s, nil
}

type sequenceHeader struct {
	Title Words `yaml:"title"`
}

func hashOf(text []byte) string {
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}
