//go:build e2e

package e2e

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"go.yaml.in/yaml/v3"

	"shixu/dashboards"
)

// TestAlerts: a project is made late, and somebody is told, in Chinese; the
// report that mends it comes, and they are told that too. A district speaks for
// its projects, and while Shixu is down nobody speaks of slippage.
func TestAlerts(t *testing.T) {
	prometheus, manager := find(t, "prometheus"), find(t, "prometheus-alertmanager")
	s := shixu{program: program(t), dir: t.TempDir()}
	s.run(t, 0, "demo", "--dir", s.dir)
	s.watchProjects(t)
	s.run(t, 3, "ingest")
	server, address := s.serve(t)

	box := newMailbox(t)
	alertmanager := startAlertmanager(t, manager, box, hurry)
	p := startPrometheus(t, prometheus, address, t.TempDir(), fmt.Sprintf(`
rule_files: [%q]
alerting:
  alertmanagers: [{static_configs: [{targets: [%q]}]}]
`, impatient(t, "http://"+address), alertmanager))
	p.waitFor(t, `up{job="shixu"}`, 0, "1")

	// A project of a district none of whose milestones is overdue.
	project := strings.Split(strings.TrimSpace(s.run(t, 0, "sql", "--format=csv", `
		SELECT project_id, name, district, owner FROM project_measure
		WHERE year = 2023 AND project_stage = 'in_construction' AND owner IS NOT NULL
		  AND district NOT IN ('温江区', '郫都区') AND district NOT IN (SELECT district FROM warning WHERE rule = 'milestone_overdue' AND state <> 'closed')
		ORDER BY project_id LIMIT 1`)), "\n")
	at := strings.Split(strings.TrimSpace(project[len(project)-1]), ",")
	if len(at) != 4 {
		t.Fatalf("no project to be late: %q", project)
	}
	id, name, district, owner := at[0], at[1], at[2], at[3]
	late := map[string]string{"alertname": "ShixuMilestoneOverdue", "project_id": id}
	description := fmt.Sprintf("%s %s（%s）有节点逾期 41 天未完成。明确完成时间，调整后续节点。责任单位：%s。处置：shixu warnings list --project %s。", district, name, id, owner, id)

	t.Run("a project is late", func(t *testing.T) {
		s.step(t, "2023-10-30", id, "")
		var got delivered
		eventually(t, func() (err error) { got, err = box.find("firing", late); return err })
		want := map[string]string{"severity": "critical", "category": "slippage", "cause": "milestone", "district": district, "responsible": owner, "name": name}
		if got.Receiver != "duty" || !has(got.Labels, want) {
			t.Errorf("delivered to %s with the labels %v; want duty and %v", got.Receiver, got.Labels, want)
		}
		if got := got.Annotations["description"]; got != description {
			t.Errorf("the description is\n%s\nwant\n%s", got, description)
		}
		if page := get(t, got.Annotations["runbook_url"]); !strings.Contains(page, "<h1>ShixuMilestoneOverdue</h1>") {
			t.Errorf("the runbook is not at %s", got.Annotations["runbook_url"])
		}
		text := "【时序】" + district + "进度（节点）告警 1 项\n\n● 严重：项目节点逾期。\n" + description + "\n处置手册：http://" + address +
			"/runbooks/ShixuMilestoneOverdue\n仪表盘：http://127.0.0.1:3000/d/shixu-project?var-project=" + id
		eventually(t, func() error { _, err := box.text(text); return err })
	})
	t.Run("a district speaks for its projects", func(t *testing.T) {
		eventually(t, func() error {
			_, quiet := silenced(t, alertmanager, map[string]string{"alertname": "ShixuProjectStartOverdue", "district": "温江区"})
			loud, _ := silenced(t, alertmanager, map[string]string{"alertname": "ShixuStartsOverdue", "district": "温江区"})
			if quiet != 3 || loud != 1 {
				return fmt.Errorf("of 温江区's overdue starts %d are silent, and it speaks %d times; want 3 and once", quiet, loud)
			}
			// Two are no matter of the district.
			loud, quiet = silenced(t, alertmanager, map[string]string{"alertname": "ShixuProjectStartOverdue", "district": s.districtWith(t, 2)})
			if loud != 2 || quiet != 0 {
				return fmt.Errorf("where two starts are overdue %d speak and %d are silent", loud, quiet)
			}
			return nil
		})
	})
	t.Run("the report comes", func(t *testing.T) {
		s.step(t, "2023-10-31", id, "2023-10-30")
		eventually(t, func() error { _, err := box.find("resolved", late); return err })
		eventually(t, func() error {
			_, err := box.text("【时序】"+district+"进度（节点）解除 1 项", "已解除（问题消除，或已有人受理，或改由区市县统一告警）：\n○ "+description)
			return err
		})
	})
	t.Run("while Shixu is down", func(t *testing.T) {
		server.stop(t, syscall.SIGTERM)
		eventually(t, func() error {
			if got, err := box.find("firing", map[string]string{"alertname": "ShixuDown"}); err != nil || got.Receiver != "operators" {
				return fmt.Errorf("the operators were not told: %v, %v", got.Receiver, err)
			}
			if loud, quiet := silenced(t, alertmanager, map[string]string{"category": "slippage"}); loud > 0 || quiet < 100 {
				return fmt.Errorf("%d alerts on slippage speak and %d are silent", loud, quiet)
			}
			return nil
		})
	})
}

