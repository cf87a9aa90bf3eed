package dashboards

import (
	"cmp"
	"fmt"
	"strings"
)

// panel renders one panel, without its place.
func (r *renderer) panel(p Panel) (object, error) {
	o := object{"type": p.Type, "title": r.say(p.Title), "description": r.say(p.Description), "transparent": false}
	if p.Type == "text" {
		o["options"] = object{"mode": "markdown", "content": r.say(p.Text)}
		return o, nil
	}
	o["datasource"] = r.datasource()
	targets, err := r.targets(p)
	if err != nil {
		return nil, err
	}
	o["targets"] = targets
	defaults, err := r.field(p)
	if err != nil {
		return nil, err
	}
	overrides, err := r.overrides(p)
	if err != nil {
		return nil, err
	}
	o["fieldConfig"] = object{"defaults": defaults, "overrides": overrides}
	o["options"] = r.options(p)
	if t := r.transformations(p); len(t) > 0 {
		o["transformations"] = t
	}
	switch {
	case p.Type != "timeseries":
	case p.Every != "":
		o["interval"] = p.Every
	default:
		o["interval"], o["maxDataPoints"] = historyStep, points
	}
	return o, nil
}

// historyStep is how far samples of backfilled history are apart: a finer step
// would show gaps.
const historyStep = "1h"

// points is how many steps a chart over time has at most. Figures stand still
// between the ends of months, so that a year in steps of a day and three in
// steps of a week show all there is, at a fraction of the cost.
const points = 150

// ref is the letter of a panel's query.
func ref(i int) string { return string(rune('A' + i)) }

// targets renders the queries: of the moment as tables, over time as series.
func (r *renderer) targets(p Panel) ([]object, error) {
	var all []object
	for i, q := range p.Queries {
		expr, err := r.expr(q.Expr)
		if err != nil {
			return nil, err
		}
		t := object{"refId": ref(i), "datasource": r.datasource(), "expr": expr, "editorMode": "code"}
		over := p.Type == "timeseries"
		t["range"], t["instant"] = over, !over
		t["format"] = "time_series"
		if p.Type == "table" || p.Type == "barchart" || p.Type == "geomap" {
			t["format"] = "table"
		}
		if legend := r.say(q.Legend); legend != "" {
			t["legendFormat"] = legend
		} else if p.Type != "table" {
			t["legendFormat"] = "__auto"
		}
		all = append(all, t)
	}
	return all, nil
}

// unitOf is Grafana's name of a unit, and how many decimals it has.
func (r *renderer) unitOf(name string) (unit string, decimals int, err error) {
	switch name {
	case "money":
		return "suffix: " + r.moneyWord(r.zh), 1, nil
	case "ratio":
		return "percentunit", 1, nil
	case "points":
		return r.either("suffix: 个百分点", "suffix: points"), 1, nil
	case "count":
		return "none", 0, nil
	case "number":
		return "none", 2, nil
	case "days":
		return r.either("suffix: 天", "suffix: days"), 0, nil
	case "quarters":
		return r.either("suffix: 个季度", "none"), 0, nil // a heading says quarters
	case "minutes":
		return r.either("suffix: 分钟", "suffix: min"), 0, nil
	case "hours":
		return r.either("suffix: 小时", "suffix: h"), 1, nil
	case "date":
		return "time:YYYY-MM-DD", 0, nil
	case "moment":
		return "dateTimeAsIso", 0, nil
	case "seconds":
		return "s", 1, nil
	case "bytes":
		return "bytes", 1, nil
	}
	return "", 0, fmt.Errorf("unit %q is not known", name)
}

