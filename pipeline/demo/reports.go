package demo

import (
	"fmt"
	"sort"
)

// reports puts every office's report of every month, as it first came in.
func (d *desk) reports() {
	for _, o := range d.reporters {
		for month := 1; month <= lastMonth; month++ {
			on, ok := o.received(month)
			if !ok {
				continue
			}
			r := d.report(o, month, on, o.projects)
			d.spoil(r)
			d.send(r, on, "")
		}
	}
}

// report is what an office has to report of projects for a month.
func (d *desk) report(o *reporter, month int, on date, projects []*project) *report {
	r := &report{reporter: o, month: month, day: on}
	undecided := d.undecided()
	adjusted := on.last.After(dayOf(CityYear, 7, 15).last)
	for _, p := range projects {
		if p.absent && month == reportedTo {
			continue
		}
		l := line{project: p, n: len(r.lines) + 1, month: month, done: p.done(month), ytd: p.ytd[month], plan: p.planAtFirst, day: on}
		switch {
		case adjusted:
			l.plan = p.planned
		case p == undecided:
			l.plan = 0
		}
		l.note = pick(stream(d.seed, fmt.Sprintf("note %s %d", p.id, month)), d.notes[phase(p, month)])
		r.lines = append(r.lines, l)
	}
	return r
}

// phase is how far a project is by the end of a month, as notes speak of it.
func phase(p *project, month int) string {
	end := monthOf(CityYear, month)
	switch s := p.stage(end); {
	case s == stagePreparation:
		return "前期"
	case s != stageBuilding:
		return "完工"
	}
	whole := p.plannedCompletion.last.Sub(p.actualStart.last).Hours()
	works := "" // buildings, or works along a line
	switch p.sector.name {
	case "综合交通", "水利", "能源", "生态环保":
		works = "·线"
	}
	switch part := end.last.Sub(p.actualStart.last).Hours() / max(whole, 1); {
	case part < 0.15:
		return "开工" + works
	case part < 0.65:
		return "中期" + works
	default:
		return "后期" + works
	}
}

// send puts a report among the files that arrived on a day.
func (d *desk) send(r *report, on date, suffix string) {
	path := fmt.Sprintf("reports/%s/%s%s.xlsx", on.iso(), r.stem(), suffix)
	sheets, rows, columns := r.lay()
	for i, l := range r.lines {
		if l.fault == "" {
			continue
		}
		for j := len(columns) - 1; j >= 0; j-- {
			c := columns[j]
			atFault := c.figure != 0
			if l.fault == UnknownProject {
				atFault = c.value != nil && c.value(l) == l.id
			}
			if atFault {
				value := plain(sheets[0].rows[rows[i]-1].cells[j])
				d.wrong(path, sheets[0].name, rows[i], c.header, value, l.fault)
				break
			}
		}
	}
	d.put(document{path: path, sheets: sheets})
}

// office returns the reporter of that name.
func (c *city) office(name string) *reporter {
	for _, o := range c.reporters {
		if o.name == name {
			return o
		}
	}
	panic("no office " + name)
}

// largest returns an office's projects by what they had completed by a month,
// the largest first, without those missing in September.
func (o *reporter) largest(month int) []*project {
	var out []*project
	for _, p := range o.projects {
		if !p.absent {
			out = append(out, p)
		}
	}
	sort.SliceStable(out, func(i, j int) bool { return out[i].ytd[month] > out[j].ytd[month] })
	return out
}
