package warningapi_test

import (
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"shixu/exporters/warningapi"
	"shixu/pipeline/warnings"
	"shixu/queries"
)

// book is a book of one warning that somebody else may act on as well.
type book struct {
	filter warnings.Filter
	steps  []warnings.Step
	step   int
}

func (b *book) List(_ context.Context, f warnings.Filter) (warnings.List, error) {
	b.filter = f
	if f.Project == "无" {
		return warnings.List{}, &warnings.MissingError{Msg: queries.Words{Zh: `没有项目 "无"`, En: `there is no project "无"`}}
	}
	return warnings.List{Total: 1, Warnings: []warnings.Warning{{ID: 7, Step: b.step}}}, nil
}

func (b *book) Show(_ context.Context, id int64, _ warnings.Day) (warnings.Warning, []warnings.Event, error) {
	if id != 7 {
		return warnings.Warning{}, nil, &warnings.MissingError{Msg: queries.Words{Zh: "没有预警 8", En: "there is no warning 8"}}
	}
	return warnings.Warning{ID: 7, Step: b.step}, []warnings.Event{{WarningID: 7, Step: 1, Action: "raise"}}, nil
}

func (b *book) Act(_ context.Context, s warnings.Step) (warnings.Warning, error) {
	if s.Seen != b.step {
		return warnings.Warning{}, &warnings.ConflictError{Warning: warnings.Warning{ID: 7, Step: b.step, State: "verified"},
			Meanwhile: []warnings.Event{{Step: b.step, Action: "ack", Actor: "王"}}, Msg: queries.Words{Zh: "请重新查看", En: "look at it again"}}
	}
	b.steps = append(b.steps, s)
	b.step++
	return warnings.Warning{ID: 7, Step: b.step, Actor: s.By}, nil
}

const webConfig = "basic_auth_users: {wang: x}\n"

// serve starts a server over a book; users says whether people log in.
func serve(t *testing.T, b *book, config string) *httptest.Server {
	t.Helper()
	file := ""
	if config != "" {
		file = filepath.Join(t.TempDir(), "web.yml")
		if err := os.WriteFile(file, []byte(config), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	s := httptest.NewServer(warningapi.Handler(warningapi.Options{Book: b, Actor: warningapi.LoggedIn(file), Log: slog.New(slog.DiscardHandler)}))
	t.Cleanup(s.Close)
	return s
}

// TestSteps: who may take a step, and what a request must be like.
func TestSteps(t *testing.T) {
	const body = `{"step": 1, "note": "n"}`
	for _, test := range []struct {
		name, config, path, user, body string
		header                         map[string]string
		want                           int
		wants                          string
	}{
		{"in one's name", webConfig, "7/resolve", "wang", body, nil, 200, `"actor":"wang"`},
		{"nobody logs in", "", "7/resolve", "", body, nil, 403, "nobody has to log in here"},
		{"nobody logs in, a name is sent", "", "7/resolve", "wang", body, nil, 403, "nobody has to log in here"},
		{"TLS alone", "tls_server_config: {}\n", "7/resolve", "wang", body, nil, 403, "nobody has to log in here"},
		{"in another's name", webConfig, "7/resolve", "wang", `{"step": 1, "by": "li"}`, nil, 400, "who acts is who logged in"},
		{"somebody was first", webConfig, "7/resolve", "wang", `{"step": 0}`, nil, 409, `"meanwhile":[{"warning_id":0,"step":1`},
		{"no step", webConfig, "7/resolve", "wang", `{"note": "n"}`, nil, 428, "step is missing"},
		{"a form", webConfig, "7/resolve", "wang", body, map[string]string{"Content-Type": "application/x-www-form-urlencoded"}, 415, "application/json"},
		{"text", webConfig, "7/resolve", "wang", body, map[string]string{"Content-Type": "text/plain"}, 415, "application/json"},
		{"of another page", webConfig, "7/resolve", "wang", body, map[string]string{"Sec-Fetch-Site": "cross-site"}, 403, "cross-origin"},
		{"of another origin", webConfig, "7/resolve", "wang", body, map[string]string{"Origin": "null"}, 403, "cross-origin"},
		{"unknown key", webConfig, "7/resolve", "wang", `{"step": 1, "until_when": "x"}`, nil, 400, "until_when"},
		{"no day", webConfig, "7/resolve", "wang", `{"step": 1, "until": "soon"}`, nil, 400, "read the step"},
		{"too much", webConfig, "7/resolve", "wang", `{"step": 1, "note": "` + strings.Repeat("x", 70_000) + `"}`, nil, 413, "too large"},
		{"no number", webConfig, "x/resolve", "wang", body, nil, 404, `there is no warning \"x\"`},
	} {
		t.Run(test.name, func(t *testing.T) {
			b := &book{step: 1}
			s := serve(t, b, test.config)
			r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, s.URL+"/api/v1/warnings/"+test.path, strings.NewReader(test.body))
			if err != nil {
				t.Fatal(err)
			}
			r.Header.Set("Content-Type", "application/json")
			for k, v := range test.header {
				r.Header.Set(k, v)
			}
			if test.user != "" {
				r.SetBasicAuth(test.user, "p")
			}
			status, text := do(t, r)
			if status != test.want || !strings.Contains(text, test.wants) {
				t.Errorf("got %d %s, want %d with %s", status, text, test.want, test.wants)
			}
			if took := len(b.steps) > 0; took != (test.want == 200) {
				t.Errorf("%d steps were taken", len(b.steps))
			}
		})
	}
}

func do(t *testing.T, r *http.Request) (int, string) {
	t.Helper()
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp.StatusCode, string(text)
}

// TestReading: filters reach the book; what is wrong says so.
func TestReading(t *testing.T) {
	b := &book{step: 1}
	s := serve(t, b, "")
	get := func(path string) (int, string) {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, s.URL+"/api/v1/warnings"+path, nil)
		if err != nil {
			t.Fatal(err)
		}
		return do(t, r)
	}
	status, text := get("?district=%E9%83%AB%E9%83%BD%E5%8C%BA&severity=red&severity=yellow&state=raised&overdue=true&since=2023-05-01&as_of=2023-10-31&limit=5")
	want := warnings.Filter{District: "郫都区", Severities: []string{"red", "yellow"}, States: []string{"raised"}, Overdue: true,
		Since: day("2023-05-01"), AsOf: day("2023-10-31"), Limit: 5}
	if diff := cmp.Diff(want, b.filter); diff != "" || status != 200 {
		t.Errorf("%d %s\n%s", status, text, diff)
	}
	var l warnings.List
	if err := json.Unmarshal([]byte(text), &l); err != nil || l.Total != 1 || l.Warnings[0].ID != 7 {
		t.Errorf("%s: %v", text, err)
	}
	for _, test := range []struct {
		path string
		want int
		text string
	}{
		{"?sevrity=red", 400, "there is no such filter"},
		{"?limit=0", 400, "from 1 to 10000"},
		{"?since=may", 400, "since=may"},
		{"?project=%E6%97%A0", 404, `there is no project`},
		{"/7", 200, `"action":"raise"`},
		{"/8", 404, `{"error":"there is no warning 8","error_zh":"没有预警 8"}`},
		{"?limit=0", 400, `"error_zh":"limit=0：须为 1 至 10000"`},
		{"/7?as_of=x", 400, "a day such as"},
		{"/7/resolve", 405, "Method Not Allowed"},
	} {
		if status, text := get(test.path); status != test.want || !strings.Contains(text, test.text) {
			t.Errorf("%s: got %d %s, want %d with %s", test.path, status, text, test.want, test.text)
		}
	}
}

