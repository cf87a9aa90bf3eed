package dashboards_test

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"shixu/dashboards"
)

// board is what Grafana's schema says of a dashboard, as far as it is used
// here.
type board struct {
	UID           string `json:"uid"`
	Title         string
	Description   string
	SchemaVersion int
	Panels        []panel
	Templating    struct {
		List []struct{ Name, Type string }
	}
}

type panel struct {
	ID                       int
	Type, Title, Description string
	GridPos                  struct{ X, Y, W, H int }
	Datasource               struct{ Type, UID string }
	FieldConfig              struct {
		Defaults  struct{ Unit string }
		Overrides []struct {
			Properties []struct{ ID string }
		}
	}
	Targets []struct {
		RefID, Expr string
		Datasource  struct{ UID string }
	}
}

// hasUnit: a table's columns have units of their own.
func (p panel) hasUnit() bool {
	for _, o := range p.FieldConfig.Overrides {
		for _, x := range o.Properties {
			if p.Type == "table" && x.ID == "unit" {
				return true
			}
		}
	}
	return p.FieldConfig.Defaults.Unit != ""
}

// kinds are the panels that Grafana itself brings, and are used here.
var kinds = map[string]bool{"row": true, "text": true, "stat": true, "timeseries": true, "barchart": true, "bargauge": true, "table": true, "geomap": true}

func boards(t *testing.T, lang string) []board {
	t.Helper()
	files, err := dashboards.Grafana(dashboards.Defaults(lang))
	if err != nil {
		t.Fatal(err)
	}
	var all []board
	for _, f := range files {
		var b board
		if err := json.Unmarshal(f.Text, &b); err != nil {
			t.Fatalf("%s: %v", f.Path, err)
		}
		all = append(all, b)
	}
	return all
}

// TestStructure: what Grafana wants of a dashboard, and what readers want of
// each panel.
func TestStructure(t *testing.T) {
	for _, lang := range dashboards.Langs {
		for _, b := range boards(t, lang) {
			if b.UID == "" || b.Title == "" || b.Description == "" || b.SchemaVersion == 0 || len(b.Templating.List) == 0 || b.Templating.List[0].Type != "datasource" {
				t.Errorf("%s: uid, title, description, schema version or the data source variable is missing", b.UID)
			}
			ids, taken := map[int]bool{}, map[[2]int]string{}
			for _, p := range b.Panels {
				where := b.UID + ", " + p.Title
				if p.ID == 0 || ids[p.ID] || !kinds[p.Type] || p.Title == "" {
					t.Errorf("%s: id %d (unique?), type %q (known?) or title", where, p.ID, p.Type)
				}
				ids[p.ID] = true
				g := p.GridPos
				if g.X < 0 || g.Y < 0 || g.W < 1 || g.H < 1 || g.X+g.W > 24 {
					t.Errorf("%s: lies outside at %+v", where, g)
				}
				for x := g.X; x < g.X+g.W; x++ {
					for y := g.Y; y < g.Y+g.H; y++ {
						if other, ok := taken[[2]int{x, y}]; ok {
							t.Fatalf("%s lies over %s", where, other)
						}
						taken[[2]int{x, y}] = p.Title
					}
				}
				if p.Type == "row" || p.Type == "text" {
					continue
				}
				if p.Description == "" || !p.hasUnit() || p.Datasource.UID != "${datasource}" || len(p.Targets) == 0 {
					t.Errorf("%s: description, unit, data source or query is missing: %+v", where, p)
				}
				refs := map[string]bool{}
				for _, q := range p.Targets {
					if q.Expr == "" || q.RefID == "" || refs[q.RefID] || q.Datasource.UID != "${datasource}" {
						t.Errorf("%s: query %q: expression, unique letter or data source is missing", where, q.RefID)
					}
					refs[q.RefID] = true
				}
			}
		}
	}
}

var chinese = regexp.MustCompile(`\p{Han}`)

