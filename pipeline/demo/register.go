package demo

import (
	"fmt"
	"sort"
)

// register puts the register of January and what became known since, a file a
// month and a last one on 31 October.
func (d *desk) register() {
	first := dayOf(CityYear, 1, 20)
	d.firstRegister(first)
	days := []date{first}
	for m := 2; m <= lastMonth; m++ {
		days = append(days, dayOf(CityYear, m, 5))
	}
	days = append(days, asOf)
	updates := make([][]news, len(days))
	for i := range days[1:] {
		updates[i+1] = d.newsBetween(days[i], days[i+1])
	}
	d.garble(updates)
	for i, u := range updates[1:] {
		d.putUpdate(days[i+1], u)
	}
}

const registerHeader = "项目编码,项目名称,项目级别,区市县,行业领域,项目类型,项目阶段,业主单位,业主性质,总投资（万元）,计划开工时间,实际开工时间,计划竣工时间,计划投用时间"

func (d *desk) firstRegister(on date) {
	const path = "register/2023-01-20_重点项目名册.csv"
	r := stream(d.seed, "register")
	known := func(a date) string {
		if a.none() || a.last.After(on.last) {
			return ""
		}
		return a.text(r.IntN(12))
	}
	projects := append([]*project(nil), d.projects...)
	sort.SliceStable(projects, func(i, j int) bool { return projects[i].level > projects[j].level })
	var rows [][]any
	for _, p := range projects {
		rows = append(rows, []any{
			p.id, p.name, p.level, p.district.name, p.sector.name, p.sector.kind, p.stage(on), p.owner, p.ownerKind,
			p.total.in(inWan), p.plannedStart.text(r.IntN(12)), known(p.actualStart),
			p.plannedCompletion.text(r.IntN(12)), p.plannedService.text(r.IntN(12)),
		})
	}
	// Two rows too many, which nobody can place.
	at := len(rows) / 3
	rows = insert(rows, at, []any{
		"", "蓉城智慧物流配送中心（待赋码）", municipal, "新都区", "现代服务", industry, stagePreparation, "", ownerEnterprise,
		86000.0, "2023年三季度", "", "2025年底", "",
	})
	d.wrong(path, "", at+2, "项目编码", "", MissingKey)
	at = len(rows) * 2 / 3
	rows = insert(rows, at, []any{
		"2211-510100-04-01-58213X", "高新南区人才公寓配套工程", municipal, "高兴区", "市政设施", infrastructure, stagePreparation, "", ownerDistrict,
		45000.0, "2023年6月", "", "2025年6月", "",
	})
	d.wrong(path, "", at+2, "区市县", "高兴区", UnknownDistrict)
	d.put(list(path, gb18030, registerHeader, rows))
}

// insert returns rows with one more at an index.
func insert(rows [][]any, at int, r []any) [][]any {
	return append(rows[:at:at], append([][]any{r}, rows[at:]...)...)
}

// news is what became known of a project.
type news struct {
	*project
	start, completion, service, forecast date
	garbled                              string // stands instead of the start, or of the forecast
}

// newsBetween is what became known after one day, up to another.
func (d *desk) newsBetween(after, to date) []news {
	fresh := func(a date) date {
		if a.none() || !a.last.After(after.last) || a.last.After(to.last) {
			return date{}
		}
		return a
	}
	var out []news
	for _, p := range d.projects {
		n := news{project: p, start: fresh(p.actualStart), completion: fresh(p.actualCompletion), service: fresh(p.actualService)}
		// A forecast is made at some time in the year.
		made := dayOf(CityYear, stream(d.seed, "forecast "+p.id).between(2, 10), 3)
		if !p.forecastCompletion.none() && !fresh(made).none() {
			n.forecast = p.forecastCompletion
		}
		if !n.start.none() || !n.completion.none() || !n.service.none() || !n.forecast.none() {
			out = append(out, n)
		}
	}
	return out
}

// garble spoils two rows of the updates and sends each again, right, in the
// next.
func (d *desk) garble(updates [][]news) {
	spoil := func(from int, value string, fit func(news) bool) {
		for i := from; i+1 < len(updates); i++ {
			for j, n := range updates[i] {
				if !fit(n) || mentions(updates[i+1], n.project) {
					continue
				}
				updates[i][j].garbled = value
				updates[i+1] = append(updates[i+1], n)
				return
			}
		}
		panic("no update to garble")
	}
	spoil(2, "2023年13月", func(n news) bool { return !n.start.none() && n.forecast.none() && !n.named })
	spoil(5, "2203年6月", func(n news) bool { return n.start.none() && n.completion.none() && !n.forecast.none() && !n.named })
}

func mentions(update []news, p *project) bool {
	for _, n := range update {
		if n.project == p {
			return true
		}
	}
	return false
}

func (d *desk) putUpdate(on date, update []news) {
	path := fmt.Sprintf("register/%s_名册更新.csv", on.iso())
	r := stream(d.seed, path)
	var rows [][]any
	for i, n := range update {
		start, forecast := n.start.text(r.IntN(12)), n.forecast.text(r.IntN(12))
		switch {
		case n.garbled != "" && n.forecast.none():
			start = n.garbled
			d.wrong(path, "", i+2, "实际开工时间", start, ImpossibleDate)
		case n.garbled != "":
			forecast = n.garbled
			d.wrong(path, "", i+2, "预计竣工时间", forecast, ImpossibleDate)
		}
		rows = append(rows, []any{n.id, n.name, n.stage(on), start, n.completion.text(r.IntN(12)), n.service.text(r.IntN(12)), forecast})
	}
	d.put(list(path, gb18030, "项目编码,项目名称,项目阶段,实际开工时间,实际竣工时间,实际投用时间,预计竣工时间", rows))
}
