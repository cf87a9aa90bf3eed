package demo

import "math"

// The months' shares of a year's investment, January to October, in percent
// of the plan: a weak first quarter, peaks at the quarters' ends. Provincial
// projects start the year faster.
var (
	municipalMonths  = [lastMonth]float64{3.2, 3.6, 10.5, 8, 9, 16.5, 8, 9, 13.6, 8.6}
	provincialMonths = [lastMonth]float64{5, 6, 19, 13, 17, 15, 11, 11, 12.4, 9}
)

// drawShape draws the months' weights of a project's year: nothing before it
// started, little after it was finished.
func drawShape(r random, p *project) [lastMonth]float64 {
	shape := municipalMonths
	if p.level == provincial {
		shape = provincialMonths
	}
	for i := range shape {
		month := i + 1
		shape[i] *= r.lognormal(1, 0.4)
		if p.district.name == model && month <= 3 {
			shape[i] *= 1.3
		}
		if p.timing.started() {
			switch start := int(p.actualStart.first().Month()); {
			case month < start:
				shape[i] = 0
			case month == start:
				shape[i] *= 0.5
			}
		}
		if p.finished && month > int(p.actualCompletion.last.Month()) {
			shape[i] *= 0.1
		}
	}
	return shape
}

// spread lays the year out so that exactly total is completed by the end of
// the month known; figures never fall.
func (p *project) spread(total amount, known int) {
	var sum, upTo float64
	for _, w := range p.shape[:known] {
		sum += w
	}
	step := p.reporter.form.unit.quantum()
	for m := 1; m <= lastMonth; m++ {
		upTo += p.shape[m-1]
		switch {
		case m == known || sum == 0:
			p.ytd[m] = total
		default:
			p.ytd[m] = amount(math.Round(float64(total)*upTo/sum/float64(step))) * step
		}
	}
	if p.timing.started() && p.actualStart.last.Month() == lastMonth {
		p.ytd[lastMonth] = roundTo(float64(p.planned)*0.04, wan) // started in October
	}
}

// correct makes some projects report too much in one month and take it back
// in the next: the cumulative figure falls, the month's is negative.
func (c *city) correct(r random) {
	left := 16
	for _, p := range shuffled(r, c.projects) {
		m := pick(r, []int{4, 5, 7}) // not at a quarter's end, when districts are compared
		more := p.ytd[m+1] - p.ytd[m]
		if left == 0 || more <= 0 || p.ytd[m] == 0 || p.district.name == model || p.named {
			continue
		}
		was, warned := p.ytd[m], p.warned()
		p.ytd[m] = p.ytd[m+1] + max(roundTo(float64(more)*0.35, 10*wan), 10*wan)
		if p.warned() != warned { // as many are warned as were
			p.ytd[m] = was
			continue
		}
		left--
	}
}
