//go:build e2e

package e2e

import (
	"encoding/json"
	"fmt"
	"net/url"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

// A prometheus is a running server, by its URL.
type prometheus string

// startPrometheus runs a Prometheus that scrapes the target every second and
// keeps its blocks in data, for ever; more of the scrape_config, and of
// the whole configuration, may follow.
func startPrometheus(t *testing.T, program, target, data string, more ...string) prometheus {
	t.Helper()
	dir, address := t.TempDir(), freeAddress(t)
	config := filepath.Join(dir, "prometheus.yml")
	write(t, config, fmt.Sprintf(`
global: {scrape_interval: 1s, scrape_timeout: 1s, evaluation_interval: 1s}
scrape_configs:
  - job_name: shixu
    static_configs: [{targets: [%q]}]%s
`, target, strings.Join(more, "")))
	p := start(t, exec.Command(program, "--config.file="+config, "--storage.tsdb.path="+data, "--storage.tsdb.retention.time=100y",
		"--web.listen-address="+address, "--log.level=warn"))
	p.ready(t, "http://"+address+"/-/ready")
	return prometheus("http://" + address)
}

// query evaluates PromQL that gives one number, rounded to digits.
func (p prometheus) query(t *testing.T, q string, digits int) string {
	t.Helper()
	got, err := p.ask(q, digits, time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// queryAt is query as of a moment of the past.
func (p prometheus) queryAt(t *testing.T, at time.Time, q string, digits int) string {
	t.Helper()
	got, err := p.ask(q, digits, at)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// waitFor waits until PromQL gives a number.
func (p prometheus) waitFor(t *testing.T, q string, digits int, want string) {
	t.Helper()
	eventually(t, func() error {
		got, err := p.ask(q, digits, time.Time{})
		if err == nil && got != want {
			err = fmt.Errorf("%s is %s, want %s", q, got, want)
		}
		return err
	})
}

// ask evaluates PromQL at a moment; the zero one is now.
func (p prometheus) ask(q string, digits int, at time.Time) (string, error) {
	params := url.Values{"query": {q}}
	if !at.IsZero() {
		params.Set("time", at.Format(time.RFC3339))
	}
	text, err := fetch(string(p) + "/api/v1/query?" + params.Encode())
	if err != nil {
		return "", err
	}
	var answer struct {
		Data struct {
			Result []struct{ Value [2]any }
		}
	}
	if err := json.Unmarshal([]byte(text), &answer); err != nil {
		return "", fmt.Errorf("%s: %w", q, err)
	}
	if n := len(answer.Data.Result); n != 1 {
		return "", fmt.Errorf("%s gives %d series, want one", q, n)
	}
	v, err := strconv.ParseFloat(fmt.Sprint(answer.Data.Result[0].Value[1]), 64)
	if err != nil {
		return "", fmt.Errorf("%s: %w", q, err)
	}
	return strconv.FormatFloat(v, 'f', digits, 64), nil
}