func day(text string) warnings.Day {
	d, err := time.Parse(time.DateOnly, text)
	if err != nil {
		panic(err) // the tests' own constants
	}
	return warnings.Day{Time: d}
}

// caller calls a server as commands of the same user do.
type caller struct{ url string }

func (c caller) Do(ctx context.Context, method, path string, body io.Reader) (*http.Response, error) {
	r, err := http.NewRequestWithContext(ctx, method, c.url+path, body)
	if err != nil {
		return nil, err
	}
	r.Header.Set("Content-Type", "application/json")
	return http.DefaultClient.Do(r)
}

// TestClient: the client gives what the book behind the server gives, errors
// included.
func TestClient(t *testing.T) {
	b := &book{step: 1}
	s := httptest.NewServer(warningapi.Handler(warningapi.Options{Book: b, Log: slog.New(slog.DiscardHandler)}))
	defer s.Close()
	c := warningapi.Client(caller{s.URL})
	step := warnings.Step{ID: 7, Action: "waive", Seen: 1, By: "王", Note: "供地", Until: day("2023-12-01")}
	if w, err := c.Act(t.Context(), step); err != nil || w.Step != 2 {
		t.Fatalf("%+v, %v", w, err)
	}
	if diff := cmp.Diff([]warnings.Step{step}, b.steps); diff != "" {
		t.Error(diff)
	}
	_, err := c.Act(t.Context(), step)
	if want := "look at it again: step 2 on , ack by 王,  → "; err == nil || err.Error() != want {
		t.Errorf("got %v, want %q", err, want)
	}
	if got, want := queries.InChinese(err), "请重新查看：第 2 步，，王核实， → "; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if _, _, err := c.Show(t.Context(), 8, warnings.Day{}); err == nil || err.Error() != "there is no warning 8" {
		t.Errorf("got %v", err)
	}
	step.Seen = -1
	if w, err := c.Act(t.Context(), step); err != nil || w.Step != 3 {
		t.Errorf("whatever it had taken: %+v, %v", w, err)
	}
}
