package queries

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// A Scheme is one file of schemes/: which indicators make a score, how much
// each weighs, what is added and taken away, who is ranked with whom, and who
// comes on a list.
type Scheme struct {
	// Name is the file's name without .yaml; File is how errors name it.
	Name, File string
	Title      Words
	// Note says what of a place's rules could not be put into the scheme, and
	// what was added.
	Note   Words
	Source string
	// Total is the sum of the weights, the most that the base gives.
	Total float64
	// MinProjects is how many projects with a plan an entity must have to be ranked.
	MinProjects int
	// Items are what is measured, in the file's order.
	Items []Item
	// BonusCap and DeductionCap bound what all of a kind come to; nil: no bound.
	BonusCap, DeductionCap *float64
	// Ties are items; the first on which entities with one score differ
	// decides. Those who differ on none share a rank, and the next is left out.
	Ties      []string
	Sequences []SchemeSequence
	// Hash is the SHA-256 of the file.
	Hash string
}

// The kinds of item: part of the base, added, taken away, or only measured for
// the condition of a list.
const (
	BaseItem      = "base"
	BonusItem     = "bonus"
	DeductionItem = "deduction"
	MeasureItem   = "measure"
)

// An Item is an indicator in its place in a scheme.
type Item struct {
	Name, Kind string
	// Indicator names a file of scores/indicators/.
	Indicator string
	// Title, where given, goes before the indicator's.
	Title      Words
	Parameters map[string]yaml.Node
	// Weight is the points for a full mark of a base item.
	Weight float64
	Points PointsRule
	// Missing says what a base item gives that cannot be measured: zero, or the
	// average of the entity's others.
	Missing string
	// Each is the points for one of the value, for a bonus or a deduction.
	Each float64
	// Floor and Cap bound the item's points; the cap of a base item is its
	// weight where none is said. Nil: no bound.
	Floor, Cap *float64
	Line       int
}

// A PointsRule says how a value becomes a share of an item's weight.
//
//	value    (value - zero) / (full - zero)
//	elapsed  the same of the value over the schedule elapsed (时序进度)
//	best     the value over the best of the sequence
//	steps    the points of the last step whose from is reached by the value
//	place    the points of the first step whose to is not passed by the place
//	         in the sequence, the highest value being the first
type PointsRule struct {
	By         string
	Zero, Full float64
	Steps      []Step
}

// A Step gives points from a value, or up to a place.
type Step struct {
	From   *float64 `yaml:"from"`
	To     *float64 `yaml:"to"`
	Points float64  `yaml:"points"`
}

// A SchemeSequence is who is ranked together, with its lists.
type SchemeSequence struct {
	// Name is a file of scores/sequences/.
	Name  string
	Lists []List
	Line  int
}

// A List is red or black: the first or the last so many, and a condition.
type List struct {
	Name string
	// Top or Bottom is how many places; the other is 0.
	Top, Bottom int
	// Item is the condition's, empty where there is none; Sign and Bound are
	// what its value is compared with.
	Item  string
	Sign  string // >, >=, <, <=
	Bound float64
	Line  int
}

// Lists are the names that lists may have.
var Lists = []string{"red", "black"}

type schemeFile struct {
	Title     Words        `yaml:"title"`
	Note      Words        `yaml:"note"`
	Source    string       `yaml:"source"`
	Total     float64      `yaml:"total"`
	Eligible  eligibleFile `yaml:"eligible"`
	Base      yaml.Node    `yaml:"base"`
	Bonus     cappedFile   `yaml:"bonus"`
	Deduction cappedFile   `yaml:"deduction"`
	Measures  yaml.Node    `yaml:"measures"`
	Ties      []string     `yaml:"ties"`
	Sequences yaml.Node    `yaml:"sequences"`
}

type eligibleFile struct {
	Projects int `yaml:"projects"`
}

type cappedFile struct {
	Cap   *float64  `yaml:"cap"`
	Items yaml.Node `yaml:"items"`
}

