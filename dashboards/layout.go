package dashboards

import (
	"fmt"
	"slices"
)

// wide is how many columns a dashboard has.
const wide = 24

// panels lays the panels out in the order of reading: from left to right as
// long as they fit, then below what is highest so far. Rows begin anew.
func (r *renderer) panels(s *Spec) ([]object, error) {
	var all []object
	x, y, below := 0, 0, 0
	for i, p := range slices.Concat(r.common.Head, s.Panels) {
		id := i + 1
		if p.Row != nil {
			all = append(all, object{
				"id": id, "type": "row", "title": r.say(*p.Row), "collapsed": false, "panels": []any{},
				"gridPos": object{"x": 0, "y": below, "w": wide, "h": 1},
			})
			x, y, below = 0, below+1, below+1
			continue
		}
		if x+p.Width > wide {
			x, y = 0, below
		}
		o, err := r.panel(p)
		if err != nil {
			return nil, fmt.Errorf("panel %q: %w", p.Title.En, err)
		}
		o["id"] = id
		o["gridPos"] = object{"x": x, "y": y, "w": p.Width, "h": p.Height}
		all = append(all, o)
		x += p.Width
		below = max(below, y+p.Height)
	}
	return all, nil
}
