package web

import (
	"context"
	_ "embed"
	"errors"
	"net/http"
	"time"

	"shixu/exporters/dossier"
)

//go:embed project.html
var projectText string

var projectPage = page("project", projectText)

// projectsAtOnce are how many pages of projects are made at the same time; the
// rest wait, so that readers never slow down loading and metrics by much.
const projectsAtOnce = 2

// projectTime is how long a page may wait and take.
const projectTime = 20 * time.Second

// projects answers /projects/{id} with everything that is known of a project.
func (o Options) projects() http.HandlerFunc {
	turns := make(chan struct{}, projectsAtOnce)
	return func(w http.ResponseWriter, r *http.Request) {
		ctx, cancel := context.WithTimeout(r.Context(), projectTime)
		defer cancel()
		select {
		case turns <- struct{}{}:
			defer func() { <-turns }()
		case <-ctx.Done():
			w.Header().Set("Retry-After", "10")
			http.Error(w, "同时查看的人太多，请稍后再试 / too many look at projects at once; try again in a while", http.StatusServiceUnavailable)
			return
		}
		id := r.PathValue("id")
		var shown struct {
			ID string
			*dossier.Dossier
		}
		d, err := o.Project(ctx, id)
		status := http.StatusOK
		switch {
		case errors.Is(err, dossier.ErrUnknown):
			status = http.StatusNotFound
		case err != nil:
			http.Error(w, "read the project: "+err.Error(), http.StatusInternalServerError)
			return
		}
		shown.ID, shown.Dossier = id, d
		secure(w.Header())
		w.WriteHeader(status)
		projectPage.Execute(w, shown)
	}
}
