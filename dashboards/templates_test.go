package dashboards_test

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestAlertmanagerTemplates renders a message of fifty alerts, one of them critical
// and last, in each form and language: the critical one is always told, and WeCom's
// text is no longer than WeCom takes.
func TestAlertmanagerTemplates(t *testing.T) {
	amtool := tool(t, "amtool", "prometheus-alertmanager")
	type alert struct {
		Status      string            `json:"status"`
		Labels      map[string]string `json:"labels"`
		Annotations map[string]string `json:"annotations"`
	}
	type message struct {
		Receiver     string            `json:"receiver"`
		Status       string            `json:"status"`
		Alerts       []alert           `json:"alerts"`
		CommonLabels map[string]string `json:"commonLabels"`
	}
	one := func(i int, status, severity string) alert {
		worst := strings.Repeat("天府新区华阳天府绿道文旅融合项目（2202-510100-04-04-676094，成都天投城市建设投资有限公司）120 天、", 3)
		return alert{status, map[string]string{"severity": severity, "category": "slippage", "cause": "completion", "district": fmt.Sprintf("区%d", i)}, map[string]string{
			"summary": "区市县多个项目预计竣工晚于计划。", "summary_en": "Completion of several projects slips.",
			"description": fmt.Sprintf("区%d 有 9 个项目，推迟最多的：%s", i, worst), "description_en": fmt.Sprintf("区%d: 9 projects. The farthest: %s", i, worst),
			"runbook_url": "http://shixu.example.com:9480/runbooks/ShixuDistrictCompletionsSlip", "dashboard_url": "http://grafana.example.com:3000/d/shixu-warnings",
		}}
	}
	m := message{Receiver: "duty", Status: "firing", CommonLabels: map[string]string{"category": "slippage", "cause": "completion"}}
	for i := range 49 {
		m.Alerts = append(m.Alerts, one(i, "firing", "warning"))
	}
	m.Alerts = append(m.Alerts, one(99, "firing", "critical"), one(100, "resolved", "warning"))
	text, err := json.Marshal(m)
	if err != nil {
		t.Fatal(err)
	}
	data := filepath.Join(t.TempDir(), "message.json")
	if err := os.WriteFile(data, text, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, kind string
		want       []string
	}{
		{"subject", "text", []string{"【时序】进度（竣工）告警 50 项，解除 1 项"}},
		{"subject_en", "text", []string{"[Shixu] progress (completion): 50 firing, 1 over"}},
		{"text", "text", []string{"● 严重：", "区99 有", "区39 有", "只列前 40 项", "○ 区100 有"}},
		{"text_en", "text", []string{"* critical: ", "区99: 9", "区39: 9", "the first 40 only", "- 区100: 9"}},
		{"html", "html", []string{"严重</b>", "区99 有", "区39 有", "只列前 40 项", "<li>区100 有", "处置手册</a>"}},
		{"html_en", "html", []string{"critical</b>", "区99: 9", "区39: 9", "the first 40 only", "<li>区100: 9", "Runbook</a>"}},
		{"wecom", "text", []string{"严重", "区99", "只列前"}},
		{"wecom_en", "text", []string{"critical", "区99", "first"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			out, err := exec.Command(amtool, "template", "render", "--template.glob=alertmanager/templates/*.tmpl", "--template.type="+c.kind,
				"--template.data="+data, fmt.Sprintf(`--template.text={{ template "shixu.%s" . }}`, c.name)).CombinedOutput()
			if err != nil {
				t.Fatalf("%v\n%s", err, out)
			}
			for _, want := range c.want {
				if !strings.Contains(string(out), want) {
					t.Errorf("does not say %q:\n%s", want, out)
				}
			}
			if n := len(out); strings.HasPrefix(c.name, "wecom") && n > 2048 {
				t.Errorf("%d bytes; WeCom takes 2048", n)
			}
		})
	}
}
