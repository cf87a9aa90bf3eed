package exposition

import (
	"bytes"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	dto "github.com/prometheus/client_model/go"
	"github.com/prometheus/common/expfmt"
)

// own is the part of an exposition that the process says about itself.
type own struct {
	registry *prometheus.Registry // nil for nothing
	log      *slog.Logger
	errors   *prometheus.CounterVec
	reported sync.Map // names of families that were found in both parts
	kept     atomic.Pointer[gathering]
	scraped  atomic.Bool // since the keeper looked last
}

// A gathering is what the process said about itself at one moment.
type gathering struct {
	at       time.Time
	families []*dto.MetricFamily
}

// Causes of errors, as in promhttp.
const (
	causeConflict  = "conflict"
	causeEncoding  = "encoding"
	causeGathering = "gathering"
)

func newOwn(registry *prometheus.Registry, log *slog.Logger) *own {
	o := &own{registry: registry, log: log, errors: prometheus.NewCounterVec(prometheus.CounterOpts{
		Name: "shixu_exposition_errors_total",
		Help: "Metrics left out of the exposition, by cause: found in both the city's and the process's part (counted once), or not gathered or encoded (each time).",
	}, []string{"cause"})}
	for _, cause := range []string{causeConflict, causeEncoding, causeGathering} {
		o.errors.WithLabelValues(cause)
	}
	if registry == nil {
		return o
	}
	if err := registry.Register(o.errors); err != nil {
		var already prometheus.AlreadyRegisteredError
		if !errors.As(err, &already) {
			panic(err) // somebody uses our name for something else
		}
		o.errors = already.ExistingCollector.(*prometheus.CounterVec)
	}
	return o
}

// recent returns what was gathered for scrapes lately, or gathers.
func (o *own) recent() *gathering {
	o.scraped.Store(true)
	if g := o.kept.Load(); g != nil && time.Since(g.at) <= ownMaxAge {
		return g
	}
	return o.gather()
}

func (o *own) gather() *gathering {
	g := &gathering{at: time.Now()}
	if o.registry == nil {
		return g
	}
	var err error
	if g.families, err = o.registry.Gather(); err != nil { // what could be gathered is served
		o.fail(causeGathering, "gather process metrics", err)
	}
	return g
}

// beside returns the families of g that are not in city. Names are what the
// scrape asked for; none means all.
func (o *own) beside(city *Snapshot, g *gathering, names []string) []*dto.MetricFamily {
	var families []*dto.MetricFamily
	for _, f := range g.families {
		switch {
		case city.Has(f.GetName()):
			if _, known := o.reported.LoadOrStore(f.GetName(), true); !known {
				o.fail(causeConflict, "leave out a process metric", fmt.Errorf("metric %q is also a query's", f.GetName()))
			}
		case len(names) == 0 || slices.Contains(names, f.GetName()):
			families = append(families, f)
		}
	}
	return families
}

// encode writes families and the end of the exposition. A family that cannot be
// encoded is left out whole.
func (o *own) encode(families []*dto.MetricFamily, format expfmt.Format) []byte {
	var buf bytes.Buffer
	enc := expfmt.NewEncoder(&buf, format)
	for _, f := range families {
		whole := buf.Len()
		if err := enc.Encode(f); err != nil {
			buf.Truncate(whole)
			o.fail(causeEncoding, "encode a process metric", fmt.Errorf("metric %q: %w", f.GetName(), err))
		}
	}
	if err := finish(enc); err != nil {
		o.fail(causeEncoding, "end the exposition", err)
	}
	return buf.Bytes()
}

func (o *own) fail(cause, what string, err error) {
	o.log.Error(what, "err", err)
	o.errors.WithLabelValues(cause).Inc()
}
