package dashboards

import (
	"fmt"
	"slices"
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
		"timepicker": object{}, "weekStart": "", "style": "dark", "liveNow": false, "fiscalYearStartMonth": 0,
		"annotations": object{"list": r.annotations()},
		"links": []object{{
			"type": "dashboards", "title": r.either("更多", "More"), "tags": []string{"shixu"}, "asDropdown": false,
			"includeVars": true, "keepTime": true, "icon": "external link", "targetBlank": false, "tooltip": "", "url": "",
		}},
		"templating": object{"list": variables},
		"panels":     panels,
	}, nil
}

// annotations mark on every time axis what made figures move: loads, and ends
// of quarters.
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
// first.
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
		v := r.common.Variables[i]
		series, err := r.expr(v.Series)
		if err != nil {
			return nil, err
		}
		query := fmt.Sprintf("label_values(%s, %s)", series, v.Label)
		o := object{
			"name": v.Name, "type": "query", "label": r.say(v.Title), "datasource": r.datasource(),
			"definition": query, "query": object{"query": query, "refId": "Variable"},
			"refresh": 2, "sort": v.Sort, "regex": "", "hide": 0, "skipUrlSync": false,
			"includeAll": v.Multi, "multi": v.Multi, "options": []any{},
		}
		if v.Multi {
			o["allValue"] = ".*"
			o["current"] = object{"selected": true, "text": []string{"All"}, "value": []string{"$__all"}}
		}
		list = append(list, o)
	}
	return list, nil
}
