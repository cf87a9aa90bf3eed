package warnings_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

const childPath = "SHIXU_TEST_WARNINGS"

// evaluateAsChild evaluates a year, in a process of its own.
func evaluateAsChild(path string) {
	x := newWorld(stderr{}, path, "2023-12-20")
	x.exec(stderr{}, "SET GLOBAL checkpoint_threshold = '16KB'")
	x.evaluate(stderr{})
	x.w.Close()
}

// stderr is what a child fails on.
type stderr struct{}

func (stderr) Helper() {}
func (stderr) Fatalf(format string, args ...any) {
	fmt.Fprintf(os.Stderr, format+"\n", args...)
	os.Exit(1)
}

// TestKill: a process that is killed while it evaluates leaves whole days, and
// the next one goes on to what an undisturbed one gives.
func TestKill(t *testing.T) {
	if testing.Short() {
		t.Skip("starts processes")
	}
	fill := func(name string) string {
		path := filepath.Join(t.TempDir(), name)
		x := newWorld(t, path, "2023-12-20")
		for key := 1; key <= 60; key++ {
			started := ""
			if key%3 == 0 {
				started = fmt.Sprintf("2023-%02d-15", key%12+1)
			}
			x.project(t, key, fmt.Sprintf("2023-%02d-28", key%12+1), started)
		}
		x.w.Close()
		return path
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	start := func(path string) *exec.Cmd {
		cmd := exec.Command(self)
		cmd.Env = append(os.Environ(), childPath+"="+path)
		cmd.Stderr = os.Stderr
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		return cmd
	}
	whole := fill("whole.duckdb")
	begin := time.Now()
	if err := start(whole).Wait(); err != nil {
		t.Fatal(err)
	}
	took := time.Since(begin)
	events := func(path string) []string {
		x := newWorld(t, path, "2023-12-20")
		defer x.w.Close()
		return x.events(t)
	}
	want := events(whole)

	path, cut := fill("killed.duckdb"), false
	for i := 1; i <= 6; i++ {
		cmd := start(path)
		time.Sleep(took * time.Duration(i) / 7)
		cmd.Process.Kill()
		cmd.Wait()
		x := newWorld(t, path, "2023-12-20")
		var halves, days int
		if err := x.w.DB.QueryRow(`
			SELECT (SELECT count(*) FROM store.warning_event WHERE on_day > (SELECT coalesce(max(day), DATE '1900-01-01') FROM store.warning_evaluation))
			     + (SELECT count(*) FROM store.warning ANTI JOIN store.warning_event USING (warning_id)),
			       (SELECT count(*) FROM store.warning_evaluation)`).Scan(&halves, &days); err != nil {
			t.Fatal(err)
		}
		x.w.Close()
		if halves > 0 {
			t.Fatalf("killed after %d days: %d steps of a day that was not finished", days, halves)
		}
		cut = cut || days > 0 && days < 13
	}
	t.Logf("one was killed between two days: %v", cut)
	if err := start(path).Wait(); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, events(path)); diff != "" {
		t.Errorf("after being killed (-undisturbed +killed):\n%s", diff)
	}
}
