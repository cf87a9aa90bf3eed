package demo

import "fmt"

// annualPlan puts the year's plan of January and its adjustment of July.
func (d *desk) annualPlan() {
	d.firstPlan()
	d.adjustment()
}

func (d *desk) firstPlan() {
	const path = "plan/2023-01-31_2023年度重点项目投资计划.xlsx"
	const heading = "2023年度计划投资（万元）"
	s := sheet{name: "2023年度计划", widths: []float64{6, 26, 44, 10, 10, 14, 18}}
	s.banner(title, 7, "成都市2023年度重点项目投资计划表")
	s.banner(meta, 7, "单位：万元")
	s.add(header, "序号", "项目编码", "项目名称", "区市县", "建设性质", "总投资（万元）", heading)
	undecided := d.undecided()
	sum := func(kind string) (count int, total, planned amount) {
		for _, p := range d.projects {
			if kind == "" || p.sector.kind == kind {
				count++
				total += p.total
				if p != undecided {
					planned += p.planAtFirst
				}
			}
		}
		return count, total, planned
	}
	count, total, planned := sum("")
	s.add(group, "", "", fmt.Sprintf("合计（%d项）", count), "", "", total.in(inWan), planned.in(inWan))
	n := 0
	for i, kind := range []string{industry, infrastructure, publicService} {
		count, total, planned := sum(kind)
		s.add(group, fmt.Sprintf("%s、%s项目（共%d项）", chineseOrdinal(i), kind, count), "", "", "", "", total.in(inWan), planned.in(inWan))
		for _, o := range d.reporters {
			for _, p := range o.projects {
				if p.sector.kind != kind {
					continue
				}
				n++
				cells := []any{n, p.id, p.name, p.district.name, p.planKind, p.total.in(inWan), p.planAtFirst.in(inWan)}
				if p == undecided {
					cells[6] = "待定"
				}
				at := s.add(body, cells...)
				if p == undecided {
					d.wrong(path, s.name, at, heading, "待定", UnreadableAmount)
				}
			}
		}
	}
	s.banner(foot, 7, "备注：1.建设性质分为新开工、续建、竣工三类；2.跨区项目由牵头区（市）县填报。")
	d.put(document{path: path, sheets: []sheet{s}})
}

// undecided is the project whose plan is not yet decided in January; July's
// adjustment gives it.
func (d *desk) undecided() *project {
	for _, p := range d.projects {
		if p.timing == pendingQuarter && !p.named {
			return p
		}
	}
	panic("no pending project")
}

func (d *desk) adjustment() {
	const path = "plan/2023-07-15_2023年度重点项目投资计划调整.xlsx"
	s := sheet{name: "计划调整", widths: []float64{6, 26, 44, 10, 10, 18, 18, 24}}
	s.banner(title, 8, "成都市2023年度重点项目投资计划中期调整表")
	s.banner(meta, 8, "单位：万元")
	s.add(header, "序号", "项目编码", "项目名称", "区市县", "建设性质", "原下达计划（万元）", "2023年度计划投资（万元）", "调整说明")
	n := 0
	undecided := d.undecided()
	for _, p := range d.projects {
		if p.planAtFirst == p.planned && p != undecided {
			continue
		}
		n++
		before, why := any(p.planAtFirst.in(inWan)), "根据建设进度调增"
		switch {
		case p == undecided:
			before, why = nil, "补充下达"
		case p.planned < p.planAtFirst:
			why = "根据建设进度调减"
		}
		s.add(body, n, p.id, p.name, p.district.name, p.planKind, before, p.planned.in(inWan), why)
	}
	d.put(document{path: path, sheets: []sheet{s}})
}
