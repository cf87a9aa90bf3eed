//go:build e2e

package e2e

import (
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestStack is make stack without Grafana: history joins what is scraped, alerts
// reach Alertmanager, and Ctrl-C, which a terminal sends to the whole process group,
// ends everything in order.
func TestStack(t *testing.T) {
	find(t, "prometheus")
	find(t, "prometheus-alertmanager")
	ports := map[string]string{}
	cmd := exec.Command("bash", "../../dashboards/stack.sh")
	dir := t.TempDir()
	cmd.Env = append(os.Environ(), "SHIXU="+program(t), "STACK="+dir, "STACK_LANG=en", "GRAFANA_HOME=", "PATH=/usr/local/bin:/usr/bin:/bin")
	for _, name := range []string{"SHIXU_PORT", "PROMETHEUS_PORT", "ALERTMANAGER_PORT", "GRAFANA_PORT"} {
		_, port, err := net.SplitHostPort(freeAddress(t))
		if err != nil {
			t.Fatal(err)
		}
		ports[name] = port
		cmd.Env = append(cmd.Env, name+"="+port)
	}
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	p := start(t, cmd)
	t.Cleanup(func() { // before start's, so that nothing is left when the test fails
		syscall.Kill(-cmd.Process.Pid, syscall.SIGTERM)
	})
	for end := time.Now().Add(5 * time.Minute); !strings.Contains(p.log.String(), "Ctrl-C stops them"); time.Sleep(200 * time.Millisecond) {
		select {
		case err := <-p.done:
			t.Fatalf("the stack ended: %v\n%s", err, p.log.String())
		default:
		}
		if time.Now().After(end) {
			t.Fatalf("the stack is not up\n%s", p.log.String())
		}
	}
	prom := prometheus("http://127.0.0.1:" + ports["PROMETHEUS_PORT"])
	prom.waitFor(t, `up{job="shixu",instance="shixu"}`, 0, "1")
	// The same series as in the first months of the year, and now.
	prom.waitFor(t, `count(min_over_time(shixu_schedule_elapsed_ratio{instance="shixu"}[400d]) < 0.1 and shixu_schedule_elapsed_ratio == 0.75)`, 0, "1")
	if found := get(t, string(prom)+"/api/v1/alertmanagers"); !strings.Contains(found, `"activeAlertmanagers":[{"url":"http://127.0.0.1:`+ports["ALERTMANAGER_PORT"]) {
		t.Errorf("Prometheus knows the Alertmanagers %s", found)
	}

	// Else whoever ends first may look like a failure.
	if group := groupOf(t, cmd.Process.Pid); len(group) != 1 {
		t.Errorf("Ctrl-C reaches not only the script: %q", group)
	}
	if err := syscall.Kill(-cmd.Process.Pid, syscall.SIGINT); err != nil {
		t.Fatal(err)
	}
	select {
	case err := <-p.done:
		if err != nil {
			t.Errorf("after Ctrl-C: %v\n%s", err, p.log.String())
		}
	case <-time.After(patience):
		t.Fatalf("still runs %s after Ctrl-C", patience)
	}
	for name, port := range ports {
		if c, err := net.Dial("tcp", "127.0.0.1:"+port); err == nil {
			c.Close()
			t.Errorf("%s: somebody still listens", name)
		}
	}
	if _, err := os.Stat(filepath.Join(dir, "current", "city", "shixu.duckdb.wal")); err == nil {
		t.Error("the warehouse was not closed")
	}
}

// groupOf are the names of the processes in a process group.
func groupOf(t *testing.T, id int) (names []string) {
	t.Helper()
	all, err := filepath.Glob("/proc/[0-9]*/stat")
	if err != nil || len(all) == 0 {
		t.Fatal("no processes", err)
	}
	for _, f := range all {
		text, err := os.ReadFile(f)
		if err != nil {
			continue // it has ended
		}
		// pid (name) state parent group …
		name, rest, _ := strings.Cut(string(text), ") ")
		if fields := strings.Fields(rest); len(fields) > 2 && fields[2] == strconv.Itoa(id) {
			names = append(names, name+")")
		}
	}
	return names
}
