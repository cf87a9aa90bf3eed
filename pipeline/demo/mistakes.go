package demo

import "slices"

// The mistakes that offices make in their reports, each made good by a later
// file.
const (
	wrongUnit    = "都江堰市" // May: yuan in columns of 万元
	unlisted     = "彭州市"  // June: a project that is in no register
	sentTwice    = "青羊区"  // June: the same file again under another name
	textInAmount = "龙泉驿区" // July: 待核实
	contradicts  = "邛崃市"  // August: two rows for one project
	corrected    = "双流区"  // August: figures too high, corrected in September
)

// spoil puts an office's mistakes into its report.
func (d *desk) spoil(r *report) {
	find := func(p *project) *line {
		for i := range r.lines {
			if r.lines[i].project == p {
				return &r.lines[i]
			}
		}
		panic("no line for " + p.name)
	}
	culprit := func() *line { return find(r.largest(r.month)[0]) }
	switch {
	case r.reporter.name == wrongUnit && r.month == 5:
		culprit().fault = ImpossibleAmount
	case r.reporter.name == textInAmount && r.month == 7:
		l := culprit()
		l.fault, l.typed = UnreadableAmount, "待核实"
	case r.reporter.name == contradicts && r.month == 8:
		l := culprit()
		l.fault = Conflict
		again := *l
		again.done += 350 * wan
		again.ytd += 350 * wan
		r.lines = slices.Insert(r.lines, slices.IndexFunc(r.lines, func(o line) bool { return o.project == l.project }), again)
	case r.reporter.name == unlisted && r.month == 6:
		p := *culprit().project
		p.id, p.name = "2303-510182-04-01-30517X", "彭州市丽春镇场镇风貌整治"
		r.lines = append(r.lines, line{
			project: &p, n: len(r.lines) + 1, month: 6, done: 126 * wan, ytd: 480 * wan, note: "完成80%", fault: UnknownProject,
		})
	case r.reporter.name == corrected && r.month == 8:
		for _, p := range r.largest(8)[:5] {
			l := find(p)
			more := roundTo(float64(p.ytd[8])*0.07, 10*wan) + 10*wan
			l.done += more
			l.ytd += more
		}
	}
}

// resent puts what offices sent later to make their mistakes good.
func (d *desk) resent() {
	one := func(name string, month int) []*project { return d.office(name).largest(month)[:1] }
	for _, again := range []struct {
		office   string
		month    int
		projects []*project
		on       date
		suffix   string
	}{
		{wrongUnit, 5, one(wrongUnit, 5), dayOf(2023, 6, 15), "（更正）"},
		{textInAmount, 7, one(textInAmount, 7), dayOf(2023, 8, 15), "（补报）"},
		{contradicts, 8, one(contradicts, 8), dayOf(2023, 9, 15), "（更正）"},
		{corrected, 8, d.office(corrected).projects, dayOf(2023, 9, 20), "（更正）"},
	} {
		o := d.office(again.office)
		d.send(d.report(o, again.month, again.on, again.projects), again.on, again.suffix)
	}
	o := d.office(sentTwice)
	first, _ := o.received(6)
	d.send(d.report(o, 6, first, o.projects), dayOf(2023, 7, 12), "(1)")
}
