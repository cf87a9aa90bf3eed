package dashboards

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// valueName is what Grafana calls the values of a query in a table.
func valueName(p Panel, i int) string {
	if len(p.Queries) == 1 {
		return "Value"
	}
	return "Value #" + ref(i)
}

// tabular says that a panel shows rows rather than series.
func tabular(p Panel) bool { return p.Type == "table" || p.Type == "barchart" || p.Type == "geomap" }

// transformations join the queries' rows, keep the columns that are meant, and
// give them their names.
func (r *renderer) transformations(p Panel) []object {
	if !tabular(p) {
		return nil
	}
	var all []object
	if len(p.Queries) > 1 {
		all = append(all, object{"id": "joinByField", "options": object{"byField": p.Join, "mode": "outer"}})
	}
	if p.Pivot != "" {
		return append(all, object{"id": "groupingToMatrix", "options": object{
			"columnField": p.Pivot, "rowField": p.Join, "valueField": "Value", "emptyValue": "null"}})
	}
	var names []string
	index, rename := object{}, object{}
	add := func(field, title string) {
		names = append(names, field)
		index[field] = len(index)
		if title != "" && title != field {
			rename[field] = title
		}
	}
	for _, c := range p.Columns {
		field := c.Label
		// Labels other than the one joined by come from the first query that
		// has them; Grafana numbers those of the same name.
		if len(p.Queries) > 1 && c.Label != p.Join && r.repeated(p, c.Label) {
			field += " 1"
		}
		add(field, r.say(c.Title))
	}
	for i, q := range p.Queries {
		if p.HideValues {
			break
		}
		add(valueName(p, i), r.say(q.Legend))
	}
	all = append(all,
		object{"id": "filterFieldsByName", "options": object{"include": object{"names": names}}},
		object{"id": "organize", "options": object{"excludeByName": object{}, "indexByName": index, "renameByName": rename}})
	if p.Type == "barchart" && p.Sort != "" {
		field, descending := strings.CutPrefix(p.Sort, "-")
		all = append(all, object{"id": "sortBy", "options": object{"fields": object{}, "sort": []object{{"field": r.sorted(p, field), "desc": descending}}}})
	}
	return all
}

// repeated says that several of a panel's queries give a label.
func (r *renderer) repeated(p Panel, label string) bool {
	n := 0
	for _, q := range p.Queries {
		if strings.Contains(q.Expr, label) {
			n++
		}
	}
	return n > 1
}

// sorted is the shown name of what a table is sorted by: a label or a query.
func (r *renderer) sorted(p Panel, by string) string {
	for i, q := range p.Queries {
		if by == ref(i) {
			if legend := r.say(q.Legend); legend != "" {
				return legend
			}
			return valueName(p, i)
		}
	}
	return r.column(p, by)
}

func (r *renderer) sortBy(p Panel) []object {
	if p.Sort == "" {
		return []object{}
	}
	field, descending := strings.CutPrefix(p.Sort, "-")
	return []object{{"displayName": r.sorted(p, field), "desc": descending}}
}

// overrides give series and columns a unit, colour or words of their own.
func (r *renderer) overrides(p Panel) ([]object, error) {
	all := []object{}
	override := func(matcher object, properties []object) {
		if len(properties) > 0 {
			all = append(all, object{"matcher": matcher, "properties": properties})
		}
	}
	property := func(id string, value any) object { return object{"id": id, "value": value} }
	for _, c := range p.Columns {
		var ps []object
		values := c.Values
		if values == nil {
			values = r.common.Words[c.Label]
		}
		if len(values) > 0 {
			ps = append(ps, property("mappings", []object{{"type": "value", "options": r.mapping(values)}}))
		}
		if p.Type == "barchart" {
			ps = append(ps, property("unit", "string")) // a quarter is no amount
		}
		if c.Width > 0 {
			ps = append(ps, property("custom.width", c.Width))
		}
		if name, ok := p.linked(c.Label); ok {
			l := r.link(Link{To: p.Link.To})
			l["url"] = fmt.Sprintf("%s&var-%s=${__value.raw}", l["url"], name)
			ps = append(ps, property("links", []object{l}))
		}
		field := r.column(p, c.Label)
		if p.Pivot != "" {
			field = r.xField(p)
		}
		override(object{"id": "byName", "options": field}, ps)
	}
	for i, q := range p.Queries {
		var ps []object
		if p.Type == "table" {
			ps = append(ps, property("noValue", "–")) // of a cell; the panel's is for the whole
		}
		if q.Width > 0 {
			ps = append(ps, property("custom.width", q.Width))
		}
		if q.Unit != "" {
			unit, decimals, err := r.unitOf(q.Unit)
			if err != nil {
				return nil, err
			}
			ps = append(ps, property("unit", unit), property("decimals", decimals))
		}
		if q.Decimals != nil {
			ps = append(ps, property("decimals", *q.Decimals))
		}
		if q.Colour != "" || len(q.Steps) > 0 {
			f := object{}
			if err := r.colour(f, q.Colour, q.Steps); err != nil {
				return nil, err
			}
			ps = append(ps, property("color", f["color"]), property("thresholds", f["thresholds"]))
			if p.Type == "table" && len(q.Steps) > 0 {
				ps = append(ps, property("custom.displayMode", "color-background"))
			}
		}
		if len(q.Words) > 0 {
			ps = append(ps, property("mappings", []object{{"type": "value", "options": r.mapping(q.Words)}}))
		}
		if q.Dashed {
			ps = append(ps, property("custom.lineStyle", object{"fill": "dash", "dash": []int{10, 10}}))
		}
		matcher := object{"id": "byFrameRefID", "options": ref(i)}
		if tabular(p) {
			matcher = object{"id": "byName", "options": r.sorted(p, ref(i))}
		}
		override(matcher, ps)
	}
	for _, label := range r.named(p) {
		for _, value := range slices.Sorted(maps.Keys(r.common.Words[label])) {
			ps := []object{property("displayName", r.say(r.common.Words[label][value]))}
			if role, ok := r.common.Colours[label][value]; ok {
				ps = append(ps, property("color", object{"mode": "fixed", "fixedColor": r.common.Palette[role]}))
			}
			override(object{"id": "byName", "options": value}, ps)
		}
	}
	return all, nil
}

// named are the labels whose values series are called by: that of a legend, and
// that of a pivot.
func (r *renderer) named(p Panel) (labels []string) {
	if p.Pivot != "" {
		return []string{p.Pivot}
	}
	for _, q := range p.Queries {
		label, opened := strings.CutPrefix(r.say(q.Legend), "{{")
		label, closed := strings.CutSuffix(label, "}}")
		if opened && closed && !tabular(p) {
			labels = append(labels, label)
		}
	}
	return labels
}

// linked is the variable that a click on a label sets, if any.
func (p Panel) linked(label string) (string, bool) {
	if p.Link == nil {
		return "", false
	}
	return p.Link.variable(label)
}

// mapping gives words to values.
func (r *renderer) mapping(words map[string]Words) object {
	o := object{}
	for value, w := range words {
		o[value] = object{"text": r.say(w)}
	}
	return o
}
