package web

import (
	_ "embed"
	"math"
	"net/http"
)

//go:embed landing.html
var landingText string

var landing = page("landing", landingText)

// share is where on the bar a ratio stands, in percent of its width. The bar
// ends at the whole plan, or where more than that is done, there.
func share(v, done float64) float64 { return math.Round(1000*min(max(v, 0)/max(1, done), 1)) / 10 }

func (o Options) landing(w http.ResponseWriter, r *http.Request) {
	s, err := o.State(r)
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	secure(w.Header())
	landing.Execute(w, s)
}
