package exposition

import (
	"fmt"

	dto "github.com/prometheus/client_model/go"

	"shixu/queries"
)

// Type says what kind of values a family has.
type Type uint8

// The types a query can yield. Histograms and summaries are for code that
// observes events; a query has counted already.
const (
	Gauge   Type = iota
	Counter      // OpenMetrics wants its name to end in _total, or calls it unknown
	Info         // 1 by convention, with facts in its labels; written as a gauge, for expfmt knows no infos
	Untyped
)

var typeNames = [...]string{Gauge: "gauge", Counter: "counter", Info: "info", Untyped: "untyped"}

// ParseType reads the name of a type: gauge, counter, info or untyped.
func ParseType(name string) (Type, error) {
	for t, n := range typeNames {
		if n == name {
			return Type(t), nil
		}
	}
	return 0, queries.Say("没有指标类型 %q；须为 %q 之一", "unknown metric type %q, want one of %q", name, typeNames)
}

// String returns the name that ParseType reads.
func (t Type) String() string {
	if int(t) < len(typeNames) {
		return typeNames[t]
	}
	return fmt.Sprintf("Type(%d)", uint8(t))
}

// wire returns the type that client_golang would give the family.
func (t Type) wire() dto.MetricType {
	switch t {
	case Counter:
		return dto.MetricType_COUNTER
	case Untyped:
		return dto.MetricType_UNTYPED
	default:
		return dto.MetricType_GAUGE
	}
}

// A Family is a metric: a name and the series that share it.
type Family struct {
	Name string
	Help string
	Type Type
	// Unit is written in OpenMetrics and protobuf. If it is not empty, Name
	// ends in it, before a counter's _total, because Prometheus refuses a
	// whole OpenMetrics scrape otherwise.
	Unit string
	// LabelNames are the labels of every series, in any order.
	LabelNames []string
	Series     []Series
}

// A Series is a value and the labels that tell it from others of its family.
type Series struct {
	// Labels are the values of the family's LabelNames, in that order. An
	// empty value is written as such; to Prometheus it is no label at all.
	Labels []string
	// Value may be any float, NaN and infinities included.
	Value float64
}
