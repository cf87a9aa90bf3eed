package web_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"shixu/exporters/dossier"
	"shixu/exporters/web"
	"shixu/pipeline/warnings"
)

// projectPage asks for a project's page, of which the reader knows d, or fails.
func projectPage(t *testing.T, path string, d *dossier.Dossier, err error) (*httptest.ResponseRecorder, string) {
	t.Helper()
	asked := ""
	w := httptest.NewRecorder()
	web.Handler(web.Options{Metrics: http.NotFoundHandler(), Warnings: http.NotFoundHandler(), Project: func(_ context.Context, id string) (*dossier.Dossier, error) {
		asked = id
		return d, err
	}}).ServeHTTP(w, httptest.NewRequest(http.MethodGet, path, nil))
	return w, asked
}

func TestProject(t *testing.T) {
	ratio := 0.814
	late := 92
	cell := dossier.Cell{File: "reports/8月（更正）.xlsx", Sheet: "8月", Row: 47, KnownOn: asOf}
	d := &dossier.Dossier{
		AsOf: asOf, ReportedTo: reportedTo, Currency: "CNY",
		Head:        dossier.Head{ID: "P1", Name: `甲<script>alert("x")</script>`, Level: "provincial", Stage: "in_construction", Owner: "业主", TotalInvestment: "5000000000.25", PlannedStart: "2023Q2", Cell: cell},
		Years:       []dossier.Year{{Year: 2023, Kind: "continuing", Planned: "800.00", FirstPlanned: "1000.00", Changes: 1, Completed: "651.20", Ratio: &ratio, Cell: cell}},
		PlanChanges: dossier.Part[dossier.Change]{Total: 3, Rows: []dossier.Change{{Dataset: "annual_plan", Key: "2023", Field: "planned_investment", Old: "1000.00", New: "800.00", OldFile: "plan.xlsx", Cell: cell}}},
		Milestones:  []dossier.Milestone{{Name: "封顶", Planned: "2023Q4", Cell: cell}},
		Items:       dossier.Part[dossier.Item]{Total: 1, Rows: []dossier.Item{{ID: "X2", Title: "融资", Element: "funding", Responsible: "财政局", State: "open", Overdue: true, AgeDays: 29, Cell: cell}}},
		Reports: dossier.Part[dossier.Report]{Total: 2, Rows: []dossier.Report{
			{Month: "2023-10", Completed: "5.00", CompletedYTD: "205.50", Note: "<b>基坑</b>", Cell: cell},
			{Month: "2023-09", Completed: "1234567.80", CompletedYTD: "7654321.00", Derived: "completed", Counted: true, Cell: cell},
		}},
		Revisions: dossier.Part[dossier.Change]{Total: 1, Rows: []dossier.Change{{Dataset: "project", Field: "stage", Old: "preparation", New: "in_construction", OldFile: "register.csv", Cell: cell}}},
		Warnings: dossier.Part[warnings.Case]{Total: 1, Rows: []warnings.Case{{
			Warning: warnings.Warning{ID: 7, TitleZh: "逾期未开工", TitleEn: "Start overdue", Severity: "red", State: "handling", Responsible: "业主", DaysLate: &late, WhyZh: "应于二季度开工", WhyEn: "due in Q2", OpenedOn: warnings.Day{Time: reportedTo}},
			Events: []warnings.Event{
				{WarningID: 7, Step: 1, Action: "raise", To: "raised", Day: warnings.Day{Time: reportedTo}},
				{WarningID: 7, Step: 2, Action: "assign", From: "raised", To: "handling", Actor: "李四", Assignee: "城建局", Note: "抓紧 & 落实", Day: warnings.Day{Time: asOf}},
			},
		}}},
	}
	w, asked := projectPage(t, "/projects/P%2F1", d, nil)
	text := w.Body.String()
	if w.Code != http.StatusOK || asked != "P/1" || w.Header().Get("Content-Security-Policy") == "" {
		t.Errorf("%d, asked for %q, headers %v", w.Code, asked, w.Header())
	}
	for _, want := range []string{
		"甲&lt;script&gt;", "省级", "in construction", "5\u202f000\u202f000\u202f000.25", "2023Q2", "81.4 %", "续建", "年度投资计划", "1\u202f000<", ">800<",
		"另有 2 行未列出", "2 more rows are not shown", "未计入", "not counted yet", "&lt;b&gt;基坑", "1\u202f234\u202f567.80", "推算", "reports/8月（更正）.xlsx", ">47<",
		"前期", "preparation", "register.csv", "逾期未开工", "Start overdue", "办理中", "晚 92 天", "due in Q2", "李四", "城建局", "抓紧 &amp; 落实", "2023-10-31",
		"封顶", "2023Q4", "融资", "资金", "财政局", "未解决", "overdue", ">29<",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not on the page", want)
		}
	}
	if strings.Contains(text, "<script") {
		t.Error("a project's name is HTML")
	}
	if t.Failed() {
		t.Log(text)
	}
}

// TestProjectOfNothing: a project that is only in the register says what there
// is not.
func TestProjectOfNothing(t *testing.T) {
	w, _ := projectPage(t, "/projects/P1", &dossier.Dossier{Head: dossier.Head{ID: "P1", Name: "甲"}}, nil)
	for _, want := range []string{"没有年度计划", "没有节点计划", "没有需协调事项", "计划没有调整过", "没有填报", "没有被后来的文件更正过", "没有发过预警"} {
		if !strings.Contains(w.Body.String(), want) {
			t.Errorf("%q is not on the page:\n%s", want, w.Body)
		}
	}
}

func TestProjectUnknown(t *testing.T) {
	w, _ := projectPage(t, "/projects/%3Cscript%3E", nil, dossier.ErrUnknown)
	if text := w.Body.String(); w.Code != http.StatusNotFound || !strings.Contains(text, "SELECT project_id, name FROM project") || !strings.Contains(text, "&lt;script&gt;") || strings.Contains(text, "<script") {
		t.Errorf("%d %s", w.Code, text)
	}
	w, _ = projectPage(t, "/projects/P1", nil, errors.New("no luck"))
	if w.Code != http.StatusInternalServerError || !strings.Contains(w.Body.String(), "no luck") {
		t.Errorf("%d %s", w.Code, w.Body)
	}
}
