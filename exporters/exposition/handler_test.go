package exposition

import (
	"bytes"
	stdgzip "compress/gzip"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/klauspost/compress/zstd"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"
	_ "github.com/prometheus/client_golang/prometheus/promhttp/zstd"
	"github.com/prometheus/client_golang/prometheus/testutil"
	dto "github.com/prometheus/client_model/go"
	"github.com/prometheus/common/expfmt"
	"pgregory.net/rapid"
)

// city is a snapshot whose families come before those of ownRegistry.
func city(t testing.TB) *Snapshot {
	return mustNew(t,
		gauge("city_a", series(1, "郫都区", "2023"), series(2, `"quoted"`, "2023")),
		Family{Name: "city_b_total", Help: "B.", Type: Counter, Series: []Series{series(1e21)}},
		Family{Name: "city_c_cny", Help: "C.", Unit: "cny", Series: []Series{series(12345678)}},
	)
}

// ownRegistry has metrics that do not change, so that two gatherings are equal.
func ownRegistry() *prometheus.Registry {
	r := prometheus.NewRegistry()
	info := prometheus.NewGauge(prometheus.GaugeOpts{Name: "own_info", Help: "Info.", ConstLabels: prometheus.Labels{"v": "1"}})
	info.Set(1)
	h := prometheus.NewHistogram(prometheus.HistogramOpts{Name: "own_seconds", Help: "Seconds.", Buckets: []float64{0.5, 1}})
	h.Observe(0.7)
	r.MustRegister(info, h)
	return r
}

func newHandler(t testing.TB, own *prometheus.Registry, s *Snapshot) *Handler {
	h := NewHandler(Options{Own: own, Log: slog.New(slog.NewTextHandler(t.Output(), nil))})
	h.Publish(s)
	return h
}

func decode(t interface{ Fatalf(string, ...any) }, coding string, b []byte) string {
	var r io.Reader = bytes.NewReader(b)
	switch coding {
	case "gzip":
		z, err := stdgzip.NewReader(r)
		if err != nil {
			t.Fatalf("gzip: %v", err)
		}
		r = z
	case "zstd":
		z, err := zstd.NewReader(r)
		if err != nil {
			t.Fatalf("zstd: %v", err)
		}
		defer z.Close()
		r = z
	}
	plain, err := io.ReadAll(r)
	if err != nil {
		t.Fatalf("%s: %v", coding, err)
	}
	return string(plain)
}

func get(h http.Handler, target string, header http.Header) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodGet, target, nil)
	r.Header = header
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

