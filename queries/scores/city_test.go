package scores_test

import (
	"context"
	"database/sql"
	"fmt"
	"io/fs"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"shixu/pipeline/warehouse"
	"shixu/queries"
	"shixu/queries/scores"
	"shixu/queries/session"
)

// A city is a small one, drawn at random, in a warehouse of its own.
type city struct {
	w     *warehouse.Warehouse
	asOf  time.Time
	years int // plan years, the last being 2023
	// What was drawn, for computing it once more.
	projects []project
	targets  map[[3]int]int64 // year, quarter, district: promised
	bonus    map[[3]int]int64 // points that people gave or took
}

// A project is of a district, by its number; amounts are small whole numbers,
// so that figures are often equal.
type project struct {
	district int
	kind     string
	planned  map[int]int64
	ytd      map[[2]int]int64 // by year and quarter
}

var rules = session.Rules{Calendar: "monthly", CloseAtCoverage: 0.5}

func openEmpty(t testing.TB) *warehouse.Warehouse {
	t.Helper()
	w, err := warehouse.Open(t.Context(), warehouse.Options{Migrations: []fs.FS{queries.Migrations()}, Definitions: queries.Definitions()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { w.Close() })
	return w
}

// drawCity fills the warehouse anew.
func drawCity(t *rapid.T, w *warehouse.Warehouse) *city {
	c := &city{w: w, years: rapid.IntRange(1, 2).Draw(t, "years"), targets: map[[3]int]int64{}, bonus: map[[3]int]int64{}}
	month := rapid.SampledFrom([]time.Month{4, 6, 10, 12}).Draw(t, "month")
	c.asOf = time.Date(2023, month+1, 0, 0, 0, 0, 0, time.UTC)
	last := int(month) / 3 // quarters of 2023 that are reported
	districts := rapid.IntRange(1, 6).Draw(t, "districts")
	var stmts []string
	add := func(format string, args ...any) { stmts = append(stmts, fmt.Sprintf(format, args...)) }
	for _, table := range []string{"district", "project_key", "project", "annual_plan", "investment_report", "target", "score_adjustment", "load",
		"score_quarter", "score_item", "score", "score_indicator", "score_list"} {
		add("DELETE FROM store.%s", table)
	}
	add("INSERT INTO store.load (load_id, known_on) VALUES (1, DATE '2023-01-01')")
	for d := range districts {
		add("INSERT INTO store.district (code, name_zh, load_id) VALUES ('%d', '%s', 1)", d, name(d))
		for range rapid.IntRange(0, 4).Draw(t, "projects") {
			p := project{district: d, kind: rapid.SampledFrom([]string{"continuing", "completion", "new_start"}).Draw(t, "kind"),
				planned: map[int]int64{}, ytd: map[[2]int]int64{}}
			key := len(c.projects) + 1
			add("INSERT INTO store.project_key (project_key, project_id) VALUES (%d, 'P%d')", key, key)
			add("INSERT INTO store.project (project_key, district_code, load_id) VALUES (%d, '%d', 1)", key, d)
			for year := 2024 - c.years; year <= 2023; year++ {
				p.planned[year] = rapid.SampledFrom([]int64{0, 4, 4, 8}).Draw(t, "planned")
				add("INSERT INTO store.annual_plan (project_key, year, planned_investment, plan_kind, load_id) VALUES (%d, %d, %d, '%s', 1)", key, year, p.planned[year], p.kind)
				sum := int64(0)
				for q := 1; q <= 4 && (year < 2023 || q <= last); q++ {
					sum += rapid.SampledFrom([]int64{0, 1, 1, 2, -1}).Draw(t, "done")
					p.ytd[[2]int{year, q}] = sum
					add("INSERT INTO store.investment_report (project_key, month, completed_ytd, load_id) VALUES (%d, DATE '%d-%02d-01', %d, 1)", key, year, 3*q, sum)
				}
			}
			c.projects = append(c.projects, p)
		}
		for q := 1; q <= 4; q++ {
			if rapid.Bool().Draw(t, "promised") {
				v := rapid.Int64Range(0, 4).Draw(t, "target")
				c.targets[[3]int{2023, q, d}] = v
				add("INSERT INTO store.target (year, quarter, district_code, measure, value, load_id) VALUES (2023, %d, '%d', 'investment', %d, 1)", q, d, v)
			}
			if v := rapid.SampledFrom([]int64{0, 0, 0, 3, 15, -4, -20}).Draw(t, "adjusted"); v != 0 {
				c.bonus[[3]int{2023, q, d}] = v
				kind := map[bool]string{true: "bonus", false: "deduction"}[v > 0]
				add("INSERT INTO store.score_adjustment (year, quarter, entity, kind, item, points, load_id) VALUES (2023, %d, '%s', '%s', 'x', abs(%d), 1)", q, name(d), kind, v)
			}
			if rapid.IntRange(0, 4).Draw(t, "exempt") == 0 {
				add("INSERT INTO store.score_adjustment (year, quarter, entity, kind, item, load_id) VALUES (2023, %d, '%s', 'exemption', 'y', 1)", q, name(d))
			}
		}
	}
	if _, err := w.DB.Exec(strings.Join(stmts, ";\n")); err != nil {
		t.Fatal(err)
	}
	// Another city without a new load: what is shared is of the one before.
	if err := w.AtDesk(context.Background(), func(conn *sql.Conn) error { return session.Unshare(context.Background(), conn) }); err != nil {
		t.Fatal(err)
	}
	return c
}

func name(d int) string { return string(rune('甲' + d)) }

// drawScheme makes a scheme of random weights and rules.
func drawScheme(t *rapid.T) *queries.Scoring {
	first := rapid.IntRange(1, 98).Draw(t, "weight")
	second := rapid.IntRange(1, 99-first).Draw(t, "weight")
	by := rapid.SampledFrom([]string{"{by: value}", "{by: elapsed}", "{by: best}", "{by: value, zero: 0.25, full: 0.75}", "{by: steps, steps: [{from: 0.25, points: 2}, {from: 0.5, points: 7.25}]}",
		"{by: place, steps: [{to: 1, points: 9}, {to: 3, points: 4}]}"})
	missing := rapid.SampledFrom([]string{"zero", "average"})
	text := fmt.Sprintf(`
title: {zh: 试, en: Test}
base:
  a: {indicator: investment_progress, parameters: {plan_kind: continuing}, weight: %d, points: %s, missing: %s}
  b: {indicator: investment_progress, weight: %d, points: %s, missing: %s, cap: 150}
  c: {indicator: investment_contribution, weight: %d, points: {by: best}, missing: %s}
bonus: {cap: 10, items: {d: {indicator: plan_kind_points, each: 3, cap: 12}}}
deduction: {cap: 6}
measures:
  target: {indicator: target_completion}
ties: [%s]
sequences:
  districts:
    red: {top: %d, when: {item: target, %s: 1}}
    black: {bottom: %d, when: {item: target, below: 1}}
`, first, by.Draw(t, "by"), missing.Draw(t, "missing"), second, by.Draw(t, "by"), missing.Draw(t, "missing"), 100-first-second, missing.Draw(t, "missing"),
		rapid.SampledFrom([]string{"", "b", "target, a", "c"}).Draw(t, "ties"),
		rapid.IntRange(1, 3).Draw(t, "top"), rapid.SampledFrom([]string{"above", "at_least"}).Draw(t, "sign"), rapid.IntRange(1, 3).Draw(t, "bottom"))
	s, err := queries.ParseScheme("test.yaml", []byte(text))
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	indicators, err := queries.Indicators()
	if err != nil {
		t.Fatal(err)
	}
	sequences, err := queries.Sequences()
	if err != nil {
		t.Fatal(err)
	}
	scoring, err := queries.Resolve(s, indicators, sequences)
	if err != nil {
		t.Fatal(err)
	}
	return scoring
}

// scored prepares a connection and hands it on.
func (c *city) scored(t *rapid.T, by *scores.Scorer, o scores.Options, use func(conn *sql.Conn)) {
	ctx := context.Background()
	conn, err := c.w.DB.Conn(ctx)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	d, err := session.Speak(ctx, conn, c.asOf, rules)
	if err != nil {
		t.Fatal(err)
	}
	if err := by.Prepare(ctx, conn, d, o); err != nil {
		t.Fatal(err)
	}
	use(conn)
}

// rows reads a query as texts.
func rows(t *rapid.T, conn interface {
	QueryContext(context.Context, string, ...any) (*sql.Rows, error)
}, query string) [][]string {
	r, err := conn.QueryContext(context.Background(), "SELECT COLUMNS(*)::VARCHAR FROM ("+query+")")
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	columns, err := r.Columns()
	if err != nil {
		t.Fatal(err)
	}
	var all [][]string
	for r.Next() {
		line := make([]sql.NullString, len(columns))
		into := make([]any, len(columns))
		for i := range line {
			into[i] = &line[i]
		}
		if err := r.Scan(into...); err != nil {
			t.Fatal(err)
		}
		texts := make([]string, len(columns))
		for i, l := range line {
			texts[i] = l.String
		}
		all = append(all, texts)
	}
	if err := r.Err(); err != nil {
		t.Fatal(err)
	}
	return all
}
