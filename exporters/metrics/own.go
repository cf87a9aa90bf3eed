package metrics

import (
	"sync/atomic"

	"github.com/prometheus/client_golang/prometheus"
)

// Own is what the exporter says about its queries: how long each took, how
// many series it gave, whether it succeeded and when it last did, so that a
// value that stands still never looks healthy.
type Own struct {
	last atomic.Pointer[Result]
}

var (
	queryDuration = prometheus.NewDesc("shixu_query_duration_seconds", "How long the query took when it last succeeded.", []string{"query"}, nil)
	querySeries   = prometheus.NewDesc("shixu_query_series", "Series the query gives.", []string{"query"}, nil)
	queryUp       = prometheus.NewDesc("shixu_query_success", "Whether the query succeeded in the last refresh (1) or shows what it last gave, if anything (0).", []string{"query"}, nil)
	queryLast     = prometheus.NewDesc("shixu_query_last_success_timestamp_seconds", "When the query last succeeded.", []string{"query"}, nil)
	queryVersion  = prometheus.NewDesc("shixu_query_data_version", "Number of the last load that is in the metrics.", nil, nil)
)

// Set takes the result of the last refresh.
func (o *Own) Set(r *Result) { o.last.Store(r) }

// Describe implements prometheus.Collector.
func (o *Own) Describe(ch chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{queryDuration, querySeries, queryUp, queryLast, queryVersion} {
		ch <- d
	}
}

// Collect implements prometheus.Collector.
func (o *Own) Collect(ch chan<- prometheus.Metric) {
	r := o.last.Load()
	if r == nil {
		return
	}
	gauge := func(d *prometheus.Desc, v float64, labels ...string) {
		ch <- prometheus.MustNewConstMetric(d, prometheus.GaugeValue, v, labels...)
	}
	gauge(queryVersion, float64(r.DataVersion))
	for _, q := range r.Outcomes {
		up, series := 1.0, 0
		if q.Err != nil {
			up = 0
		}
		for _, f := range q.Families {
			series += len(f.Series)
		}
		gauge(queryUp, up, q.Query)
		gauge(querySeries, float64(series), q.Query)
		if !q.SucceededAt.IsZero() {
			gauge(queryDuration, q.Duration.Seconds(), q.Query)
			gauge(queryLast, float64(q.SucceededAt.UnixNano())/1e9, q.Query)
		}
	}
}
