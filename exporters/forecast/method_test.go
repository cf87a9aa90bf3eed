package forecast_test

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// draw draws a city of a few projects: three years, months that are missing,
// corrections, plans of zero.
func draw(rt *rapid.T) []project {
	var all []project
	for range rapid.IntRange(1, 6).Draw(rt, "projects") {
		p := project{
			district: rapid.SampledFrom([]string{"d1", "d2", ""}).Draw(rt, "district"),
			sector:   rapid.SampledFrom([]string{"s1", "s2"}).Draw(rt, "sector"),
			kind:     rapid.SampledFrom([]string{"t1", ""}).Draw(rt, "type"),
			owner:    rapid.SampledFrom([]string{"甲", "乙", ""}).Draw(rt, "owner"),
			plan:     map[int]float64{}, ytd: map[[2]int]float64{},
		}
		for y := 2021; y <= 2023; y++ {
			p.plan[y] = cents(rapid.SampledFrom([]float64{0, 1, 120, 1e6, 3e9}).Draw(rt, "plan") * rapid.Float64Range(0.5, 1.5).Draw(rt, "of"))
			total := 0.0
			for m := 1; m <= 12; m++ {
				total = cents(total + rapid.Float64Range(-0.02, 0.2).Draw(rt, "month")*max(p.plan[y], 100))
				if m == 12 && y < 2023 || rapid.IntRange(0, 5).Draw(rt, "reported") > 0 {
					p.ytd[[2]int{y, m}] = total
				}
			}
		}
		all = append(all, p)
	}
	return all
}

func cents(x float64) float64 { return math.Round(x*100) / 100 }

// at is what had been completed by the end of a month: the last report's.
func (p project) at(year, month int) float64 {
	for m := month; m >= 1; m-- {
		if ytd, ok := p.ytd[[2]int{year, m}]; ok {
			return ytd
		}
	}
	return 0
}

// reported says that a year has any report.
func (p project) reported(year int) bool {
	for at := range p.ytd {
		if at[0] == year {
			return true
		}
	}
	return false
}

// The prior's shares, as published rates give them (queries/views/80).
var priorShare = []float64{0, .081, .161, .242, .313, .405, .489, .568, .647, .725, .817, .908, 1}

// expect computes the methods by hand. Methods that have nothing to say of a
// project are not among them.
func expect(projects []project, i, year, month int, pace float64) map[string]float64 {
	p := projects[i]
	done, plan, left := max(p.at(year, month), 0), p.plan[year], float64(12-month)
	if month == 12 {
		now := p.at(year, 12)
		all := map[string]float64{"linear": now, "seasonal": now, "remaining_plan": now, "reference_class": now}
		if !math.IsNaN(pace) {
			all["recent_pace"] = now
		}
		return all
	}
	all := map[string]float64{"remaining_plan": done + plan*left/12}
	if month > 0 {
		all["linear"] = done * 12 / float64(month)
		all["seasonal"] = done / share(projects, year, month)
		if !math.IsNaN(pace) {
			all["recent_pace"] = done + max(pace, 0)*left
		}
	}
	var remaining, planned float64
	for _, q := range projects {
		for y := year - 5; y < year; y++ {
			if q.reported(y) && q.plan[y] > 0 {
				remaining += q.at(y, 12) - q.at(y, month)
				planned += q.plan[y]
			}
		}
	}
	if planned > 0 {
		all["reference_class"] = done + plan*max(remaining/planned, 0)
	}
	return all
}

// share is the mean over past years of what the city had done by a month.
func share(projects []project, year, month int) float64 {
	var sum float64
	var n int
	for y := year - 5; y < year; y++ {
		var by, whole float64
		for _, q := range projects {
			by += q.at(y, month)
			whole += q.at(y, 12)
		}
		if whole != 0 && by/whole >= 0.005 {
			sum += by / whole
			n++
		}
	}
	if n == 0 {
		return priorShare[month]
	}
	return min(1, sum/float64(n))
}

// TestMethods holds every method against the same computed here, and against
// the laws that all methods keep: low, middle and high stand in order; nothing
// falls below zero before December; in December all is what was completed; what
// groups end at is the sum of their projects; who completed more never ends lower.
func TestMethods(t *testing.T) {
	w := newWorld(t)
	w.exec(`INSERT INTO store.district (code, name_zh, load_id) VALUES ('d1', '郫都区', 1), ('d2', '锦江区', 1)`)
	rapid.Check(t, func(rt *rapid.T) {
		projects := draw(rt)
		year := rapid.SampledFrom([]int{2021, 2022, 2023, 2023}).Draw(rt, "year")
		month := rapid.IntRange(0, 12).Draw(rt, "month")
		w.fill(projects)
		w.stand(year, month)
		got := w.answers(year)
		for i := range projects {
			key := i + 1
			want := expect(projects, i, year, month, w.number(`SELECT recent_pace FROM forecast_input WHERE project_key = ? AND year = ?`, key, year))
			for _, method := range []string{"linear", "seasonal", "recent_pace", "remaining_plan", "reference_class"} {
				s, says := got[method][key]
				middle, should := want[method]
				switch {
				case says != should:
					rt.Fatalf("%s of P%d at %d-%d: says something: %v, should: %v", method, key, year, month, says, should)
				case says && !near(s.middle, middle):
					rt.Fatalf("%s of P%d at %d-%d: got %v, want %v", method, key, year, month, s.middle, middle)
				case says && (s.low > s.middle || s.middle > s.high):
					rt.Fatalf("%s of P%d: %v is out of order", method, key, s)
				case says && month < 12 && s.low < 0:
					rt.Fatalf("%s of P%d: %v is below nothing", method, key, s)
				case says && month == 12 && (s.low != s.middle || s.high != s.middle):
					rt.Fatalf("%s of P%d: %v is a range, and the year is over", method, key, s)
				}
			}
		}
		w.groupsAddUp(rt, year)
		w.moreIsNotLess(rt, projects, year, month, got)
	})
}

