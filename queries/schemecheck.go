package queries

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// whole checks what concerns several sections.
func (r *schemeReader) whole() {
	s := r.scheme
	var sum float64
	names := map[string]bool{}
	for _, i := range s.Items {
		names[i.Name] = true
		sum += i.Weight
	}
	have := strings.Join(slices.Sorted(maps.Keys(names)), ", ")
	switch {
	case s.Title.Zh == "" || s.Title.En == "":
		r.bad(1, "缺 title: {zh: …, en: …}", "title: {zh: …, en: …} is missing")
	case len(s.Sequences) == 0:
		r.bad(1, "sequences: 没有序列；请写谁与谁一起排名，如 districts", "sequences: there are none; say who is ranked together, such as districts")
	}
	// What could not be read has no weight: the sum would only say it again.
	if len(r.errs) == 0 && fmt.Sprintf("%.2f", sum) != fmt.Sprintf("%.2f", s.Total) {
		r.bad(1, "base: 各项分值合计 %.2f，与 total: %.2f 不等", "base: the weights add up to %.2f, not to total: %.2f", sum, s.Total)
	}
	for kind, limit := range map[string]*float64{"bonus": s.BonusCap, "deduction": s.DeductionCap} {
		if limit != nil && (!(*limit >= 0) || !hundredths(*limit)) {
			r.bad(1, "%s: cap: %v 不是至多两位小数的分值", "%s: cap: %v is no number of points, with two decimals at most", kind, *limit)
		}
	}
	if len(r.errs) > 0 {
		return
	}
	for _, t := range s.Ties {
		if !names[t] {
			r.bad(1, "ties: 没有指标 %q；可用的有 %s", "ties: there is no item %q; there are %s", t, have)
		}
	}
	for _, q := range s.Sequences {
		for _, l := range q.Lists {
			if l.Item != "" && !names[l.Item] {
				r.bad(l.Line, "sequences: %s: %s: when: 没有指标 %q；可用的有 %s", "sequences: %s: %s: when: there is no item %q; there are %s", q.Name, l.Name, l.Item, have)
			}
		}
	}
}

// checkSteps says whether steps rise, each with what it is reached by.
func checkSteps(p PointsRule) error {
	if len(p.Steps) == 0 {
		return Say("points: by: %s 须有 steps（分档）", "points: by: %s needs steps", p.By)
	}
	bound := func(s Step) *float64 {
		if p.By == "steps" && s.To == nil {
			return s.From
		} else if p.By == "place" && s.From == nil {
			return s.To
		}
		return nil
	}
	for i, s := range p.Steps {
		switch b := bound(s); {
		case b == nil && p.By == "steps":
			return Say("points: 按值的一档写作 {from: …, points: …}", "points: a step of a value is {from: …, points: …}")
		case b == nil:
			return Say("points: 按名次的一档写作 {to: …, points: …}", "points: a step of a place is {to: …, points: …}")
		case i > 0 && *b <= *bound(p.Steps[i-1]):
			return Say("points: 各档须依次升高", "points: steps rise from one to the next")
		case !hundredths(s.Points):
			return Say("points: %v 多于两位小数", "points: %v has more than two decimals", s.Points)
		}
	}
	return nil
}

// hundredths says whether points can be kept with two decimals.
func hundredths(v float64) bool { return fmt.Sprintf("%.2f00", v) == fmt.Sprintf("%.4f", v) }
