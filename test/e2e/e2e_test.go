//go:build e2e

// Package e2e tests the built program from outside, as a city would run it: it
// writes and loads the demonstration city, serves it, lets a real Prometheus
// scrape it, and asks Prometheus for the figures.
//
// It needs prometheus and promtool and runs by `make e2e`. SHIXU names the
// program; without it the test builds one.
package e2e

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// published are figures of the article of 1 November 2023, as PromQL.
var published = []struct {
	name, query string
	digits      int
	want        string
}{
	{"completion ratio", `sum(shixu_investment_completed_cny{year="2023"}) / sum(shixu_investment_planned_cny{year="2023"})`, 3, "0.814"},
	{"provincial completion ratio", `sum(shixu_investment_completed_cny{year="2023",level="provincial"}) / sum(shixu_investment_planned_cny{year="2023",level="provincial"})`, 3, "1.094"},
	{"ahead of the calendar", `sum(shixu_investment_completed_cny{year="2023"}) / sum(shixu_investment_planned_cny{year="2023"}) - scalar(shixu_schedule_elapsed_ratio{year="2023"})`, 3, "0.064"},
	{"projects", `sum(shixu_projects{year="2023"})`, 0, "978"},
	{"provincial projects", `sum(shixu_projects{year="2023",level="provincial"})`, 0, "127"},
	{"starts", `sum(shixu_starts{year="2023"})`, 0, "182"},
	{"early starts", `sum(shixu_starts{year="2023",timing="early"})`, 0, "67"},
	{"starts of the fourth quarter", `sum(shixu_starts_pending{year="2023",due=~"overdue|this_quarter"})`, 0, "107"},
	{"under construction", `sum(shixu_projects{year="2023",project_stage="in_construction"})`, 0, "801"},
	{"breakthroughs", `sum(shixu_breakthroughs{year="2023"})`, 0, "379"},
	{"coordination items", `sum(shixu_coordination_items{year="2023"})`, 0, "281"},
	{"resolved items", `sum(shixu_coordination_items{year="2023",state="resolved"})`, 0, "160"},
	{"reserve of a district", `shixu_reserve_projects{year="2023",district="郫都区"}`, 0, "175"},
	{"its investment in 亿元", `shixu_reserve_investment_cny{year="2023",district="郫都区"} / 1e8`, 1, "898.6"},
	{"converted of it", `shixu_reserve_converted_projects{year="2023",district="郫都区"}`, 0, "46"},
}

func TestCity(t *testing.T) {
	prometheus, promtool := find(t, "prometheus"), find(t, "promtool")
	s := shixu{program: program(t), dir: t.TempDir()}
	s.run(t, 0, "demo", "--dir", s.dir)
	if out := s.run(t, 3, "ingest"); !strings.Contains(out, "14 set aside") {
		t.Errorf("ingest says %q; want 14 rows set aside", out)
	}

	server, address := s.serve(t)
	url := "http://" + address

	t.Run("pages", func(t *testing.T) {
		for path, want := range map[string]string{"/": "2023-10-31", "/-/healthy": "healthy", "/-/ready": "ready", "/api/v1/status": `"city":"成都市"`} {
			if got := get(t, url+path); !strings.Contains(got, want) {
				t.Errorf("GET %s: %q is not in %q", path, want, got)
			}
		}
	})
	t.Run("headline", func(t *testing.T) {
		page := get(t, url+"/")
		for _, want := range []string{"81.4 %", "75.0 %", "+6.4 <", "2023-10-31", "2023-09", ">182<", "提前 67"} {
			if !strings.Contains(page, want) {
				t.Errorf("%q is not on the landing page:\n%s", want, page)
			}
		}
		// The page adds up what is published; SQL adds up the warehouse.
		var status struct {
			Headline struct {
				Done  float64 `json:"completed_investment"`
				Ahead float64 `json:"points_ahead"`
			}
		}
		if err := json.Unmarshal([]byte(get(t, url+"/api/v1/status")), &status); err != nil {
			t.Fatal(err)
		}
		got := fmt.Sprintf("completed,points_ahead\r\n%.2f,%.6f\r\n", status.Headline.Done, status.Headline.Ahead)
		want := s.run(t, 0, "sql", "--format=csv", "SELECT completed, CAST(points_ahead AS DECIMAL(9, 6)) AS points_ahead FROM progress_by_city")
		if got != want {
			t.Errorf("the landing page says %s, SQL %s", got, want)
		}
	})
	t.Run("a project's page", func(t *testing.T) {
		// A figure that a later file corrected: both files are on the page.
		row := s.run(t, 0, "sql", "--format=csv", `SELECT r.project_id, r.file, l.path FROM revision AS r JOIN load AS l ON l.load_id = r.old_load_id
			WHERE r.dataset = 'investment_report' ORDER BY ALL LIMIT 1`)
		_, row, _ = strings.Cut(strings.TrimSpace(row), "\r\n")
		corrected := strings.Split(row, ",")
		page := get(t, url+"/projects/"+corrected[0])
		for _, want := range corrected {
			if !strings.Contains(page, want) {
				t.Errorf("%q is not on the page:\n%s", want, page)
			}
		}
	})
	t.Run("promtool", func(t *testing.T) {
		cmd := exec.Command(promtool, "check", "metrics")
		cmd.Stdin = strings.NewReader(get(t, url+"/metrics"))
		if out, err := cmd.CombinedOutput(); err != nil || len(out) > 0 {
			t.Errorf("promtool check metrics: %v\n%s", err, out)
		}
	})

	p := startPrometheus(t, prometheus, address, t.TempDir())
	p.waitFor(t, `up{job="shixu"}`, 0, "1")
	t.Run("published", func(t *testing.T) {
		for _, f := range published {
			t.Run(f.name, func(t *testing.T) {
				if got := p.query(t, f.query, f.digits); got != f.want {
					t.Errorf("%s\ngot %s, want %s", f.query, got, f.want)
				}
			})
		}
	})
	t.Run("history", func(t *testing.T) { s.history(t, prometheus, address) })
	t.Run("loading beside the server", func(t *testing.T) {
		if out := s.run(t, 0, "ingest"); !strings.Contains(out, "315 more were loaded before") {
			t.Errorf("loading again says %q", out)
		}
		s.addItem(t)
		if out := s.run(t, 0, "ingest", "late_items"); !strings.Contains(out, "1 new") {
			t.Errorf("loading one more item says %q", out)
		}
		p.waitFor(t, `sum(shixu_coordination_items{year="2023"})`, 0, "282")
		p.waitFor(t, `sum(shixu_coordination_items{year="2023",state="resolved"})`, 0, "160")
		p.waitFor(t, `shixu_query_data_version`, 0, "315")
	})
	t.Run("asking beside the server", func(t *testing.T) {
		s.run(t, 0, "snapshot", "copy.duckdb")
		write(t, filepath.Join(s.dir, "copy.yaml"), "city: {name_zh: 副本}\nwarehouse: copy.duckdb\nas_of: 2023-10-31\n")
		for _, config := range []string{"shixu.yaml", "copy.yaml"} {
			out := s.run(t, 0, "trace", "--config.file="+config, `shixu_coordination_items{year="2023"}`)
			if !strings.Contains(out, "282 rows; their item sums to 282, the published figure") {
				t.Errorf("%s: trace says\n%s", config, out)
			}
		}
		if out := s.run(t, 1, "snapshot", "shixu.duckdb"); !strings.Contains(out, "is the warehouse itself") {
			t.Errorf("a copy over the live file: %s", out)
		}
		p.waitFor(t, `up{job="shixu"}`, 0, "1")
	})
	t.Run("stop and start", func(t *testing.T) {
		server.stop(t, syscall.SIGTERM)
		if _, err := os.Stat(filepath.Join(s.dir, "shixu.duckdb.owner")); err == nil {
			t.Error("the server left its address behind")
		}
		again, address := s.serve(t)
		if got := get(t, "http://"+address+"/metrics"); !strings.Contains(got, "late_items") {
			t.Error("after a restart the last load is not in the metrics")
		}
		again.stop(t, syscall.SIGTERM)
	})
}

