package exposition

import (
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/prometheus/common/expfmt"
)

// generation is a snapshot in which all series have the same value.
func generation(t testing.TB, n int) *Snapshot {
	f := gauge("generation")
	f.LabelNames = []string{"i"}
	for i := range 200 {
		f.Series = append(f.Series, series(float64(n), strings.Repeat("x", i)))
	}
	return mustNew(t, f, gauge("other", series(float64(n))))
}

// TestPublishIsAtomic: a scrape sees one generation, never older than the one
// before the scrape.
func TestPublishIsAtomic(t *testing.T) {
	const last = 50
	h := newHandler(t, ownRegistry(), generation(t, 0))
	var scrapers sync.WaitGroup
	for _, coding := range codingNames {
		for _, format := range []expfmt.Format{expfmt.FmtText, expfmt.FmtOpenMetrics_1_0_0} {
			header := http.Header{"Accept": {string(format)}, "Accept-Encoding": {coding}}
			scrapers.Go(func() {
				var seen string
				for seen != "50" && seen != "50.0" {
					w := get(h, "/", header)
					body := decode(t, w.Header().Get("Content-Encoding"), w.Body.Bytes())
					_, value, _ := strings.Cut(body, "\nother ")
					value, _, _ = strings.Cut(value, "\n")
					if n := strings.Count(body, "} "+value+"\n"); n < 200 {
						t.Errorf("%d series have the value %s, want 200", n, value)
						return
					}
					seen = value
				}
			})
		}
	}
	for n := 1; n <= last; n++ {
		h.Publish(generation(t, n))
	}
	scrapers.Wait()
}

// TestBodiesAreMadeOnce, and ahead of a scrape if it is likely to come.
func TestBodiesAreMadeOnce(t *testing.T) {
	h := newHandler(t, nil, city(t))
	header := http.Header{"Accept-Encoding": {"gzip"}}
	made := func() (n int) {
		variants := &h.page.Load().variants
		for f := range variants {
			for c := range variants[f] {
				if variants[f][c].body.bytes != nil {
					n++
				}
			}
		}
		return n
	}
	for i, step := range []struct {
		do   func()
		want int
	}{
		{func() {}, 0},
		{func() { get(h, "/", header) }, 1},
		{func() { get(h, "/", header) }, 1},
		{func() { get(h, "/?name[]=city_a", nil) }, 1},
		{func() { h.Publish(city(t)) }, 1}, // warmed
		{func() { h.Publish(city(t)) }, 0}, // nobody asked for it in between
		{func() { get(h, "/", header); get(h, "/", nil) }, 2},
		{func() { h.Publish(city(t)) }, 2},
	} {
		step.do()
		if got := made(); got != step.want {
			t.Errorf("step %d: %d bodies, want %d", i, got, step.want)
		}
	}
}
