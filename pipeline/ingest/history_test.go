package ingest_test

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"sort"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"shixu/pipeline/ingest"
	"shixu/queries/session"
)

// A figure is what a report says of a project's month, in yuan; nil is nothing.
type figure struct {
	completed, ytd *int
	note           string
}

// A version is a figure as one load brought it.
type version struct {
	knownOn int // day of October 2023
	load    int64
	figure
}

// cell names a project and a month.
type cell struct {
	project string
	month   int
}

// A history is the model of store.investment_report: for every cell its
// versions in the order in which they became known.
type history map[cell][]version

// add takes a row into the history. Without a note column the note before
// stands. What says what was known before it leaves no trace.
func (h history) add(c cell, v version, notes bool) {
	chain := h[c]
	at := sort.Search(len(chain), func(i int) bool { return chain[i].knownOn > v.knownOn })
	if at > 0 {
		if !notes {
			v.note = chain[at-1].note
		}
		if same(chain[at-1].figure, v.figure) {
			return
		}
	}
	h[c] = slices.Insert(chain, at, v)
}

func same(a, b figure) bool {
	return money(a.completed) == money(b.completed) && money(a.ytd) == money(b.ytd) && a.note == b.note
}

func money(v *int) string {
	if v == nil {
		return ""
	}
	return fmt.Sprintf("%d.00", *v)
}

// on is what was known on a day, as the view investment_report shows it:
// with what was not reported derived.
func (h history) on(day int) []string {
	var rows []string
	years := map[string][]cell{}
	known := map[cell]figure{}
	for c, chain := range h {
		for _, v := range chain {
			if v.knownOn <= day {
				known[c] = v.figure
			}
		}
		if _, ok := known[c]; ok {
			year := fmt.Sprint(c.project, c.month/12)
			years[year] = append(years[year], c)
		}
	}
	for _, cells := range years {
		sort.Slice(cells, func(i, j int) bool { return cells[i].month < cells[j].month })
		before := 0
		for _, c := range cells {
			f := known[c]
			completed, ytd, derived := 0, 0, ""
			switch {
			case f.ytd == nil:
				completed, ytd, derived = *f.completed, before+*f.completed, "completed_ytd"
			case f.completed == nil:
				completed, ytd, derived = *f.ytd-before, *f.ytd, "completed"
			default:
				completed, ytd = *f.completed, *f.ytd
			}
			before = ytd
			rows = append(rows, fmt.Sprintf("%s %s %d.00 %d.00 %s %s", c.project, monthName(c.month), completed, ytd, derived, f.note))
		}
	}
	sort.Strings(rows)
	return rows
}

// revisions are the figures that later versions changed.
func (h history) revisions() []string {
	var rows []string
	for c, chain := range h {
		for i := 1; i < len(chain); i++ {
			o, n := chain[i-1], chain[i]
			for _, f := range []struct{ field, old, now string }{
				{"completed", money(o.completed), money(n.completed)}, {"completed_ytd", money(o.ytd), money(n.ytd)}, {"progress_note", o.note, n.note},
			} {
				if f.old != f.now {
					rows = append(rows, fmt.Sprintf("%s %s %s %s->%s %d->%d", c.project, monthName(c.month), f.field, f.old, f.now, o.load, n.load))
				}
			}
		}
	}
	sort.Strings(rows)
	return rows
}

func monthName(m int) string { return fmt.Sprintf("%d-%02d-01", 2022+m/12, m%12+1) }

// drawReport draws a file of reports: some of the cells, with some of the columns.
func drawReport(t *rapid.T, projects []string, unique int) (rows map[cell]figure, notes bool, text string) {
	columns := rapid.SampledFrom([]string{"both", "month", "ytd", "mixed"}).Draw(t, "columns")
	notes = rapid.Bool().Draw(t, "notes")
	rows = map[cell]figure{}
	var b strings.Builder
	b.WriteString("项目编码,月份")
	if columns != "ytd" {
		b.WriteString(",本月完成投资(元)")
	}
	if columns != "month" {
		b.WriteString(",累计完成投资(元)")
	}
	if notes {
		b.WriteString(",形象进度")
	}
	// A column that means nothing keeps two files from being the same.
	fmt.Fprintf(&b, ",x%d\n", unique)
	for _, p := range projects {
		for m := range 16 {
			if !rapid.Bool().Draw(t, "reported") {
				continue
			}
			var f figure
			month, ytd := rapid.IntRange(-2, 5).Draw(t, "completed"), rapid.IntRange(0, 9).Draw(t, "ytd")
			which := columns
			if columns == "mixed" {
				which = rapid.SampledFrom([]string{"both", "month", "ytd"}).Draw(t, "given")
			}
			if which != "ytd" {
				f.completed = &month
			}
			if which != "month" {
				f.ytd = &ytd
			}
			fmt.Fprintf(&b, "%s,%s", p, monthName(m))
			if columns != "ytd" {
				b.WriteString("," + money(f.completed))
			}
			if columns != "month" {
				b.WriteString("," + money(f.ytd))
			}
			if notes {
				f.note = rapid.SampledFrom([]string{"", "封顶", "掘进"}).Draw(t, "note")
				b.WriteString("," + f.note)
			}
			b.WriteString(",1\n")
			rows[cell{p, m}] = f
		}
	}
	return rows, notes, b.String()
}

