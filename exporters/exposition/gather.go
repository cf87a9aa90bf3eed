package exposition

import (
	"slices"

	"github.com/prometheus/client_golang/prometheus"
	dto "github.com/prometheus/client_model/go"
)

var _ prometheus.Gatherer = (*Snapshot)(nil)

// Gather returns the snapshot as messages, as a prometheus.Registry with const
// metrics of the same families would. They are the caller's to change. It never
// fails. It is for tests and tools: messages take far more memory than bytes.
func (s *Snapshot) Gather() ([]*dto.MetricFamily, error) {
	messages := make([]*dto.MetricFamily, len(s.families))
	for i := range s.families {
		messages[i] = s.families[i].message()
	}
	return messages, nil
}

func (f *Family) message() *dto.MetricFamily {
	m := &dto.MetricFamily{
		Name:   new(f.Name),
		Help:   new(f.Help),
		Type:   f.Type.wire().Enum(),
		Metric: make([]*dto.Metric, len(f.Series)),
	}
	if f.Unit != "" {
		m.Unit = new(f.Unit)
	}
	names := slices.Clone(f.LabelNames)
	for i, s := range f.Series {
		metric := &dto.Metric{Label: make([]*dto.LabelPair, len(names))}
		for j, v := range s.Labels {
			metric.Label[j] = &dto.LabelPair{Name: &names[j], Value: new(v)}
		}
		switch f.Type {
		case Counter:
			metric.Counter = &dto.Counter{Value: new(s.Value)}
		case Untyped:
			metric.Untyped = &dto.Untyped{Value: new(s.Value)}
		default:
			metric.Gauge = &dto.Gauge{Value: new(s.Value)}
		}
		m.Metric[i] = metric
	}
	return m
}
