package web_test

import (
	"io/fs"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"shixu/dashboards"
	"shixu/exporters/web"
)

// TestRunbooks: every runbook has its page at the address that alerts give, and
// the list leads to it.
func TestRunbooks(t *testing.T) {
	h := web.Handler(web.Options{Metrics: http.NotFoundHandler(), Warnings: http.NotFoundHandler(), Runbooks: dashboards.Runbooks()})
	get := func(path string, status int) *httptest.ResponseRecorder {
		w := httptest.NewRecorder()
		h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, path, nil))
		if w.Code != status {
			t.Fatalf("GET %s: %d, want %d: %s", path, w.Code, status, w.Body)
		}
		return w
	}
	list := get("/runbooks/", http.StatusOK).Body.String()
	all, err := fs.Glob(dashboards.Runbooks(), "*.md")
	if err != nil || len(all) == 0 {
		t.Fatalf("no runbooks: %v", err)
	}
	for _, file := range all {
		name := strings.TrimSuffix(file, ".md")
		if !strings.Contains(list, `<a href="/runbooks/`+name+`">`) {
			t.Errorf("the list does not lead to %s", name)
		}
		w := get("/runbooks/"+name, http.StatusOK)
		for _, want := range []string{"<h1>" + name + "</h1>", "<h2>处置</h2>", "<h2>What to do</h2>", `<code class="language-promql">`} {
			if !strings.Contains(w.Body.String(), want) {
				t.Errorf("%s: %q is not on the page", name, want)
			}
		}
		if csp := w.Header().Get("Content-Security-Policy"); !strings.HasPrefix(csp, "default-src 'none'") {
			t.Errorf("%s: the page may load from elsewhere: %q", name, csp)
		}
	}
	get("/runbooks/ShixuNothing", http.StatusNotFound)
	get("/runbooks/..%2fShixuDown", http.StatusNotFound)
}
