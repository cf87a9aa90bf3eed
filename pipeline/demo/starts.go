package demo

import "sort"

// model is the district that the article praises: 郫都区.
const model = "郫都区"

// dealTimings decides, for every project the article does not name, when it
// started against its plan and whether it is finished. Districts and
// companies that lag get more than their share of late starts, 郫都区 none.
func (c *city) dealTimings() {
	r := stream(c.seed, "timing")
	c.chooseLaggards(r)
	left := map[timing]int{
		startedEarly:   earlyCount,
		startedLate:    lateCount,
		startedOnTime:  startCount - earlyCount - lateCount,
		pendingOverdue: overdueCount,
		pendingQuarter: pendingCount - overdueCount,
	}
	finished := finishedCount
	var open []*project
	for _, p := range c.projects {
		if !p.named {
			open = append(open, p)
			continue
		}
		left[p.timing]--
		if p.finished {
			finished--
		}
	}
	// luck orders projects: those of laggards tend to the front, those of the
	// model district to the back.
	luck := make(map[*project]float64)
	for _, p := range open {
		luck[p] = r.Float64()
		switch {
		case p.district.name == model:
			luck[p] += 0.5
		case p.reporter.effect < 0.85:
			luck[p] *= 0.45
		}
	}
	sort.SliceStable(open, func(i, j int) bool { return luck[open[i]] < luck[open[j]] })
	deal := func(t timing, fit func(*project) bool) {
		var rest []*project
		for _, p := range open {
			if left[t] > 0 && fit(p) {
				p.timing = t
				left[t]--
				continue
			}
			rest = append(rest, p)
		}
		open = rest
	}
	elsewhere := func(p *project) bool { return p.district.name != model }
	deal(pendingOverdue, elsewhere)
	deal(startedLate, elsewhere)
	open = shuffled(r, open)
	all := func(*project) bool { return true }
	deal(pendingQuarter, all)
	deal(startedEarly, all)
	deal(startedOnTime, all)
	for _, p := range open[:finished] {
		p.finished = true
	}
}

// chooseLaggards makes two districts and one company lag, others do a little
// better or worse, and the model district well.
func (c *city) chooseLaggards(r random) {
	for _, o := range c.reporters {
		o.effect = r.uniform(0.9, 1.08)
	}
	lag := func(home bool, effects ...float64) {
		for _, o := range shuffled(r, c.reporters) {
			quiet := o.home == nil || !c.praised(o.home)
			if len(effects) > 0 && (o.home != nil) == home && quiet {
				o.effect = effects[0]
				effects = effects[1:]
			}
		}
	}
	lag(true, 0.68, 0.76)
	lag(false, 0.7)
	for _, o := range c.reporters {
		if o.name == model {
			o.effect = 1.05
		}
	}
}

// praised reports whether the article names a project of the district; such
// districts are not made to lag.
func (c *city) praised(d *district) bool {
	for _, p := range c.byName {
		if p.district == d {
			return true
		}
	}
	return false
}
