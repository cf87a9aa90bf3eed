package backfill_test

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/klauspost/compress/snappy"
	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/model/textparse"
	"github.com/prometheus/prometheus/prompb"

	"shixu/exporters/backfill"
)

// TestOpenMetrics: the text, read by Prometheus' own parser, holds the same
// samples as the blocks do.
func TestOpenMetrics(t *testing.T) {
	dir := t.TempDir()
	p := plan(t, day(2023, 1, 1), day(2023, 3, 1), day(2023, 4, 10))
	o, err := backfill.NewOpenMetrics(dir, "r", step, scrape)
	if err != nil {
		t.Fatal(err)
	}
	if err := backfill.Run(t.Context(), p, city, o, nil); err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob(filepath.Join(dir, "*.om"))
	if err != nil || len(files) != len(p) {
		t.Fatal(files, err)
	}
	got := samples{}
	for _, f := range files {
		text, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		read(t, textparse.NewOpenMetricsParser(text, labels.NewSymbolTable()), got)
	}
	if d := cmp.Diff(expected(p), got); d != "" {
		t.Error(d)
	}
}

func read(t *testing.T, p textparse.Parser, into samples) {
	for {
		entry, err := p.Next()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		if entry != textparse.EntrySeries {
			continue
		}
		_, at, v := p.Series()
		var ls labels.Labels
		p.Labels(&ls)
		if into[ls.String()] == nil {
			into[ls.String()] = map[int64]float64{}
		}
		into[ls.String()][*at] = v
	}
}

// TestRemote: what a receiver is sent is what the blocks hold; a receiver that
// stumbles is asked again.
func TestRemote(t *testing.T) {
	got := samples{}
	var asked atomic.Int32
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/receive/here" {
			t.Errorf("asked %s", r.URL)
		}
		if asked.Add(1) == 1 {
			http.Error(w, "not now", http.StatusServiceUnavailable)
			return
		}
		body, err := io.ReadAll(r.Body)
		if err == nil {
			body, err = snappy.Decode(nil, body)
		}
		var req prompb.WriteRequest
		if err == nil {
			err = req.Unmarshal(body)
		}
		if err != nil {
			t.Error(err)
			return
		}
		for _, ts := range req.Timeseries {
			b := labels.NewScratchBuilder(0)
			for _, l := range ts.Labels {
				b.Add(l.Name, l.Value)
			}
			key := b.Labels().String()
			if got[key] == nil {
				got[key] = map[int64]float64{}
			}
			for _, s := range ts.Samples {
				got[key][s.Timestamp] = s.Value
			}
		}
		w.WriteHeader(http.StatusNoContent)
	}))
	defer srv.Close()
	r, err := backfill.NewRemote(srv.URL+"/receive/here", srv.Client(), step, scrape)
	if err != nil {
		t.Fatal(err)
	}
	p := plan(t, day(2023, 1, 1), day(2023, 3, 1), day(2023, 4, 10))
	if err := backfill.Run(t.Context(), p, city, r, nil); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(expected(p), got); d != "" {
		t.Error(d)
	}
	if _, err := backfill.NewRemote("nowhere", nil, step, nil); err == nil || !strings.Contains(err.Error(), "such as http://") {
		t.Errorf("no address: %v", err)
	}
}

// TestRemoteRefused: a receiver that will not take old samples ends the run
// with what it said.
func TestRemoteRefused(t *testing.T) {
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		http.Error(w, "out of bounds: too old sample", http.StatusBadRequest)
	}))
	defer srv.Close()
	r, err := backfill.NewRemote(srv.URL+"/api/v1/write", srv.Client(), step, scrape)
	if err != nil {
		t.Fatal(err)
	}
	err = backfill.Run(t.Context(), plan(t, day(2023, 1, 1), day(2023, 1, 1), day(2023, 2, 10)), city, r, nil)
	if err == nil || !strings.Contains(err.Error(), "as of 2023-01-31") || !strings.Contains(err.Error(), "too old sample") {
		t.Errorf("got %v", err)
	}
}
