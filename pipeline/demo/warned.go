package demo

import (
	"fmt"
	"sort"
	"time"
)

// warnedCount is how many projects were warned of their start or progress by
// 31 October (glossary §6, 13).
const warnedCount = 318

// The rules that the city's shixu.yaml switches on, in the words of
// queries/rules: a start is due within days, progress is judged from a month on
// by a share of what the calendar calls for, and so many months without any are
// too many.
const (
	dueSoonDays = 30
	judgedFrom  = 6
	lagNumer    = 8 // of lagDenom: below it a project lags
	lagDenom    = 10
	idleMonths  = 2
)

// A lookout is a day on which warnings are given: the first of each month, and
// the day of the meeting. reported is the last month known then.
type lookout struct {
	day      time.Time
	reported int
}

func lookouts() (all []lookout) {
	for m := 1; m <= lastMonth; m++ {
		all = append(all, lookout{dayOf(CityYear, m, 1).last, m - 1})
	}
	return append(all, lookout{asOf.last, reportedTo})
}

// warnedOfStart says that the project's start came near, or passed, before it
// started.
func (p *project) warnedOfStart() bool {
	for _, l := range lookouts() {
		waiting := p.actualStart.none() || p.actualStart.first().After(l.day)
		if waiting && !p.plannedStart.last.After(l.day.AddDate(0, 0, dueSoonDays)) {
			return true
		}
	}
	return false
}

// building says that the project was under construction on a day.
func (p *project) building(day time.Time) bool {
	begun := func(d date) bool { return !d.none() && !d.first().After(day) }
	return begun(p.actualStart) && !begun(p.actualCompletion) && !begun(p.actualService)
}

// lags says that by the end of a month less was completed than should be.
func (p *project) lags(month int) bool {
	return p.latest(month)*12*lagDenom < p.planned*amount(month)*lagNumer
}

// idle says that nothing was added for too long.
func (p *project) idle(month int) bool {
	last := 0
	if p.actualStart.last.Year() == CityYear {
		last = int(p.actualStart.last.Month())
	}
	for m := 1; m <= month; m++ {
		if p.done(m) > 0 && !(p.absent && m == reportedTo) {
			last = max(last, m)
		}
	}
	return month-last >= idleMonths && p.latest(month) < p.planned
}

// laggingMonths are the months by whose reports the project was warned of its
// progress.
func (p *project) laggingMonths() (months []int) {
	for _, l := range lookouts() {
		if l.reported > 0 && p.building(l.day) && (l.reported >= judgedFrom && p.lags(l.reported) || p.idle(l.reported)) {
			months = append(months, l.reported)
		}
	}
	return months
}

func (p *project) warned() bool { return p.warnedOfStart() || len(p.laggingMonths()) > 0 }

// keepPace makes warnedCount projects be warned. Who is behind in September is;
// of those that only were behind in summer, so many that lagged most are, and
// the others are let catch up by June, in the half-year's sprint.
func (c *city) keepPace() {
	left := warnedCount
	var summer []*project
	for _, p := range c.projects {
		switch {
		case !p.warned():
		case p.couldCatchUp():
			summer = append(summer, p)
		default:
			left--
		}
	}
	if left < 0 || left > len(summer) {
		panic(fmt.Sprintf("%d projects are behind in September or late to start, %d more were in summer: %d cannot be warned",
			warnedCount-left, len(summer), warnedCount))
	}
	lag := func(p *project) float64 { return float64(p.ytd[judgedFrom]) / float64(p.planned) }
	sort.SliceStable(summer, func(i, j int) bool { return lag(summer[i]) < lag(summer[j]) })
	for _, p := range summer[left:] {
		p.catchUp()
	}
}

// couldCatchUp says that a project was warned for nothing but being behind in
// summer.
func (p *project) couldCatchUp() bool {
	if p.absent || p.warnedOfStart() {
		return false
	}
	was := p.ytd
	p.catchUp()
	could := len(p.laggingMonths()) == 0
	p.ytd = was
	return could
}

// catchUp raises what was completed from June on to just above what is due.
func (p *project) catchUp() {
	step := p.reporter.form.unit.quantum()
	for m := judgedFrom; m < reportedTo; m++ {
		enough := roundTo(float64(p.planned)*float64(m)/12*0.83, step)
		p.ytd[m] = max(p.ytd[m], min(enough, p.ytd[reportedTo]))
	}
}