// TestLanguages: both languages have the same panels, which ask the same but
// for the scale of amounts; each has titles and descriptions in its own.
func TestLanguages(t *testing.T) {
	zh, en := boards(t, "zh-CN"), boards(t, "en")
	if len(zh) != len(en) {
		t.Fatalf("%d and %d dashboards", len(zh), len(en))
	}
	scale := strings.NewReplacer("1e8", "SCALE", "1e9", "SCALE", "1000000000", "SCALE", "100000000", "SCALE")
	for i := range zh {
		if !chinese.MatchString(zh[i].Title+zh[i].Description) || chinese.MatchString(en[i].Title+en[i].Description) {
			t.Errorf("%s: %q and %q", zh[i].UID, zh[i].Title, en[i].Title)
		}
		if len(zh[i].Panels) != len(en[i].Panels) {
			t.Errorf("%s: %d and %d panels", zh[i].UID, len(zh[i].Panels), len(en[i].Panels))
			continue
		}
		for k, a := range zh[i].Panels {
			b := en[i].Panels[k]
			if !chinese.MatchString(a.Title) || a.Description != "" && !chinese.MatchString(a.Description) || chinese.MatchString(b.Title) {
				t.Errorf("%s: %q (%q) and %q are not in their languages", zh[i].UID, a.Title, a.Description, b.Title)
			}
			if d := cmp.Diff([]any{a.ID, a.Type, a.GridPos}, []any{b.ID, b.Type, b.GridPos}); d != "" {
				t.Errorf("%s: %s: %s", zh[i].UID, a.Title, d)
			}
			var x, y []string
			for _, q := range a.Targets {
				x = append(x, scale.Replace(q.Expr))
			}
			for _, q := range b.Targets {
				y = append(y, scale.Replace(q.Expr))
			}
			if d := cmp.Diff(x, y); d != "" {
				t.Errorf("%s: %s asks otherwise: %s", zh[i].UID, a.Title, d)
			}
		}
	}
}

// TestPictures: READMEs load quickly.
func TestPictures(t *testing.T) {
	all, err := filepath.Glob("pictures/*.png")
	if err != nil || len(all) == 0 {
		t.Fatalf("no pictures (%v)", err)
	}
	for _, p := range all {
		if info, err := os.Stat(p); err != nil || info.Size() > 250_000 {
			t.Errorf("%s: %v bytes, %v", p, info.Size(), err)
		}
	}
}

// TestCompose: compose.yaml is valid to docker-compose, which needs no engine for
// that; images have tags, ports are this machine's only, and folders are there.
func TestCompose(t *testing.T) {
	compose := tool(t, "docker-compose", "docker-compose")
	if out, err := exec.Command(compose, "-f", "compose.yaml", "config", "--quiet").CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
	var doc struct {
		Services map[string]struct {
			Image          string
			Ports, Volumes []string
			Build          struct{ Context, Dockerfile string }
		}
	}
	read(t, "compose.yaml", &doc)
	if len(doc.Services) < 5 {
		t.Errorf("%d services", len(doc.Services))
	}
	for name, s := range doc.Services {
		if _, tag, ok := strings.Cut(s.Image, ":"); !ok || tag == "latest" {
			t.Errorf("%s: image %q has no tag of its own", name, s.Image)
		}
		for _, p := range s.Ports {
			if !strings.HasPrefix(p, "127.0.0.1:") {
				t.Errorf("%s: port %s is open to others", name, p)
			}
		}
		paths := []string{"."}
		if s.Build.Context != "" {
			paths = append(paths, filepath.Join(s.Build.Context, s.Build.Dockerfile))
		}
		for _, v := range s.Volumes {
			if from, _, _ := strings.Cut(v, ":"); strings.HasPrefix(from, ".") {
				paths = append(paths, from)
			}
		}
		for _, p := range paths {
			if _, err := os.Stat(p); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
}