type baseFile struct {
	Indicator  string               `yaml:"indicator"`
	Title      Words                `yaml:"title"`
	Parameters map[string]yaml.Node `yaml:"parameters"`
	Weight     float64              `yaml:"weight"`
	Points     pointsFile           `yaml:"points"`
	Missing    string               `yaml:"missing"`
	Floor      *float64             `yaml:"floor"`
	Cap        *float64             `yaml:"cap"`
}

type pointsFile struct {
	By    string   `yaml:"by"`
	Zero  float64  `yaml:"zero"`
	Full  *float64 `yaml:"full"`
	Steps []Step   `yaml:"steps"`
}

type extraFile struct {
	Indicator  string               `yaml:"indicator"`
	Title      Words                `yaml:"title"`
	Parameters map[string]yaml.Node `yaml:"parameters"`
	Each       *float64             `yaml:"each"`
	Floor      *float64             `yaml:"floor"`
	Cap        *float64             `yaml:"cap"`
}

type measureFile struct {
	Indicator  string               `yaml:"indicator"`
	Title      Words                `yaml:"title"`
	Parameters map[string]yaml.Node `yaml:"parameters"`
}

type listFile struct {
	Top    int       `yaml:"top"`
	Bottom int       `yaml:"bottom"`
	When   *whenFile `yaml:"when"`
}

type whenFile struct {
	Item    string   `yaml:"item"`
	Above   *float64 `yaml:"above"`
	AtLeast *float64 `yaml:"at_least"`
	Below   *float64 `yaml:"below"`
	AtMost  *float64 `yaml:"at_most"`
}

// DefaultScheme is the scheme of who names none.
const DefaultScheme = "chengdu"

// Schemes returns the schemes that come with Shixu and those of the given
// folders, by name; see Indicators.
func Schemes(folders ...fs.FS) ([]*Scheme, error) {
	return readFolder("schemes", "*.yaml", folders, func(file string, text []byte, _ bool) (*Scheme, error) {
		return ParseScheme(file, text)
	})
}

// ParseScheme reads a scheme file. What is wrong in it are *HeaderError, joined.
func ParseScheme(file string, text []byte) (*Scheme, error) {
	var in schemeFile
	if err := decodeFile(file, text, &in); err != nil {
		return nil, err
	}
	s := &Scheme{
		Name: strings.TrimSuffix(path.Base(file), ".yaml"), File: file, Title: in.Title, Note: in.Note, Source: strings.TrimSpace(in.Source),
		Total: in.Total, MinProjects: max(in.Eligible.Projects, 1), BonusCap: in.Bonus.Cap, DeductionCap: in.Deduction.Cap,
		Ties: in.Ties, Hash: hashOf(text),
	}
	if s.Total == 0 {
		s.Total = 100
	}
	r := &schemeReader{file: file, scheme: s}
	r.items("base", &in.Base, r.base)
	r.items("bonus", &in.Bonus.Items, func(item *Item, n *yaml.Node) error { return r.extra(item, BonusItem, n) })
	r.items("deduction", &in.Deduction.Items, func(item *Item, n *yaml.Node) error { return r.extra(item, DeductionItem, n) })
	r.items("measures", &in.Measures, r.measure)
	r.sequences(&in.Sequences)
	r.whole()
	return s, errors.Join(r.errs...)
}

// A schemeReader takes a scheme's sections apart and collects what is wrong.
type schemeReader struct {
	file   string
	scheme *Scheme
	errs   []error
}

func (r *schemeReader) bad(line int, format string, args ...any) {
	r.errs = append(r.errs, &HeaderError{r.file, max(line, 1), fmt.Errorf(format, args...)})
}

// items reads a section of items.
func (r *schemeReader) items(section string, n *yaml.Node, read func(*Item, *yaml.Node) error) {
	err := pairs(n, func(key, value *yaml.Node) error {
		item := Item{Name: key.Value, Line: key.Line}
		if err := read(&item, value); err != nil {
			r.bad(key.Line, "%s: %s: %v", section, key.Value, err)
			return nil
		}
		if slices.ContainsFunc(r.scheme.Items, func(o Item) bool { return o.Name == item.Name }) {
			r.bad(key.Line, "%s: %s: the name is taken by an item above", section, item.Name)
			return nil
		}
		r.scheme.Items = append(r.scheme.Items, item)
		return nil
	})
	if err != nil {
		r.bad(n.Line, "%s: %v", section, err)
	}
}

