package ingest_test

import (
	"crypto/sha256"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"shixu/pipeline/ingest"
)

// TestContentComesBack: a file that goes from A to B and back to A is A again;
// a copy of A under a new name changes nothing, and says what stands.
func TestContentComesBack(t *testing.T) {
	t.Run("small files", contentComesBack)
	t.Run("big files", func(t *testing.T) {
		ingest.DigestLater(t, 0)
		contentComesBack(t)
	})
}

func contentComesBack(t *testing.T) {
	c := newCity(t)
	c.register()
	const figure = "SELECT completed_ytd FROM investment_report"
	a, b := header+"P1,2023-09,100\n", header+"P1,2023-09,200\n"
	for _, step := range []struct {
		file, text, want string
		already          string
	}{
		{"report.csv", a, "100.00", ""},
		{"report.csv", a, "100.00", "report.csv "},
		{"report.csv", b, "200.00", ""},
		{"report.csv", a, "100.00", ""},
		{"report.csv", a, "100.00", "report.csv "},
		{"correction.csv", b, "100.00", "report.csv report.csv"}, // a copy of what report.csv was
		{"new.csv", header + "P1,2023-09,300\n", "300.00", ""},
		{"old.csv", a, "300.00", "report.csv new.csv"},
		{"report.csv", a, "300.00", "report.csv new.csv"},
	} {
		res := c.load("investment_report", step.file, step.text)
		if got := c.value(figure); res.Err != nil || got != step.want {
			t.Errorf("%s: got %s, want %s (%v)", step.file, got, step.want, res.Err)
		}
		already := ""
		if e := res.Already; e != nil {
			for i := range e.CorrectedBy {
				e.CorrectedBy[i] = filepath.Base(e.CorrectedBy[i])
			}
			already = filepath.Base(e.Path) + " " + strings.Join(e.CorrectedBy, ",")
		}
		if already != step.already {
			t.Errorf("%s: loaded before as %q, want %q", step.file, already, step.already)
		}
	}
	job := ingest.Job{Name: "investment_report", Dataset: "investment_report", Files: []string{filepath.Join(c.dir, "old.csv")}}
	if _, err := c.r.Run(t.Context(), []ingest.Job{job}, ingest.Options{Again: true}); err != nil || c.value(figure) != "100.00" {
		t.Errorf("asked for again: %s, %v", c.value(figure), err)
	}
	written := fmt.Sprintf("%x", sha256.Sum256([]byte(a)))
	if got := c.value("SELECT string_agg(DISTINCT content_hash, ',') FROM load WHERE path LIKE '%old.csv'"); got != written {
		t.Errorf("the hash written down is %s, that of the content %s", got, written)
	}
}

// TestFolderIsLoadedAgain: whatever files of a folder are written over, loading
// the folder takes the ones whose content changed, in their order, and loading
// it once more changes nothing.
func TestFolderIsLoadedAgain(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		c := newCity(t)
		c.register()
		files, loaded, figure := map[string]int{}, map[string]int{}, 0
		run := func() string {
			var paths []string
			for _, name := range slices.Sorted(maps.Keys(files)) {
				paths = append(paths, filepath.Join(c.dir, name))
			}
			res, err := c.r.Run(t.Context(), []ingest.Job{{Name: "j", Dataset: "investment_report", Files: paths}}, ingest.Options{})
			if err != nil {
				rt.Fatal(err)
			}
			for _, r := range res {
				if r.Err != nil {
					rt.Fatal(r.Err)
				}
			}
			return c.value("SELECT completed_ytd::INTEGER FROM investment_report") + " after " + c.value("SELECT count(*) FROM store.load")
		}
		for range rapid.IntRange(1, 4).Draw(rt, "steps") {
			for range rapid.IntRange(1, 3).Draw(rt, "writes") {
				name := rapid.SampledFrom([]string{"a.csv", "b.csv", "c.csv"}).Draw(rt, "file")
				files[name] = rapid.IntRange(1, 3).Draw(rt, "content")
				if err := os.WriteFile(filepath.Join(c.dir, name), fmt.Appendf(nil, "%sP1,2023-09,%d\n", header, files[name]), 0o644); err != nil {
					rt.Fatal(err)
				}
			}
			everLoaded := map[int]bool{}
			for _, content := range c.contents("j") {
				everLoaded[content] = true
			}
			for _, name := range slices.Sorted(maps.Keys(files)) {
				before, seen := loaded[name]
				if before == files[name] || !seen && everLoaded[files[name]] {
					continue // unchanged, or a copy
				}
				loaded[name], figure = files[name], files[name]
				everLoaded[figure] = true
			}
			once, twice := run(), run()
			if !strings.HasPrefix(once, fmt.Sprint(figure, " ")) {
				rt.Errorf("got %s, want %d", once, figure)
			}
			if diff := cmp.Diff(once, twice); diff != "" {
				rt.Errorf("loading again changed something:\n%s", diff)
			}
		}
	})
}

// contents are the figures of the rows that a job brought, whatever became of them.
func (c *city) contents(job string) (all []int) {
	c.t.Helper()
	for _, v := range column(c.t, c.w.DB, "SELECT DISTINCT completed_ytd::INTEGER::VARCHAR FROM store.investment_report WHERE load_id IN (SELECT load_id FROM store.load WHERE job = ?)", job) {
		n := 0
		fmt.Sscan(v, &n)
		all = append(all, n)
	}
	return all
}
