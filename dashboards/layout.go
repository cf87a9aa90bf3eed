package dashboards

import (
	"fmt"
	"slices"
)

// wide is how many columns a dashboard has.
const wide = 24

// panels lays the panels out in the order of reading: each as high up as it
// fits, and there as far to the left, so that small ones stack beside a large
// one. Rows begin anew. Every dashboard begins with the same panels.
func (r *renderer) panels(s *Spec) ([]object, error) {
	var all []object
	var floor [wide]int // how far down each column is taken
	for i, p := range slices.Concat(r.common.Head, s.Panels) {
		id := i + 1
		if p.Row != nil {
			y := slices.Max(floor[:])
			all = append(all, object{
				"id": id, "type": "row", "title": r.say(*p.Row), "collapsed": false, "panels": []any{},
				"gridPos": object{"x": 0, "y": y, "w": wide, "h": 1},
			})
			for x := range floor {
				floor[x] = y + 1
			}
			continue
		}
		if p.Link != nil {
			p.Link.keep = s.Variables
		}
		o, err := r.panel(p)
		if err != nil {
			return nil, fmt.Errorf("panel %q: %w", p.Title.En, err)
		}
		x, y := place(floor[:], p.Width)
		o["id"] = id
		o["gridPos"] = object{"x": x, "y": y, "w": p.Width, "h": p.Height}
		all = append(all, o)
		for c := x; c < x+p.Width; c++ {
			floor[c] = y + p.Height
		}
	}
	return all, nil
}

// place finds where something of a width fits highest, and there leftmost.
func place(floor []int, width int) (x, y int) {
	y = slices.Max(floor) + 1
	for c := range len(floor) - width + 1 {
		if top := slices.Max(floor[c : c+width]); top < y {
			x, y = c, top
		}
	}
	return x, y
}