// known is a query's rows as they were known on a day of October 2023.
func (c *city) known(day int, query string) []string {
	c.t.Helper()
	conn, err := c.w.DB.Conn(context.Background())
	if err != nil {
		c.t.Fatal(err)
	}
	defer conn.Close()
	if err := session.KnownOn(context.Background(), conn, time.Date(2023, 10, day, 0, 0, 0, 0, time.UTC)); err != nil {
		c.t.Fatal(err)
	}
	return connRows(c.t, conn, query)
}

func connRows(t *testing.T, conn *sql.Conn, query string) []string {
	t.Helper()
	rows, err := conn.QueryContext(context.Background(), query)
	if err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	defer rows.Close()
	all := []string(nil)
	for rows.Next() {
		var v sql.NullString
		if err := rows.Scan(&v); err != nil {
			t.Fatal(err)
		}
		all = append(all, v.String)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return all
}

// registerMany registers projects by the given ids.
func (c *city) registerMany(ids []string) {
	c.t.Helper()
	var b strings.Builder
	b.WriteString("项目编码,项目名称\n")
	for _, id := range ids {
		fmt.Fprintf(&b, "%s,项目%s\n", id, id)
	}
	if res := c.load("project", "many.csv", b.String()); res.Err != nil || res.SetAside > 0 {
		c.t.Fatalf("%+v", res)
	}
}

// TestHistory loads random files, known on random days in any order, and asks
// for every day what was known then, and for every revision.
func TestHistory(t *testing.T) {
	c := newCity(t)
	files, n := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		n++
		projects := []string{fmt.Sprintf("H%d-1", n), fmt.Sprintf("H%d-2", n)}
		c.registerMany(projects)
		h := history{}
		for range rapid.IntRange(2, 6).Draw(t, "files") {
			files++
			day := rapid.IntRange(1, 6).Draw(t, "day")
			rows, notes, text := drawReport(t, projects, files)
			if len(rows) == 0 {
				continue
			}
			path := c.write(fmt.Sprintf("history/%d.csv", files), text)
			job := ingest.Job{Name: "reports", Dataset: "investment_report", Files: []string{path}, KnownOn: ingest.KnownOn(fmt.Sprintf("2023-10-%02d", day))}
			res := c.run(job)
			if res.Err != nil || res.SetAside > 0 {
				t.Fatalf("%+v\n%s", res, text)
			}
			for c, f := range rows {
				h.add(c, version{day, res.LoadID, f}, notes)
			}
			if again := c.run(job); again.Already == nil {
				t.Fatalf("the same file again: %+v", again)
			}
		}
		mine := fmt.Sprintf("project_id IN ('%s', '%s')", projects[0], projects[1])
		for day := range 8 {
			got := c.known(day, "SELECT concat_ws(' ', project_id, month, completed, completed_ytd, coalesce(derived, ''), coalesce(progress_note, '')) FROM investment_report WHERE "+mine+" ORDER BY 1")
			if diff := cmp.Diff(h.on(day), got); diff != "" {
				t.Fatalf("known on 2023-10-%02d (-want +got):\n%s", day, diff)
			}
		}
		got := column(c.t, c.w.DB, "SELECT concat_ws(' ', project_id, key, field, coalesce(old_value, '') || '->' || coalesce(new_value, ''), old_load_id || '->' || load_id) AS r FROM revision WHERE dataset = 'investment_report' AND "+mine+" ORDER BY 1")
		if diff := cmp.Diff(h.revisions(), got); diff != "" {
			t.Fatalf("revisions (-want +got):\n%s", diff)
		}
	})
}

