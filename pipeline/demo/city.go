package demo

import (
	"fmt"
	"sort"
)

// The counts of glossary §6 that are dealt out.
const (
	provincialCount = 127
	earlyCount      = 67
	lateCount       = 25
	startCount      = 182
	pendingCount    = 107
	overdueCount    = 31
	finishedCount   = 70
)

// asOf is the day as of which the city speaks.
var asOf = dayOf(CityYear, 10, 31)

// city is the demonstration city as it is, before anybody reports on it.
type city struct {
	seed          uint64
	districts     []*district
	reporters     []*reporter
	projects      []*project // key projects
	reserve       []*project
	items         []item
	breakthroughs []breakthrough
	milestones    []milestone
	byName        map[string]*project // the article's
}

// buildCity builds the city of a seed.
func buildCity(seed uint64) *city {
	c := &city{seed: seed, districts: loadDistricts()}
	c.reporters = newReporters(c.districts)
	names := newNamer(seed)
	c.found(names)
	c.dealTimings()
	c.drawDates()
	c.chooseProvincial()
	for _, p := range c.projects {
		approved := p.plannedStart
		if !p.actualStart.none() && p.actualStart.before(approved) {
			approved = p.actualStart
		}
		names.code(p, approved.addMonths(-stream(seed, p.name).between(4, 14)))
	}
	c.invest()
	c.fillReserve(names)
	c.raiseItems()
	c.breakThrough()
	c.planMilestones()
	return c
}

// found makes the key projects: where each is, its sector, name, owner and
// who reports on it.
func (c *city) found(names *namer) {
	r := stream(c.seed, "found")
	in := make(map[string]*district)
	room := make(map[*district]int)
	for _, d := range c.districts {
		in[d.name] = d
		room[d] = d.count
	}
	c.projects = namedProjects(in)
	c.byName = make(map[string]*project)
	for _, p := range c.projects {
		room[p.district]--
		names.names[p.name] = true
		c.byName[p.name] = p
	}
	var sites []*district
	for _, d := range c.districts {
		for range room[d] {
			sites = append(sites, d)
		}
	}
	sites = shuffled(r, sites)
	for _, k := range companies {
		for range k.count {
			p := &project{district: sites[0], owner: k.name, ownerKind: ownerCompany}
			p.sector = sectorNamed(pick(r, k.sectors))
			sites = sites[1:]
			c.projects = append(c.projects, p)
		}
	}
	weights := make([]float64, len(sectors))
	for i, s := range sectors {
		weights[i] = s.weight
	}
	for _, d := range sites {
		p := &project{district: d, sector: &sectors[r.weighted(weights)]}
		for d.inner && (p.sector.name == "现代农业" || p.sector.name == "水利") {
			p.sector = &sectors[r.weighted(weights)]
		}
		c.projects = append(c.projects, p)
	}
	for _, p := range c.projects {
		if p.name == "" {
			names.name(p)
		}
		p.reporter = c.reporterOf(p)
	}
	c.projects = shuffled(r, c.projects)
	for _, p := range c.projects {
		p.reporter.projects = append(p.reporter.projects, p)
	}
	for _, o := range c.reporters {
		sort.SliceStable(o.projects, func(i, j int) bool { return o.projects[i].sector.kind < o.projects[j].sector.kind })
	}
}

func (c *city) reporterOf(p *project) *reporter {
	for _, r := range c.reporters {
		if r.home == nil && r.name == p.owner || r.home == p.district && p.ownerKind != ownerCompany {
			return r
		}
	}
	panic(fmt.Sprintf("nobody reports on %s", p.name))
}

// chooseProvincial makes 127 projects provincial, the large ones first; none
// of those is overdue.
func (c *city) chooseProvincial() {
	r := stream(c.seed, "level")
	left := provincialCount
	type candidate struct {
		p    *project
		size float64
	}
	var from []candidate
	for _, p := range c.projects {
		switch {
		case p.level == provincial:
			left--
		case p.level == "":
			p.level = municipal
			if p.timing != pendingOverdue {
				from = append(from, candidate{p, p.sector.plan * r.lognormal(1, 1)})
			}
		}
	}
	sort.SliceStable(from, func(i, j int) bool { return from[i].size > from[j].size })
	for _, f := range from[:left] {
		f.p.level = provincial
	}
}