// groupsAddUp compares every kind of group with the projects.
func (w *world) groupsAddUp(rt *rapid.T, year int) {
	for method := range w.answers(year) {
		want := w.number(`SELECT CAST(sum(forecast) AS DOUBLE) FROM project_forecast_by_method WHERE method = ? AND year = ?`, method, year)
		for _, kind := range []string{"city", "district", "sector", "project_type", "level", "owner"} {
			got := w.number(`SELECT CAST(sum(forecast) AS DOUBLE) FROM group_forecast_by_method WHERE kind = ? AND method = ? AND year = ?`, kind, method, year)
			if !near(got, want) {
				rt.Fatalf("%s: the projects end at %v, by %s at %v", method, want, kind, got)
			}
		}
	}
	if bad := w.number(`SELECT count(*) FROM group_forecast_by_method WHERE NOT (forecast_low <= forecast AND forecast <= forecast_high) OR (forecast_low < 0 AND months_left > 0)`); bad != 0 {
		rt.Fatalf("%v groups have a range out of order", bad)
	}
	if n := w.number(`SELECT count(*) FROM group_forecast WHERE kind = 'city' AND year = ?`, year); n != 1 {
		rt.Fatalf("the city has %v default forecasts", n)
	}
}

// moreIsNotLess gives one project more, as of the same day.
func (w *world) moreIsNotLess(rt *rapid.T, projects []project, year, month int, before map[string]map[int]said) {
	i := rapid.IntRange(0, len(projects)-1).Draw(rt, "which")
	at := [2]int{year, month}
	had, reported := projects[i].ytd[at]
	if !reported {
		return
	}
	projects[i].ytd[at] = cents(had + rapid.Float64Range(0.01, 1e9).Draw(rt, "more"))
	w.exec(fmt.Sprintf(`UPDATE store.investment_report SET completed_ytd = %.2f WHERE project_key = %d AND month = DATE '%d-%02d-01'`, projects[i].ytd[at], i+1, year, month))
	w.stand(year, month)
	for method, of := range w.answers(year) {
		if old := before[method][i+1]; of[i+1].middle < old.middle-0.011 || of[i+1].low < old.low-0.011 || of[i+1].high < old.high-0.011 {
			rt.Fatalf("%s of P%d at %d-%d: completing %v instead of %v, it ends at %v, not %v", method, i+1, year, month, projects[i].ytd[at], had, of[i+1], old)
		}
	}
}

// TestClasses: a class is used while it has 30 members: its sector's of its
// size, else its type's, else all. The range is that of single projects.
func TestClasses(t *testing.T) {
	w := newWorld(t)
	var projects []project
	remaining := map[string][]float64{}
	add := func(sector, kind string, plan, rest float64) {
		projects = append(projects, project{sector: sector, kind: kind, plan: map[int]float64{2022: plan, 2023: 2 * plan},
			ytd: map[[2]int]float64{{2022, 6}: plan / 4, {2022, 12}: plan/4 + rest*plan, {2023, 6}: plan}})
		remaining[sector+kind] = append(remaining[sector+kind], rest)
	}
	for i := range 30 {
		add("s1", "t1", 1000, 0.5+float64(i)/100) // 30 of a size: a class of its own
	}
	for i := range 29 {
		add("s2", "t1", 1000, 0.1+float64(i)/200) // too few: with s1 the type has 59
	}
	add("s3", "t2", 1000, 3) // alone: all
	w.fill(projects)
	w.stand(2023, 6)
	got := w.answers(2023)["reference_class"]
	all := slices.Concat(remaining["s1t1"], remaining["s2t1"], remaining["s3t2"])
	for _, c := range []struct {
		name  string
		key   int
		class []float64
	}{
		{"the sector's size", 1, remaining["s1t1"]},
		{"the type", 31, slices.Concat(remaining["s1t1"], remaining["s2t1"])},
		{"all", 60, all},
	} {
		t.Run(c.name, func(t *testing.T) {
			want := said{1000 + 2000*quantile(c.class, 0.1), 1000 + 2000*mean(c.class), 1000 + 2000*quantile(c.class, 0.9)}
			if s := got[c.key]; !near(s.low, want.low) || !near(s.middle, want.middle) || !near(s.high, max(want.high, want.middle)) {
				t.Errorf("got %v, want %v", s, want)
			}
		})
	}
}

func mean(x []float64) (m float64) {
	for _, v := range x {
		m += v / float64(len(x))
	}
	return m
}

// quantile interpolates between the values around it.
func quantile(x []float64, q float64) float64 {
	x = slices.Sorted(slices.Values(x))
	at := q * float64(len(x)-1)
	i := int(at)
	if i == len(x)-1 {
		return x[i]
	}
	return x[i] + (at-float64(i))*(x[i+1]-x[i])
}
