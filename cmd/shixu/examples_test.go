package main

import (
	"bytes"
	"context"
	"database/sql"
	"os"
	"path/filepath"
	"strings"
	"testing"

	_ "github.com/duckdb/duckdb-go/v2"
	"github.com/google/go-cmp/cmp"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/testutil"
	dto "github.com/prometheus/client_model/go"
)

// example copies a folder of examples, edited, to where its warehouse may be
// made, and returns the flag that names its configuration. The data are
// published by others and not in this repository.
func example(t *testing.T, name string, edit ...string) (dir, config string) {
	t.Helper()
	shared := os.Getenv("SHIXU_SHARED")
	if shared == "" {
		t.Skip("SHIXU_SHARED is not set; it names the folder that holds data/nyc_capital_projects_2014_2019 and data/oc4ids")
	}
	abs, err := filepath.Abs(shared)
	if err != nil {
		t.Fatal(err)
	}
	t.Setenv("SHIXU_SHARED", abs)
	dir = t.TempDir()
	if err := os.CopyFS(dir, os.DirFS(filepath.Join("..", "..", "examples", name))); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(dir, "shixu.yaml")
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(strings.NewReplacer(edit...).Replace(string(text))), 0o644); err != nil {
		t.Fatal(err)
	}
	return dir, "--config.file=" + file
}

// ask returns what a query of an example's warehouse yields, as text.
func ask(t *testing.T, dir, query string) [][]string {
	t.Helper()
	db, err := sql.Open("duckdb", filepath.Join(dir, "shixu.duckdb")+"?access_mode=read_only")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	rows, err := db.Query("SELECT COLUMNS(*)::VARCHAR FROM (" + query + ")")
	if err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		t.Fatal(err)
	}
	var answer [][]string
	for rows.Next() {
		cells := make([]sql.NullString, len(columns))
		into := make([]any, len(columns))
		for i := range cells {
			into[i] = &cells[i]
		}
		if err := rows.Scan(into...); err != nil {
			t.Fatal(err)
		}
		row := make([]string, len(columns))
		for i, c := range cells {
			row[i] = c.String // "" for NULL
		}
		answer = append(answer, row)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return answer
}

// lint reports what promlint has against an exposition.
func lint(t *testing.T, e scrape) {
	t.Helper()
	problems, err := testutil.GatherAndLint(prometheus.GathererFunc(func() ([]*dto.MetricFamily, error) {
		var all []*dto.MetricFamily
		for _, f := range e {
			all = append(all, f)
		}
		return all, nil
	}))
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range problems {
		t.Errorf("%s: %s", p.Metric, p.Text)
	}
}

func TestOC4IDS(t *testing.T) {
	dir, config := example(t, "oc4ids")
	run(t, exitDone, "ingest", config)
	const id = "oc4ids-bu3kcz-m75-junctions-4-to-5-smart-motorway"
	for _, q := range []struct {
		query string
		want  [][]string
	}{
		{"SELECT project_id, name, district, sector, project_type, stage, owner, total_investment, planned_start, planned_completion, actual_completion FROM project",
			[][]string{{id, "M75 Junctions 4 to 5 upgrade smart motorway", "Westshire", "Road transport", "Expansion", "in_service", "Motorways UK",
				"40000000.00", "2016-01-01", "2018-12-10", "2018-12-10"}}},
		{"SELECT year, planned_investment FROM annual_plan ORDER BY year",
			[][]string{{"2016", "10000000.00"}, {"2017", "20000000.00"}, {"2018", "10000000.00"}}},
		{"SELECT milestone, planned_on, actual_on FROM milestone", [][]string{{"Grant disbursement", "2016-01-01", "2016-01-01"}}},
		{"SELECT reported_on, progress_ratio FROM schedule_report ORDER BY reported_on",
			[][]string{{"2018-01-07", "0.500000"}, {"2018-08-07", "0.750000"}, {"2018-12-01", "1.000000"}}},
	} {
		if diff := cmp.Diff(q.want, ask(t, dir, q.query)); diff != "" {
			t.Errorf("%s: -want +got:\n%s", q.query, diff)
		}
	}
	e := parse(t, run(t, exitDone, "metrics", config))
	lint(t, e)
	in2018 := labels{"year": "2018", "district": "Westshire", "sector": "Road transport", "project_type": "Expansion"}
	if got := e.sum("shixu_investment_planned_gbp", in2018); got != 1e7 {
		t.Errorf("planned in 2018: got %v, want 1e7", got)
	}
}

// TestOC4IDSInvalid: each invalid file gives one error that says what it is; a
// package with some valid projects loads those.
func TestOC4IDSInvalid(t *testing.T) {
	const published = "infrastructure_docs_example_v0.9.5.json"
	for _, c := range []struct {
		file   string
		status int
		want   string
	}{
		{"lib-cove_invalid-json.json", exitFailed, "shixu: error: FILE: broken JSON at line 3 column 1 (invalid character '}' looking for beginning of value); export it again\n" +
			"shixu: error: 1 files could not be loaded\n"},
		{"lib-cove_rubbish.json", exitFailed, "shixu: error: FILE: JSON without rows at projects[]; check that it is the right file, or name the path of its rows\n" +
			"shixu: error: 1 files could not be loaded\n"},
		{"lib-cove_example-additional-checks-no-projects.json", exitFailed,
			"shixu: error: FILE: JSON without rows at projects[]; check that it is the right file, or name the path of its rows\n" +
				"shixu: error: 1 files could not be loaded\n"},
		{"lib-cove_validation-errors-package.json", exitSetAside, "shixu: FILE: 4 rows set aside (missing_key 6, unreadable_amount 1)\n"},
		{"lib-cove_example-data.json", exitDone, ""},
	} {
		t.Run(c.file, func(t *testing.T) {
			_, config := example(t, "oc4ids", published, c.file)
			m, _, stderr := testMain()
			if got := m.Run(context.Background(), []string{"ingest", config, "--lang=en", "projects"}); got != c.status {
				t.Errorf("exit status %d, want %d", got, c.status)
			}
			file := filepath.Join(os.Getenv("SHIXU_SHARED"), "data/oc4ids", c.file)
			if diff := cmp.Diff(c.want, strings.ReplaceAll(stderr.String(), file, "FILE")); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

// TestExampleWithoutData: who forgets the variable is told its name.
func TestExampleWithoutData(t *testing.T) {
	_, config := example(t, "nyc")
	t.Setenv("SHIXU_SHARED", "")
	m, _, stderr := testMain()
	if got := m.Run(context.Background(), []string{"ingest", config}); got != exitFailed {
		t.Errorf("exit status %d, want %d", got, exitFailed)
	}
	if want := []byte("the environment variable SHIXU_SHARED is not set; export SHIXU_SHARED=…"); !bytes.Contains(stderr.Bytes(), want) {
		t.Errorf("got %s, want %s", stderr, want)
	}
}
