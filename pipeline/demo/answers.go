package demo

import (
	"fmt"
	"slices"
	"time"
)

// The end of what districts have answered: the third quarter's answers are in.
const answeredQuarters = 3

// An answer is what a district says to a warning.
type answer struct {
	project                  *project
	rule, verdict            string
	day, until, done         date
	reason, assignee, result string
}

// The reasons that districts give, by rule, and what was done about them.
var (
	startReasons = []string{"施工图审查未完成", "用地手续正在办理", "征地拆迁尚未完成", "招标流标，正在重新招标", "资金尚未落实", "方案调整后重新报批"}
	lagReasons   = []string{"征地拆迁滞后，作业面不足", "雨季影响土方施工", "设备到货推迟", "设计变更，计量支付滞后", "建设资金到位较慢", "管线迁改影响施工"}
	startResults = []string{"手续已办结，现场已开工", "施工许可已取得，已进场施工", "征拆已完成，已开工建设"}
)

// answers puts what districts answered to warnings, a file a quarter.
func (d *desk) answers() {
	var all []answer
	for _, p := range d.projects {
		r := stream(d.seed, "answers "+p.id)
		if opened, ok := p.overdueSince(); ok {
			all = append(all, p.answerStart(r, opened)...)
		}
		if opened, ok := p.laggedSince(); ok {
			all = append(all, p.answerLag(r, opened)...)
		}
	}
	slices.SortStableFunc(all, func(a, b answer) int { return a.day.last.Compare(b.day.last) })
	for q := range answeredQuarters {
		on := quarterOf(CityYear, q+1).at(byDay)
		var rows [][]any
		for _, a := range all {
			if (int(a.day.last.Month())-1)/3 == q {
				rows = append(rows, []any{a.project.district.name, a.project.id, a.project.name, a.rule, a.day.iso(), a.verdict, a.reason, a.assignee, isoOrNone(a.until), isoOrNone(a.done), a.result})
			}
		}
		name := []string{"一季度", "二季度", "三季度"}[q]
		d.put(list(fmt.Sprintf("answers/%s_%s预警答复.csv", on.addDays(10).iso(), name), utf8BOM,
			"区市县,项目编码,项目名称,预警规则,答复日期,核实结果,原因,办理单位,办理时限,办结日期,办理结果", rows))
	}
}

func isoOrNone(d date) any {
	if d.none() {
		return nil
	}
	return d.iso()
}

// overdueSince is the first day of a month on which the project's start was
// overdue.
func (p *project) overdueSince() (date, bool) {
	for _, l := range lookouts() {
		waiting := p.actualStart.none() || p.actualStart.first().After(l.day)
		if waiting && p.plannedStart.last.Before(l.day) {
			return date{l.day, byDay}, true
		}
	}
	return date{}, false
}

// laggedSince is the first day of a month on which the project's investment was
// behind the calendar.
func (p *project) laggedSince() (date, bool) {
	for _, l := range lookouts() {
		if l.reported >= judgedFrom && p.building(l.day) && p.lags(l.reported) {
			return date{l.day, byDay}, true
		}
	}
	return date{}, false
}

// silentDistrict answers nothing, so that there is somebody to ask.
const silentDistrict = "温江区"

// answered is the day of a district's answer: some are quick, some are not, some
// have not answered by the end of the third quarter, and one never does.
func (p *project) answered(r random, opened date) (date, bool) {
	slow := stream(uint64(len(p.district.name)), "answers of "+p.district.name).between(2, 9)
	day := opened.addDays(slow + r.between(0, 9))
	end := quarterOf(CityYear, answeredQuarters).last
	return day, r.chance(0.9) && !day.last.After(end) && p.district.name != silentDistrict
}

// answerStart answers that a start is overdue: it is true, but for who says that
// it has begun; somebody handles it, and where it began that is told.
func (p *project) answerStart(r random, opened date) []answer {
	day, ok := p.answered(r, opened)
	if !ok {
		return nil
	}
	a := answer{project: p, rule: "逾期未开工", day: day}
	if began := p.actualStart; !began.none() && began.first().Before(day.last) {
		a.verdict, a.reason = "不属实", "已开工，开工报告随后报送"
		return []answer{a}
	}
	a.verdict, a.reason, a.assignee = "属实", pick(r, startReasons), p.owner
	a.until = day.addDays(pick(r, []int{30, 45, 60}))
	end := quarterOf(CityYear, answeredQuarters).last
	if p.actualStart.p == byDay && !p.actualStart.none() && !p.actualStart.last.After(end) && r.chance(0.6) {
		a.done, a.result = p.actualStart, pick(r, startResults)
	}
	return []answer{a}
}

// answerLag answers that investment is behind: a few are waived for what nobody can
// help, or say that the figure is wrong.
func (p *project) answerLag(r random, opened date) []answer {
	day, ok := p.answered(r, opened)
	if !ok {
		return nil
	}
	a := answer{project: p, rule: "投资进度滞后", day: day}
	switch x := r.Float64(); {
	case x < 0.03:
		a.verdict, a.reason, a.until = "豁免", "汛期不可抗力，现场停工", dayOf(CityYear, int(time.December), 31)
	case x < 0.07:
		a.verdict, a.reason = "不属实", "上月报表漏报，更正随后报送"
	default:
		a.verdict, a.reason, a.assignee = "属实", pick(r, lagReasons), p.owner
		a.until = day.addDays(pick(r, []int{30, 60, 90}))
	}
	return []answer{a}
}
