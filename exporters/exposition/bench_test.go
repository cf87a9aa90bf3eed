package exposition

import (
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
	"github.com/prometheus/common/expfmt"
)

// cityFamilies are n series in six families like those of a city.
func cityFamilies(n int) []Family {
	random := rand.New(rand.NewPCG(1, 2))
	names := []string{
		"shixu_investment_completed_cny", "shixu_investment_planned_cny", "shixu_investment_total_cny",
		"shixu_projects", "shixu_starts", "shixu_completions",
	}
	families := make([]Family, len(names))
	for i, name := range names {
		f := Family{Name: name, Help: "Help for " + name + ".", LabelNames: []string{"year", "level", "district", "sector", "project_type"}}
		for j := i; j < n; j += len(names) {
			k := j / len(names)
			f.Series = append(f.Series, series(float64(random.IntN(1e9))/100,
				strconv.Itoa(2019+k%5), []string{"provincial", "municipal", "district"}[k/5%3],
				fmt.Sprintf("第%d区", k/15%23), fmt.Sprintf("第%d产业", k/345%5), fmt.Sprintf("类型%d", k/1725)))
		}
		families[i] = f
	}
	return families
}

// processRegistry is what a Go exporter says about itself.
func processRegistry() *prometheus.Registry {
	r := prometheus.NewRegistry()
	r.MustRegister(collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return r
}

// BenchmarkScrape scrapes 10,000 series over loopback. x_floor compares medians
// with a handler that copies the same bytes, measured in turns, so that a noisy
// machine is noisy for both. "process" has the metrics of the Go runtime and the
// process, kept as in `shixu serve`; "gather" has them gathered by each scrape.
func BenchmarkScrape(b *testing.B) {
	families := cityFamilies(10_000)
	snapshot := mustNew(b, families...)
	kept, client := newHandler(b, processRegistry(), snapshot), constRegistry(families)
	go kept.KeepOwn(b.Context())

	for _, bm := range []struct {
		name    string
		handler http.Handler
		codings []coding
	}{
		{"shixu", newHandler(b, nil, snapshot), []coding{identity, gzip, zstandard}},
		{"shixu+process", kept, []coding{identity, gzip, zstandard}},
		{"shixu+gather", newHandler(b, processRegistry(), snapshot), []coding{identity, gzip, zstandard}},
		{"promhttp", promhttp.HandlerFor(client, promhttp.HandlerOpts{}), []coding{identity, gzip}},
	} {
		for _, c := range bm.codings {
			b.Run(bm.name+"/"+codingNames[c], func(b *testing.B) {
				scrapers := []func() int64{
					newScraper(b, bm.handler, c),
					newScraper(b, copyOf(bm.handler, c), c),
				}
				times := make([][]time.Duration, len(scrapers))
				size := scrapers[0]()
				for b.Loop() {
					for i, scrape := range scrapers {
						start := time.Now()
						scrape()
						times[i] = append(times[i], time.Since(start))
					}
				}
				took := median(times[0])
				b.ReportMetric(0, "ns/op") // it is of both
				b.ReportMetric(took, "ns/scrape")
				b.ReportMetric(float64(size), "B/scrape")
				b.ReportMetric(took/median(times[1]), "x_floor")
			})
		}
	}
}

// copyOf serves what h answered once.
func copyOf(h http.Handler, c coding) http.Handler {
	answer := get(h, "/", http.Header{"Accept-Encoding": {codingNames[c]}})
	body, length := answer.Body.Bytes(), strconv.Itoa(answer.Body.Len())
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", string(expfmt.FmtText))
		w.Header().Set("Content-Length", length)
		_, _ = w.Write(body)
	})
}

// newScraper returns a function that scrapes h once and returns the size.
func newScraper(b *testing.B, h http.Handler, c coding) func() int64 {
	server := httptest.NewServer(h)
	b.Cleanup(server.Close)
	request, err := http.NewRequest(http.MethodGet, server.URL, nil)
	if err != nil {
		b.Fatal(err)
	}
	request.Header.Set("Accept-Encoding", codingNames[c]) // explicit: the client leaves it compressed
	return func() int64 {
		response, err := server.Client().Do(request)
		if err != nil {
			b.Fatal(err)
		}
		defer response.Body.Close()
		n, err := io.Copy(io.Discard, response.Body)
		if err != nil {
			b.Fatal(err)
		}
		return n
	}
}

func median(d []time.Duration) float64 {
	slices.Sort(d)
	return float64(d[len(d)/2])
}

// BenchmarkEncode is what a refresh pays once for each form wanted.
func BenchmarkEncode(b *testing.B) {
	families := cityFamilies(10_000)
	snapshot := mustNew(b, families...)
	b.Run("New", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			mustNew(b, families...)
		}
	})
	for _, bm := range []struct {
		name   string
		format expfmt.Format
	}{{"text", expfmt.FmtText}, {"openmetrics", expfmt.FmtOpenMetrics_1_0_0}, {"protobuf", expfmt.FmtProtoDelim}} {
		b.Run(bm.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				plain, err := snapshot.Append(nil, bm.format)
				if err != nil {
					b.Fatal(err)
				}
				b.SetBytes(int64(len(plain)))
			}
		})
		b.Run(bm.name+"/expfmt", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := byExpfmt(snapshot, bm.format); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	for c, name := range codingNames {
		b.Run("text/"+name, func(b *testing.B) {
			var size int
			for b.Loop() {
				body, err := newPage(snapshot).body(expfmt.FmtText, coding(c))
				if err != nil {
					b.Fatal(err)
				}
				size = len(body.bytes)
			}
			b.ReportMetric(float64(size), "B/body")
		})
	}
}
