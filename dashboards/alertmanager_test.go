package dashboards_test

import (
	"os/exec"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

// alertmanager is where the example is.
const alertmanager = "alertmanager/alertmanager.yml"

// TestAlertmanagerConfig: the example is valid, names every receiver and
// template it uses, and no secret is in it.
func TestAlertmanagerConfig(t *testing.T) {
	amtool := tool(t, "amtool", "prometheus-alertmanager")
	if out, err := exec.Command(amtool, "check-config", alertmanager).CombinedOutput(); err != nil || !strings.Contains(string(out), "SUCCESS") {
		t.Errorf("%v\n%s", err, out)
	}
	var doc yaml.Node
	read(t, alertmanager, &doc)
	for key, value := range pairs(&doc) {
		secret := strings.Contains(key, "password") || strings.Contains(key, "secret") || strings.Contains(key, "credentials")
		if secret && !strings.HasSuffix(key, "_file") && value != "WECOM_API_SECRET" {
			t.Errorf("%s is in the file", key)
		}
	}
}

// pairs are the keys and scalar values of a YAML document.
func pairs(n *yaml.Node) func(func(string, string) bool) {
	return func(yield func(string, string) bool) {
		var walk func(*yaml.Node) bool
		walk = func(n *yaml.Node) bool {
			for i, c := range n.Content {
				if n.Kind == yaml.MappingNode && i%2 == 1 && c.Kind == yaml.ScalarNode && !yield(n.Content[i-1].Value, c.Value) {
					return false
				}
				if !walk(c) {
					return false
				}
			}
			return true
		}
		walk(n)
	}
}

// TestAlertmanagerRoutes: who hears of what.
func TestAlertmanagerRoutes(t *testing.T) {
	amtool := tool(t, "amtool", "prometheus-alertmanager")
	for _, c := range []struct{ labels, want string }{
		{"alertname=ShixuDown category=pipeline severity=critical", "operators"},
		{"alertname=ShixuLoadFailing category=pipeline severity=warning", "operators"},
		{"alertname=ShixuRowsSetAside category=data severity=info", "digest"},
		{"alertname=ShixuReportMissing category=slippage severity=info district=温江区 project_id=P1", "digest"},
		{"alertname=ShixuMilestoneOverdue category=slippage severity=info district=简阳市 project_id=P1", "digest"},
		{"alertname=ShixuDistrictCompletionsSlip category=slippage severity=warning district=简阳市", "duty"},
		{"alertname=ShixuDistrictProjectsTurnSevere category=slippage severity=warning district=温江区", "district-wenjiang"},
		{"alertname=ShixuMonthNotClosed category=data severity=warning", "duty"},
		{"alertname=ShixuCityBehindSchedule category=slippage severity=warning", "duty"},
		{"alertname=ShixuDistrictFarBehindSchedule category=slippage severity=critical district=温江区", "leaders,district-wenjiang"},
		{"alertname=ShixuDistrictFarBehindSchedule category=slippage severity=critical district=简阳市", "leaders,duty"},
		{"alertname=ShixuDistrictBehindSchedule category=slippage severity=warning district=郫都区", "district-pidu"},
		{"alertname=ShixuProjectStartOverdue category=slippage severity=critical district=温江区 project_id=P1", "district-wenjiang"},
		{"alertname=ShixuProjectStartOverdue category=slippage severity=critical district=简阳市 project_id=P1", "duty"},
	} {
		args := append([]string{"config", "routes", "test", "--config.file=" + alertmanager, "--verify.receivers=" + c.want}, strings.Fields(c.labels)...)
		if out, err := exec.Command(amtool, args...).CombinedOutput(); err != nil {
			t.Errorf("%s goes elsewhere than to %s: %s", c.labels, c.want, out)
		}
	}
}