// history writes the past months beside the server and lets a Prometheus that
// scrapes it too read them: both are one series.
func (s shixu) history(t *testing.T, prometheus, address string) {
	data := t.TempDir()
	out := s.run(t, 0, "backfill", "--step=6h", "--output-dir="+data, "--label=job=shixu", "--label=instance="+address)
	if !strings.Contains(out, "History of 10 days, until ") {
		t.Errorf("backfill says %q", out)
	}
	p := startPrometheus(t, prometheus, address, data)
	ratio := published[0].query
	for _, c := range []struct {
		at          time.Time
		query, want string
	}{
		{time.Date(2023, 9, 30, 0, 0, 0, 0, time.UTC), ratio, "0.814"},
		{time.Date(2023, 10, 30, 18, 0, 0, 0, time.UTC), ratio, "0.814"},
		{time.Date(2023, 3, 31, 12, 0, 0, 0, time.UTC), `shixu_schedule_elapsed_ratio{year="2023"}`, "0.250"},
		{time.Date(2023, 7, 15, 12, 0, 0, 0, time.UTC), `shixu_schedule_elapsed_ratio{year="2023"}`, "0.500"},
		{time.Now().Add(-48 * time.Hour).Truncate(6 * time.Hour), ratio, "0.814"},
		{time.Date(2023, 7, 15, 12, 0, 0, 0, time.UTC), `count(shixu_ingest_files_total) or vector(0)`, "0.000"}, // has no history
	} {
		if got := p.queryAt(t, c.at, c.query, 3); got != c.want {
			t.Errorf("%s at %s: got %s, want %s", c.query, c.at, got, c.want)
		}
	}
	p.waitFor(t, ratio, 3, "0.814")
	start := time.Date(2023, 1, 1, 0, 0, 0, 0, time.UTC)
	p.waitFor(t, fmt.Sprintf(`count(count_over_time(shixu_schedule_elapsed_ratio{year="2023"}[%ds]))`, int(time.Since(start).Seconds())), 0, "1")
}

// addItem adds a job to the configuration, with one coordination item of a
// project that is in the city.
func (s shixu) addItem(t *testing.T) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(s.dir, "baseline", "*.csv"))
	if err != nil || len(files) == 0 {
		t.Fatalf("the city has no baseline: %v", err)
	}
	f, err := os.Open(files[0])
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	r := csv.NewReader(f)
	r.Read()
	row, err := r.Read()
	if err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(s.dir, "late", "2023-10-31_补报事项.csv"), "事项编号,项目编码,事项,要素类型,提出时间\n补-001,"+row[0]+",临时用地未批,用地,2023-10-30\n")

	path := filepath.Join(s.dir, "shixu.yaml")
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	write(t, path, string(text)+"  - {name: late_items, dataset: coordination_item, files: [\"late/*.csv\"], known_on: path}\n")
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func get(t *testing.T, url string) string {
	t.Helper()
	text, err := fetch(url)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func fetch(url string) (string, error) {
	resp, err := http.Get(url)
	if err != nil {
		return "", err
	}
	defer resp.Body.Close()
	var b bytes.Buffer
	if _, err := io.Copy(&b, resp.Body); err != nil {
		return "", err
	}
	if resp.StatusCode != http.StatusOK {
		return "", fmt.Errorf("GET %s: %s: %s", url, resp.Status, b.String())
	}
	return b.String(), nil
}
