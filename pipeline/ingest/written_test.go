package ingest_test

import (
	"os"
	"path/filepath"
	"testing"

	"shixu/pipeline/ingest"
	"shixu/pipeline/mapping"
)

// loadMapped writes text to a file and loads it as a mapping says.
func (c *city) loadMapped(j ingest.Job, file, columns, text string) ingest.FileResult {
	c.t.Helper()
	m, err := mapping.Parse("m.yaml", []byte("dataset: "+j.Dataset+"\ncolumns:\n"+columns))
	if err != nil {
		c.t.Fatal(err)
	}
	path := filepath.Join(c.dir, file)
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		c.t.Fatal(err)
	}
	j.Name, j.Mapping, j.Files = j.Dataset, m, []string{path}
	return c.run(j)
}

// TestWrittenDates reads dates by the formats of a mapping, and by no other.
func TestWrittenDates(t *testing.T) {
	c := newCity(t)
	c.register()
	res := c.loadMapped(ingest.Job{Dataset: "milestone"}, "m.csv",
		`  planned_on: {column: Due, format: ["%m/%d/%Y %I:%M:%S %p", "%m/%d/%Y", "%b %Y", "%Y"]}`+"\n",
		"PID,Milestone,Due\nP1,a,03/04/2019\nP1,b,3/4/2019 12:00:00 AM\nP1,c,Feb 2020\nP1,d,2021\nP1,e,\nP1,f,TBD\n"+
			"P1,g,13/04/2019\nP1,h,02/30/2019\nP1,i,2019-03-04\nP1,j,12/31/0019\n")
	if got, want := res.Counts, (ingest.Counts{Read: 10, New: 6, SetAside: 4}); got != want || res.Err != nil {
		t.Errorf("counts: got %+v, want %+v (%v)", got, want, res.Err)
	}
	for _, q := range []struct{ query, want string }{
		{"SELECT string_agg(milestone || ' ' || coalesce(planned_on || ' ' || planned_on_precision, '?'), ', ' ORDER BY milestone) FROM milestone",
			"a 2019-03-04 day, b 2019-03-04 day, c 2020-02-29 month, d 2021-12-31 year, e ?, f ?"},
		{"SELECT string_agg(row_number || ' ' || column_name || ' ' || value || ' ' || code, ', ' ORDER BY row_number) FROM reject",
			"8 Due 13/04/2019 impossible_date, 9 Due 02/30/2019 impossible_date, 10 Due 2019-03-04 impossible_date, 11 Due 12/31/0019 impossible_date"},
		{"SELECT reason_en FROM reject WHERE row_number = 8", "Planned on is no date written as MM/DD/YYYY hh:mm:ss AM, MM/DD/YYYY, Mon YYYY, YYYY"},
		{"SELECT reason_en FROM reject WHERE row_number = 11", "a date lies between 1949 and 2100"},
	} {
		if got := c.value(q.query); got != q.want {
			t.Errorf("%s:\ngot  %q\nwant %q", q.query, got, q.want)
		}
	}

	res = c.loadMapped(ingest.Job{Dataset: "monthly_plan"}, "p.csv", `  month: {column: Due, format: "%m/%Y"}`+"\n", "PID,Due,planned ytd\nP1,03/2019,5\n")
	if got := c.value("SELECT month FROM monthly_plan"); got != "2019-03-01" || res.SetAside != 0 {
		t.Errorf("month: got %s (%+v)", got, res)
	}
	res = c.loadMapped(ingest.Job{Dataset: "annual_plan"}, "a.csv", `  year: {column: Due, format: "%m/%d/%Y"}`+"\n", "PID,Due,annual plan\nP1,03/04/2019,5\n")
	if got := c.value("SELECT year FROM annual_plan"); got != "2019" || res.SetAside != 0 {
		t.Errorf("year: got %s (%+v)", got, res)
	}
}

// TestLatest takes one row for a project from a register that repeats it.
func TestLatest(t *testing.T) {
	c := newCity(t)
	job := ingest.Job{Dataset: "project", Latest: "reported_on"}
	res := c.loadMapped(job, "r.csv", "  reported_on: As of\n",
		"PID,Project Name,total cost,As of\n1,new,5,2019-09-01\n1,old,7,2018-01-01\n1,absurd,-7,2017-01-01\n2,only,1,2016-01-01\n3,good,2,2018-01-01\n3,bad,x,2019-01-01\n")
	if got, want := res.Counts, (ingest.Counts{Read: 6, New: 3, SetAside: 1}); got != want || res.Err != nil {
		t.Errorf("counts: got %+v, want %+v (%v)", got, want, res.Err)
	}
	if got, want := c.value("SELECT string_agg(name, ',' ORDER BY project_id) FROM project"), "new,only,good"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got, want := c.value("SELECT string_agg(row_number || column_name, ',') FROM reject"), "7total cost"; got != want {
		t.Errorf("set aside: got %s, want %s", got, want)
	}
	for _, tt := range []struct{ latest, err string }{
		{"reported", `job project: latest: dataset project has no field "reported"`},
		{"actual_start", filepath.Join(c.dir, "x.csv") + ": latest: actual_start of job project is in no column; name it in a mapping"},
	} {
		job.Latest = tt.latest
		if res := c.loadMapped(job, "x.csv", "  name: Project Name\n", "PID,Project Name,Total Cost\n1,a,5\n"); res.Err == nil || res.Err.Error() != tt.err {
			t.Errorf("%s: got %v, want %s", tt.latest, res.Err, tt.err)
		}
	}
}

// TestPatchWithFewerColumns: a file that lacks columns leaves them as they are.
func TestPatchWithFewerColumns(t *testing.T) {
	c := newCity(t)
	c.register()
	if res := c.load("project", "update.csv", "项目编码,项目名称,实际开工时间\nP1,科幻馆,2022-07-01\n"); res.Changed != 1 || res.Err != nil {
		t.Errorf("update: %+v", res)
	}
	if got, want := c.value("SELECT district || ' ' || level || ' ' || total_investment || ' ' || planned_start_precision || ' ' || actual_start FROM project WHERE project_id = 'P1'"),
		"郫都区 provincial 2000000000.00 quarter 2022-07-01"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
