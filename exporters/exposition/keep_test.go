package exposition

import (
	"context"
	"net/http"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

// TestKeepOwn: scrapes serve what was gathered ahead, never older than promised;
// nothing is gathered for nobody.
func TestKeepOwn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var gathered atomic.Int64
		registry := prometheus.NewRegistry()
		registry.MustRegister(prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: "zz_time_seconds", Help: "Now."}, func() float64 {
			gathered.Add(1)
			return float64(time.Now().UnixMilli()) / 1e3
		}))
		h := newHandler(t, registry, city(t))
		header := http.Header{"Accept-Encoding": {"gzip"}}
		scrape := func() (age time.Duration) {
			body := decode(t, "gzip", get(h, "/", header).Body.Bytes())
			_, value, _ := strings.Cut(body, "\nzz_time_seconds ")
			seconds, err := strconv.ParseFloat(strings.TrimSpace(value), 64)
			if err != nil {
				t.Fatalf("%v in\n%s", err, body)
			}
			return time.Since(time.UnixMilli(int64(seconds * 1e3)))
		}
		ctx, cancel := context.WithCancel(t.Context())
		go h.KeepOwn(ctx)
		synctest.Wait()
		if n := gathered.Load(); n != 0 {
			t.Errorf("gathered %d times before the first scrape", n)
		}
		if age := scrape(); age > time.Millisecond {
			t.Errorf("the first scrape tells of %v ago", age)
		}
		time.Sleep(1500 * time.Millisecond)

		for range 40 { // once a minute, as Prometheus does, and never just when the keeper gathers
			before := gathered.Load()
			age := scrape()
			if age > ownMaxAge {
				t.Errorf("a scrape tells of %v ago", age)
			}
			if n := gathered.Load() - before; n != 0 {
				t.Fatalf("a scrape gathered %d times", n)
			}
			time.Sleep(60730 * time.Millisecond)
		}

		time.Sleep(10 * time.Minute)
		before := gathered.Load()
		time.Sleep(10 * time.Minute)
		if n := gathered.Load() - before; n != 0 {
			t.Errorf("gathered %d times for nobody", n)
		}
		if age := scrape(); age > time.Millisecond {
			t.Errorf("after a pause a scrape tells of %v ago", age)
		}
		cancel()
		synctest.Wait()
		if age := scrape(); age > time.Millisecond {
			t.Errorf("after the end a scrape tells of %v ago", age)
		}
	})
}

// TestKeptTailFollowsThePage: a tail ends the stream of its own page's body,
// and leaves out what that page has.
func TestKeptTailFollowsThePage(t *testing.T) {
	h := newHandler(t, ownRegistry(), city(t))
	h.own.kept.Store(h.own.gather())
	for _, coding := range codingNames {
		header := http.Header{"Accept-Encoding": {coding}}
		for i, s := range []*Snapshot{city(t), mustNew(t, gauge("own_info", series(42))), city(t)} {
			h.Publish(s)
			h.page.Load().warmTails(h.own, h.own.kept.Load())
			for range 2 {
				body := decode(t, coding, get(h, "/", header).Body.Bytes())
				if strings.Count(body, "# TYPE own_info gauge\n") != 1 || strings.Contains(body, "own_info 42\n") != (i == 1) ||
					!strings.HasSuffix(body, "\nshixu_exposition_errors_total{cause=\"gathering\"} 0\n") {
					t.Errorf("%s, page %d:\n%s", coding, i, body)
				}
			}
		}
	}
}
