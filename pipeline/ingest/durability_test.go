package ingest_test

import (
	"context"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"shixu/pipeline/ingest"
	"shixu/pipeline/warehouse"
	"shixu/queries"
)

// childTask names, in a process that a test started, what it is to do.
const (
	childTask = "SHIXU_TEST_CHILD"
	childPath = "SHIXU_TEST_WAREHOUSE"
	childDir  = "SHIXU_TEST_FILES"
)

// children are what such a process can do.
var children = map[string]func(){
	"load": func() { childLoad(os.Getenv(childPath), os.Getenv(childDir)) },
	"hold": func() { childHold(os.Getenv(childPath)) },
	"full": func() { childFull(os.Getenv(childPath), os.Getenv(childDir)) },
}

// child prepares the test binary to run as a process of its own.
func child(t *testing.T, task, path, dir string) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self)
	cmd.Env = append(os.Environ(), childTask+"="+task, childPath+"="+path, childDir+"="+dir)
	cmd.Stderr = os.Stderr
	return cmd
}

func openAt(ctx context.Context, path string) (*warehouse.Warehouse, *ingest.Runner, error) {
	w, err := warehouse.Open(ctx, warehouse.Options{
		Path: path, Migrations: []fs.FS{queries.Migrations()}, Definitions: queries.Definitions(), Now: now,
	})
	if err != nil {
		return nil, nil, err
	}
	all, err := queries.Datasets()
	return w, &ingest.Runner{Warehouse: w, Datasets: all, Now: now}, err
}

