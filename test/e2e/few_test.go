//go:build e2e

package e2e

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"
)

// TestFewAlerts is the day on which Shixu is installed: the demonstration city has
// hundreds of warnings that nobody has answered. Those on duty get a message for
// each cause, districts one of their own, and no severe warning is lost behind
// another alert. Before districts spoke for their projects it was 567 alerts, 519
// of them delivered, in 24 messages.
func TestFewAlerts(t *testing.T) {
	prometheus, manager := find(t, "prometheus"), find(t, "prometheus-alertmanager")
	s := shixu{program: program(t), dir: t.TempDir()}
	s.run(t, 0, "demo", "--dir", s.dir)
	s.watchProjects(t)
	s.run(t, 3, "ingest")
	_, address := s.serve(t)
	box := newMailbox(t)
	alertmanager := startAlertmanager(t, manager, box, gather)
	p := startPrometheus(t, prometheus, address, t.TempDir(), fmt.Sprintf(`
rule_files: [%q]
alerting:
  alertmanagers: [{static_configs: [{targets: [%q]}]}]
`, impatient(t, "http://"+address), alertmanager))

	// Until Alertmanager has all that fire, and has had them for five seconds.
	var all []alert
	since, before := time.Now(), 0
	eventually(t, func() error {
		all = alerts(t, alertmanager)
		if firing := p.firing(t); len(all) == 0 || firing != len(all) || len(all) != before {
			since, before = time.Now(), len(all)
			return fmt.Errorf("%d fire, and Alertmanager has %d", firing, len(all))
		}
		if time.Since(since) < 5*time.Second {
			return fmt.Errorf("%d alerts, only just", len(all))
		}
		return nil
	})
	p.rules(t)
	var inhibited, digest int
	// speaks are the districts that are heard of a cause.
	speaks := map[[2]string]bool{}
	for _, a := range all {
		switch {
		case len(a.Status.InhibitedBy) > 0:
			inhibited++
		case a.Labels["severity"] == "info":
			digest++
		case a.Labels["project_id"] == "":
			speaks[[2]string{a.Labels["district"], a.Labels["cause"]}] = true
		}
	}
	severe := 0
	for _, a := range all {
		if a.Labels["project_id"] == "" || a.Labels["severity"] != "critical" {
			continue
		}
		severe++
		if len(a.Status.InhibitedBy) > 0 && !speaks[[2]string{a.Labels["district"], a.Labels["cause"]}] {
			t.Errorf("%v is silent, and its district is not heard", a.Labels)
		}
	}
	p.waitFor(t, `count(project_rule:shixu_warning_late:seconds{severity="red"})`, 0, fmt.Sprint(severe))

	// Each group is sent once: half a minute after its first alert.
	eventually(t, func() error {
		box.mu.Lock()
		defer box.mu.Unlock()
		if len(box.alerts) < len(all)-inhibited || len(box.texts) < sum(box.messages) {
			return fmt.Errorf("%d of %d alerts are delivered, and %d of %d texts", len(box.alerts), len(all)-inhibited, len(box.texts), sum(box.messages))
		}
		return nil
	})
	box.mu.Lock()
	defer box.mu.Unlock()
	messages := sum(box.messages)
	atOnce := len(all) - inhibited - digest
	t.Logf("%d fire (%d severe projects), %d are inhibited, %d wait for the digest, %d are told at once; messages: %v",
		len(all), severe, inhibited, digest, atOnce, box.messages)
	if severe < 300 || inhibited < 450 {
		t.Errorf("%d severe projects and %d inhibited alerts: the city has more", severe, inhibited)
	}
	if atOnce > 120 || messages > 12 || box.messages["duty"] > 8 || box.messages["digest"] > 2 {
		t.Errorf("%d alerts at once in %d messages, %v: want at most 120 in 12, 8 of them to those on duty and 2 digests", atOnce, messages, box.messages)
	}
	named := 0
	for _, text := range box.texts {
		named += strings.Count(text, "推迟最多的：")
	}
	if named != 23 {
		t.Errorf("%d of 23 districts name the projects whose completion slips the most", named)
	}
}

// An alert as Alertmanager holds it.
type alert struct {
	Labels map[string]string
	Status struct{ InhibitedBy []string }
}

// alerts are those an Alertmanager holds.
func alerts(t *testing.T, address string) (all []alert) {
	t.Helper()
	if err := json.Unmarshal([]byte(get(t, "http://"+address+"/api/v2/alerts")), &all); err != nil {
		t.Fatal(err)
	}
	return all
}

// firing counts the alerts that fire.
func (p prometheus) firing(t *testing.T) (n int) {
	t.Helper()
	var answer struct {
		Data struct{ Alerts []struct{ State string } }
	}
	if err := json.Unmarshal([]byte(get(t, string(p)+"/api/v1/alerts")), &answer); err != nil {
		t.Fatal(err)
	}
	for _, a := range answer.Data.Alerts {
		if a.State == "firing" {
			n++
		}
	}
	return n
}

func sum(counts map[string]int) (all int) {
	for _, n := range counts {
		all += n
	}
	return all
}
