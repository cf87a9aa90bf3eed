package dashboards

// longest is how many characters of a bar's name are shown: more than any has.
const longest = 60

// options renders a panel's own options. Later versions of Grafana ask for some
// that 9.4 does not know; they get what they would choose themselves.
func (r *renderer) options(p Panel) object {
	last := object{"calcs": []string{"lastNotNull"}, "fields": "", "values": false}
	legend := object{"displayMode": "list", "placement": "bottom", "showLegend": len(p.Queries) > 1 || r.say(p.Queries[0].Legend) != "", "calcs": []any{}}
	switch p.Type {
	case "stat":
		colour := "value"
		if len(p.Steps) > 0 {
			colour = "background"
		}
		text := object{}
		if p.Unit == "date" {
			text["valueSize"] = 20 // as much as fits a narrow panel in one line
		}
		return object{"reduceOptions": last, "text": text, "colorMode": colour, "graphMode": "none", "justifyMode": "center", "textMode": "auto", "orientation": "auto",
			"wideLayout": true, "showPercentChange": false, "percentChangeColorMode": "standard"}
	case "bargauge":
		legend["showLegend"] = false
		return object{"reduceOptions": last, "displayMode": "basic", "orientation": "horizontal", "showUnfilled": true, "minVizHeight": 16, "minVizWidth": 8,
			"maxVizHeight": 300, "sizing": "auto", "valueMode": "color", "namePlacement": "auto", "legend": legend}
	case "timeseries":
		if p.LegendValues {
			legend["displayMode"], legend["placement"], legend["calcs"] = "table", "right", []string{"lastNotNull"}
		}
		return object{"legend": legend, "tooltip": object{"mode": "multi", "sort": "none"}}
	case "barchart":
		return r.barOptions(p, legend)
	case "table":
		return object{"showHeader": true, "cellHeight": "sm", "frameIndex": 0, "footer": object{"show": false, "reducer": []string{"sum"}, "countRows": false, "fields": ""},
			"sortBy": r.sortBy(p)}
	case "geomap":
		return r.geomap(p)
	}
	return object{}
}

func (r *renderer) barOptions(p Panel, legend object) object {
	orientation, stacking, values, rotation := "vertical", "none", "auto", 0
	if p.Horizontal {
		orientation = "horizontal"
	}
	if p.Stack {
		stacking, values = "normal", "never"
	}
	switch {
	case p.Horizontal:
	case p.Join == "month" && p.Width < wide/2:
		rotation = -45
	case (p.Join == "district" || p.Join == "sector") && p.Width < wide:
		rotation = -45 // a city's districts do not stand side by side here
		if len(p.Queries) > 1 {
			values = "never"
		}
	}
	if p.Pivot != "" {
		legend["showLegend"] = true
	}
	o := object{"orientation": orientation, "stacking": stacking, "barWidth": 0.8, "groupWidth": 0.8, "barRadius": 0.05, "showValue": values, "text": object{"valueSize": 12},
		"xField": r.xField(p), "xTickLabelRotation": rotation, "xTickLabelSpacing": 0, "xTickLabelMaxLength": longest, "legend": legend, "tooltip": object{"mode": "multi", "sort": "none"}, "fullHighlight": false}
	if len(p.Queries) == 1 && len(p.Queries[0].Steps) > 0 {
		// Each bar has the colour of its own value.
		o["colorByField"] = r.sorted(p, "A")
		legend["showLegend"] = false
	}
	return o
}
