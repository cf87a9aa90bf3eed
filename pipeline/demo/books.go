package demo

import "fmt"

// book is a workbook of one table under a title.
func book(name, heading string, columns []any, widths []float64) sheet {
	s := sheet{name: name, widths: widths}
	s.banner(title, len(columns), heading)
	s.add(header, columns...)
	return s
}

// reserveBook puts the reserve of projects.
func (d *desk) reserveBook() {
	const path = "reserve/2023-10-31_项目储备库.xlsx"
	r := stream(d.seed, path)
	s := book("储备库", "成都市重点项目储备库（截至2023年10月31日）",
		[]any{"序号", "项目编码", "项目名称", "区（市）县", "行业领域", "项目类型", "项目阶段", "总投资（亿元）", "计划开工时间", "储备时间", "转化时间", "业主单位", "业主性质"},
		[]float64{6, 26, 44, 12, 12, 14, 10, 14, 14, 12, 12, 30, 12})
	for i, p := range d.reserve {
		where, what := p.district.name, p.sector.name
		if r.chance(0.1) {
			where = pick(r, p.district.aliases)
		}
		if alias, ok := map[string]string{"综合交通": "交通", "市政设施": "市政", "文体旅游": "文旅"}[what]; ok && r.chance(0.3) {
			what = alias
		}
		s.add(body, i+1, p.id, p.name, where, what, p.sector.kind, p.stage(asOf), p.total.in(inYi),
			p.plannedStart.text(r.IntN(12)), excelDate(p.reservedOn), mixed(p.convertedOn, 0), p.owner, p.ownerKind)
	}
	at := s.add(body, len(d.reserve)+1, "2304-510185-04-01-77120X", "简阳市石桥镇农产品交易中心", "简洋市", "现代农业", industry, stageReserve,
		2.6, "2024年", "2023-04-11", "", "", ownerDistrict)
	d.wrong(path, s.name, at, "区（市）县", "简洋市", UnknownDistrict)
	d.put(document{path: path, sheets: []sheet{s}})
}

// ledger puts the obstacles to be solved, as they stood in June and in October.
func (d *desk) ledger() {
	for _, on := range []date{dayOf(CityYear, 6, 30), asOf} {
		path := fmt.Sprintf("ledger/%s_需协调事项清单.xlsx", on.iso())
		s := book("需协调事项", fmt.Sprintf("重点项目需协调事项清单（截至%s）", on.text(2)),
			[]any{"事项编号", "项目编码", "项目名称", "区市县", "需协调事项", "要素类型", "提出时间", "办结时限", "办结时间", "责任单位", "备注"},
			[]float64{14, 26, 40, 10, 44, 12, 12, 12, 12, 20, 12})
		for i, it := range d.items {
			if it.raisedOn.last.After(on.last) {
				continue
			}
			resolved := it.resolvedOn
			if !resolved.none() && resolved.last.After(on.last) {
				resolved = date{}
			}
			id, numbered := it.id, true
			if on != asOf && i == 37 { // its number was forgotten in June
				id, numbered = "", false
			}
			at := s.add(body, id, it.project.id, it.project.name, it.project.district.name, it.title, it.element,
				excelDate(it.raisedOn), excelDate(it.dueOn), excelDate(resolved), it.office, nil)
			if !numbered {
				d.wrong(path, s.name, at, "事项编号", "", MissingKey)
			}
		}
		d.put(document{path: path, sheets: []sheet{s}})
	}
}

// sixBatches puts the breakthroughs, a sheet a batch.
func (d *desk) sixBatches() {
	const path = "six_batches/2023-10-10_六个一批突破性进展.xlsx"
	doc := document{path: path}
	for _, b := range batches {
		s := book(b.name, fmt.Sprintf("“六个一批”市级示范项目突破性进展（%s批次）", b.name),
			[]any{"序号", "项目编码", "项目名称", "区市县", "批次", "进展类型", "取得时间", "得分"},
			[]float64{6, 26, 44, 10, 12, 26, 12, 8})
		n := 0
		for _, t := range d.breakthroughs {
			if t.batch == b.name {
				n++
				s.add(body, n, t.project.id, t.project.name, t.project.district.name, t.batch, t.kind, excelDate(t.achievedOn), t.points)
			}
		}
		if b.name == "激活提升" {
			const id = "2302-510107-04-01-40966X"
			at := s.add(body, n+1, id, "武侯区簇桥老旧厂房更新（区级）", "武侯区", b.name, "完成腾退清场", "2023-08-30", 2)
			d.wrong(path, s.name, at, "项目编码", id, UnknownProject)
		}
		doc.sheets = append(doc.sheets, s)
	}
	d.put(doc)
}

// milestonePlan puts the steps of projects: as planned in February, and how
// they stood in October.
func (d *desk) milestonePlan() {
	for _, t := range []struct {
		path, name, heading string
		on                  date
	}{
		{"milestones/2023-02-28_节点计划.xlsx", "节点计划", "2023年重点项目关键节点计划", dayOf(CityYear, 2, 28)},
		{"milestones/2023-10-31_节点计划执行情况.xlsx", "执行情况", "2023年重点项目关键节点计划执行情况（截至10月31日）", asOf},
	} {
		s := book(t.name, t.heading,
			[]any{"序号", "项目代码", "项目名称", "节点名称", "计划完成时间", "预计完成时间", "实际完成时间"},
			[]float64{6, 26, 44, 18, 14, 14, 14})
		for i, m := range d.milestones {
			if m.actualOn.last.After(t.on.last) {
				m.actualOn = date{}
			}
			if t.on != asOf {
				m.forecastOn = date{}
			}
			s.add(body, i+1, m.project.id, m.project.name, m.name, excelDate(m.plannedOn), excelDate(m.forecastOn), excelDate(m.actualOn))
		}
		if t.on != asOf {
			p := d.milestones[0].project
			at := s.add(body, len(d.milestones)+1, p.id, p.name, "档案移交", "2023-02-30", nil, nil)
			d.wrong(t.path, s.name, at, "计划完成时间", "2023-02-30", ImpossibleDate)
		}
		d.put(document{path: t.path, sheets: []sheet{s}})
	}
}