// childLoad loads the stream and exits; 1 says that something went wrong.
func childLoad(path, dir string) {
	ctx := context.Background()
	w, r, err := openAt(ctx, path)
	if err == nil {
		// Checkpoints happen between files, too, and not only at the end.
		_, err = w.DB.Exec("SET GLOBAL checkpoint_threshold = '64KB'")
	}
	var results []ingest.FileResult
	if err == nil {
		results, err = r.Run(ctx, stream(dir), ingest.Options{})
	}
	for _, res := range results {
		if err == nil {
			err = res.Err
		}
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// stream is the jobs of the files that writeStream wrote.
func stream(dir string) []ingest.Job {
	var jobs []ingest.Job
	for _, d := range []string{"district", "project", "annual_plan", "investment_report"} {
		files, _ := filepath.Glob(filepath.Join(dir, d, "*"))
		jobs = append(jobs, ingest.Job{Name: d, Dataset: d, Files: files, Dir: dir, KnownOn: ingest.ByPath})
	}
	return jobs
}

// writeStream writes files as a year brings them: a register and its
// amendments, a plan, monthly reports as text and as workbooks, corrections,
// and rows that must be set aside.
func writeStream(t *testing.T, dir string) {
	t.Helper()
	const projects = 200
	put := func(name string, lines []string) {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if strings.HasSuffix(name, ".csv") {
			if err := os.WriteFile(path, []byte(strings.Join(lines, "\n")+"\n"), 0o644); err != nil {
				t.Fatal(err)
			}
			return
		}
		book := excelize.NewFile()
		defer book.Close()
		for i, line := range lines {
			row := strings.Split(line, ",")
			if err := book.SetSheetRow("Sheet1", fmt.Sprintf("A%d", i+1), &row); err != nil {
				t.Fatal(err)
			}
		}
		if err := book.SaveAs(path); err != nil {
			t.Fatal(err)
		}
	}
	put("district/2023-01-01.csv", []string{"代码,名称", "510117,郫都区", "510104,锦江区"})
	register, plan := []string{"项目编码,项目名称,区市县,行业领域,总投资(亿元)"}, []string{"项目编码,年度,年度计划投资(万元)"}
	for i := range projects {
		register = append(register, fmt.Sprintf("P%04d,项目%d,%s,行业%d,%d.5", i, i, district(i), i%7, i%90))
		plan = append(plan, fmt.Sprintf("P%04d,2023,%d", i, i*3))
	}
	put("project/2023-01-02.csv", register)
	put("project/2023-06-01.xlsx", []string{"项目编码,项目名称,行业领域", "P0001,项目1,新行业", "P0002,项目2,行业2", "N0001,新项目,行业1"})
	put("annual_plan/2023-01-03.csv", plan)
	for month := 1; month <= 2; month++ {
		lines := []string{"项目编码,月份,累计完成投资(万元)"}
		for i := range projects {
			amount := fmt.Sprint(i*month + month)
			if i%97 == 0 {
				amount = "待核实"
			}
			lines = append(lines, fmt.Sprintf("P%04d,2023-%02d,%s", i, month, amount))
		}
		ext := []string{".csv", ".xlsx"}[month%2]
		put(fmt.Sprintf("investment_report/2023-%02d-08%s", month+1, ext), lines)
		// A week later some figures are others, and some that could not be read can.
		correction := lines[:1:1]
		for i := 0; i < projects; i += 3 {
			correction = append(correction, fmt.Sprintf("P%04d,2023-%02d,%d", i, month, i*month+month+i%2))
		}
		put(fmt.Sprintf("investment_report/2023-%02d-15%s", month+1, []string{".xlsx", ".csv"}[month%2]), correction)
	}
}

// district is where a project is; some are nowhere.
func district(i int) string {
	if i%100 == 50 {
		return "没有的区"
	}
	return []string{"郫都", "锦江区"}[i%2]
}

// content is all that the store holds, but for the times of loading.
func content(t *testing.T, w *warehouse.Warehouse) map[string][]string {
	t.Helper()
	all := map[string][]string{}
	for _, table := range storeTables(t, w.DB) {
		what := "*"
		if table == "load" {
			what = "* EXCLUDE (loaded_at, duration_seconds)"
		}
		all[table] = column(t, w.DB, "SELECT to_json(r)::VARCHAR FROM (SELECT "+what+" FROM store."+table+") AS r ORDER BY ALL")
	}
	return all
}

// mustHold checks what holds of every warehouse, whatever happened to it.
func mustHold(t *testing.T, w *warehouse.Warehouse) {
	t.Helper()
	none := func(what, query string) {
		t.Helper()
		if bad := column(t, w.DB, query); len(bad) > 0 {
			t.Errorf("%s: %v", what, bad)
		}
	}
	for _, table := range storeTables(t, w.DB) {
		columns := column(t, w.DB, "SELECT column_name FROM duckdb_columns() WHERE schema_name = 'store' AND table_name = ?", table)
		if table == "load" || !slices.Contains(columns, "load_id") {
			continue
		}
		none(table+": rows of a load that is not recorded", "SELECT DISTINCT load_id FROM store."+table+" WHERE load_id NOT IN (SELECT load_id FROM store.load)")
		if !slices.Contains(columns, "replaced_by") {
			continue
		}
		none(table+": rows replaced by a load that is not recorded", "SELECT DISTINCT replaced_by FROM store."+table+" WHERE replaced_by NOT IN (SELECT load_id FROM store.load)")
		none(table+": loads that are not complete", fmt.Sprintf(`
			SELECT l.load_id || ': ' || count(t.load_id) || ' rows of ' || (l.rows_new + l.rows_changed)
			FROM store.load AS l LEFT JOIN store.%[1]s AS t ON t.load_id = l.load_id WHERE l.dataset = '%[1]s'
			GROUP BY l.load_id, l.rows_new, l.rows_changed HAVING count(t.load_id) <> l.rows_new + l.rows_changed`, table))
	}
	none("loads whose rejects are not complete", `
		SELECT l.load_id FROM store.load AS l LEFT JOIN store.reject AS r ON r.load_id = l.load_id
		GROUP BY l.load_id, l.rows_set_aside HAVING count(DISTINCT (r.sheet, r.row_number, r.record)) FILTER (r.load_id IS NOT NULL) <> l.rows_set_aside`)
	none("a project and month twice", `SELECT project_key FROM store.investment_report WHERE replaced_by IS NULL GROUP BY project_key, month HAVING count(*) > 1`)
	none("reports that were replaced by nothing", `
		SELECT o.load_id FROM store.investment_report AS o WHERE o.replaced_by IS NOT NULL AND NOT EXISTS
			(SELECT 1 FROM store.investment_report AS n WHERE n.load_id = o.replaced_by AND n.project_key = o.project_key AND n.month = o.month)`)
	none("numbers of projects that are none", `SELECT project_id FROM store.project_key WHERE project_key NOT IN (SELECT project_key FROM store.project)`)
}

// mustAnswer looks at every view.
func mustAnswer(t *testing.T, w *warehouse.Warehouse) {
	t.Helper()
	for _, v := range views(t, w.DB) {
		column(t, w.DB, "SELECT count(*) FROM "+v)
	}
}

// TestKill kills the loading process at random moments. What is recorded as
// loaded is there, nothing else is, and loading again completes it.
func TestKill(t *testing.T) {
	dir := t.TempDir()
	files := filepath.Join(dir, "files")
	writeStream(t, files)

	undisturbed := filepath.Join(dir, "undisturbed.duckdb")
	start := time.Now()
	if err := child(t, "load", undisturbed, files).Run(); err != nil {
		t.Fatal(err)
	}
	whole := time.Since(start)
	w, _, err := openAt(t.Context(), undisturbed)
	if err != nil {
		t.Fatal(err)
	}
	want := content(t, w)
	mustHold(t, w)
	mustAnswer(t, w)
	if n := len(want["load"]); n != 8 {
		t.Fatalf("%d loads, want 8", n)
	}
	w.Close()

	kills := 30
	if testing.Short() {
		kills = 5
	}
	random := rand.New(rand.NewPCG(1, 2))
	loads, runs, cities := 0, 0, 0
	var path string
	for killed := 0; killed < kills; {
		if path == "" {
			cities++
			path = filepath.Join(dir, fmt.Sprintf("city%d.duckdb", cities))
		}
		runs++
		cmd := child(t, "load", path, files)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		timer := time.AfterFunc(time.Duration(random.Int64N(int64(whole)*2/3)), func() { cmd.Process.Kill() })
		err := cmd.Wait()
		timer.Stop()
		if err != nil && cmd.ProcessState.ExitCode() != -1 {
			t.Fatal(err)
		}
		w, r, oerr := openAt(t.Context(), path)
		if oerr != nil {
			t.Fatalf("after kill %d: %v", killed+1, oerr)
		}
		mustHold(t, w)
		if killed%5 == 0 {
			mustAnswer(t, w)
		}
		loads += len(column(t, w.DB, "SELECT load_id FROM store.load"))
		last := killed+1 == kills
		if err != nil {
			killed++
		}
		if last && err != nil {
			if _, err := r.Run(t.Context(), stream(files), ingest.Options{}); err != nil {
				t.Fatal(err)
			}
		}
		if err == nil || last {
			if diff := cmp.Diff(want, content(t, w)); diff != "" {
				t.Errorf("killed and completed differs from undisturbed (-undisturbed +killed):\n%s", diff)
			}
			path = ""
		}
		w.Close()
		if t.Failed() {
			t.FailNow()
		}
	}
	t.Logf("%d kills in %d runs over %d warehouses, %v undisturbed; %.1f loads were recorded at the end of a run", kills, runs, cities, whole, float64(loads)/float64(runs))
}
