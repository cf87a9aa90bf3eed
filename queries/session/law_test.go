package session_test

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"shixu/queries/session"
)

// TestLinearPlan: along a straight plan the index by time is the index by
// value, and the gap in points follows from it (glossary 3.5):
// SPI(t) = SPI, gap = 100 * elapsed * (SPI - 1). What groups add up to is the
// city's total, whichever way it is divided.
func TestLinearPlan(t *testing.T) {
	w := newWorld(t)
	w.add("district", "code, name_zh", "'d1', '郫都区'", "'d2', '锦江区'")
	w.add("sector", "code, name_zh", "'s1', '交通'", "'s2', '水利'", "'s3', '教育'")
	rapid.Check(t, func(rt *rapid.T) {
		w.clear()
		month := rapid.IntRange(1, 12).Draw(rt, "month")
		rules := session.Rules{Calendar: rapid.SampledFrom([]string{"monthly", "daily"}).Draw(rt, "calendar"), CloseAtCoverage: 1}
		var keys, projects, plans, reports []string
		for i := range rapid.IntRange(1, 12).Draw(rt, "projects") {
			keys = append(keys, fmt.Sprintf("%d, 'P%d'", i, i))
			projects = append(projects, fmt.Sprintf("%d, 'P%d', %s, %s, %s, DATE '2023-06-30', %s", i, i,
				rapid.SampledFrom([]string{"'municipal'", "'provincial'", "NULL"}).Draw(rt, "level"),
				rapid.SampledFrom([]string{"'d1'", "'d2'", "NULL"}).Draw(rt, "district"),
				rapid.SampledFrom([]string{"'s1'", "'s2'", "'s3'"}).Draw(rt, "sector"),
				rapid.SampledFrom([]string{"NULL", "DATE '2023-02-01'", "DATE '2023-12-01'"}).Draw(rt, "start")))
			plans = append(plans, fmt.Sprintf("%d, 2023, %.2f", i, rapid.Float64Range(0, 1e9).Draw(rt, "plan")))
			// Corrections may leave less than nothing, and more than the plan may be done.
			reports = append(reports, fmt.Sprintf("%d, DATE '2023-%02d-01', %.2f", i, month, rapid.Float64Range(-1e8, 2e9).Draw(rt, "completed")))
		}
		w.add("project_key", "project_key, project_id", keys...)
		w.add("project", "project_key, name, level, district_code, sector_code, planned_start, actual_start", projects...)
		w.add("annual_plan", "project_key, year, planned_investment", plans...)
		w.add("investment_report", "project_key, month, completed_ytd", reports...)
		w.speak("2023-12-31", rules)

		for _, row := range w.ask(`SELECT spi, spi_t, points_ahead, schedule_elapsed FROM project_measure WHERE planned_investment > 0`) {
			spi, time, gap, elapsed := number(rt, row[0]), number(rt, row[1]), number(rt, row[2]), number(rt, row[3])
			if !near(spi, time) || !near(gap, 100*elapsed*(spi-1)) {
				rt.Fatalf("SPI %v, SPI(t) %v, gap %v, elapsed %v", spi, time, gap, elapsed)
			}
		}
		const sums = `sum(projects), sum(planned_investment), sum(completed), sum(planned_to_date), sum(schedule_variance),
			sum(starts_planned), sum(starts_due), sum(starts), sum(starts_early), sum(starts_missed), sum(starts_overdue), sum(missing_report)`
		want := w.ask(`SELECT ` + sums + ` FROM measure_by_group WHERE dimension = 'city'`)
		for _, row := range w.ask(`SELECT dimension, ` + sums + ` FROM measure_by_group GROUP BY dimension`) {
			if diff := cmp.Diff(want[0], row[1:]); diff != "" {
				rt.Fatalf("sums by %s: -want +got:\n%s", row[0], diff)
			}
		}
	})
}

