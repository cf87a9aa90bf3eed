package exposition

import (
	"cmp"
	"errors"
	"iter"
	"slices"
)

// A Snapshot is a complete set of families that belong together. It is checked,
// sorted as prometheus.Registry sorts, never changes, and is safe for
// concurrent use. The zero Snapshot is empty and ready to use.
type Snapshot struct {
	families []Family // by name; none without series
	series   int
}

// New makes a snapshot of families, which it copies: the caller may go on using
// them. Families without series are left out, as in prometheus.Registry.
// The error joins a [FamilyError] for each family that is wrong, with the first
// thing found wrong with it.
func New(families ...Family) (*Snapshot, error) {
	var (
		sorted = make([]Family, 0, len(families))
		errs   []error
	)
	for _, f := range families {
		f, err := f.sorted()
		if err != nil {
			errs = append(errs, &FamilyError{Family: f.Name, Err: err})
			continue
		}
		sorted = append(sorted, f)
	}
	s, err := assemble(sorted)
	if err := errors.Join(append(errs, err)...); err != nil {
		return nil, err
	}
	return s, nil
}

// Merge joins snapshots into one, sharing their series. Nil snapshots are
// skipped. The error joins a [FamilyError] with [ErrDuplicateFamily] for each
// name that is in more than one of them.
func Merge(parts ...*Snapshot) (*Snapshot, error) {
	var families []Family
	for _, p := range parts {
		if p != nil {
			families = append(families, p.families...)
		}
	}
	return assemble(families)
}

// assemble takes over families that are sorted and correct in themselves.
func assemble(families []Family) (*Snapshot, error) {
	slices.SortFunc(families, func(a, b Family) int { return cmp.Compare(a.Name, b.Name) })
	var errs []error
	for i := 1; i < len(families); i++ {
		if name := families[i].Name; name == families[i-1].Name {
			errs = append(errs, &FamilyError{Family: name, Err: ErrDuplicateFamily})
		}
	}
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	s := &Snapshot{families: slices.DeleteFunc(families, func(f Family) bool { return len(f.Series) == 0 })}
	for _, f := range s.families {
		s.series += len(f.Series)
	}
	return s, nil
}

// Families yields the families by name. What it yields must not be modified.
func (s *Snapshot) Families() iter.Seq[Family] { return slices.Values(s.families) }

// NumSeries returns the number of series in all families.
func (s *Snapshot) NumSeries() int { return s.series }

// Has reports whether the snapshot has a family of that name.
func (s *Snapshot) Has(name string) bool {
	_, found := slices.BinarySearchFunc(s.families, name, func(f Family, name string) int {
		return cmp.Compare(f.Name, name)
	})
	return found
}

// Only returns a snapshot of those families whose names are given, sharing
// their series. Names that are not in s are ignored.
func (s *Snapshot) Only(names ...string) *Snapshot {
	only := new(Snapshot)
	for _, f := range s.families {
		if slices.Contains(names, f.Name) {
			only.families = append(only.families, f)
			only.series += len(f.Series)
		}
	}
	return only
}

// sorted returns a copy of f with labels ordered by name and series by label
// values, or what is wrong with f.
func (f Family) sorted() (Family, error) {
	if err := f.check(); err != nil {
		return f, err
	}
	order := make([]int, len(f.LabelNames)) // place in the copy → place in f
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Compare(f.LabelNames[a], f.LabelNames[b]) })

	c := f
	c.LabelNames = make([]string, len(order))
	for i, from := range order {
		c.LabelNames[i] = f.LabelNames[from]
	}
	c.Series = make([]Series, len(f.Series))
	values := make([]string, len(f.Series)*len(order)) // of all series: one allocation
	for i, s := range f.Series {
		if err := f.checkSeries(i); err != nil {
			return f, err
		}
		labels := values[i*len(order) : (i+1)*len(order) : (i+1)*len(order)]
		for j, from := range order {
			labels[j] = s.Labels[from]
		}
		c.Series[i] = Series{Labels: labels, Value: s.Value}
	}
	slices.SortFunc(c.Series, func(a, b Series) int { return slices.Compare(a.Labels, b.Labels) })
	return c, c.checkDuplicates()
}
