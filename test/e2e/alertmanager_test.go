//go:build e2e

package e2e

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"go.yaml.in/yaml/v3"
)

// mailbox is where a test's Alertmanager sends to: it takes what webhooks and
// WeCom are sent.
type mailbox struct {
	url    string
	mu     sync.Mutex
	alerts []delivered
	texts  []string
	// messages counts the deliveries to each receiver.
	messages map[string]int
}

// delivered is an alert as a webhook gets it.
type delivered struct {
	Receiver            string `json:"-"`
	Status              string
	Labels, Annotations map[string]string
}

func newMailbox(t *testing.T) *mailbox {
	m := &mailbox{messages: map[string]int{}}
	mux := http.NewServeMux()
	mux.HandleFunc("POST /hook/{receiver}", func(w http.ResponseWriter, r *http.Request) {
		var body struct{ Alerts []delivered }
		if err := json.NewDecoder(r.Body).Decode(&body); err != nil {
			t.Errorf("a webhook got no JSON: %v", err)
		}
		m.mu.Lock()
		defer m.mu.Unlock()
		m.messages[r.PathValue("receiver")]++
		for _, a := range body.Alerts {
			a.Receiver = r.PathValue("receiver")
			m.alerts = append(m.alerts, a)
		}
	})
	mux.HandleFunc("GET /wecom/gettoken", func(w http.ResponseWriter, r *http.Request) { fmt.Fprint(w, `{"errcode":0,"access_token":"token"}`) })
	mux.HandleFunc("POST /wecom/message/send", func(w http.ResponseWriter, r *http.Request) {
		var body struct{ Text struct{ Content string } }
		if err := json.NewDecoder(r.Body).Decode(&body); err != nil {
			t.Errorf("WeCom got no JSON: %v", err)
		}
		m.mu.Lock()
		m.texts = append(m.texts, body.Text.Content)
		m.mu.Unlock()
		fmt.Fprint(w, `{"errcode":0,"errmsg":"ok"}`)
	})
	s := httptest.NewServer(mux)
	t.Cleanup(s.Close)
	m.url = s.URL
	return m
}

// find returns the last delivery of a status that has the labels.
func (m *mailbox) find(status string, labels map[string]string) (delivered, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for i := len(m.alerts) - 1; i >= 0; i-- {
		if a := m.alerts[i]; a.Status == status && has(a.Labels, labels) {
			return a, nil
		}
	}
	return delivered{}, fmt.Errorf("no alert %v is %s among %d delivered", labels, status, len(m.alerts))
}

// text returns the text that holds the words.
func (m *mailbox) text(words ...string) (string, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
next:
	for _, text := range m.texts {
		for _, w := range words {
			if !strings.Contains(text, w) {
				continue next
			}
		}
		return text, nil
	}
	return "", fmt.Errorf("no text of %d has %q", len(m.texts), words)
}

func has(all, some map[string]string) bool {
	for k, v := range some {
		if all[k] != v {
			return false
		}
	}
	return true
}

// startAlertmanager runs an Alertmanager with the routes, inhibition and
// templates of the example; only its waiting is cut, as route says, and every
// receiver is the mailbox.
func startAlertmanager(t *testing.T, program string, m *mailbox, route func(map[string]any)) string {
	t.Helper()
	dir, address := t.TempDir(), freeAddress(t)
	example, err := filepath.Abs("../../dashboards/alertmanager")
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(filepath.Join(example, "alertmanager.yml"))
	if err != nil {
		t.Fatal(err)
	}
	var config map[string]any
	if err := yaml.Unmarshal(text, &config); err != nil {
		t.Fatal(err)
	}
	config["global"] = map[string]any{"resolve_timeout": "15m"}
	config["templates"] = []string{filepath.Join(example, "templates", "*.tmpl")}
	eachRoute(config["route"].(map[string]any), route)
	for _, r := range config["receivers"].([]any) {
		r := r.(map[string]any)
		delete(r, "email_configs")
		r["webhook_configs"] = []any{map[string]any{"url": m.url + "/hook/" + r["name"].(string), "send_resolved": true}}
		r["wechat_configs"] = []any{map[string]any{"api_url": m.url + "/wecom/", "corp_id": "c", "agent_id": "1", "to_party": "2",
			"api_secret": "s", "send_resolved": true, "message": `{{ template "shixu.text" . }}`}}
	}
	out, err := yaml.Marshal(config)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(dir, "alertmanager.yml")
	write(t, file, string(out))
	p := start(t, exec.Command(program, "--config.file="+file, "--storage.path="+filepath.Join(dir, "data"),
		"--web.listen-address="+address, "--cluster.listen-address=", "--log.level=warn"))
	p.ready(t, "http://"+address+"/-/ready")
	return address
}

// hurry makes groups of one alert, and sends at once.
func hurry(route map[string]any) {
	route["group_by"] = []string{"alertname", "district", "project_id"}
	route["group_wait"], route["group_interval"] = "1s", "1s"
	delete(route, "active_time_intervals")
}

// gather leaves the groups as they are, gives them time to fill, and sends each
// once, at any hour.
func gather(route map[string]any) {
	route["group_wait"], route["group_interval"] = "30s", "1h"
	delete(route, "active_time_intervals")
}

// eachRoute changes a route and those below.
func eachRoute(route map[string]any, change func(map[string]any)) {
	change(route)
	below, _ := route["routes"].([]any)
	for _, r := range below {
		eachRoute(r.(map[string]any), change)
	}
}

// silenced counts the alerts an Alertmanager holds that have the labels: those
// that speak, and those that another one inhibits.
func silenced(t *testing.T, address string, labels map[string]string) (active, inhibited int) {
	t.Helper()
	for _, a := range alerts(t, address) {
		if !has(a.Labels, labels) {
			continue
		}
		if len(a.Status.InhibitedBy) > 0 {
			inhibited++
		} else {
			active++
		}
	}
	return active, inhibited
}
