package metrics_test

import (
	"fmt"
	"io/fs"
	"log/slog"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/prometheus/common/expfmt"

	"shixu/exporters/metrics"
	"shixu/pipeline/warehouse"
	"shixu/queries"
	"shixu/queries/session"
)

var settings = metrics.Settings{
	AsOf: time.Date(2023, 10, 31, 0, 0, 0, 0, time.UTC), Rules: session.Rules{Calendar: "monthly", CloseAtCoverage: 0.5}, Currency: "CNY",
}

func open(t *testing.T, path string) *warehouse.Warehouse {
	t.Helper()
	w, err := warehouse.Open(t.Context(), warehouse.Options{Path: path, Migrations: []fs.FS{queries.Migrations()}, Definitions: queries.Definitions()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { w.Close() })
	return w
}

func engine(w *warehouse.Warehouse, now *time.Time) *metrics.Engine {
	return &metrics.Engine{Warehouse: w, Now: func() time.Time { return *now }, Log: slog.New(slog.DiscardHandler)}
}

func parse(t *testing.T, name, text string) *queries.MetricQuery {
	t.Helper()
	q, err := queries.ParseMetricQuery(name, []byte(text), "CNY")
	if err != nil {
		t.Fatal(err)
	}
	return q
}

// text is what a scrape would read, without comments.
func text(t *testing.T, r *metrics.Result) string {
	t.Helper()
	body, err := r.Snapshot.Append(nil, expfmt.NewFormat(expfmt.TypeTextPlain))
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for line := range strings.Lines(string(body)) {
		if !strings.HasPrefix(line, "#") {
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, "")
}

const good = "/*\nmetrics:\n  city_x: {help: h, value: v}\nlabels: [l]\n*/\nSELECT 'a' AS l, 1 AS v\n"

// TestFailingQuery: a query that fails keeps its last good series and says since
// when they stand; other queries, and it itself once it is mended, go on.
func TestFailingQuery(t *testing.T) {
	other := parse(t, "other.sql", strings.ReplaceAll(strings.Replace(good, "1 AS v", "count(*) AS v FROM store.load", 1), "city_x", "city_loads"))
	for _, test := range []struct{ name, first, then, want string }{
		{"data that it cannot take", good + "FROM store.load WHERE CAST(job AS INTEGER) > 0 OR load_id = 1", "", `city_x{l="a"} 1` + "\n"},
		{"data that it cannot take, beside measures", good + "FROM store.load, (SELECT count(*) AS n FROM project_measure) WHERE CAST(job AS INTEGER) > 0 OR load_id = 1", "", `city_x{l="a"} 1` + "\n"},
		{"a series twice", strings.Replace(good, "1 AS v", "1 AS v FROM store.load", 1), "", `city_x{l="a"} 1` + "\n"},
		{"a slip in its SQL", good, strings.Replace(good, "SELECT", "SELCT", 1), `city_x{l="a"} 1` + "\n"},
		{"another label", good, strings.Replace(strings.Replace(good, "[l]", "[m]", 1), "SELECT", "SELCT", 1), ""},
		{"another type", good, strings.Replace(strings.Replace(good, "help: h", "help: h, type: info", 1), "SELECT", "SELCT", 1), ""},
		{"shows nothing", strings.Replace(good, "labels: [l]", "labels: [l]\non_error: drop", 1), strings.Replace(strings.Replace(good, "labels: [l]", "labels: [l]\non_error: drop", 1), "SELECT", "SELCT", 1), ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			w := open(t, "")
			exec(t, w, `INSERT INTO store.load (load_id, job) VALUES (1, '1')`)
			now := time.Date(2023, 11, 1, 8, 0, 0, 0, time.UTC)
			e := engine(w, &now)
			refresh := func(x *queries.MetricQuery) *metrics.Result {
				e.Configure(settings, []*queries.MetricQuery{x, other})
				res, err := e.Refresh(t.Context())
				if err != nil {
					t.Fatal(err)
				}
				return res
			}
			x := parse(t, "x.sql", test.first)
			if res := refresh(x); res.Err() != nil {
				t.Fatal(res.Err())
			}
			exec(t, w, `INSERT INTO store.load (load_id, job) VALUES (2, 'two')`)
			if test.then != "" {
				x = parse(t, "x.sql", test.then)
			}
			now = now.Add(time.Hour)
			res := refresh(x)
			if diff := cmp.Diff(`city_loads{l="a"} 2`+"\n"+test.want, text(t, res)); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
			o := res.Outcomes[0]
			if o.Err == nil {
				t.Error("the query did not fail")
			}
			if age := now.Sub(o.SucceededAt); test.want != "" && age != time.Hour {
				t.Errorf("its series are said to be %v old", age)
			}
			if res := refresh(parse(t, "x.sql", good)); res.Err() != nil || !strings.Contains(text(t, res), `city_x{l="a"} 1`) {
				t.Errorf("mended: %v, %s", res.Err(), text(t, res))
			}
		})
	}
}

// TestMetricOfTwoQueries: of two queries that give a metric the first stands, those that
// come with Shixu before others, and the second says which; after a restart too.
func TestMetricOfTwoQueries(t *testing.T) {
	const mine = "/*\nmetrics:\n  shixu_projects: {help: h, zh: 中, value: v}\n  city_own: {help: h, zh: 中, value: v}\n*/\nSELECT 7 AS v\n"
	all, err := queries.MetricQueries("CNY", fstest.MapFS{
		"aaa.sql": {Data: []byte(mine)},
		"bbb.sql": {Data: []byte(strings.ReplaceAll(good, "city_x", "city_y"))},
		"ccc.sql": {Data: []byte(strings.ReplaceAll(good, "city_x", "city_y"))},
	})
	if err != nil {
		t.Fatal(err)
	}
	of := func(q *queries.MetricQuery) bool {
		return slices.Contains([]string{"projects", "aaa", "bbb", "ccc"}, q.Name)
	}
	all = slices.DeleteFunc(all, func(q *queries.MetricQuery) bool { return !of(q) })
	w := open(t, "")
	exec(t, w, `INSERT INTO store.load (load_id, job) VALUES (1, 'a')`)
	now := time.Date(2023, 11, 1, 8, 0, 0, 0, time.UTC)
	e := engine(w, &now)
	e.Configure(settings, all)
	look := func(what string, res *metrics.Result, err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		failed := map[string]string{}
		for _, o := range res.Outcomes {
			failed[o.Query] = ""
			if o.Err != nil {
				failed[o.Query] = o.Err.Error()
			}
		}
		if diff := cmp.Diff(map[string]string{
			"projects": "", "bbb": "",
			"aaa": "aaa.sql: shixu_projects: metrics/projects.sql gives this metric already; rename it, or name the file projects.sql to replace that one",
			"ccc": "ccc.sql: city_y: bbb.sql gives this metric already; rename it, or name the file bbb.sql to replace that one",
		}, failed); diff != "" {
			t.Errorf("%s: -want +got:\n%s", what, diff)
		}
		if got := text(t, res); !strings.Contains(got, `city_y{l="a"} 1`) || strings.Contains(got, "city_own") || strings.Contains(got, "shixu_projects 7") {
			t.Errorf("%s: %s", what, got)
		}
	}
	res, err := e.Refresh(t.Context())
	look("refreshed", res, err)
	res, err = e.Refresh(t.Context())
	look("refreshed again", res, err)
	again := engine(w, &now)
	again.Configure(settings, all)
	res, err = again.Restore(t.Context())
	look("after a restart", res, err)
}

// TestRestart: what was computed last is there after a restart, of queries that are
// still the same.
func TestRestart(t *testing.T) {
	path := filepath.Join(t.TempDir(), "city.duckdb")
	now := time.Date(2023, 11, 1, 8, 0, 0, 0, time.UTC)
	x, y := parse(t, "x.sql", good), parse(t, "y.sql", strings.ReplaceAll(good, "city_x", "city_y"))
	w := open(t, path)
	e := engine(w, &now)
	e.Configure(settings, []*queries.MetricQuery{x, y})
	if res, err := e.Refresh(t.Context()); err != nil || res.Err() != nil {
		t.Fatal(err, res.Err())
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	e = engine(open(t, path), &now)
	e.Configure(settings, []*queries.MetricQuery{x, parse(t, "y.sql", strings.Replace(strings.ReplaceAll(good, "city_x", "city_y"), "1 AS v", "2 AS v", 1))})
	res, err := e.Restore(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(`city_x{l="a"} 1`+"\n", text(t, res)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// TestRestartAfterFailure: a query that failed in the last refresh is failing after a
// restart too, with what is kept of it.
func TestRestartAfterFailure(t *testing.T) {
	path := filepath.Join(t.TempDir(), "city.duckdb")
	now := time.Date(2023, 11, 1, 8, 0, 0, 0, time.UTC)
	fails := func(name string, labels string) *queries.MetricQuery {
		q := strings.ReplaceAll(strings.Replace(good, "1 AS v", "CASE WHEN count(*) < 2 THEN 1 ELSE error('no') END AS v FROM store.load", 1), "city_x", name)
		return parse(t, name+".sql", strings.Replace(q, "labels: [l]", labels, 1))
	}
	all := []*queries.MetricQuery{parse(t, "x.sql", good), fails("city_kept", "labels: [l]"), fails("city_dropped", "labels: [l]\non_error: drop")}
	w := open(t, path)
	e := engine(w, &now)
	e.Configure(settings, all)
	var res *metrics.Result
	for range 3 {
		var err error
		if res, err = e.Refresh(t.Context()); err != nil {
			t.Fatal(err)
		}
		exec(t, w, `INSERT INTO store.load (load_id) SELECT coalesce(max(load_id), 0) + 1 FROM store.load`)
		now = now.Add(time.Hour)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	e = engine(open(t, path), &now)
	e.Configure(settings, all)
	again, err := e.Restore(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	say := func(r *metrics.Result) (said string) {
		for _, o := range r.Outcomes {
			said += fmt.Sprintln(o.Query, o.Err, o.SucceededAt.UTC(), len(o.Families))
		}
		return said + text(t, r)
	}
	if res.Err() == nil {
		t.Error("nothing failed")
	}
	if diff := cmp.Diff(say(res), say(again)); diff != "" {
		t.Errorf("-before the restart +after it:\n%s", diff)
	}
}

// TestRefreshAfterRefresh: all metrics of an engine that refreshes after each load
// are those of one that begins anew.
func TestRefreshAfterRefresh(t *testing.T) {
	w := open(t, "")
	all, err := queries.MetricQueries("CNY")
	if err != nil {
		t.Fatal(err)
	}
	exec(t, w, `INSERT INTO store.load (load_id, known_on) VALUES (1, DATE '2023-01-01');
		INSERT INTO store.project_key SELECT i, format('P{}', i) FROM range(20) AS t(i);
		INSERT INTO store.project (project_key, name, level, total_investment, planned_start, planned_start_precision, load_id)
		SELECT i, '项目', 'municipal', 1000, DATE '2022-03-31', 'month', 1 FROM range(20) AS t(i);
		INSERT INTO store.annual_plan (project_key, year, planned_investment, load_id) SELECT i, y, 120, 1 FROM range(20) AS t(i), range(2021, 2024) AS u(y);
		INSERT INTO store.investment_report (project_key, month, completed, load_id)
		SELECT i, make_date(2021 + m // 12, 1 + m % 12, 1), 9 + i % 3, 1 FROM range(20) AS t(i), range(33) AS u(m)`)
	now := time.Date(2023, 11, 1, 8, 0, 0, 0, time.UTC)
	e := engine(w, &now)
	e.Configure(settings, all)
	for i, load := range []string{
		`SELECT 1`,
		`UPDATE store.investment_report SET replaced_by = 3 WHERE project_key = 7 AND month = DATE '2023-09-01';
		 INSERT INTO store.investment_report (project_key, month, completed, load_id) VALUES (7, DATE '2023-09-01', 55, 3)`,
		`UPDATE store.investment_report SET replaced_by = 4 WHERE project_key = 8 AND month = DATE '2022-12-01';
		 INSERT INTO store.investment_report (project_key, month, completed, load_id) VALUES (8, DATE '2022-12-01', 70, 4)`,
		`INSERT INTO store.baseline (project_key, approved_on, planned_completion, load_id) VALUES (9, DATE '2023-02-01', DATE '2023-08-31', 5)`,
		`INSERT INTO store.district (code, name_zh, load_id) VALUES ('d1', '锦江区', 6)`,
		`UPDATE store.project SET replaced_by = 7 WHERE project_key < 10;
		 INSERT INTO store.project (project_key, name, district_code, load_id) SELECT i, '新项目', 'd1', 7 FROM range(10) AS t(i)`,
	} {
		exec(t, w, load)
		if i > 0 {
			exec(t, w, `INSERT INTO store.load (load_id, known_on) SELECT max(load_id) + 1, DATE '2023-10-20' FROM store.load`)
		}
		res, err := e.Refresh(t.Context())
		if err == nil {
			err = res.Err()
		}
		if err != nil {
			t.Fatal(err)
		}
		anew := engine(w, &now)
		anew.Configure(settings, all)
		want, err := anew.Evaluate(t.Context(), metrics.View{})
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(text(t, want), text(t, res)); diff != "" {
			t.Fatalf("load %d: -anew +refreshed:\n%s", i+2, diff)
		}
	}
}

// TestOrderOfRows: in which order the rows of a table lie, which is another one after
// a correction, makes no difference to any metric, not in its last digit.
func TestOrderOfRows(t *testing.T) {
	w := open(t, "")
	all, err := queries.MetricQueries("CNY")
	if err != nil {
		t.Fatal(err)
	}
	exec(t, w, `INSERT INTO store.load (load_id, known_on) VALUES (1, DATE '2023-01-01');
		INSERT INTO store.project_key SELECT i, format('P{}', i) FROM range(40) AS t(i)`)
	now := time.Date(2023, 11, 1, 8, 0, 0, 0, time.UTC)
	e := engine(w, &now)
	per := settings
	per.Enabled = map[string]bool{"per_project": true}
	e.Configure(per, all)
	first := ""
	for _, order := range []string{"i", "i DESC", "i % 7, i", "i % 5 DESC, i"} {
		exec(t, w, `DELETE FROM store.project; DELETE FROM store.annual_plan; DELETE FROM store.investment_report;
			INSERT INTO store.project (project_key, name, stage, planned_start, planned_start_precision, planned_completion, planned_completion_precision, load_id)
			SELECT i, '项目', 'preparation', DATE '2023-11-03' + 17 * i::INTEGER, 'day', DATE '2024-11-03' + 17 * i::INTEGER, 'day', 1 FROM range(40) AS t(i) ORDER BY `+order+`;
			INSERT INTO store.annual_plan (project_key, year, planned_investment, load_id) SELECT i, 2023, 100 + i, 1 FROM range(40) AS t(i) ORDER BY `+order+`;
			INSERT INTO store.investment_report (project_key, month, completed, load_id)
			SELECT i, DATE '2023-09-01', 9.07 * i, 1 FROM range(40) AS t(i) ORDER BY `+order)
		res, err := e.Evaluate(t.Context(), metrics.View{})
		if err == nil {
			err = res.Err()
		}
		if err != nil {
			t.Fatal(err)
		}
		if first == "" {
			first = text(t, res)
		} else if diff := cmp.Diff(first, text(t, res)); diff != "" {
			t.Errorf("by %s: -by i +got:\n%s", order, diff)
		}
	}
}

// TestRefreshWhileLoading: queries that are asked side by side see the same data,
// though loads, and steps of warnings, are committed all the time and some queries fail.
func TestRefreshWhileLoading(t *testing.T) {
	w := open(t, "")
	now := time.Date(2023, 11, 1, 8, 0, 0, 0, time.UTC)
	e := engine(w, &now)
	count := strings.Replace(good, "1 AS v", "count(*) AS v FROM (SELECT load_id FROM store.load UNION ALL SELECT load_id FROM store.warning_answer_step)", 1)
	q := []*queries.MetricQuery{
		parse(t, "beside.sql", count),
		parse(t, "with.sql", strings.Replace(count, "city_x", "city_y", 1)+", (SELECT count(*) AS n FROM project_measure)"),
	}
	const failing = 4
	for i := range failing {
		fails := strings.ReplaceAll(count, "city_x", fmt.Sprintf("city_failing_%d", i)) + " WHERE error('no') = 1"
		if i%2 == 0 {
			fails = strings.Replace(fails, " WHERE", ", (SELECT count(*) AS n FROM project_measure) WHERE", 1)
		}
		q = append(q[:i:i], append([]*queries.MetricQuery{parse(t, fmt.Sprintf("failing_%d.sql", i), fails)}, q[i:]...)...)
	}
	e.Configure(settings, q)
	wrote, done, stopped := make(chan struct{}), make(chan struct{}), make(chan error, 1)
	go func() {
		for id := 1; ; id++ {
			select {
			case <-done:
				stopped <- nil
				return
			default:
				write := `INSERT INTO store.warning_answer_step (load_id, action, asked_on, outcome, written_at) VALUES (?, 'verify', DATE '2023-10-05', 'taken', TIMESTAMP '2023-10-05 08:00:00')`
				if id%5 == 0 {
					write = `INSERT INTO store.load (load_id, known_on) VALUES (?, DATE '2023-10-05')`
				}
				if _, err := w.DB.Exec(write, id); err != nil {
					stopped <- err
					return
				}
				select {
				case wrote <- struct{}{}:
				default: // nobody waits for it
				}
			}
		}
	}()
	versions := map[string]bool{}
	for range 10 {
		select {
		case <-wrote:
		case err := <-stopped:
			t.Fatal(err)
		}
		res, err := e.Refresh(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		failed := 0
		for _, o := range res.Outcomes {
			if o.Err != nil {
				failed++
			}
		}
		if failed != failing {
			t.Errorf("%d queries failed, not %d: %v", failed, failing, res.Err())
		}
		got := text(t, res)
		beside, with, _ := strings.Cut(got, "\n")
		if with != strings.Replace(beside, "city_x", "city_y", 1)+"\n" {
			t.Errorf("asked side by side: %s", got)
		}
		versions[got] = true
	}
	close(done)
	if err := <-stopped; err != nil {
		t.Fatal(err)
	}
	if len(versions) != 10 {
		t.Errorf("only %d versions of the data were seen, though each refresh came after a write", len(versions))
	}
}

func exec(t *testing.T, w *warehouse.Warehouse, query string) {
	t.Helper()
	if _, err := w.DB.ExecContext(t.Context(), query); err != nil {
		t.Fatalf("%s: %v", query, err)
	}
}
