package exposition

import (
	"log/slog"
	"net/http"
	"strconv"
	"sync/atomic"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/common/expfmt"
)

// Options are what a Handler may be given. The zero value is useful.
type Options struct {
	// Own holds the process's own metrics, which follow the snapshot's. They
	// are gathered at each scrape, or by KeepOwn. The handler registers its
	// error counter here; handlers may share a registry. Nil means that there
	// are none.
	Own *prometheus.Registry
	// Log gets what goes wrong in a scrape. Nil means slog.Default().
	Log *slog.Logger
}

// A Handler serves the snapshot published last. It answers as
// promhttp.HandlerFor with EnableOpenMetrics and ContinueOnError would: the same
// negotiation of format, escaping scheme and compression (gzip, zstd), and the
// same filter by name[] parameters. Beyond that it sends Content-Length.
//
// It takes any method; wrap it with promhttp.InstrumentMetricHandler to count
// scrapes.
type Handler struct {
	own  *own
	page atomic.Pointer[page]
}

// NewHandler returns a handler that serves only the process's own metrics until
// a snapshot is published.
func NewHandler(opts Options) *Handler {
	if opts.Log == nil {
		opts.Log = slog.Default()
	}
	h := &Handler{own: newOwn(opts.Own, opts.Log)}
	h.page.Store(newPage(new(Snapshot)))
	return h
}

// Publish makes s, which must not be nil, what scrapes see: each sees all of the
// old snapshot or all of the new one. Publish returns when s is encoded in each
// form that scrapes wanted of the snapshot before. It may be called at any time,
// but if calls overlap, either may win.
func (h *Handler) Publish(s *Snapshot) {
	next := newPage(s)
	next.warm(h.page.Load())
	h.page.Store(next)
}

// Snapshot returns the snapshot published last, or an empty one.
func (h *Handler) Snapshot() *Snapshot { return h.page.Load().snapshot }

// acceptedFormats is a variable because expfmt would copy it for each scrape.
var acceptedFormats = expfmt.DefaultOpenMetricsAcceptedFormats()

// ServeHTTP implements http.Handler.
func (h *Handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	format := expfmt.NegotiateAccept(r.Header, acceptedFormats...)
	coding := negotiateCoding(r.Header)
	body, tail, err := h.answer(wantedNames(r), format, coding)
	if err != nil {
		h.fail(w, err)
		return
	}

	header := w.Header()
	header.Add("Vary", "Accept")
	header.Add("Vary", "Accept-Encoding")
	header.Set("Content-Type", string(format))
	if coding != identity {
		header.Set("Content-Encoding", codingNames[coding])
	}
	header.Set("Content-Length", strconv.Itoa(len(body.bytes)+len(tail)))
	if r.Method == http.MethodHead {
		return
	}
	// If writing fails, the client has gone: nobody is left to tell.
	if _, err := w.Write(body.bytes); err == nil {
		_, _ = w.Write(tail)
	}
}

// answer returns the two parts of a response: the stored one, and what ends it.
func (h *Handler) answer(names []string, format expfmt.Format, c coding) (body body, tail []byte, err error) {
	page, recent := h.page.Load(), h.own.recent()
	if len(names) > 0 {
		if body, err = newPage(page.snapshot.Only(names...)).body(format, c); err == nil {
			tail, err = body.finish(h.own.encode(h.own.beside(page.snapshot, recent, names), format))
		}
		return body, tail, err
	}
	if body, err = page.body(format, c); err == nil {
		tail, err = page.tail(h.own, recent, format, c)
	}
	return body, tail, err
}

// wantedNames returns the name[] parameters.
func wantedNames(r *http.Request) []string {
	if r.URL == nil || r.URL.RawQuery == "" {
		return nil
	}
	return r.URL.Query()["name[]"]
}

func (h *Handler) fail(w http.ResponseWriter, err error) {
	h.own.fail(causeEncoding, "encode the exposition", err)
	http.Error(w, "encode the exposition: "+err.Error(), http.StatusInternalServerError)
}