func (r *schemeReader) base(item *Item, n *yaml.Node) error {
	var in baseFile
	if err := decodeStrict(n, &in); err != nil {
		return err
	}
	item.Kind, item.Indicator, item.Title, item.Parameters = BaseItem, in.Indicator, in.Title, in.Parameters
	item.Weight, item.Missing, item.Floor, item.Cap = in.Weight, in.Missing, in.Floor, in.Cap
	item.Points = PointsRule{By: in.Points.By, Zero: in.Points.Zero, Full: 1, Steps: in.Points.Steps}
	if in.Points.Full != nil {
		item.Points.Full = *in.Points.Full
	}
	if item.Points.By == "" {
		item.Points.By = "value"
	}
	if item.Missing == "" {
		item.Missing = "zero"
	}
	if item.Floor == nil {
		item.Floor = new(float64)
	}
	if item.Cap == nil {
		item.Cap = &in.Weight
	}
	switch p := item.Points; {
	case !(item.Weight > 0) || !hundredths(item.Weight):
		return fmt.Errorf("weight: %v is no number of points above 0, with two decimals at most", item.Weight)
	case !slices.Contains([]string{"zero", "average"}, item.Missing):
		return fmt.Errorf("missing: %q is neither zero nor average", item.Missing)
	case *item.Floor > *item.Cap:
		return fmt.Errorf("floor: %v is above cap: %v", *item.Floor, *item.Cap)
	case (p.By == "value" || p.By == "elapsed") && p.Zero == p.Full:
		return errors.New("points: zero and full are one value")
	case p.By == "steps" || p.By == "place":
		return checkSteps(p)
	case !slices.Contains([]string{"value", "elapsed", "best"}, p.By):
		return fmt.Errorf("points: by: %q is none of value, elapsed, best, steps, place", p.By)
	case len(p.Steps) > 0:
		return fmt.Errorf("points: by: %s has no steps", p.By)
	}
	return nil
}

// checkSteps says whether steps rise, each with what it is reached by.
func checkSteps(p PointsRule) error {
	if len(p.Steps) == 0 {
		return fmt.Errorf("points: by: %s needs steps", p.By)
	}
	bound := func(s Step) *float64 {
		if p.By == "steps" && s.To == nil {
			return s.From
		} else if p.By == "place" && s.From == nil {
			return s.To
		}
		return nil
	}
	for i, s := range p.Steps {
		switch b := bound(s); {
		case b == nil && p.By == "steps":
			return errors.New("points: a step of a value is {from: …, points: …}")
		case b == nil:
			return errors.New("points: a step of a place is {to: …, points: …}")
		case i > 0 && *b <= *bound(p.Steps[i-1]):
			return errors.New("points: steps rise from one to the next")
		case !hundredths(s.Points):
			return fmt.Errorf("points: %v has more than two decimals", s.Points)
		}
	}
	return nil
}

func (r *schemeReader) extra(item *Item, kind string, n *yaml.Node) error {
	var in extraFile
	if err := decodeStrict(n, &in); err != nil {
		return err
	}
	item.Kind, item.Indicator, item.Title, item.Parameters, item.Floor, item.Cap = kind, in.Indicator, in.Title, in.Parameters, in.Floor, in.Cap
	switch {
	case in.Each == nil || !(*in.Each > 0):
		return errors.New("each: the points for one are missing, a number above 0 (a deduction takes them away)")
	case in.Cap != nil && !(*in.Cap >= 0):
		return fmt.Errorf("cap: %v is below 0", *in.Cap)
	}
	item.Each = *in.Each
	if item.Floor == nil {
		item.Floor = new(float64)
	}
	return nil
}

