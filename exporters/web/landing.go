package web

import (
	_ "embed"
	"html/template"
	"net/http"
	"time"
)

//go:embed landing.html
var landingText string

var landing = template.Must(template.New("landing").Funcs(template.FuncMap{
	"day": func(t time.Time) string {
		if t.IsZero() {
			return "—"
		}
		return t.Format(time.DateOnly)
	},
	"minute": func(t time.Time) string {
		if t.IsZero() {
			return "—"
		}
		return t.UTC().Format("2006-01-02 15:04 UTC")
	},
}).Parse(landingText))

func (o Options) landing(w http.ResponseWriter, r *http.Request) {
	s, err := o.State(r)
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'")
	h.Set("X-Content-Type-Options", "nosniff")
	landing.Execute(w, s)
}