// TestSplitOrWhole loads the same rows in one file and in several.
func TestSplitOrWhole(t *testing.T) {
	c := newCity(t)
	n := 0
	rapid.Check(t, func(t *rapid.T) {
		n++
		split, alone := fmt.Sprintf("A%d-", n), fmt.Sprintf("B%d-", n)
		c.registerMany([]string{split + "1", split + "2", alone + "1", alone + "2"})
		var files [3]strings.Builder
		for i := range files {
			fmt.Fprintf(&files[i], "项目编码,年度,年度计划投资(元),x%d-%d\n", n, i)
		}
		var whole strings.Builder
		fmt.Fprintf(&whole, "项目编码,年度,年度计划投资(元),y%d\n", n)
		for p := range 2 {
			for y := range 3 {
				v := rapid.IntRange(0, 1000).Draw(t, "plan")
				fmt.Fprintf(&files[rapid.IntRange(0, 2).Draw(t, "file")], "%s%d,%d,%d,1\n", split, p+1, 2020+y, v)
				fmt.Fprintf(&whole, "%s%d,%d,%d,1\n", alone, p+1, 2020+y, v)
			}
		}
		for i := range files {
			if strings.Count(files[i].String(), "\n") > 1 {
				if res := c.load("annual_plan", fmt.Sprintf("part%d-%d.csv", n, i), files[i].String()); res.Err != nil || res.SetAside > 0 {
					t.Fatalf("%+v", res)
				}
			}
		}
		if res := c.load("annual_plan", fmt.Sprintf("whole%d.csv", n), whole.String()); res.Err != nil || res.New != 6 {
			t.Fatalf("%+v", res)
		}
		plans := func(of string) []string {
			return column(c.t, c.w.DB, "SELECT concat_ws(' ', project_id[2:], year, planned_investment) FROM annual_plan WHERE starts_with(project_id, ?) ORDER BY 1", of)
		}
		if diff := cmp.Diff(plans(split), plans(alone)); diff != "" {
			t.Errorf("split and whole (-split +whole):\n%s", diff)
		}
	})
}

// TestRegisterHistory follows a register, which only says what it says.
func TestRegisterHistory(t *testing.T) {
	c := newCity(t)
	c.register()
	for i, f := range []struct {
		knownOn, text string
		want          ingest.Counts
	}{
		{"2023-11-02", "项目编码,项目名称,业主单位\nP1,科幻馆,城投\n", ingest.Counts{Read: 1, Changed: 1}},
		{"2023-11-03", "项目编码,项目名称,项目级别\nP1,科幻馆,市级\n", ingest.Counts{Read: 1, Changed: 1}},
		{"2023-11-04", "项目编码,项目名称,业主单位,总投资(亿元)\nP1,科幻馆,,20\n", ingest.Counts{Read: 1, Same: 1}},
		// The same last day, known more precisely.
		{"2023-11-05", "项目编码,项目名称,计划开工时间\nP1,科幻馆,2022年9月\n", ingest.Counts{Read: 1, Changed: 1}},
		// Found late: known before the level changed.
		{"2023-11-02", "项目编码,项目名称,总投资(亿元)\nP1,科幻馆,19\n", ingest.Counts{Read: 1, Changed: 1}},
		// Known before all: the register came on the first.
		{"2023-10-01", "项目编码,项目名称,业主单位\nP1,科幻馆,筹建处\n", ingest.Counts{Read: 1, Changed: 1}},
	} {
		path := c.write(fmt.Sprintf("register%d.csv", i), f.text)
		res := c.run(ingest.Job{Name: "project", Dataset: "project", Files: []string{path}, KnownOn: ingest.KnownOn(f.knownOn)})
		if res.Err != nil || res.Counts != f.want {
			t.Errorf("file %d: got %+v, want %+v (%v)", i, res.Counts, f.want, res.Err)
		}
	}
	const row = "concat_ws(' ', owner, level, (total_investment / 100000000)::INTEGER, planned_start, planned_start_precision)"
	for _, k := range []struct{ day, want string }{
		{"2023-09-30", ""},
		{"2023-10-01", "筹建处"},
		{"2023-11-01", "provincial 20 2022-09-30 quarter"},
		{"2023-11-02", "城投 provincial 19 2022-09-30 quarter"},
		{"2023-11-03", "城投 municipal 20 2022-09-30 quarter"},
		{"2023-11-05", "城投 municipal 20 2022-09-30 month"},
	} {
		conn, err := c.w.DB.Conn(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		day, _ := time.Parse(time.DateOnly, k.day)
		if err := session.KnownOn(t.Context(), conn, day); err != nil {
			t.Fatal(err)
		}
		got := strings.Join(connRows(t, conn, "SELECT "+row+" FROM project WHERE project_id = 'P1'"), "; ")
		if got != k.want {
			t.Errorf("known on %s: got %q, want %q", k.day, got, k.want)
		}
		conn.Close()
	}
	if got, want := c.value("SELECT "+row+" FROM project WHERE project_id = 'P1'"), "城投 municipal 20 2022-09-30 month"; got != want {
		t.Errorf("now: got %q, want %q", got, want)
	}
}

// TestSameContentOtherMonth: the figures of two months may be the same; the
// file's name then tells the reports apart.
func TestSameContentOtherMonth(t *testing.T) {
	c := newCity(t)
	c.register()
	const text = "项目编码,累计完成投资(万元)\nP1,100\n"
	for _, f := range []struct {
		name    string
		already bool
	}{{"2023年8月.csv", false}, {"2023年9月.csv", false}, {"copy/2023年9月.csv", true}, {"2023年9月 (1).csv", true}, {"2023年8月.csv", true}} {
		if res := c.load("investment_report", f.name, text); res.Err != nil || (res.Already != nil) != f.already {
			t.Errorf("%s: %+v", f.name, res)
		}
	}
	if got, want := c.value("SELECT string_agg(month, ' ' ORDER BY month) FROM investment_report"), "2023-08-01 2023-09-01"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
