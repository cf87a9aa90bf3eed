package demo

// milestone is a step of a project.
type milestone struct {
	project                         *project
	name                            string
	plannedOn, forecastOn, actualOn date
}

// milestonesOf are steps in their order, before and after a start.
var (
	stepsBefore = []string{"用地批复", "环评批复", "初步设计批复", "完成施工招标", "取得施工许可证"}
	stepsAfter  = []string{"完成桩基施工", "主体结构封顶", "设备安装完成", "室外总平完成", "竣工验收"}
)

// planMilestones draws two steps of the year for 150 projects: done, done
// late, late, or due.
func (c *city) planMilestones() {
	r := stream(c.seed, "milestones")
	for _, p := range shuffled(r, c.projects)[:150] {
		steps := stepsAfter
		if p.timing.pending() {
			steps = stepsBefore
		}
		first := r.IntN(len(steps) - 1)
		on := dayOf(CityYear, r.between(2, 8), r.between(5, 28))
		for _, name := range steps[first : first+2] {
			m := milestone{project: p, name: name, plannedOn: on}
			slip := r.weighted([]float64{60, 20, 12, 8}) * r.between(8, 40)
			if end := on.addDays(slip - r.between(0, 6)); !end.last.After(asOf.last) {
				m.actualOn = end
			} else if slip > 0 {
				m.forecastOn = end
			}
			if !m.actualOn.none() && r.chance(0.12) { // late, and nobody says until when
				m.actualOn = date{}
			}
			c.milestones = append(c.milestones, m)
			on = on.addDays(r.between(50, 110))
		}
	}
}
