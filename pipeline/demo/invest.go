package demo

import "sort"

// The sums that hold exactly. 81.4 % and 109.4 % of them are whole amounts.
const (
	planTotal      = 4517 * yi
	planProvincial = 1129 * yi
	doneTotal      = planTotal * 814 / 1000
	doneProvincial = planProvincial * 1094 / 1000
)

// invest gives every project its amounts: plans, what was completed by
// September, and the way there.
func (c *city) invest() {
	c.plan()
	r := stream(c.seed, "completion")
	for _, p := range c.projects {
		p.ratio = drawRatio(r, p)
		p.shape = drawShape(r, p)
	}
	c.chooseAbsent(r)
	for range 100 {
		c.complete()
		c.keepPace()
		if c.modelLeads() {
			break
		}
		for _, p := range c.projects {
			if p.district.name == model {
				p.ratio *= 1.02
			}
		}
	}
	c.correct(r)
	for _, p := range c.projects {
		p.total = max(p.total, roundTo(float64(p.ytd[lastMonth])*1.05, 100*wan))
	}
}

// steps are the finest steps of the projects' figures, which depend on the
// unit their reporters write.
func (c *city) steps() []amount {
	steps := make([]amount, len(c.projects))
	for i, p := range c.projects {
		steps[i] = p.reporter.form.unit.quantum()
	}
	return steps
}

// deal settles totals for the provincial and for the other projects.
func (c *city) deal(provincialTotal, total amount, weight func(*project) float64, steps []amount, take func(*project, amount)) {
	for _, level := range []string{provincial, municipal} {
		weights := make([]float64, len(c.projects))
		for i, p := range c.projects {
			if p.level == level {
				weights[i] = weight(p)
			}
		}
		sum := provincialTotal
		if level == municipal {
			sum = total - provincialTotal
		}
		for i, a := range settle(sum, weights, steps) {
			if c.projects[i].level == level {
				take(c.projects[i], a)
			}
		}
	}
}

// plan draws the plans of the year before and after the adjustment, and total
// investments that leave room for them.
func (c *city) plan() {
	r := stream(c.seed, "plan")
	weights := make(map[*project]float64)
	for _, p := range c.projects {
		w := r.lognormal(p.sector.plan, 0.7)
		switch {
		case p.named:
			w = p.total.in(inWan) / 11 * r.uniform(0.9, 1.1)
			if p.timing != startedBefore {
				w /= 3
			}
		case p.timing.pending():
			w *= 0.35
		case p.timing != startedBefore:
			w *= 0.7
		case p.finished:
			w *= 0.6
		}
		weights[p] = w
	}
	c.deal(planProvincial, planTotal, func(p *project) float64 { return weights[p] },
		evenSteps(len(c.projects), wan), func(p *project, a amount) { p.planned = a })
	changes := 0
	for _, p := range shuffled(r, c.projects) {
		factor := r.uniform(2.2, 5.5)
		if p.timing != startedBefore {
			factor = r.uniform(1.6, 6)
		}
		if p.total == 0 {
			p.total = roundTo(float64(p.planned)*factor, 100*wan)
		}
		p.total = max(p.total, roundTo(float64(p.planned)*1.25, 100*wan))
		p.planAtFirst = p.planned
		if changes < 42 && !p.named {
			changes++
			p.planAtFirst = roundTo(float64(p.planned)*r.uniform(0.65, 1.25), 10*wan) + 10*wan
		}
	}
}

// roundTo rounds to a multiple of step.
func roundTo(v float64, step amount) amount { return amount(v/float64(step)+0.5) * step }

// drawRatio draws how much of its plan a project has completed by September,
// before all are settled.
func drawRatio(r random, p *project) float64 {
	var ratio float64
	switch {
	case p.timing.pending():
		return 0
	case p.finished:
		ratio = r.uniform(0.92, 1.12)
	case p.timing == startedBefore:
		ratio = min(r.lognormal(0.86, 0.2), 1.5)
	default:
		month := int(p.actualStart.last.Month())
		if month > reportedTo {
			return 0
		}
		ratio = r.lognormal(0.9, 0.2) * (0.35 + 0.65*float64(12-month)/12)
		switch p.timing {
		case startedEarly:
			ratio *= 1.15
		case startedLate:
			ratio *= 0.75
		}
	}
	ratio *= p.reporter.effect
	if p.reporter.home == nil && p.district.name == model {
		ratio *= 1.1
	}
	return ratio
}

// chooseAbsent leaves a dozen projects out of their offices' September reports.
func (c *city) chooseAbsent(r random) {
	left := 12
	for _, p := range shuffled(r, c.projects) {
		o := p.reporter
		fit := o.form.carries(cumulative) && o.form != formNames && o.october == 0 && o.late.none() &&
			p.timing == startedBefore && !p.finished && !p.named && p.district.name != model
		if left > 0 && fit {
			p.absent = true
			left--
		}
	}
}

// complete settles what was completed by September, as the last reports say
// it, and lays out the months.
func (c *city) complete() {
	c.deal(doneProvincial, doneTotal, func(p *project) float64 { return p.ratio * float64(p.planned) }, c.steps(),
		func(p *project, a amount) {
			known := reportedTo
			if p.absent {
				known--
			}
			p.spread(a, known)
		})
}

// modelLeads reports whether the model district is among the first three
// districts by completion at the end of each of the three quarters.
func (c *city) modelLeads() bool {
	for _, month := range []int{3, 6, 9} {
		done, planned := make(map[string]float64), make(map[string]float64)
		for _, p := range c.projects {
			done[p.district.name] += float64(p.latest(month))
			planned[p.district.name] += float64(p.planned)
		}
		var ratios []float64
		for d := range done {
			ratios = append(ratios, done[d]/planned[d])
		}
		sort.Float64s(ratios)
		if done[model]/planned[model] < ratios[len(ratios)-3] {
			return false
		}
	}
	return true
}
