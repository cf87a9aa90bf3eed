package owner

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/url"

	"shixu/exporters/forecast"
	"shixu/pipeline/ingest"
	"shixu/queries"
)

// Work is what the owner of a warehouse does for others.
type Work struct {
	// Ingest loads; see ingest.Runner.Run.
	Ingest func(context.Context, IngestRequest, ingest.Options) ([]ingest.FileResult, error)
	// Snapshot returns the path of a snapshot with everything loaded.
	Snapshot func(context.Context) (string, error)
	// Metrics writes the exposition of a view. note is for who asked, nil where there is
	// nothing to say.
	Metrics func(context.Context, io.Writer, MetricsRequest) (note, err error)
	// API answers below /api/, as on the public port but for who acts.
	API http.Handler
	// Backtest tries the methods of forecasting and stores what came of it.
	Backtest func(context.Context, forecast.Options) (*forecast.Report, error)
}

// Handler answers a Client's calls.
func (w Work) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("POST /ingest", w.ingest)
	mux.Handle("/api/", w.API)
	mux.HandleFunc("POST /snapshot", func(rw http.ResponseWriter, r *http.Request) {
		path, err := w.Snapshot(r.Context())
		if err != nil {
			refuse(rw, http.StatusInternalServerError, err)
			return
		}
		io.WriteString(rw, path)
	})
	mux.HandleFunc("POST /metrics", func(rw http.ResponseWriter, r *http.Request) {
		var q MetricsRequest
		if !decode(rw, r, &q) {
			return
		}
		rw.Header().Set("Trailer", failedTrailer+", "+noteTrailer)
		out := &begun{Writer: rw}
		note, err := w.Metrics(r.Context(), out, q)
		if err != nil && !out.any {
			refuse(rw, http.StatusInternalServerError, err)
			return
		}
		trail(rw, failedTrailer, err) // some query failed; what the others say was written
		trail(rw, noteTrailer, note)
	})
	mux.HandleFunc("POST /forecast/backtest", func(rw http.ResponseWriter, r *http.Request) {
		var o forecast.Options
		if !decode(rw, r, &o) {
			return
		}
		rep, err := w.Backtest(r.Context(), o)
		if err != nil {
			refuse(rw, http.StatusInternalServerError, err)
			return
		}
		json.NewEncoder(rw).Encode(rep)
	})
	return mux
}

// failedTrailer follows an answer that is not whole, with the reason; noteTrailer one of
// which there is something to say.
const (
	failedTrailer = "Shixu-Failed"
	noteTrailer   = "Shixu-Note"
)

// trail lets an error follow an answer; nil follows none.
func trail(rw http.ResponseWriter, name string, err error) {
	if err == nil {
		return
	}
	if text, err := json.Marshal(saying(err)); err == nil {
		rw.Header().Set(name, url.QueryEscape(string(text)))
	}
}

// trailed is what followed an answer under a name; nil: nothing did.
func trailed(resp *http.Response, name string) error {
	if text, err := url.QueryUnescape(resp.Trailer.Get(name)); err == nil && text != "" {
		return heard([]byte(text))
	}
	return nil
}

// begun knows whether anything was written.
type begun struct {
	io.Writer
	any bool
}

func (b *begun) Write(p []byte) (int, error) {
	if len(p) == 0 {
		return 0, nil
	}
	b.any = true
	return b.Writer.Write(p)
}

func decode(rw http.ResponseWriter, r *http.Request, into any) bool {
	if err := json.NewDecoder(r.Body).Decode(into); err != nil {
		refuse(rw, http.StatusBadRequest, queries.Say("读不懂请求：%v", "read request: %v", err))
		return false
	}
	return true
}

// ingest streams what happens, one event a line, until the work is done or
// the caller goes away, which cancels it.
func (w Work) ingest(rw http.ResponseWriter, r *http.Request) {
	var q IngestRequest
	if !decode(rw, r, &q) {
		return
	}
	enc, flush := json.NewEncoder(rw), http.NewResponseController(rw)
	send := func(e Event) error {
		if err := enc.Encode(e); err != nil {
			return err
		}
		return flush.Flush()
	}
	o := ingest.Options{
		DryRun: q.DryRun, Again: q.Again,
		Progress: func(p ingest.Progress) { send(Event{Progress: &p}) },
	}
	if q.Rejected {
		o.Rejected = func(j ingest.Reject) error { return send(Event{Rejected: &j}) }
	}
	results, err := w.Ingest(r.Context(), q, o)
	for _, f := range results {
		send(Event{Result: &Result{FileResult: f, Error: saying(f.Err)}})
	}
	if err != nil {
		send(Event{Error: saying(err)})
	}
}
