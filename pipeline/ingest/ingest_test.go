package ingest_test

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"shixu/pipeline/ingest"
	"shixu/pipeline/warehouse"
	"shixu/queries"
)

// now is the clock of these tests.
func now() time.Time { return time.Date(2023, 11, 1, 9, 0, 0, 0, time.UTC) }

// A city is a warehouse in a temporary folder, and a runner that loads into it.
type city struct {
	t   *testing.T
	dir string
	w   *warehouse.Warehouse
	r   *ingest.Runner
}

func newCity(t *testing.T) *city {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "city.duckdb"), emptyCity(), 0o644); err != nil {
		t.Fatal(err)
	}
	w, err := warehouse.Open(t.Context(), warehouse.Options{
		Path:       filepath.Join(dir, "city.duckdb"),
		Migrations: []fs.FS{queries.Migrations()}, Definitions: queries.Definitions(), Now: now,
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { w.Close() })
	all, err := queries.Datasets()
	if err != nil {
		t.Fatal(err)
	}
	return &city{t, dir, w, &ingest.Runner{Warehouse: w, Datasets: all, Now: now}}
}

// emptyCity is the file of a warehouse with nothing in it: making one takes
// longer than most tests.
var emptyCity = sync.OnceValue(func() []byte {
	dir, err := os.MkdirTemp("", "shixu")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "city.duckdb")
	w, _, err := openAt(context.Background(), path)
	if err != nil {
		panic(err)
	}
	if err := w.Close(); err != nil {
		panic(err)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		panic(err)
	}
	return text
})

// load writes text to a file and loads it.
func (c *city) load(dataset, name, text string) ingest.FileResult {
	c.t.Helper()
	path := filepath.Join(c.dir, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		c.t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		c.t.Fatal(err)
	}
	return c.run(ingest.Job{Name: dataset, Dataset: dataset, Files: []string{path}})
}

func (c *city) run(j ingest.Job) ingest.FileResult {
	c.t.Helper()
	res, err := c.r.Run(context.Background(), []ingest.Job{j}, ingest.Options{})
	if err != nil {
		c.t.Fatal(err)
	}
	if len(res) != 1 {
		c.t.Fatalf("%d results, want 1", len(res))
	}
	return res[0]
}

// register loads two districts and three projects.
func (c *city) register() {
	c.t.Helper()
	for _, f := range []struct{ dataset, text string }{
		{"district", "代码,名称,英文名称,类别,别名\n510117,郫都区,Pidu,区,郫县、郫都\n510104,锦江区,Jinjiang,区,锦江\n"},
		{"project", "项目编码,项目名称,项目级别,区市县,行业领域,项目类型,总投资(亿元),计划开工时间\n" +
			"P1,科幻馆,省级,郫都,文体旅游,重大公共服务,20,2022年三季度\n" +
			"P2,地铁,市级,锦江区,交通,重大基础设施,100.5,2023年3月\n" +
			"P3,水厂,市级,郫县,水利,重大基础设施,3,待定\n"},
	} {
		if res := c.load(f.dataset, f.dataset+".csv", f.text); res.Err != nil || res.SetAside != 0 {
			c.t.Fatalf("%s: %+v", f.dataset, res)
		}
	}
}

// value is one value of a query, as text; "" where it is NULL.
func (c *city) value(query string) string {
	c.t.Helper()
	var v *string
	if err := c.w.DB.QueryRow("SELECT CAST((" + query + ") AS VARCHAR)").Scan(&v); err != nil {
		c.t.Fatalf("%s: %v", query, err)
	}
	if v == nil {
		return ""
	}
	return *v
}

func TestLoadReports(t *testing.T) {
	c := newCity(t)
	c.register()
	res := c.load("investment_report", "2023年9月.csv",
		"项目编码,项目名称,本月完成投资(万元),累计完成投资(万元),形象进度\nP1,科幻馆,\"1,000\",9000.5,封顶\nP2,地铁,—,20000,\nP9,不存在,1,1,\nP3,水厂,待核实,5,\n合计,,1000,29005.5,\n")
	if res.Err != nil {
		t.Fatal(res.Err)
	}
	if got, want := res.Counts, (ingest.Counts{Read: 4, New: 2, SetAside: 2, Skipped: 1}); got != want {
		t.Errorf("counts: got %+v, want %+v", got, want)
	}
	for _, q := range []struct{ query, want string }{
		{"SELECT sum(completed_ytd) FROM investment_report", "290005000.00"},
		{"SELECT completed FROM investment_report WHERE project_id = 'P2'", "200000000.00"},
		{"SELECT derived FROM investment_report WHERE project_id = 'P2'", "completed"},
		{"SELECT string_agg(code || '@' || row_number || ':' || column_name || '=' || coalesce(value, '?'), ' ' ORDER BY row_number) FROM reject",
			"unknown_project@4:项目编码=P9 unreadable_amount@5:本月完成投资(万元)=待核实"},
		{"SELECT row_number FROM investment_report WHERE project_id = 'P2'", "3"},
		{"SELECT planned_start || planned_start_precision FROM project WHERE project_id = 'P1'", "2022-09-30quarter"},
		{"SELECT district || total_investment FROM project WHERE project_id = 'P3'", "郫都区300000000.00"},
	} {
		if got := c.value(q.query); got != q.want {
			t.Errorf("%s: got %q, want %q", q.query, got, q.want)
		}
	}
}

func TestCorrection(t *testing.T) {
	c := newCity(t)
	c.register()
	first := "项目编码,月份,累计完成投资(元)\nP1,2023-08,100\nP2,2023-08,200\n"
	c.load("investment_report", "a.csv", first)
	if res := c.load("investment_report", "b.csv", first); res.Already == nil {
		t.Errorf("the same content again: %+v", res)
	}
	res := c.load("investment_report", "c.csv", "项目编码,月份,累计完成投资(元)\nP1,2023-08,150\nP2,2023-08,200\nP3,2023-08,1\n")
	if got, want := res.Counts, (ingest.Counts{Read: 3, New: 1, Changed: 1, Same: 1}); got != want || res.Err != nil {
		t.Errorf("counts: got %+v, want %+v (%v)", got, want, res.Err)
	}
	got := c.value("SELECT string_agg(project_id || ' ' || field || ' ' || old_value || '->' || new_value, ';') FROM revision WHERE dataset = 'investment_report' AND field = 'completed_ytd'")
	if want := "P1 completed_ytd 100.00->150.00"; got != want {
		t.Errorf("revision: got %q, want %q", got, want)
	}
	if got := c.value("SELECT count(*) FROM investment_report"); got != "3" {
		t.Errorf("reports: got %s, want 3", got)
	}
}