// field renders the defaults of a panel's figures.
func (r *renderer) field(p Panel) (object, error) {
	f := object{"custom": r.custom(p), "mappings": []any{}, "noValue": r.say(p.NoValue)}
	if f["noValue"] == "" {
		f["noValue"] = r.say(r.common.NoValue)
	}
	if p.Unit != "" {
		unit, decimals, err := r.unitOf(p.Unit)
		if err != nil {
			return nil, err
		}
		f["unit"], f["decimals"] = unit, decimals
	}
	if p.Decimals != nil {
		f["decimals"] = *p.Decimals
	}
	if p.Min != nil {
		f["min"] = *p.Min
	}
	if p.Max != nil {
		f["max"] = *p.Max
	}
	if p.Type == "barchart" {
		// What stands at each bar is the figure; the unit is said once, beside
		// the axis.
		if p.Unit == "count" {
			delete(f, "decimals") // an axis up to 2 would say 0, 0, 1, 1, 2
		}
		text, _ := f["unit"].(string)
		if unit, ok := strings.CutPrefix(text, "suffix:"); ok {
			f["unit"] = "none"
			f["custom"].(object)["axisLabel"] = strings.TrimSpace(unit)
		}
	}
	if err := r.colour(f, p.Colour, p.Steps); err != nil {
		return nil, err
	}
	if p.Link != nil && p.Type != "table" {
		f["links"] = []object{r.link(*p.Link)}
	}
	return f, nil
}

// colour sets a fixed colour, or steps by the value.
func (r *renderer) colour(f object, role string, steps []Step) error {
	known := func(role string) (string, error) {
		c, ok := r.common.Palette[role]
		if !ok {
			return "", fmt.Errorf("there is no colour %q in the palette", role)
		}
		return c, nil
	}
	list := []object{}
	for _, s := range steps {
		c, err := known(s.Colour)
		if err != nil {
			return err
		}
		step := object{"color": c, "value": nil}
		if s.From != nil {
			step["value"] = *s.From
		}
		list = append(list, step)
	}
	switch {
	case len(list) > 0:
		f["color"] = object{"mode": "thresholds"}
	case role != "":
		c, err := known(role)
		if err != nil {
			return err
		}
		f["color"] = object{"mode": "fixed", "fixedColor": c}
		list = []object{{"color": c, "value": nil}}
	default:
		f["color"] = object{"mode": "palette-classic"}
		list = []object{{"color": r.common.Palette["plain"], "value": nil}}
	}
	f["thresholds"] = object{"mode": "absolute", "steps": list}
	return nil
}

// custom renders how a chart is drawn.
func (r *renderer) custom(p Panel) object {
	switch p.Type {
	case "timeseries":
		stacking := "none"
		fill := 0
		if p.Stack {
			stacking, fill = "normal", 40
		}
		show := "never"
		if p.Every != "" {
			show = "auto" // what has only begun is seen too
		}
		return object{
			"drawStyle": "line", "lineInterpolation": "stepAfter", "lineWidth": 2, "fillOpacity": fill, "showPoints": show,
			"spanNulls": false, "stacking": object{"mode": stacking, "group": "A"}, "axisPlacement": "auto", "axisSoftMin": 0,
			"thresholdsStyle": object{"mode": "off"},
		}
	case "barchart":
		return object{"lineWidth": 0, "fillOpacity": 85, "axisPlacement": "auto", "axisSoftMin": 0}
	case "table":
		return object{"align": "auto", "displayMode": "auto", "inspect": false, "filterable": false, "minWidth": 70}
	}
	return object{}
}

// xField is the field that bars stand at.
func (r *renderer) xField(p Panel) string {
	if p.Pivot != "" { // Grafana's name of a matrix' first column
		return p.Join + `\` + p.Pivot
	}
	return r.column(p, p.Join)
}

// link renders a click to another dashboard that keeps the time and the
// variables, and narrows by the labels of what was clicked.
func (r *renderer) link(l Link) object {
	url := "/d/" + l.To + "?${datasource:queryparam}&${__url_time_range}"
	for _, name := range l.keep {
		if !l.sets(name) {
			url += "&${" + name + ":queryparam}"
		}
	}
	for _, w := range l.With {
		label, _, _ := strings.Cut(w, "=")
		name, _ := l.variable(label)
		url += fmt.Sprintf("&var-%s=${__field.labels.%s}", name, label)
	}
	return object{"title": r.either("看板", "Dashboard"), "url": url, "targetBlank": false}
}

// column is what a label's column is called.
func (r *renderer) column(p Panel, label string) string {
	for _, c := range p.Columns {
		if c.Label == label {
			return cmp.Or(r.say(c.Title), label)
		}
	}
	return label
}
