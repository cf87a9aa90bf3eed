package demo

import (
	"fmt"
	"sort"
	"strings"
)

// How many obstacles had been raised by 31 October, and how many of them resolved.
const (
	itemCount     = 281
	resolvedCount = 160
)

// item is an obstacle to be solved by coordination.
type item struct {
	id                          string
	project                     *project
	element, title, office      string
	raisedOn, dueOn, resolvedOn date
}

// raiseItems draws the obstacles of the year.
func (c *city) raiseItems() {
	r := stream(c.seed, "items")
	elements := sections("items.txt")
	weights := []float64{22, 18, 13, 16, 12, 4, 4, 5, 5, 3}
	var some []*project
	for _, p := range shuffled(r, c.projects) {
		if !p.finished {
			some = append(some, p)
		}
	}
	for i := range itemCount {
		e := elements[r.weighted(weights)]
		office, title, _ := strings.Cut(pick(r, e.Lines), " = ")
		// One project in six has more than one.
		it := item{project: some[i*5/6], element: e.Title, title: title, office: office}
		it.raisedOn = dayOf(CityYear, 1, 9).addDays(r.IntN(288))
		if i < resolvedCount {
			it.raisedOn = dayOf(CityYear, 1, 9).addDays(r.IntN(250))
			days := r.between(7, 75)
			it.resolvedOn = it.raisedOn.addDays(days)
			if it.resolvedOn.last.After(asOf.last) {
				it.resolvedOn = asOf.addDays(-r.between(0, 20))
			}
		}
		it.dueOn = it.raisedOn.addDays(pick(r, []int{30, 45, 60, 60, 90}))
		c.items = append(c.items, it)
	}
	sort.SliceStable(c.items, func(i, j int) bool { return c.items[i].raisedOn.last.Before(c.items[j].raisedOn.last) })
	for i := range c.items {
		c.items[i].id = fmt.Sprintf("XT%d-%03d", CityYear, i+1)
	}
}
