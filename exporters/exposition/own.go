package exposition

import (
	"bytes"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"sync"

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
		Help: "Metrics left out of the exposition, by cause: found in both the city's and the process's part (counted once), or not gathered or encoded (each scrape).",
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

// gather returns the process's families but for those in city. Names are what
// the scrape asked for; none means all.
func (o *own) gather(city *Snapshot, names []string) []*dto.MetricFamily {
	if o.registry == nil {
		return nil
	}
	families, err := o.registry.Gather()
	if err != nil { // what could be gathered is served
		o.fail(causeGathering, "gather process metrics", err)
	}
	return slices.DeleteFunc(families, func(f *dto.MetricFamily) bool {
		if city.Has(f.GetName()) {
			if _, known := o.reported.LoadOrStore(f.GetName(), true); !known {
				o.fail(causeConflict, "leave out a process metric", fmt.Errorf("metric %q is also a query's", f.GetName()))
			}
			return true
		}
		return len(names) > 0 && !slices.Contains(names, f.GetName())
	})
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
