package queries

import (
	"errors"
	"path"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

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

func (r *schemeReader) bad(line int, zh, en string, args ...any) {
	r.errs = append(r.errs, &HeaderError{r.file, max(line, 1), Say(zh, en, args...)})
}

// items reads a section of items.
func (r *schemeReader) items(section string, n *yaml.Node, read func(*Item, *yaml.Node) error) {
	err := pairs(n, func(key, value *yaml.Node) error {
		item := Item{Name: key.Value, Line: key.Line}
		if err := read(&item, value); err != nil {
			r.bad(key.Line, "%s: %s：%v", "%s: %s: %v", section, key.Value, err)
			return nil
		}
		if slices.ContainsFunc(r.scheme.Items, func(o Item) bool { return o.Name == item.Name }) {
			r.bad(key.Line, "%s: %s：上面已有同名的指标", "%s: %s: the name is taken by an item above", section, item.Name)
			return nil
		}
		r.scheme.Items = append(r.scheme.Items, item)
		return nil
	})
	if err != nil {
		r.bad(n.Line, "%s：%v", "%s: %v", section, err)
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
		return Say("weight: %v 不是大于 0、至多两位小数的分值", "weight: %v is no number of points above 0, with two decimals at most", item.Weight)
	case !slices.Contains([]string{"zero", "average"}, item.Missing):
		return Say("missing: %q 既非 zero 也非 average", "missing: %q is neither zero nor average", item.Missing)
	case *item.Floor > *item.Cap:
		return Say("floor: %v 高于 cap: %v", "floor: %v is above cap: %v", *item.Floor, *item.Cap)
	case (p.By == "value" || p.By == "elapsed") && p.Zero == p.Full:
		return Say("points: zero 与 full 是同一个值", "points: zero and full are one value")
	case p.By == "steps" || p.By == "place":
		return checkSteps(p)
	case !slices.Contains([]string{"value", "elapsed", "best"}, p.By):
		return Say("points: by: %q 不是 value、elapsed、best、steps、place 之一", "points: by: %q is none of value, elapsed, best, steps, place", p.By)
	case len(p.Steps) > 0:
		return Say("points: by: %s 没有 steps（分档）", "points: by: %s has no steps", p.By)
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
		return Say("each: 缺每一个的分值，须大于 0（扣分项即扣去它）", "each: the points for one are missing, a number above 0 (a deduction takes them away)")
	case in.Cap != nil && !(*in.Cap >= 0):
		return Say("cap: %v 小于 0", "cap: %v is below 0", *in.Cap)
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
				r.bad(name.Line, "sequences: %s: %s：%v", "sequences: %s: %s: %v", q.Name, name.Value, err)
				return nil
			}
			q.Lists = append(q.Lists, l)
			return nil
		})
		if err != nil {
			r.bad(key.Line, "sequences: %s：%v", "sequences: %s: %v", q.Name, err)
		}
		r.scheme.Sequences = append(r.scheme.Sequences, q)
		return nil
	})
	if err != nil {
		r.bad(n.Line, "sequences: %v", "sequences: %v", err)
	}
}

func readList(name, n *yaml.Node) (List, error) {
	var in listFile
	l := List{Name: name.Value, Line: name.Line}
	if !slices.Contains(Lists, l.Name) {
		return l, Say("榜单须为 %s 之一", "a list is one of %s", strings.Join(Lists, ", "))
	}
	if err := decodeStrict(n, &in); err != nil {
		return l, err
	}
	if l.Top, l.Bottom = in.Top, in.Bottom; (l.Top > 0) == (l.Bottom > 0) || l.Top < 0 || l.Bottom < 0 {
		return l, Say("须写 top 或 bottom 之一，即榜上有几名", "either top or bottom says how many places are on it")
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
		return l, Say("when: 须写一个 item，以及 above、at_least、below、at_most 之一", "when: names an item and one of above, at_least, below, at_most")
	}
	return l, nil
}
