// Package web is the public HTTP side of `shixu serve`: the landing page, the
// pages of projects, the runbooks, the metrics, health and readiness, reload, and the state as JSON.
package web

import (
	"context"
	"encoding/json"
	"io/fs"
	"net/http"
	"time"

	"shixu/exporters/dossier"
)

// State is what the landing page and /api/v1/status show.
type State struct {
	City       string    `json:"city"`
	CityEn     string    `json:"city_en"`
	Version    string    `json:"version"`
	AsOf       time.Time `json:"as_of"`
	ReportedTo time.Time `json:"reported_to"`
	// DataVersion is the number of the last load the metrics hold.
	DataVersion int64 `json:"data_version"`
	// Headline is nil where nothing is planned.
	Headline *Headline `json:"headline,omitempty"`
	Series   int       `json:"series"`
	// RefreshedAt is when the metrics were computed.
	RefreshedAt time.Time `json:"refreshed_at"`
	Queries     []Query   `json:"queries"`
	Loads       []Load    `json:"loads"`
}

// A Query is one metric query's state.
type Query struct {
	Name        string    `json:"name"`
	Series      int       `json:"series"`
	SucceededAt time.Time `json:"succeeded_at"`
	Error       string    `json:"error,omitempty"`
}

// A Load is what a job has loaded so far.
type Load struct {
	Job      string    `json:"job"`
	Dataset  string    `json:"dataset"`
	Files    int64     `json:"files"`
	Rows     int64     `json:"rows"`
	SetAside int64     `json:"rows_set_aside"`
	KnownOn  time.Time `json:"known_on"`
	LoadedAt time.Time `json:"loaded_at"`
}

// Options are what the pages show and do.
type Options struct {
	// Metrics answers /metrics.
	Metrics http.Handler
	// State is asked for each page view.
	State func(*http.Request) (State, error)
	// Ready says whether there are metrics to serve.
	Ready func() bool
	// Warnings answers below /api/v1/warnings.
	Warnings http.Handler
	// Project gathers what is known of a project; dossier.ErrUnknown where there
	// is none of that code.
	Project func(ctx context.Context, id string) (*dossier.Dossier, error)
	// Runbooks are the files NAME.md that alerts point to.
	Runbooks fs.FS
	// Reload reads the configuration and metric files again.
	Reload func() error
}

// Handler is the mux of all public paths.
func Handler(o Options) http.Handler {
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", o.Metrics)
	mux.HandleFunc("GET /{$}", o.landing)
	mux.HandleFunc("GET /runbooks/{$}", o.runbooks)
	mux.HandleFunc("GET /runbooks/{name}", o.runbooks)
	mux.HandleFunc("GET /projects/{id}", o.projects())
	mux.HandleFunc("GET /api/v1/status", o.status)
	mux.Handle("/api/v1/warnings", o.Warnings)
	mux.Handle("/api/v1/warnings/", o.Warnings)
	mux.HandleFunc("GET /-/healthy", func(w http.ResponseWriter, _ *http.Request) { w.Write([]byte("Shixu is healthy.\n")) })
	mux.HandleFunc("GET /-/ready", func(w http.ResponseWriter, _ *http.Request) {
		if !o.Ready() {
			http.Error(w, "Shixu is not ready: no metrics were computed yet.", http.StatusServiceUnavailable)
			return
		}
		w.Write([]byte("Shixu is ready.\n"))
	})
	for _, method := range []string{"POST", "PUT"} {
		mux.HandleFunc(method+" /-/reload", func(w http.ResponseWriter, _ *http.Request) {
			if err := o.Reload(); err != nil {
				http.Error(w, "reload: "+err.Error(), http.StatusInternalServerError)
				return
			}
			w.Write([]byte("Configuration and metric files were read again; the metrics follow as soon as they are computed.\n"))
		})
	}
	return mux
}

func (o Options) status(w http.ResponseWriter, r *http.Request) {
	s, err := o.State(r)
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	json.NewEncoder(w).Encode(s)
}
