package backfill

import (
	"sort"

	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/model/labels"

	"shixu/exporters/exposition"
)

// A series is one sample's name and labels, as Prometheus stores them, and what
// it is worth.
type series struct {
	labels labels.Labels
	value  float64
}

// seriesOf flattens families into series in the order of their labels. extra
// are the labels that a scrape would have added: job and instance. An empty
// value is no label at all.
func seriesOf(families []exposition.Family, extra []Label) []series {
	var all []series
	b := labels.NewBuilder(labels.EmptyLabels())
	for _, f := range families {
		for _, s := range f.Series {
			b.Reset(labels.EmptyLabels())
			b.Set(model.MetricNameLabel, f.Name)
			for i, name := range f.LabelNames {
				b.Set(name, s.Labels[i])
			}
			for _, l := range extra {
				b.Set(l.Name, l.Value)
			}
			all = append(all, series{b.Labels(), s.Value})
		}
	}
	sort.Slice(all, func(i, j int) bool { return labels.Compare(all[i].labels, all[j].labels) < 0 })
	return all
}

// A Label is put on every series, as a scrape would: job, instance.
type Label struct{ Name, Value string }
