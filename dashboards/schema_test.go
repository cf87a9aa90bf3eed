package dashboards_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/grafana/grafana-foundation-sdk/go/cog/plugins"
	"github.com/grafana/grafana-foundation-sdk/go/dashboard"

	"shixu/dashboards"
)

// valid holds a dashboard against the types that Grafana's own schema gives,
// those of its panels' options and of Prometheus' queries among them: no field
// that it does not know, none missing that it needs, each of its kind.
func valid(text []byte) error {
	plugins.RegisterDefaultPlugins()
	//lint:ignore SA1019 the classic schema is the one that Grafana 9.4 takes
	var d dashboard.Dashboard
	// It returns an empty list where nothing is wrong.
	if err := d.UnmarshalJSONStrict(text); err != nil && err.Error() != "" {
		return err
	}
	return d.Validate()
}

// TestSchema: Grafana's schema takes every dashboard, and would not take one
// with a mistake in it.
func TestSchema(t *testing.T) {
	for _, lang := range dashboards.Langs {
		files, err := dashboards.Grafana(dashboards.Defaults(lang))
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range files {
			if err := valid(f.Text); err != nil {
				t.Errorf("%s: %s: %v", lang, f.Path, err)
			}
		}
	}
	files, err := dashboards.Grafana(dashboards.Defaults("en"))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ name, was, is, says string }{
		{"a field that no dashboard has", `"schemaVersion": 37`, `"schemaVersion": 37, "style": "dark"`, "style"},
		{"a number that is none", `"schemaVersion": 37`, `"schemaVersion": "37"`, "schemaVersion"},
		{"an option that its panel does not have", `"graphMode": "none"`, `"graphMode": "none", "barMode": 1`, "barMode"},
		{"a word that an option does not know", `"graphMode": "none"`, `"graphMode": 1`, "graphMode"},
		{"an option that is missing", `"justifyMode": "center",`, ``, "justifyMode"},
		{"a place of words", `"x": 0,`, `"x": "left",`, "gridPos"},
		{"a query that is none", `"instant": true`, `"instant": "yes"`, "instant"},
	} {
		text := bytes.Replace(files[0].Text, []byte(c.was), []byte(c.is), 1)
		if bytes.Equal(text, files[0].Text) {
			t.Fatalf("%s: %s is not in %s", c.name, c.was, files[0].Path)
		}
		if err := valid(text); err == nil || !strings.Contains(fmt.Sprint(err), c.says) {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}