// TestEarnedSchedule compares the SQL with Lipke's rule written out here.
func TestEarnedSchedule(t *testing.T) {
	w := newWorld(t)
	rapid.Check(t, func(rt *rapid.T) {
		curve := make([]float64, 12)
		total := 0.0
		for i := range curve {
			// Months of nothing, and a plan that goes back, happen.
			total += rapid.SampledFrom([]float64{0, 1, 2.5, 10, 10, 40, -3}).Draw(rt, "step")
			curve[i] = total
		}
		done := rapid.OneOf(rapid.Float64Range(-20, 300), rapid.SampledFrom(curve)).Draw(rt, "done")
		got := w.ask(`SELECT earned_schedule(CAST(? AS DOUBLE), `+list(curve)+`)`, done)[0][0]
		want, ok := lipke(done, curve)
		if !ok {
			if got != "-" {
				rt.Fatalf("earned schedule of %v along %v: got %s, want none", done, curve, got)
			}
			return
		}
		if g := number(rt, got); !near(g, want) {
			rt.Fatalf("earned schedule of %v along %v: got %v, want %v", done, curve, g, want)
		}
	})
}

// lipke walks back from December to the last month whose plan is reached. Above
// the year's plan the plan's mean pace goes on, below nothing that of January.
func lipke(done float64, curve []float64) (float64, bool) {
	year := curve[len(curve)-1]
	if year <= 0 {
		return 0, false
	}
	for c := len(curve); c > 0; c-- {
		if done < curve[c-1] {
			continue
		}
		if c == len(curve) {
			return done / (year / 12), true
		}
		return float64(c) + (done-curve[c-1])/(curve[c]-curve[c-1]), true
	}
	if curve[0] == 0 {
		return 0, true
	}
	return done / curve[0], true
}

// TestCurveThrough: a monthly plan with gaps passes through what it gives, and
// straight between.
func TestCurveThrough(t *testing.T) {
	w := newWorld(t)
	rapid.Check(t, func(rt *rapid.T) {
		given := map[int]float64{0: 0}
		plan := float64(rapid.IntRange(0, 1000).Draw(rt, "plan"))
		text := make([]string, 12)
		for m := 1; m <= 12; m++ {
			text[m-1] = "NULL"
			if rapid.Bool().Draw(rt, "given") {
				given[m] = float64(rapid.IntRange(0, 1000).Draw(rt, "amount"))
				text[m-1] = strconv.FormatFloat(given[m], 'f', -1, 64)
			}
		}
		if _, ok := given[12]; !ok {
			given[12] = plan
		}
		var want []float64
		for m := 1; m <= 12; m++ {
			before, after := m, m
			for _, ok := given[before]; !ok; _, ok = given[before] {
				before--
			}
			for _, ok := given[after]; !ok; _, ok = given[after] {
				after++
			}
			v := given[before]
			if after > before {
				v += (given[after] - v) * float64(m-before) / float64(after-before)
			}
			want = append(want, v)
		}
		query := `SELECT unnest(curve_through(CAST([` + strings.Join(text, ", ") + `] AS DECIMAL(18, 2)[]), CAST(? AS DECIMAL(18, 2))))`
		for m, row := range w.ask(query, plan) {
			if got := number(rt, row[0]); !near(got, want[m]) {
				rt.Fatalf("month %d of %v: got %v, want %v", m+1, text, got, want[m])
			}
		}
	})
}

func list(values []float64) string {
	text := make([]string, len(values))
	for i, v := range values {
		text[i] = strconv.FormatFloat(v, 'f', -1, 64)
	}
	return "CAST([" + strings.Join(text, ", ") + "] AS DOUBLE[])"
}

func number(t *rapid.T, text string) float64 {
	f, err := strconv.ParseFloat(text, 64)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func near(a, b float64) bool {
	return math.Abs(a-b) <= 1e-9*max(1, math.Abs(a), math.Abs(b))
}