func (r *schemeReader) measure(item *Item, n *yaml.Node) error {
	var in measureFile
	if err := decodeStrict(n, &in); err != nil {
		return err
	}
	item.Kind, item.Indicator, item.Title, item.Parameters = MeasureItem, in.Indicator, in.Title, in.Parameters
	return nil
}

func (r *schemeReader) sequences(n *yaml.Node) {
	err := pairs(n, func(key, value *yaml.Node) error {
		q := SchemeSequence{Name: key.Value, Line: key.Line}
		err := pairs(value, func(name, in *yaml.Node) error {
			l, err := readList(name, in)
			if err != nil {
				r.bad(name.Line, "sequences: %s: %s: %v", q.Name, name.Value, err)
				return nil
			}
			q.Lists = append(q.Lists, l)
			return nil
		})
		if err != nil {
			r.bad(key.Line, "sequences: %s: %v", q.Name, err)
		}
		r.scheme.Sequences = append(r.scheme.Sequences, q)
		return nil
	})
	if err != nil {
		r.bad(n.Line, "sequences: %v", err)
	}
}

func readList(name, n *yaml.Node) (List, error) {
	var in listFile
	l := List{Name: name.Value, Line: name.Line}
	if !slices.Contains(Lists, l.Name) {
		return l, fmt.Errorf("a list is one of %s", strings.Join(Lists, ", "))
	}
	if err := decodeStrict(n, &in); err != nil {
		return l, err
	}
	if l.Top, l.Bottom = in.Top, in.Bottom; (l.Top > 0) == (l.Bottom > 0) || l.Top < 0 || l.Bottom < 0 {
		return l, errors.New("either top or bottom says how many places are on it")
	}
	if in.When == nil {
		return l, nil
	}
	l.Item = in.When.Item
	said := 0
	for sign, bound := range map[string]*float64{">": in.When.Above, ">=": in.When.AtLeast, "<": in.When.Below, "<=": in.When.AtMost} {
		if bound != nil {
			l.Sign, l.Bound = sign, *bound
			said++
		}
	}
	if l.Item == "" || said != 1 {
		return l, errors.New("when: names an item and one of above, at_least, below, at_most")
	}
	return l, nil
}

// whole checks what concerns several sections.
func (r *schemeReader) whole() {
	s := r.scheme
	var sum float64
	names := map[string]bool{}
	for _, i := range s.Items {
		names[i.Name] = true
		sum += i.Weight
	}
	have := strings.Join(slices.Sorted(maps.Keys(names)), ", ")
	switch {
	case s.Title.Zh == "" || s.Title.En == "":
		r.bad(1, "title: {zh: …, en: …} is missing")
	case len(s.Sequences) == 0:
		r.bad(1, "sequences: there are none; say who is ranked together, such as districts")
	}
	// What could not be read has no weight: the sum would only say it again.
	if len(r.errs) == 0 && fmt.Sprintf("%.2f", sum) != fmt.Sprintf("%.2f", s.Total) {
		r.bad(1, "base: the weights add up to %.2f, not to total: %.2f", sum, s.Total)
	}
	for kind, limit := range map[string]*float64{"bonus": s.BonusCap, "deduction": s.DeductionCap} {
		if limit != nil && (!(*limit >= 0) || !hundredths(*limit)) {
			r.bad(1, "%s: cap: %v is no number of points, with two decimals at most", kind, *limit)
		}
	}
	if len(r.errs) > 0 {
		return
	}
	for _, t := range s.Ties {
		if !names[t] {
			r.bad(1, "ties: there is no item %q; there are %s", t, have)
		}
	}
	for _, q := range s.Sequences {
		for _, l := range q.Lists {
			if l.Item != "" && !names[l.Item] {
				r.bad(l.Line, "sequences: %s: %s: when: there is no item %q; there are %s", q.Name, l.Name, l.Item, have)
			}
		}
	}
}

// hundredths says whether points can be kept with two decimals.
func hundredths(v float64) bool { return fmt.Sprintf("%.2f00", v) == fmt.Sprintf("%.4f", v) }
