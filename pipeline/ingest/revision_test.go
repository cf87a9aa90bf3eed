package ingest_test

import (
	"io/fs"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"shixu/queries"
)

// TestRevisionOfDates: a date that was only known more or less precisely is a
// correction, and is shown as people write dates.
func TestRevisionOfDates(t *testing.T) {
	c := newCity(t)
	c.register()
	head := "项目编码,项目名称,计划开工时间\n"
	for i, date := range []string{"2022年9月", "2022-09-30", "2022年", "2022年下半年", "2022-12-31"} {
		if res := c.load("project", "p"+string(rune('a'+i))+".csv", head+"P1,科幻馆,"+date+"\n"); res.Err != nil || res.Changed != 1 {
			t.Fatalf("%s: %+v", date, res)
		}
	}
	c.load("baseline", "b1.csv", "项目编码,批复时间,批复总投资(元)\nP1,2020年6月,5\n")
	c.load("baseline", "b2.csv", "项目编码,批复时间,批复总投资(元)\nP1,2020-06-30,5\n")
	c.load("coordination_item", "c1.csv", "事项编号,项目编码,提出时间\nX1,P1,2023-06-30\n")
	c.load("coordination_item", "c2.csv", "事项编号,项目编码,提出时间\nX1,P2,2023-06-30\n")
	got := column(t, c.w.DB, "SELECT concat_ws(' ', dataset, project_id, key, field, coalesce(old_value, '?'), '→', coalesce(new_value, '?')) FROM revision ORDER BY load_id")
	want := []string{
		"project P1 planned_start 2022Q3 → 2022-09",
		"project P1 planned_start 2022-09 → 2022-09-30",
		"project P1 planned_start 2022-09-30 → 2022",
		"project P1 planned_start 2022 → 2022H2",
		"project P1 planned_start 2022H2 → 2022-12-31",
		"baseline P1 2020-06-30 approved_on 2020-06 → 2020-06-30",
		"coordination_item X1 project_id P1 → P2",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("revision (-want +got):\n%s", diff)
	}
}

// TestRevisionIsWhole: every field that is stored and no key is compared.
func TestRevisionIsWhole(t *testing.T) {
	text, err := fs.ReadFile(queries.FS, "views/15_records.sql")
	if err != nil {
		t.Fatal(err)
	}
	all, err := queries.Datasets()
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range all {
		_, part, found := strings.Cut(string(text), "SELECT '"+d.Name+"' AS dataset")
		if !found {
			t.Errorf("%s: no revisions of it", d.Name)
			continue
		}
		part, _, _ = strings.Cut(part, "UNION ALL")
		for _, f := range d.Fields {
			isKey := false
			for _, k := range d.Key {
				isKey = isKey || k == f.Name && f.Type != queries.Date
			}
			name := f.Name
			switch f.Type {
			case queries.District, queries.Sector, queries.ProjectType:
				name += "_code"
			}
			if !f.Virtual && !isKey && !strings.Contains(part, "('"+name+"',") {
				t.Errorf("%s: a change of %s would not be seen", d.Name, f.Name)
			}
		}
	}
}
