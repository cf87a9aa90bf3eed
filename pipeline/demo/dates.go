package demo

// drawDates gives the dates of start, completion and entry into service.
func (c *city) drawDates() {
	r := stream(c.seed, "dates")
	finished := 0
	for _, p := range c.projects {
		if !p.named {
			p.plannedStart, p.actualStart = drawStart(r, p.timing)
			if p.finished {
				finished++
			}
			drawCompletion(r, p, finished > 58)
			drawForecast(r, p)
		}
		p.planKind = kindInPlan(p)
	}
}

func kindInPlan(p *project) string {
	switch {
	case p.timing != startedBefore:
		return planNew
	case p.plannedCompletion.last.Year() <= CityYear:
		return planCompletion
	default:
		return planContinuing
	}
}

// startMonths are the weights of starts from January to October: offices
// start many projects together at the quarters' ends.
var startMonths = []float64{18, 10, 34, 14, 15, 28, 14, 13, 25, 11}

// drawStart draws a planned and an actual start of that timing. A start is
// early only where the whole of it lies before the planned period, on time
// where the whole lies within, late where the whole lies after.
func drawStart(r random, t timing) (planned, actual date) {
	switch t {
	case startedBefore:
		actual = monthOf(2022, 12-min(r.IntN(14)*r.between(1, 3), 44))
		planned = actual.addMonths(-r.weighted([]float64{6, 2, 1})).at(pick(r, []precision{byMonth, byMonth, byQuarter, byHalf}))
		if r.chance(0.15) {
			actual = dayOf(actual.last.Year(), int(actual.last.Month()), r.between(1, 28))
		}
		return planned, actual
	case pendingOverdue:
		return pick(r, []date{
			monthOf(2023, r.between(3, 9)), monthOf(2023, r.between(5, 9)),
			quarterOf(2023, r.between(1, 3)), quarterOf(2023, r.between(2, 3)), halfOf(2023, 1),
		}), date{}
	case pendingQuarter:
		return pick(r, []date{
			monthOf(2023, 11), monthOf(2023, 12), monthOf(2023, 12), quarterOf(2023, 4), quarterOf(2023, 4),
			halfOf(2023, 2), yearOf(2023), dayOf(2023, 11, r.between(8, 28)),
		}), date{}
	}
	month := 1 + r.weighted(startMonths)
	if t == startedLate {
		month = max(month, 2)
	}
	actual = dayOf(CityYear, month, r.between(1, 28))
	gap := r.between(20, 150)
	switch t {
	case startedEarly:
		last := dayOf(CityYear, 12, 20)
		if planned = actual.addDays(gap); planned.last.After(last.last) {
			planned = last
		}
		planned = planned.at(pick(r, []precision{byMonth, byMonth, byMonth, byQuarter, byQuarter, byDay}))
		if !actual.before(planned) {
			planned = monthOf(CityYear, month+1)
		}
	case startedOnTime:
		p := pick(r, []precision{byMonth, byMonth, byQuarter, byQuarter, byHalf})
		planned = actual.at(p)
		switch {
		case p == byQuarter && month < 10 && r.chance(0.2):
			actual = planned
		case r.chance(0.3):
			actual = actual.at(byMonth)
		}
	case startedLate:
		if planned = actual.addDays(-gap); planned.last.Year() < CityYear {
			planned = dayOf(CityYear, 1, 20)
		}
		planned = planned.at(pick(r, []precision{byMonth, byMonth, byQuarter}))
		if !planned.before(actual) {
			planned = monthOf(CityYear, month-1)
		}
	}
	return planned, actual
}

// drawCompletion draws when the project was to be completed and, where it is
// finished, when it was; late says in October.
func drawCompletion(r random, p *project, late bool) {
	if p.finished {
		month := 1 + r.weighted([]float64{2, 2, 7, 4, 6, 14, 6, 7, 10})
		if late {
			month = 10
		}
		p.actualCompletion = dayOf(CityYear, month, r.between(1, 27))
		p.plannedCompletion = p.actualCompletion.addMonths(r.weighted([]float64{3, 4, 2, 1}) - 2).at(byMonth)
		if p.plannedCompletion.last.Year() < CityYear {
			p.plannedCompletion = p.actualCompletion.at(byMonth)
		}
		p.plannedService = p.plannedCompletion.addMonths(r.between(0, 3))
		if service := p.actualCompletion.addDays(r.between(5, 120)); !service.last.After(asOf.last) {
			p.actualService = service
		}
		if !p.actualStart.last.Before(p.actualCompletion.addMonths(-8).last) {
			p.actualStart = p.actualCompletion.addMonths(-r.between(12, 30)).at(byMonth)
			p.plannedStart = p.actualStart
		}
		return
	}
	end := p.plannedStart.at(byMonth).addMonths(r.between(18, 46))
	if end.last.Before(dayOf(CityYear, 12, 1).last) {
		end = monthOf(CityYear, 12+r.between(0, 22))
		if r.chance(0.12) { // should be finished by now, but is not
			end = monthOf(CityYear, r.between(6, 10))
		}
	}
	p.plannedCompletion = end.at(pick(r, []precision{byMonth, byMonth, byMonth, byQuarter, byHalf, byYear}))
	if p.plannedCompletion.last.Year() == CityYear {
		p.plannedCompletion = end
	}
	if r.chance(0.5) {
		p.plannedService = end.addMonths(r.between(1, 6)).at(pick(r, []precision{byMonth, byQuarter, byYear}))
	}
}

// drawForecast draws what is expected of completion now: one project in four
// slips, and those whose date has passed must.
func drawForecast(r random, p *project) {
	if p.finished {
		return
	}
	due := !p.plannedCompletion.last.After(asOf.last)
	if due || r.chance(0.25) {
		p.forecastCompletion = p.plannedCompletion.at(byMonth).addMonths(r.between(1, 10))
		for !p.forecastCompletion.last.After(asOf.last) {
			p.forecastCompletion = p.forecastCompletion.addMonths(2)
		}
	}
}
