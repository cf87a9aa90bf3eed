package demo

import (
	"fmt"
	"math"
)

// schedules puts the quarterly reports on schedule and cost: the forecast of
// completion moves from what was planned to what is expected now.
func (d *desk) schedules() {
	for q, name := range []string{"一季度", "二季度", "三季度"} {
		on := quarterOf(CityYear, q+1).at(byDay)
		path := fmt.Sprintf("schedule/%s_%s进度与工期.csv", on.addDays(10).iso(), name)
		var rows [][]any
		for _, p := range d.projects {
			stage := p.stage(on)
			if stage == stageCompleted || stage == stageInService {
				continue
			}
			r := stream(d.seed, "schedule "+p.id)
			start, end, cost := date{}, p.plannedCompletion, p.total
			if stage == stagePreparation {
				start = p.plannedStart
				if !start.last.After(on.last) {
					start = on.addMonths(r.between(1, 4)).at(byMonth)
				}
			}
			if !p.forecastCompletion.none() && q+1 >= r.between(1, 3) {
				end = p.forecastCompletion
			}
			if r.chance(0.08) && q == 2 {
				cost = roundTo(float64(cost)*r.uniform(1.02, 1.15), 100*wan)
			}
			rows = append(rows, []any{on.iso(), p.id, p.name, stage, start.text(0), end.text(r.IntN(4)), cost.in(inWan), share(p, on)})
		}
		d.put(list(path, utf8BOM, "报告日期,项目编码,项目名称,当前阶段,预计开工时间,预计竣工时间,预计总投资（万元）,完成比例", rows))
	}
}

// share is how much of a project is built by a day, as a percentage.
func share(p *project, on date) string {
	if p.stage(on) != stageBuilding {
		return "0%"
	}
	whole := p.plannedCompletion.last.Sub(p.actualStart.last).Hours()
	part := on.last.Sub(p.actualStart.last).Hours()
	return number(math.Round(100*min(max(part/whole, 0.01), 0.97))) + "%"
}

// baselines puts the approved schedules and costs. One project in ten has
// none; some were approved anew.
func (d *desk) baselines() {
	var rows [][]any
	for _, p := range d.projects {
		r := stream(d.seed, "baseline "+p.id)
		if r.chance(0.1) && !p.named {
			continue
		}
		start := p.plannedStart.at(byMonth)
		approved := start.addMonths(-r.between(2, 8))
		approved = dayOf(approved.last.Year(), int(approved.last.Month()), r.between(1, 28))
		first := p.plannedCompletion
		anew := approved.addMonths(12)
		if r.chance(0.12) && p.timing == startedBefore && anew.last.Before(dayOf(CityYear, 1, 20).last) {
			first = first.at(byMonth).addMonths(-r.between(2, 8))
			rows = append(rows, []any{p.id, p.name, anew.iso(), start.text(0), p.plannedCompletion.text(1), p.total.in(inWan)})
		}
		rows = append(rows, []any{p.id, p.name, approved.iso(), start.text(0), first.text(2), roundTo(float64(p.total)*r.uniform(0.9, 1), 100*wan).in(inWan)})
	}
	d.put(list("baseline/2023-01-31_批复基线.csv", utf8BOM, "项目编码,项目名称,批复时间,批复开工时间,批复竣工时间,批复总投资（万元）", rows))
}

// The progress of the province's key projects from March to September 2023:
// May and September are published or follow from what is (glossary §1.3,
// §1.6), the months between are invented.
var provinceMonths, citiesMonths = []string{"27.4%", "40.8%", "56.5%", "68.9%", "79.6%", "90.2%", "101.1%"},
	[]string{"29.6%", "43.5%", "59.8%", "72.7%", "84.1%", "95.6%", "107.8%"}

func (d *desk) benchmarks() {
	var rows [][]any
	for i := range provinceMonths {
		month := monthOf(CityYear, i+3).text(0)
		rows = append(rows, []any{"全省平均", "省重点", month, provinceMonths[i]}, []any{"全省市州平均", "省重点", month, citiesMonths[i]})
	}
	d.put(list("benchmarks/2023-10-25_对标进度.csv", utf8BOM, "对标范围,项目级别,月份,完成率", rows))
}

// quarterTargets are what the city is to invest in each quarter; the last is
// the article's 84 billion yuan.
var quarterTargets = [4]amount{800 * yi, 1380 * yi, 1200 * yi, 840 * yi}

// targets puts what was promised: investment, starts and completions by
// quarter, for the city and each district.
func (d *desk) targets() {
	const path = "targets/2023-01-31_目标.csv"
	var rows [][]any
	put := func(quarter int, district, measure string, value int64) {
		rows = append(rows, []any{planYear(CityYear), quarter, district, measure, value})
	}
	due := func(of date, q int) bool { return of.last.Year() == CityYear && (int(of.last.Month())+2)/3 == q }
	for q := 1; q <= 4; q++ {
		weights := make([]float64, len(d.districts))
		starts, completions := make([]int64, len(d.districts)), make([]int64, len(d.districts))
		var allStarts, allCompletions int64
		for i, home := range d.districts {
			for _, p := range d.projects {
				if p.district != home {
					continue
				}
				weights[i] += float64(p.planAtFirst)
				if p.timing != startedBefore && due(p.plannedStart, q) {
					starts[i]++
				}
				if due(p.plannedCompletion, q) {
					completions[i]++
				}
			}
			allStarts += starts[i]
			allCompletions += completions[i]
		}
		put(q, "", "投资", quarterTargets[q-1].yuan())
		put(q, "", "开工", allStarts)
		put(q, "", "竣工", allCompletions)
		for i, a := range settle(quarterTargets[q-1], weights, evenSteps(len(weights), yi/10)) {
			put(q, d.districts[i].name, "投资", a.yuan())
			put(q, d.districts[i].name, "开工", starts[i])
			put(q, d.districts[i].name, "竣工", completions[i])
		}
	}
	d.put(list(path, utf8BOM, "年度,季度,区市县,指标,目标值", rows))
}