// watchProjects turns metrics of projects on, and adds a job for milestones that
// come later. Nobody has answered a warning yet.
func (s shixu) watchProjects(t *testing.T) {
	t.Helper()
	if err := os.RemoveAll(filepath.Join(s.dir, "answers")); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(s.dir, "shixu.yaml")
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	changed := strings.NewReplacer("\njobs:\n", "\nper_project: true\njobs:\n", `["answers/*.csv"]`, `["answers/*.csv"], optional: true`).Replace(string(text))
	write(t, path, changed+
		"  - {name: steps, dataset: milestone, files: [\"steps/*.csv\"], known_on: path, optional: true}\n")
}

// step loads a report of a project's milestone that was due on 20 September.
func (s shixu) step(t *testing.T, day, project, done string) {
	t.Helper()
	write(t, filepath.Join(s.dir, "steps", day+"_节点.csv"), "项目编码,节点,计划时间,实际时间\n"+project+",主体封顶,2023-09-20,"+done+"\n")
	s.run(t, 0, "ingest", "steps")
}

// districtWith is the first district of which so many starts are overdue.
func (s shixu) districtWith(t *testing.T, starts int) string {
	t.Helper()
	out := strings.Fields(s.run(t, 0, "sql", "--format=csv", fmt.Sprintf(`
		SELECT district FROM warning WHERE rule = 'start_overdue' AND state IN ('raised', 'reopened')
		GROUP BY district HAVING count(*) = %d ORDER BY district LIMIT 1`, starts)))
	if len(out) != 2 {
		t.Fatalf("no district has %d overdue starts: %v", starts, out)
	}
	return out[1]
}

// impatient writes the rules with hardly any waiting, and returns the files'
// pattern. All alerts but the one that must end stay for a while, as they do
// when a scrape fails.
func impatient(t *testing.T, shixuURL string) string {
	t.Helper()
	o := dashboards.Defaults("zh-CN")
	o.ShixuURL = shixuURL
	files, err := dashboards.Prometheus(o)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for _, f := range files {
		var doc struct {
			Groups []struct {
				Name  string
				Rules []map[string]any
			} `yaml:"groups"`
		}
		if err := yaml.Unmarshal(f.Text, &doc); err != nil {
			t.Fatal(err)
		}
		for _, g := range doc.Groups {
			for _, r := range g.Rules {
				// Before the first scrape everything is absent.
				if r["alert"] == nil || r["alert"] == "ShixuAbsent" {
					continue
				}
				// Long enough for what texts ask to be recorded.
				r["for"] = "3s"
				r["keep_firing_for"] = "5m"
				if r["alert"] == "ShixuMilestoneOverdue" {
					delete(r, "keep_firing_for")
				}
			}
		}
		text, err := yaml.Marshal(doc)
		if err != nil {
			t.Fatal(err)
		}
		write(t, filepath.Join(dir, f.Path), string(text))
	}
	return filepath.Join(dir, "*.yaml")
}
