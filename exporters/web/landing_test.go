package web_test

import (
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"shixu/exporters/exposition"
	"shixu/exporters/web"
)

// published is a state in which two districts have completed so much of 2023's
// plan of 1,500 million.
func published(t *testing.T, completed float64) *exposition.Snapshot {
	t.Helper()
	family := func(name string, labels []string, series ...exposition.Series) exposition.Family {
		return exposition.Family{Name: name, Help: "Help.", LabelNames: labels, Series: series}
	}
	of := func(v float64, labels ...string) exposition.Series {
		return exposition.Series{Labels: labels, Value: v}
	}
	by := []string{"year", "district"}
	s, err := exposition.New(
		family("shixu_investment_completed_cny", by, of(completed, "2023", "郫都区"), of(0, "2023", "新津区"), of(7e9, "2022", "郫都区")),
		family("shixu_investment_planned_cny", by, of(1e9, "2023", "郫都区"), of(5e8, "2023", "新津区"), of(7e9, "2022", "郫都区")),
		family("shixu_schedule_elapsed_ratio", []string{"year"}, of(0.75, "2023")),
		family("shixu_projects", []string{"year", "project_stage"}, of(1200, "2023", "in_construction"), of(34, "2023", "preparation"), of(9, "2024", "preparation")),
		family("shixu_starts", []string{"year", "timing"}, of(67, "2023", "early"), of(90, "2023", "on_time"), of(25, "2023", "late")),
		family("shixu_starts_pending", []string{"year", "due"}, of(31, "2023", "overdue"), of(76, "2023", "this_quarter"), of(5, "2023", "later")),
		family("shixu_completions", by, of(60, "2023", "郫都区"), of(7, "2023", "新津区")),
		family("shixu_entries_into_service", by, of(50, "2023", "郫都区")),
		family("shixu_warned_projects", []string{"year"}, of(52, "2023"), of(3, "2022")),
		family("shixu_warnings", []string{"rule", "state"}, of(40, "start_overdue", "raised"), of(2, "start_overdue", "reopened"), of(5, "start_overdue", "closed")),
		family("shixu_warnings_overdue", []string{"rule"}, of(9, "start_overdue")),
		family("shixu_coordination_items", []string{"year", "state"}, of(121, "2023", "open"), of(160, "2023", "resolved")),
	)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

var (
	asOf       = time.Date(2023, 10, 31, 0, 0, 0, 0, time.UTC)
	reportedTo = time.Date(2023, 9, 30, 0, 0, 0, 0, time.UTC)
)

func page(t *testing.T, s web.State, path string) string {
	t.Helper()
	w := httptest.NewRecorder()
	web.Handler(web.Options{Metrics: http.NotFoundHandler(), Warnings: http.NotFoundHandler(), State: func(*http.Request) (web.State, error) { return s, nil }}).
		ServeHTTP(w, httptest.NewRequest(http.MethodGet, path, nil))
	if w.Code != http.StatusOK {
		t.Fatalf("GET %s: %d %s", path, w.Code, w.Body)
	}
	return w.Body.String()
}

func TestHeadline(t *testing.T) {
	s := web.State{
		City: "成都市", CityEn: "Chengdu", AsOf: asOf, ReportedTo: reportedTo, Series: 9283,
		Headline: web.HeadlineOf(published(t, 1.221e9), "CNY", asOf, reportedTo),
		Loads:    []web.Load{{Job: "reports", Dataset: "investment_report", Files: 300, Rows: 18844, SetAside: 14, KnownOn: asOf}},
		Queries:  []web.Query{{Name: "investment", Series: 3}, {Name: "mine", Error: "mine.sql:7: no such column"}},
	}
	text := page(t, s, "/")
	for _, want := range []string{
		"成都市", "Chengdu", "81.4 %", "75.0 %", `class="good">+6.4 <`, "高于时序", "ahead of schedule", "12.2 亿元", "CNY 1.22 billion",
		"15.0 亿元", "1\u202f234", "在建 1\u202f200", "提前 67", "推迟 25", ">107<", "逾期 31", "本季 76", ">281<", "已解决 160", ">67<", "投用 50", ">52<", "待答复预警 42", "逾期未答复 9",
		"2023-10-31", ">2023-09<", "9\u202f283", "18\u202f844", `class="n bad">14<`, "mine.sql:7: no such column",
		"width: 81.4%", "left: 75%",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not on the page", want)
		}
	}
	if t.Failed() {
		t.Log(text)
	}
	var status struct {
		Headline struct {
			Ratio float64 `json:"completion_ratio"`
			Due   float64 `json:"starts_due"`
		}
	}
	if err := json.Unmarshal([]byte(page(t, s, "/api/v1/status")), &status); err != nil || status.Headline.Ratio != 0.814 || status.Headline.Due != 107 {
		t.Errorf("status: %+v, %v", status, err)
	}
}

func TestHeadlineBehind(t *testing.T) {
	text := page(t, web.State{Headline: web.HeadlineOf(published(t, 9e8), "CNY", asOf, reportedTo)}, "/")
	if !strings.Contains(text, `class="bad">−15.0 <`) || !strings.Contains(text, "behind schedule") || strings.Contains(text, "ahead of schedule") {
		t.Errorf("60 %% at 75 %% of the year:\n%s", text)
	}
}

// TestHeadlineBeyondThePlan: the bar then ends at what is done.
func TestHeadlineBeyondThePlan(t *testing.T) {
	text := page(t, web.State{Headline: web.HeadlineOf(published(t, 3e9), "USD", asOf, reportedTo)}, "/")
	if strings.Contains(text, "200.0 %") {
		t.Error("CNY was taken for USD")
	}
	text = page(t, web.State{Headline: web.HeadlineOf(published(t, 3e9), "CNY", asOf, reportedTo)}, "/")
	if !strings.Contains(text, "200.0 %") || !strings.Contains(text, "width: 100%") || !strings.Contains(text, "left: 37.5%") {
		t.Errorf("twice the plan:\n%s", text)
	}
}

func TestHeadlineOfNothing(t *testing.T) {
	if h := web.HeadlineOf(new(exposition.Snapshot), "CNY", asOf, time.Time{}); h != nil {
		t.Errorf("an empty city has the headline %+v", h)
	}
	text := page(t, web.State{City: `<script>alert(1)</script>`}, "/")
	if !strings.Contains(text, "shixu ingest") || strings.Contains(text, "headline\"") || strings.Contains(text, "<script>") {
		t.Errorf("the page of an empty city:\n%s", text)
	}
}

func TestLandingError(t *testing.T) {
	w := httptest.NewRecorder()
	web.Handler(web.Options{Metrics: http.NotFoundHandler(), Warnings: http.NotFoundHandler(), State: func(*http.Request) (web.State, error) { return web.State{}, errors.New("no luck") }}).
		ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/", nil))
	if w.Code != http.StatusInternalServerError || !strings.Contains(w.Body.String(), "no luck") {
		t.Errorf("%d %s", w.Code, w.Body)
	}
}
