package dashboards

// blank is a tile with nothing on it.
const blank = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"

// geomap renders districts as circles at their positions, coloured by the
// value. It has no base map: tiles would come from the network.
func (r *renderer) geomap(p Panel) object {
	value := r.sorted(p, ref(len(p.Queries)-1))
	layer := func(name string, legend bool, style object) object {
		return object{
			"type": "markers", "name": name, "tooltip": legend,
			"location": object{"mode": "coords", "latitude": r.sorted(p, "A"), "longitude": r.sorted(p, "B")},
			"config":   object{"showLegend": legend, "style": style},
		}
	}
	return object{
		"basemap":  object{"type": "xyz", "name": "", "config": object{"url": blank, "attribution": ""}},
		"controls": object{"mouseWheelZoom": false, "showAttribution": false, "showDebug": false, "showScale": false, "showZoom": true, "showMeasure": false},
		"view":     object{"id": "fit", "allLayers": true, "lat": 0, "lon": 0, "zoom": 9},
		"tooltip":  object{"mode": "details"},
		"layers": []object{
			layer(r.say(p.Title), true, object{
				"color": object{"field": value, "fixed": "dark-green"}, "opacity": 0.8,
				"size":   object{"fixed": 10, "min": 6, "max": 24},
				"symbol": circle,
			}),
			// Names have a layer of their own: on the other they would have the
			// circles' colours, and yellow on white cannot be read.
			layer(r.column(p, p.Join), false, object{
				"color": object{"fixed": r.common.Palette["name"]}, "opacity": 1,
				"size":       object{"fixed": 1, "min": 1, "max": 1},
				"symbol":     circle,
				"text":       object{"field": r.column(p, p.Join), "fixed": "", "mode": "field"},
				"textConfig": object{"fontSize": 12, "offsetX": 0, "offsetY": 16, "textAlign": "center", "textBaseline": "middle"},
			}),
		},
	}
}

var circle = object{"fixed": "img/icons/marker/circle.svg", "mode": "fixed"}
