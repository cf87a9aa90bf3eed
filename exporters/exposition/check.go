package exposition

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/prometheus/common/model"
)

// What can be wrong with a family. New and Merge return them inside a
// [FamilyError].
var (
	ErrInvalidName     = errors.New("invalid name")
	ErrInvalidUTF8     = errors.New("invalid UTF-8")
	ErrUnitMismatch    = errors.New("name does not end in the unit")
	ErrLabelCount      = errors.New("wrong number of label values")
	ErrDuplicateFamily = errors.New("duplicate family")
	ErrDuplicateSeries = errors.New("duplicate series")
)

// A FamilyError says which family is wrong and why.
type FamilyError struct {
	Family string // its name
	Err    error  // wraps one of the Err variables; names the series, if it is about one
}

func (e *FamilyError) Error() string { return fmt.Sprintf("metric %q: %v", e.Family, e.Err) }

// Unwrap returns e.Err.
func (e *FamilyError) Unwrap() error { return e.Err }

// check finds what is wrong with the family's description.
func (f *Family) check() error {
	switch {
	case !model.LegacyValidation.IsValidMetricName(f.Name), f.openMetricsName() == "":
		return fmt.Errorf("%w of a metric", ErrInvalidName)
	case int(f.Type) >= len(typeNames):
		return fmt.Errorf("unknown type %v", f.Type)
	case !utf8.ValidString(f.Help):
		return fmt.Errorf("help text: %w: %q", ErrInvalidUTF8, f.Help)
	case f.Unit != "" && !strings.HasSuffix(f.openMetricsName(), "_"+f.Unit):
		return fmt.Errorf("%w %q", ErrUnitMismatch, f.Unit)
	}
	for i, label := range f.LabelNames {
		if !model.LegacyValidation.IsValidLabelName(label) || strings.HasPrefix(label, model.ReservedLabelPrefix) {
			return fmt.Errorf("%w of a label: %q", ErrInvalidName, label)
		}
		if slices.Contains(f.LabelNames[:i], label) {
			return fmt.Errorf("%w of a label: %q twice", ErrInvalidName, label)
		}
	}
	return nil
}

// checkSeries finds what is wrong with the series at index i.
func (f *Family) checkSeries(i int) error {
	s := f.Series[i]
	if len(s.Labels) != len(f.LabelNames) {
		return fmt.Errorf("series %d: %w: %d for %d labels: %q",
			i+1, ErrLabelCount, len(s.Labels), len(f.LabelNames), s.Labels)
	}
	for j, value := range s.Labels {
		if !utf8.ValidString(value) {
			return fmt.Errorf("series %d, label %s: %w: %q", i+1, f.LabelNames[j], ErrInvalidUTF8, value)
		}
	}
	return nil
}

// checkDuplicates finds two neighbours with the same labels in a sorted family.
func (f *Family) checkDuplicates() error {
	for i := 1; i < len(f.Series); i++ {
		a, b := f.Series[i-1], f.Series[i]
		if slices.Equal(a.Labels, b.Labels) {
			line := newLine(f.Name, f.LabelNames).append(nil, a.Labels)
			return fmt.Errorf("%w: %s has values %v and %v", ErrDuplicateSeries, line, a.Value, b.Value)
		}
	}
	return nil
}
