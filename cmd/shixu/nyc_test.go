package main

import (
	"encoding/csv"
	"math/big"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// nycReport is one row of New York's file, as published.
type nycReport struct {
	pid, borough, category, phase, completion, budget string
	completionChange, budgetChange                    string // since the last report, as published
	on                                                time.Time
}

// readNYC reads the file without Shixu: the reports of each project, in order.
func readNYC(t *testing.T) map[string][]nycReport {
	t.Helper()
	f, err := os.Open(filepath.Join(os.Getenv("SHIXU_SHARED"), "data/nyc_capital_projects_2014_2019/NYC_capital_projects_20190901.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	at := map[string]int{}
	for i, name := range rows[0] {
		at[name] = i
	}
	projects := map[string][]nycReport{}
	for _, row := range rows[1:] {
		cell := func(name string) string { return row[at[name]] }
		on, err := time.Parse("01/02/2006 03:04:05 PM", cell("Date Reported As Of"))
		if err != nil {
			t.Fatal(err)
		}
		r := nycReport{cell("PID"), cell("Borough"), cell("Category"), cell("Current Phase"), cell("Forecast Completion"), cell("Budget Forecast"),
			cell("Latest Schedule Changes"), cell("Latest Budget Changes"), on}
		projects[r.pid] = append(projects[r.pid], r)
	}
	for _, reports := range projects {
		slices.SortFunc(reports, func(a, b nycReport) int { return a.on.Compare(b.on) })
	}
	return projects
}

// TestNewYork loads the file and compares what our SQL says of it with what
// the city published beside it, and with what is counted here by hand.
func TestNewYork(t *testing.T) {
	dir, config := example(t, "nyc")
	run(t, exitDone, "ingest", config)
	published := readNYC(t)

	t.Run("Counts", func(t *testing.T) {
		blank := map[string]int{}
		reports := 0
		for _, p := range published {
			for _, r := range p {
				reports++
				for field, cell := range map[string]string{"phase": r.phase, "completion": r.completion, "budget": r.budget} {
					if cell == "" {
						blank[field]++
					}
				}
			}
		}
		if diff := cmp.Diff(map[string]int{"phase": 105, "completion": 122, "budget": 106}, blank); reports != 2259 || diff != "" {
			t.Fatalf("another file? %d reports, blank cells -want +got:\n%s", reports, diff)
		}
		got := ask(t, dir, `
			SELECT count(*), count(DISTINCT project_id), count(DISTINCT reported_on),
			       count(*) - count(phase), count(*) - count(forecast_completion), count(*) - count(forecast_cost)
			FROM schedule_report`)
		want := [][]string{{"2259", "378", "15", "105", "122", "106"}}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("-want +got:\n%s", diff)
		}
		if got := ask(t, dir, "SELECT count(*) FROM reject"); got[0][0] != "0" {
			t.Errorf("%s problems, want none", got[0][0])
		}
	})

	t.Run("Changes", func(t *testing.T) {
		var completion, budget comparison
		for _, row := range ask(t, dir, `
			SELECT project_id, reported_on, completion_since, completion_change_days, cost_since, cost_change FROM schedule_change`) {
			reports := published[row[0]]
			i := slices.IndexFunc(reports, func(r nycReport) bool { return r.on.Format(time.DateOnly) == row[1] })
			if i < 0 {
				t.Fatalf("project %s has no report of %s", row[0], row[1])
			}
			if i == 0 {
				if row[3] != "" || row[5] != "" {
					t.Errorf("project %s changed before its first report: %v", row[0], row)
				}
				continue
			}
			// The city compares neighbouring snapshots only.
			before := reports[i-1].on.Format(time.DateOnly)
			completion.add(t, row[0], row[2] == before, row[3], reports[i].completionChange, new(big.Rat))
			// It publishes whole dollars.
			budget.add(t, row[0], row[4] == before, row[5], reports[i].budgetChange, big.NewRat(1, 1))
		}
		if got, want := completion, (comparison{1766, 1762, 1775, 1771, []string{"267", "314", "366", "449"}}); !got.equal(want) {
			t.Errorf("completion: got %+v, want %+v", got, want)
		}
		if got, want := budget, (comparison{1779, 1775, 1786, 1782, []string{"314", "366", "449", "570"}}); !got.equal(want) {
			t.Errorf("budget: got %+v, want %+v", got, want)
		}
	})

	boroughs := map[string]int{}
	var cost big.Rat
	for _, p := range published {
		last := p[len(p)-1]
		boroughs[expectedBorough(t, last.borough)]++
		if last.budget != "" {
			amount, _ := new(big.Rat).SetString(last.budget)
			cost.Add(&cost, amount)
		}
	}
	want := map[string]int{"Bronx": 26, "Brooklyn": 52, "Manhattan": 34, "Queens": 34, "Staten Island": 14,
		"Citywide": 11, "Multiple boroughs": 7, "Upstate / outside the city": 8, "unknown": 192}
	if diff := cmp.Diff(want, boroughs); diff != "" {
		t.Fatalf("another file? projects by borough -want +got:\n%s", diff)
	}

	e := parse(t, run(t, exitDone, "metrics", config))
	t.Run("Metrics", func(t *testing.T) {
		lint(t, e)
		got := map[string]int{}
		for name := range want {
			got[name] = int(e.sum("nyc_projects", labels{"district": name}))
		}
		if diff := cmp.Diff(want, got); diff != "" || e.sum("nyc_projects", nil) != 378 {
			t.Errorf("projects by borough: -want +got:\n%s", diff)
		}
		if got, want := big.NewFloat(e.sum("nyc_forecast_cost_usd", nil)).Text('f', 0), cost.FloatString(0); got != want {
			t.Errorf("forecast cost: got %s, want %s", got, want)
		}
		for name := range e {
			if strings.HasSuffix(name, "_cny") {
				t.Errorf("%s: the warehouse is in dollars", name)
			}
		}
		if !e.has("shixu_reserve_investment_usd", nil) || !e.has("nyc_forecast_cost_change_usd", labels{"district": "Queens"}) {
			t.Error("amounts in dollars are missing")
		}
	})
	t.Run("AsOf", func(t *testing.T) {
		asOf := time.Date(2014, 1, 31, 0, 0, 0, 0, time.UTC)
		want := 0.0
		for _, p := range published {
			if !p[0].on.After(asOf) {
				want++
			}
		}
		early := parse(t, run(t, exitDone, "metrics", config, "--as-of="+asOf.Format(time.DateOnly)))
		if got := early.sum("nyc_projects", nil); got != want {
			t.Errorf("projects reported by January 2014: got %v, want %v", got, want)
		}
	})
}

// A comparison counts pairs of reports: those of neighbouring snapshots and
// all, and how many of each changed as published.
type comparison struct {
	pairs, same, allPairs, allSame int
	differ                         []string // projects
}

func (c *comparison) add(t *testing.T, pid string, neighbours bool, got, published string, tolerance *big.Rat) {
	t.Helper()
	if got == "" {
		return
	}
	g, ok := new(big.Rat).SetString(got)
	p, ok2 := new(big.Rat).SetString(published)
	if !ok || !ok2 {
		t.Errorf("project %s: got change %q, published %q", pid, got, published)
		return
	}
	off := g.Sub(g, p)
	same := off.Sign() == 0 || off.Abs(off).Cmp(tolerance) < 0
	c.allPairs++
	if neighbours {
		c.pairs++
	}
	switch {
	case same && neighbours:
		c.same++
		c.allSame++
	case same:
		c.allSame++
	case !slices.Contains(c.differ, pid):
		c.differ = append(c.differ, pid)
	}
	slices.Sort(c.differ)
}

func (c comparison) equal(o comparison) bool {
	return c.pairs == o.pairs && c.same == o.same && c.allPairs == o.allPairs && c.allSame == o.allSame && slices.Equal(c.differ, o.differ)
}

// expectedBorough is what a person would make of the file's cells.
func expectedBorough(t *testing.T, cell string) string {
	switch {
	case cell == "":
		return "unknown"
	case strings.Contains(cell, ","):
		return "Multiple boroughs"
	}
	switch cell {
	case "Bronx", "Brooklyn", "Manhattan", "Queens", "Staten Island", "Citywide":
		return cell
	case "Manhatten", "New York": // misspelt; the county
		return "Manhattan"
	case "Upstate", "Carmel", "Marlboro", "Olive", "Port Jervis", "Valhalla":
		return "Upstate / outside the city"
	}
	t.Fatalf("a borough nobody has seen: %q", cell)
	return ""
}
