package exposition

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/prometheus/common/model"

	"shixu/queries"
)

// What can be wrong with a family. New and Merge return them inside a
// [FamilyError].
var (
	ErrInvalidName     = queries.Say("名称无效", "invalid name")
	ErrInvalidUTF8     = queries.Say("不是有效的 UTF-8", "invalid UTF-8")
	ErrUnitMismatch    = queries.Say("名称不以单位结尾", "name does not end in the unit")
	ErrLabelCount      = queries.Say("标签值的个数不对", "wrong number of label values")
	ErrDuplicateFamily = queries.Say("指标重复", "duplicate family")
	ErrDuplicateSeries = queries.Say("序列重复", "duplicate series")
)

// A FamilyError says which family is wrong and why.
type FamilyError struct {
	Family string // its name
	Err    error  // wraps one of the Err variables; names the series, if it is about one
}

func (e *FamilyError) Error() string { return fmt.Sprintf("metric %q: %v", e.Family, e.Err) }

// Chinese is the error in Chinese.
func (e *FamilyError) Chinese() string {
	return fmt.Sprintf("指标 %q：%s", e.Family, queries.InChinese(e.Err))
}

// Unwrap returns e.Err.
func (e *FamilyError) Unwrap() error { return e.Err }

// check finds what is wrong with the family's description.
func (f *Family) check() error {
	switch {
	case !model.LegacyValidation.IsValidMetricName(f.Name), f.openMetricsName() == "":
		return queries.Say("指标的%v", "%v of a metric", ErrInvalidName)
	case int(f.Type) >= len(typeNames):
		return queries.Say("没有类型 %v", "unknown type %v", f.Type)
	case !utf8.ValidString(f.Help):
		return queries.Say("说明%v：%q", "help text: %v: %q", ErrInvalidUTF8, f.Help)
	case f.Unit != "" && !strings.HasSuffix(f.openMetricsName(), "_"+f.Unit):
		return queries.Say("%v %q", "%v %q", ErrUnitMismatch, f.Unit)
	}
	for i, label := range f.LabelNames {
		if !model.LegacyValidation.IsValidLabelName(label) || strings.HasPrefix(label, model.ReservedLabelPrefix) {
			return queries.Say("标签的%v：%q", "%v of a label: %q", ErrInvalidName, label)
		}
		if slices.Contains(f.LabelNames[:i], label) {
			return queries.Say("标签的%v：%q 有两次", "%v of a label: %q twice", ErrInvalidName, label)
		}
	}
	return nil
}

// checkSeries finds what is wrong with the series at index i.
func (f *Family) checkSeries(i int) error {
	s := f.Series[i]
	if len(s.Labels) != len(f.LabelNames) {
		return queries.Say("第 %d 个序列：%v：%d 个值，%d 个标签：%q", "series %d: %v: %d for %d labels: %q",
			i+1, ErrLabelCount, len(s.Labels), len(f.LabelNames), s.Labels)
	}
	for j, value := range s.Labels {
		if !utf8.ValidString(value) {
			return queries.Say("第 %d 个序列，标签 %s：%v：%q", "series %d, label %s: %v: %q", i+1, f.LabelNames[j], ErrInvalidUTF8, value)
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
			return queries.Say("%v：%s 有 %v 和 %v 两个值", "%v: %s has values %v and %v", ErrDuplicateSeries, line, a.Value, b.Value)
		}
	}
	return nil
}
