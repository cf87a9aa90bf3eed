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
		return append(all,
			object{"id": "groupingToMatrix", "options": object{"columnField": p.Pivot, "rowField": p.Join, "valueField": "Value", "emptyValue": "null"}},
			object{"id": "calculateField", "options": object{"mode": "reduceRow", "reduce": object{"reducer": "sum"}, "alias": total, "replaceFields": false}},
			sortBy(total, true),
			object{"id": "organize", "options": object{"excludeByName": object{total: true}, "indexByName": object{}, "renameByName": object{}}})
	}
	field, descending := strings.CutPrefix(p.Sort, "-")
	if i := p.query(field); i >= 0 && p.Queries[i].Hidden {
		all = append(all, sortBy(valueName(p, i), descending))
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
		if p.HideValues || q.Hidden {
			continue
		}
		add(valueName(p, i), r.say(q.Legend))
	}
	all = append(all,
		object{"id": "filterFieldsByName", "options": object{"include": object{"names": names}}},
		object{"id": "organize", "options": object{"excludeByName": object{}, "indexByName": index, "renameByName": rename}})
	if p.Type == "barchart" && p.Sort != "" {
		all = append(all, sortBy(r.sorted(p, field), descending))
	}
	return all
}

// lastRank is the rank from which on a rank is red: Grafana 9.4 cannot take it
// from the column.
const lastRank = 20

// total is a column that a bar chart's rows are sorted by.
const total = "total"

func sortBy(field string, descending bool) object {
	return object{"id": "sortBy", "options": object{"fields": object{}, "sort": []object{{"field": field, "desc": descending}}}}
}

// query is the place of a query by its letter, or -1.
func (p Panel) query(letter string) int {
	for i := range p.Queries {
		if letter == ref(i) {
			return i
		}
	}
	return -1
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
	if i := p.query(by); i >= 0 {
		if legend := r.say(p.Queries[i].Legend); legend != "" {
			return legend
		}
		return valueName(p, i)
	}
	return r.column(p, by)
}

// sortBy is how a table sorts itself, which readers may change. What the
// transformations have sorted already is left as it is.
func (r *renderer) sortBy(p Panel) []object {
	field, descending := strings.CutPrefix(p.Sort, "-")
	if i := p.query(field); p.Sort == "" || i >= 0 && p.Queries[i].Hidden {
		return []object{}
	}
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
			colours := map[string]string{}
			if c.Coloured {
				colours = r.common.Colours[c.Label]
				ps = append(ps, property("custom.displayMode", "color-background-solid"))
			}
			ps = append(ps, property("mappings", []object{{"type": "value", "options": r.mapping(values, colours)}}))
		}
		switch p.Type {
		case "barchart":
			ps = append(ps, property("unit", "string")) // a quarter is no amount
		case "table":
			ps = append(ps, property("custom.filterable", !p.HideValues)) // such a one has one row
		}
		if c.Width > 0 {
			ps = append(ps, property("custom.width", c.Width))
		}
		if c.Hidden {
			ps = append(ps, property("custom.hidden", true))
		}
		if links := r.links(p, c); len(links) > 0 {
			ps = append(ps, property("links", links))
		}
		field := r.column(p, c.Label)
		if p.Pivot != "" {
			field = r.xField(p)
		}
		override(object{"id": "byName", "options": field}, ps)
	}
	for i, q := range p.Queries {
		if q.Hidden {
			continue
		}
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
		if q.Ranked {
			ps = append(ps, property("color", object{"mode": "continuous-GrYlRd"}), property("min", 1), property("max", lastRank), property("custom.displayMode", "color-background-solid"))
		}
		if q.Bar {
			ps = append(ps, property("custom.displayMode", "basic"), property("min", 0))
		}
		if len(q.Words) > 0 {
			ps = append(ps, property("mappings", []object{{"type": "value", "options": r.mapping(q.Words, nil)}}))
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

// links are what a click on a column's values leads to.
func (r *renderer) links(p Panel, c Column) (links []object) {
	label, value := c.Label, "${__value.raw}"
	if c.Of != "" {
		label, value = c.Of, fmt.Sprintf(`${__data.fields["%s"]:percentencode}`, r.column(p, c.Of))
	}
	if name, ok := p.linked(label); ok && !c.Hidden {
		l := r.link(Link{To: p.Link.To, keep: slices.DeleteFunc(slices.Clone(p.Link.keep), func(v string) bool { return v == name })})
		l["url"] = fmt.Sprintf("%s&var-%s=%s", l["url"], name, value)
		links = append(links, l)
	}
	if c.Page != "" {
		links = append(links, object{"title": r.either("填报与更正", "Reports and revisions"), "targetBlank": true, "url": pageURL(c.Page) + value})
	}
	return links
}

// mapping gives words to values, and colours where there are some.
func (r *renderer) mapping(words map[string]Words, colours map[string]string) object {
	o := object{}
	for value, w := range words {
		m := object{"text": r.say(w)}
		if role, ok := colours[value]; ok {
			m["color"] = r.common.Palette[role]
		}
		o[value] = m
	}
	return o
}
