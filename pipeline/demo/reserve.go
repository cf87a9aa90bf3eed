package demo

// What the article says of the model district's reserve.
const (
	modelReserve        = 175
	modelReserveTotal   = 898*yi + 60*yi/100 // 898.6 亿元
	modelConverted      = 46
	modelConvertedTotal = 205*yi + 30*yi/100 // over 205 亿元
)

// fillReserve draws every district's reserve of projects that are not yet in
// a plan, some of which have landed.
func (c *city) fillReserve(names *namer) {
	r := stream(c.seed, "reserve")
	weights := make([]float64, len(sectors))
	for i, s := range sectors {
		weights[i] = s.weight
	}
	for _, d := range c.districts {
		count, converted := d.count*2-r.between(-5, 16), d.count*2/9+r.between(0, 4)
		if d.name == model {
			count, converted = modelReserve, modelConverted
		}
		var part []*project
		for i := range count {
			p := &project{district: d, sector: &sectors[r.weighted(weights)]}
			for d.inner && (p.sector.name == "现代农业" || p.sector.name == "水利") {
				p.sector = &sectors[r.weighted(weights)]
			}
			names.name(p)
			p.reservedOn = dayOf(2023, r.between(-13, 8), r.between(1, 28))
			if i < converted {
				p.convertedOn = dayOf(2023, r.between(1, 10), r.between(3, 28))
				if !p.reservedOn.last.Before(p.convertedOn.last) {
					p.reservedOn = p.convertedOn.addMonths(-r.between(3, 12))
				}
				if d.name != model && r.chance(0.1) {
					p.convertedOn = p.convertedOn.addMonths(-12) // the year before
					p.reservedOn = p.reservedOn.addMonths(-12)
				}
			}
			names.code(p, p.reservedOn)
			p.plannedStart = monthOf(2024, r.between(1, 18)).at(pick(r, []precision{byMonth, byQuarter, byHalf, byYear}))
			part = append(part, p)
		}
		price(r, d, part, converted)
		c.reserve = append(c.reserve, shuffled(r, part)...)
	}
}

// price gives a district's reserve its total investments, in steps of a
// hundredth of 亿元; the model district's add up to what the article says.
func price(r random, d *district, part []*project, converted int) {
	const step = yi / 100
	draw := func(some []*project, median float64, total amount) {
		weights := make([]float64, len(some))
		for i := range weights {
			weights[i] = r.lognormal(median, 0.8)
		}
		if d.name == model {
			for i, a := range settle(total, weights, evenSteps(len(some), step)) {
				some[i].total = max(a, step)
			}
			return
		}
		for i, w := range weights {
			some[i].total = max(roundTo(w*float64(yi), step), step)
		}
	}
	draw(part[:converted], 3.6, modelConvertedTotal)
	draw(part[converted:], 4.2, modelReserveTotal-modelConvertedTotal)
}