// TestPropertyHandlerAsPromhttp asks the same of promhttp and of us.
func TestPropertyHandlerAsPromhttp(t *testing.T) {
	registry, snapshot := ownRegistry(), city(t)
	ours, kept := newHandler(t, registry, snapshot), newHandler(t, registry, snapshot)
	kept.own.kept.Store(kept.own.gather())
	kept.own.kept.Load().at = time.Now().Add(time.Hour) // fresh for the whole test
	theirs := promhttp.HandlerFor(prometheus.GathererFunc(func() ([]*dto.MetricFamily, error) {
		// Not prometheus.Gatherers: it loses units.
		families, _ := snapshot.Gather()
		more, err := registry.Gather()
		return append(families, more...), err
	}), promhttp.HandlerOpts{EnableOpenMetrics: true, ErrorHandling: promhttp.ContinueOnError})

	weight := rapid.SampledFrom([]string{"", "", ";q=0", ";q=0.3", "; q=0.5", ";q=1.0", ";q=0.001"})
	weighted := func(values ...string) *rapid.Generator[string] {
		return rapid.Custom(func(t *rapid.T) string {
			return rapid.SampledFrom(values).Draw(t, "value") + weight.Draw(t, "weight")
		})
	}
	accept := weighted("*/*", "text/*", "text/plain", "text/plain;version=0.0.4", "text/plain;version=1.0.0;escaping=allow-utf-8", "text/plain;version=1.0.0;escaping=dots",
		"application/openmetrics-text", "application/openmetrics-text;version=1.0.0", "application/openmetrics-text;version=0.0.1",
		"application/openmetrics-text;version=1.0.0;escaping=underscores", "application/openmetrics-text;version=2.0.0",
		"application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited",
		"application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=text;escaping=values",
		"application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=compact-text",
		"text/html", "garbage")
	encoding := weighted("gzip", "zstd", "identity", "*", "br", "deflate")
	name := rapid.SampledFrom([]string{"city_a", "city_c_cny", "own_seconds", "missing", ""})

	rapid.Check(t, func(t *rapid.T) {
		header := http.Header{}
		if a := rapid.SliceOfN(accept, 0, 4).Draw(t, "accept"); len(a) > 0 {
			header.Set("Accept", strings.Join(a, ","))
		}
		for _, line := range rapid.SliceOfN(rapid.SliceOfN(encoding, 0, 4), 0, 2).Draw(t, "encoding") {
			header.Add("Accept-Encoding", strings.Join(line, ", "))
		}
		target := "/metrics?" + url.Values{"name[]": rapid.SliceOfN(name, 0, 3).Draw(t, "names")}.Encode()

		h := rapid.SampledFrom([]http.Handler{ours, kept}).Draw(t, "handler")
		got, want := get(h, target, header), get(theirs, target, header)
		for _, key := range []string{"Content-Type", "Content-Encoding", "Vary"} {
			if diff := cmp.Diff(want.Header()[key], got.Header()[key]); diff != "" {
				t.Fatalf("%s (-promhttp +ours):\n%s", key, diff)
			}
		}
		if n := got.Header().Get("Content-Length"); n != fmt.Sprint(got.Body.Len()) {
			t.Fatalf("Content-Length %s for %d bytes", n, got.Body.Len())
		}
		coding := want.Header().Get("Content-Encoding")
		if diff := cmp.Diff(decode(t, coding, want.Body.Bytes()), decode(t, coding, got.Body.Bytes())); diff != "" {
			t.Fatalf("body (-promhttp +ours):\n%s", diff)
		}
	})
}

func TestHandlerOverHTTP(t *testing.T) {
	snapshot := city(t)
	server := httptest.NewServer(newHandler(t, nil, snapshot))
	defer server.Close()
	for _, coding := range codingNames {
		for _, format := range formats() {
			want, err := snapshot.Append(nil, format)
			if err != nil {
				t.Fatal(err)
			}
			r, err := http.NewRequest(http.MethodGet, server.URL, nil)
			if err != nil {
				t.Fatal(err)
			}
			r.Header.Set("Accept", string(format))
			r.Header.Set("Accept-Encoding", coding)
			resp, err := http.DefaultClient.Do(r)
			if err != nil {
				t.Fatal(err)
			}
			b, err := io.ReadAll(resp.Body)
			if err != nil {
				t.Fatal(err)
			}
			resp.Body.Close()
			if resp.StatusCode != http.StatusOK || resp.ContentLength != int64(len(b)) {
				t.Errorf("%s: status %s, content length %d for %d bytes", format, resp.Status, resp.ContentLength, len(b))
			}
			if diff := cmp.Diff(string(want), decode(t, resp.Header.Get("Content-Encoding"), b)); diff != "" {
				t.Errorf("%s %s (-want +got):\n%s", format, coding, diff)
			}
		}
	}
}

