package queries

import (
	"errors"
	"io/fs"
	"maps"
	"slices"
	"strings"
)

// Scoring is a scheme with the files it names: all that a score is made by.
type Scoring struct {
	*Scheme
	Measured  []MeasuredItem
	Sequenced []*Sequence // in the order of the scheme's
}

// A MeasuredItem is an item with its indicator and the values it is asked with.
type MeasuredItem struct {
	Item
	Indicator *Indicator
	// Values are the parameters' values by name; nil is NULL.
	Values map[string]any
}

// Words are the item's title: its own, or the indicator's.
func (m MeasuredItem) Words() Words {
	if m.Title.Zh != "" && m.Title.En != "" {
		return m.Title
	}
	return m.Indicator.Title
}

// Resolve finds a scheme's indicators and sequences. What is wrong are
// *HeaderError of the scheme's file, joined; there is then no scoring.
func Resolve(s *Scheme, indicators []*Indicator, sequences []*Sequence) (*Scoring, error) {
	byName, inSequence := map[string]*Indicator{}, map[string]*Sequence{}
	for _, i := range indicators {
		byName[i.Name] = i
	}
	for _, q := range sequences {
		inSequence[q.Name] = q
	}
	var errs []error
	bad := func(line int, zh, en string, args ...any) {
		errs = append(errs, &HeaderError{s.File, line, Say(zh, en, args...)})
	}
	sc := &Scoring{Scheme: s}
	for _, i := range s.Items {
		m := MeasuredItem{Item: i, Indicator: byName[i.Indicator], Values: map[string]any{}}
		if m.Indicator == nil {
			bad(i.Line, "%s：没有指标算法 %q；可用的有 %s", "%s: there is no indicator %q; there are %s", i.Name, i.Indicator, strings.Join(slices.Sorted(maps.Keys(byName)), ", "))
			continue
		}
		if i.Kind == BaseItem && m.Indicator.Value == "sum" && i.Points.By == "elapsed" {
			bad(i.Line, "%s：points: by: elapsed 用于比率，而 %s 是合计", "%s: points: by: elapsed is for a ratio, and %s is a sum", i.Name, i.Indicator)
		}
		for _, p := range m.Indicator.Parameters {
			m.Values[p.Name] = p.Default
		}
		for _, name := range slices.Sorted(maps.Keys(i.Parameters)) {
			n := i.Parameters[name]
			at := slices.IndexFunc(m.Indicator.Parameters, func(p Parameter) bool { return p.Name == name })
			if at < 0 {
				bad(i.Line, "%s：parameters: %s 没有参数 %q", "%s: parameters: %s has no %q", i.Name, i.Indicator, name)
				continue
			}
			v, err := m.Indicator.Parameters[at].value(&n)
			if err != nil {
				bad(i.Line, "%s：parameters: %s：%v", "%s: parameters: %s: %v", i.Name, name, err)
				continue
			}
			m.Values[name] = v
		}
		sc.Measured = append(sc.Measured, m)
	}
	for _, q := range s.Sequences {
		if inSequence[q.Name] == nil {
			bad(q.Line, "sequences: 没有序列 %q；可用的有 %s", "sequences: there is no sequence %q; there are %s", q.Name, strings.Join(slices.Sorted(maps.Keys(inSequence)), ", "))
			continue
		}
		sc.Sequenced = append(sc.Sequenced, inSequence[q.Name])
	}
	if len(errs) > 0 {
		return nil, errors.Join(errs...)
	}
	return sc, nil
}

// ScoringNamed returns the scheme of a name with its files: those that come
// with Shixu and those of the given folders, which hold sequences in a folder of
// that name. Files that are wrong matter only where they hide what the scheme
// names.
func ScoringNamed(name string, folders ...fs.FS) (*Scoring, error) {
	schemes, wrong := Schemes(folders...)
	var all []string
	for _, s := range schemes {
		all = append(all, s.Name)
		if s.Name != name {
			continue
		}
		indicators, ierr := Indicators(folders...)
		sequences, serr := Sequences(folders...)
		scoring, err := Resolve(s, indicators, sequences)
		if err != nil {
			return nil, errors.Join(err, ierr, serr)
		}
		return scoring, nil
	}
	return nil, errors.Join(Say("没有考核方案 %q；可用的有 %s", "there is no scheme %q; there are %s", name, strings.Join(all, ", ")), wrong)
}
