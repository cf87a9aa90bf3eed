package dashboards

import (
	"fmt"
	"slices"
	"strings"
)

// object is a JSON object.
type object = map[string]any

// schemaVersion is that of Grafana 9.4; later versions migrate it when they
// load it.
const schemaVersion = 37

// dashboard renders one dashboard in Grafana's classic JSON.
func (r *renderer) dashboard(s *Spec) (object, error) {
	panels, err := r.panels(s)
	if err != nil {
		return nil, err
	}
	variables, err := r.variables(s)
	if err != nil {
		return nil, err
	}
	from := s.From
	if from == "" {
		from = "now-1y"
	}
	return object{
		"uid": s.UID, "title": r.say(s.Title), "description": r.say(s.Description), "tags": []string{"shixu"},
		"schemaVersion": schemaVersion, "version": 1, "editable": false, "graphTooltip": 1,
		"timezone": "browser", "refresh": "5m", "time": object{"from": from, "to": "now"},
		"timepicker": object{}, "weekStart": "", "liveNow": false, "fiscalYearStartMonth": 0,
		"annotations": object{"list": r.annotations()},
		"links": []object{{
			"type": "dashboards", "title": r.either("更多", "More"), "tags": []string{"shixu"}, "asDropdown": false,
			"includeVars": true, "keepTime": true, "icon": "external link", "targetBlank": false, "tooltip": "", "url": "",
		}},
		"templating": object{"list": variables},
		"panels":     panels,
	}, nil
}

// annotations mark on every time axis what made figures move: loads, adjustments
// of plans, and ends of quarters.
func (r *renderer) annotations() []object {
	list := []object{{
		"builtIn": 1, "datasource": object{"type": "grafana", "uid": "-- Grafana --"}, "enable": true, "hide": true,
		"iconColor": "rgba(0, 211, 255, 1)", "name": "Annotations & Alerts", "type": "dashboard",
	}}
	for _, a := range r.common.Annotations {
		expr, err := r.expr(a.Expr)
		if err != nil {
			panic(err) // a test renders them
		}
		list = append(list, object{
			"datasource": r.datasource(), "enable": a.Shown, "hide": false, "name": r.say(a.Title), "iconColor": r.common.Palette[a.Colour],
			"expr": expr, "step": a.Step, "titleFormat": r.say(a.Title), "textFormat": a.Text, "useValueForTime": a.ValueIsTime,
		})
	}
	return list
}

func (r *renderer) datasource() object {
	return object{"type": "prometheus", "uid": "${datasource}"}
}

// variables renders what the dashboard can be narrowed by, the data source
// first, and last where Shixu's own pages are.
func (r *renderer) variables(s *Spec) ([]object, error) {
	list := []object{{
		"name": "datasource", "type": "datasource", "query": "prometheus", "label": r.either("数据源", "Data source"),
		"hide": 0, "includeAll": false, "multi": false, "refresh": 1, "regex": "", "skipUrlSync": false, "options": []any{},
	}}
	for _, name := range s.Variables {
		i := slices.IndexFunc(r.common.Variables, func(v variable) bool { return v.Name == name })
		if i < 0 {
			return nil, fmt.Errorf("there is no variable %q in common.yaml", name)
		}
		o, err := r.variable(r.common.Variables[i])
		if err != nil {
			return nil, err
		}
		list = append(list, o)
	}
	// Not of the URL: else a link could send readers anywhere.
	return append(list, object{"name": shixuURL, "type": "constant", "label": "", "query": r.shixuURL, "hide": 2, "skipUrlSync": true}), nil
}

// shixuURL is the variable that holds the address of `shixu serve`.
const shixuURL = "shixu_url"

// pageURL is a page of `shixu serve`; what ends it is for Grafana to fill in.
func pageURL(path string) string { return "${" + shixuURL + ":raw}" + path }

func (r *renderer) variable(v variable) (object, error) {
	o := object{
		"name": v.Name, "label": r.say(v.Title), "hide": 0, "skipUrlSync": false,
		"includeAll": v.Multi, "multi": v.Multi, "options": []any{},
	}
	if v.Multi {
		o["allValue"] = ".*"
		o["current"] = object{"selected": true, "text": []string{"All"}, "value": []string{"$__all"}}
	}
	if len(v.Values) > 0 {
		var pairs []string
		for _, value := range v.Values {
			pairs = append(pairs, r.say(r.common.Words[v.Name][value])+" : "+value)
		}
		o["type"], o["query"] = "custom", strings.Join(pairs, ", ")
		return o, nil
	}
	series, err := r.expr(v.Series)
	if err != nil {
		return nil, err
	}
	query := fmt.Sprintf("label_values(%s, %s)", series, v.Label)
	o["regex"] = ""
	if v.Text != "" {
		// Prometheus writes labels in alphabetical order.
		query = fmt.Sprintf("query_result(%s)", series)
		text, value := fmt.Sprintf(`[{,]%s="(?<text>(?:[^"\\]|\\.)+)"`, v.Text), fmt.Sprintf(`[{,]%s="(?<value>[^"]+)"`, v.Label)
		if v.Text > v.Label {
			text, value = value, text
		}
		o["regex"] = "/" + text + ".*" + value + "/"
	}
	o["type"], o["datasource"] = "query", r.datasource()
	o["definition"], o["query"] = query, object{"query": query, "refId": "Variable"}
	o["refresh"], o["sort"] = 2, v.Sort
	return o, nil
}
