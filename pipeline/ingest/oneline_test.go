package ingest_test

import "testing"

// TestNamesOnOneLine: a line break that wraps a name in its cell is no part of
// it, so that one owner is one; notes keep theirs.
func TestNamesOnOneLine(t *testing.T) {
	c := newCity(t)
	c.register()
	for file, text := range map[string]string{
		"a.csv": "项目编码,项目名称,区市县,业主单位\nW1,\"新项目\n一期\",锦江区,\"丙\n公司\"\n",
		"b.csv": "项目编码,项目名称,区市县,业主单位\nW2,Metro Line 7,锦江区,丙公司\n",
	} {
		if res := c.load("project", file, text); res.Err != nil || res.New != 1 {
			t.Fatalf("%s: %+v", file, res)
		}
	}
	if res := c.load("investment_report", "r.csv", "项目编码,月份,累计完成投资（元）,形象进度\nW1,2023-09,1,\"封顶\n装修\"\n"); res.Err != nil || res.New != 1 {
		t.Fatalf("%+v", res)
	}
	var owners int
	var name, note string
	if err := c.w.DB.QueryRow(`SELECT count(DISTINCT owner), min(name) FILTER (project_id = 'W1') FROM project WHERE project_id IN ('W1', 'W2')`).Scan(&owners, &name); err != nil {
		t.Fatal(err)
	}
	if err := c.w.DB.QueryRow(`SELECT progress_note FROM investment_report`).Scan(&note); err != nil {
		t.Fatal(err)
	}
	if owners != 1 || name != "新项目一期" || note != "封顶\n装修" {
		t.Errorf("got %d owners, name %q, note %q", owners, name, note)
	}
}
