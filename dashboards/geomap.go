package dashboards

// blank is a tile with nothing on it.
const blank = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"

// geomap renders districts as circles at their positions, coloured by the
// value. It has no base map: tiles would come from the network.
func (r *renderer) geomap(p Panel) object {
	value := r.sorted(p, ref(len(p.Queries)-1))
	return object{
		"basemap":  object{"type": "xyz", "name": "", "config": object{"url": blank, "attribution": ""}},
		"controls": object{"mouseWheelZoom": false, "showAttribution": false, "showDebug": false, "showScale": false, "showZoom": true, "showMeasure": false},
		"view":     object{"id": "fit", "allLayers": true, "lat": 0, "lon": 0, "zoom": 9},
		"tooltip":  object{"mode": "details"},
		"layers": []object{{
			"type": "markers", "name": r.say(p.Title), "tooltip": true,
			"location": object{"mode": "coords", "latitude": r.sorted(p, "A"), "longitude": r.sorted(p, "B")},
			"config": object{"showLegend": true, "style": object{
				"color": object{"field": value, "fixed": "dark-green"}, "opacity": 0.8,
				"size":       object{"fixed": 14, "min": 6, "max": 24},
				"symbol":     object{"fixed": "img/icons/marker/circle.svg", "mode": "fixed"},
				"text":       object{"field": r.column(p, p.Join), "fixed": "", "mode": "field"},
				"textConfig": object{"fontSize": 12, "offsetX": 0, "offsetY": 18, "textAlign": "center", "textBaseline": "middle"},
			}},
		}},
	}
}
