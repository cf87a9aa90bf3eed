package main

import (
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"testing"
	"time"
)

// oc4idsProgress is what the standard's sample says of progress.
type oc4idsProgress struct {
	Projects []struct {
		Period    struct{ StartDate time.Time }
		Forecasts []oc4idsMetric
		Metrics   []oc4idsMetric
	}
}

type oc4idsMetric struct {
	Observations []struct {
		Measure string
		Period  struct{ EndDate time.Time }
	}
}

// TestOC4IDSPerformance holds SPI(t) of the sample's observations against the
// one that follows from its forecasts, computed here from the file.
func TestOC4IDSPerformance(t *testing.T) {
	dir, config := example(t, "oc4ids")
	run(t, exitDone, "ingest", config)
	text, err := os.ReadFile(filepath.Join(os.Getenv("SHIXU_SHARED"), "data/oc4ids/infrastructure_docs_example_v0.9.5.json"))
	if err != nil {
		t.Fatal(err)
	}
	var in oc4idsProgress
	if err := json.Unmarshal(text, &in); err != nil {
		t.Fatal(err)
	}
	p := in.Projects[0]
	type point struct{ day, share float64 }
	points := func(m oc4idsMetric) (all []point) {
		for _, o := range m.Observations {
			share, err := strconv.ParseFloat(o.Measure, 64)
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, point{o.Period.EndDate.Sub(p.Period.StartDate).Hours() / 24, share})
		}
		return all
	}
	plan := append([]point{{}}, points(p.Forecasts[0])...)
	rows := ask(t, dir, `SELECT progress_ratio, planned_ratio, spi, earned_days, actual_days, spi_t FROM progress_against_plan ORDER BY reported_on`)
	observed := points(p.Metrics[0])
	if len(rows) != len(observed) || len(rows) != 3 {
		t.Fatalf("got %d observations, want %d", len(rows), len(observed))
	}
	for i, o := range observed {
		// The day on which the plan has what was observed, and what it has on
		// the day of the observation.
		var earned, due float64
		for j := 1; j < len(plan); j++ {
			a, b := plan[j-1], plan[j]
			if o.share >= a.share {
				earned = a.day + (min(o.share, b.share)-a.share)/(b.share-a.share)*(b.day-a.day)
			}
			if o.day >= a.day {
				due = a.share + (min(o.day, b.day)-a.day)/(b.day-a.day)*(b.share-a.share)
			}
		}
		for k, want := range []float64{o.share / 100, due / 100, o.share / due, earned, o.day, earned / o.day} {
			got, err := strconv.ParseFloat(rows[i][k], 64)
			if err != nil || math.Abs(got-want) > 1e-9*want {
				t.Errorf("observation %d, column %d: got %s, want %v", i+1, k+1, rows[i][k], want)
			}
		}
		t.Logf("SPI(t) %s", rows[i][5])
	}
}