func TestHandlerHead(t *testing.T) {
	server := httptest.NewServer(newHandler(t, ownRegistry(), city(t)))
	defer server.Close()
	get, err := http.Get(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	plain, _ := io.ReadAll(get.Body)
	get.Body.Close()
	head, err := http.Head(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	b, _ := io.ReadAll(head.Body)
	head.Body.Close()
	if len(b) != 0 || head.ContentLength <= 0 || head.Header.Get("Content-Type") != get.Header.Get("Content-Type") {
		t.Errorf("HEAD: %d bytes, header %v", len(b), head.Header)
	}
	if !get.Uncompressed || !bytes.Contains(plain, []byte("own_seconds_count 1\n")) {
		t.Errorf("Go's client did not get gzip: %s", plain)
	}
}

// TestCurl is here because curl is strict: it stops after a gzip member.
func TestCurl(t *testing.T) {
	curl, err := exec.LookPath("curl")
	if err != nil {
		t.Skip(err)
	}
	server := httptest.NewServer(newHandler(t, ownRegistry(), city(t)))
	defer server.Close()
	want := get(server.Config.Handler, "/", nil).Body.String()
	for _, coding := range []string{"gzip", "zstd"} {
		cmd := exec.Command(curl, "-sS", "--fail", "--compressed", "-H", "Accept-Encoding: "+coding, server.URL)
		got, err := cmd.CombinedOutput()
		if err != nil && bytes.Contains(got, []byte("Unrecognized content encoding")) {
			t.Logf("%s: %s", coding, got)
			continue
		}
		if err != nil {
			t.Fatalf("%s: %v: %s", coding, err, got)
		}
		if diff := cmp.Diff(want, string(got)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", coding, diff)
		}
	}
}

func TestHandlerBeforePublish(t *testing.T) {
	h := NewHandler(Options{Own: ownRegistry()})
	got := get(h, "/", nil).Body.String()
	if !strings.HasPrefix(got, "# HELP own_info") || h.Snapshot().NumSeries() != 0 {
		t.Errorf("got %s", got)
	}
}

// TestConflict: a family in both parts is served once and reported once.
func TestConflict(t *testing.T) {
	registry := ownRegistry()
	var log bytes.Buffer
	h := NewHandler(Options{Own: registry, Log: slog.New(slog.NewTextHandler(&log, nil))})
	h.Publish(mustNew(t, gauge("own_info", series(42))))
	for range 3 {
		body := get(h, "/", nil).Body.String()
		if strings.Count(body, "# TYPE own_info gauge\n") != 1 || !strings.Contains(body, "own_info 42\n") {
			t.Errorf("body:\n%s", body)
		}
		if body := get(h, "/?name[]=own_info", nil).Body.String(); strings.Count(body, "# HELP own_info") != 1 {
			t.Errorf("filtered body:\n%s", body)
		}
	}
	if n := strings.Count(log.String(), "own_info"); n != 1 {
		t.Errorf("logged %d times:\n%s", n, log.String())
	}
	if n := testutil.ToFloat64(h.own.errors.WithLabelValues(causeConflict)); n != 1 {
		t.Errorf("counted %v times", n)
	}
}

type failing struct{ prometheus.Collector }

func (failing) Describe(chan<- *prometheus.Desc) {}
func (failing) Collect(ch chan<- prometheus.Metric) {
	ch <- prometheus.NewInvalidMetric(prometheus.NewDesc("own_bad", "Bad.", nil, nil), io.ErrUnexpectedEOF)
}

// TestOwnErrors: what fails in the process's part breaks nothing else.
func TestOwnErrors(t *testing.T) {
	registry := ownRegistry()
	registry.MustRegister(failing{})
	h := NewHandler(Options{Own: registry, Log: slog.New(slog.DiscardHandler)})
	again := NewHandler(Options{Own: registry})
	h.Publish(city(t))
	header := http.Header{"Accept": {string(expfmt.FmtOpenMetrics_1_0_0)}}
	body := get(h, "/", header).Body.String()
	for _, want := range []string{"\ncity_a{", "\nown_seconds_count 1\n"} {
		if !strings.Contains(body, want) {
			t.Errorf("%q is not in\n%s", want, body)
		}
	}
	if strings.Contains(body, "own_bad") || !strings.HasSuffix(body, "\n# EOF\n") {
		t.Errorf("body:\n%s", body)
	}
	if n := testutil.ToFloat64(again.own.errors.WithLabelValues(causeGathering)); n != 1 {
		t.Errorf("counted %v times", n)
	}
}
