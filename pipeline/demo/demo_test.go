package demo_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/csv"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"shixu/pipeline/demo"
)

// digests are the files of a directory by what they hold.
func digests(t *testing.T, dir string) map[string][32]byte {
	t.Helper()
	out := make(map[string][32]byte)
	for _, f := range files(t, dir, ".") {
		text, err := os.ReadFile(filepath.Join(dir, f))
		if err != nil {
			t.Fatal(err)
		}
		out[f] = sha256.Sum256(text)
	}
	return out
}

func TestFileSentTwiceIsTheSame(t *testing.T) {
	all := digests(t, written(t))
	first := all["reports/2023-07-07/青羊区_2023年6月重点项目投资完成情况.xlsx"]
	again := all["reports/2023-07-12/青羊区_2023年6月重点项目投资完成情况(1).xlsx"]
	if first == [32]byte{} || first != again {
		t.Errorf("the file sent twice differs: %x and %x", first, again)
	}
}

func TestFileCounts(t *testing.T) {
	want := map[string]int{
		"dims": 3, "register": 11, "plan": 2, "reports": 284, "reserve": 1, "ledger": 2, "six_batches": 1,
		"milestones": 2, "schedule": 3, "baseline": 1, "benchmarks": 1, "targets": 1,
	}
	got := make(map[string]int)
	for folder := range want {
		got[folder] = len(files(t, written(t), folder))
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("files (-want +got):\n%s", diff)
	}
}

func TestErrorsStandWhereListed(t *testing.T) {
	dir := written(t)
	errs := demo.Errors(demo.Options{})
	faults := make(map[demo.Fault]int)
	for _, e := range errs {
		faults[e.Fault]++
		rows := sheets(t, filepath.Join(dir, e.File))[e.Sheet]
		if e.Row > len(rows) {
			t.Errorf("%s has no row %d", e.File, e.Row)
			continue
		}
		head, _ := findHeader(rows)
		for c, h := range head {
			if h != e.Column {
				continue
			}
			got := ""
			if c < len(rows[e.Row-1]) {
				got = rows[e.Row-1][c]
			}
			if got != e.Value {
				t.Errorf("%s row %d, %s: got %q, want %q", e.File, e.Row, h, got, e.Value)
			}
		}
		if e.Chinese() == "" || e.English() == "" {
			t.Errorf("%s: no words", e.Fault)
		}
	}
	want := map[demo.Fault]int{
		demo.MissingKey: 2, demo.UnknownDistrict: 2, demo.UnknownProject: 2, demo.ImpossibleDate: 3,
		demo.UnreadableAmount: 2, demo.ImpossibleAmount: 1, demo.Conflict: 2,
	}
	if diff := cmp.Diff(want, faults); diff != "" {
		t.Errorf("faults (-want +got):\n%s", diff)
	}
}

func TestProgressAndCancel(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	calls := 0
	err := demo.Write(ctx, t.TempDir(), demo.Options{}, func(done, total int) {
		if calls++; done != calls || total != 317 {
			t.Errorf("progress(%d, %d) at call %d", done, total, calls)
		}
		if done == 5 {
			cancel()
		}
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want canceled", err)
	}
}

func TestScale(t *testing.T) {
	write := func(o demo.Options) string {
		dir := t.TempDir()
		if err := demo.Write(t.Context(), dir, o, nil); err != nil {
			t.Fatal(err)
		}
		return dir
	}
	opts := demo.Options{Projects: 1500, Years: 2}
	dir := write(opts)
	if diff := cmp.Diff(digests(t, dir), digests(t, write(opts))); diff != "" {
		t.Errorf("written twice:\n%s", diff)
	}
	read := func(dir, file string) [][]string {
		text, err := os.ReadFile(filepath.Join(dir, file))
		if err != nil {
			t.Fatal(err)
		}
		rows, err := csv.NewReader(bytes.NewReader(text)).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		return rows[1:]
	}
	known := make(map[string]bool)
	for _, r := range read(dir, "register/register.csv") {
		known[r[0]] = true
	}
	if len(known) != 1500 {
		t.Errorf("%d ids in the register, want 1500", len(known))
	}
	seen := make(map[[2]string]bool)
	months := make(map[string]bool)
	for _, r := range read(dir, "reports/reports.csv") {
		if !known[r[0]] {
			t.Fatalf("unknown project %s", r[0])
		}
		seen[[2]string{r[0], r[8]}] = true
		months[r[8]] = true
	}
	if len(seen) != 1500*24 || len(months) != 24 || !months["2022-01-01"] || !months["2023-12-01"] {
		t.Errorf("%d reports of %d months", len(seen), len(months))
	}
	opts.ByProject = true
	byProject := read(write(opts), "reports/reports.csv")
	if len(byProject) != 1500*24 || byProject[0][0] != byProject[23][0] || byProject[23][0] == byProject[24][0] {
		t.Error("not by project")
	}
	if errs := demo.Errors(opts); errs != nil {
		t.Errorf("errors at scale: %v", errs)
	}
}

func TestOptionsThatCannotBe(t *testing.T) {
	for _, o := range []demo.Options{{Projects: -1}, {Years: -1}, {Years: 200}, {Year: 3000}} {
		if err := demo.Write(t.Context(), t.TempDir(), o, nil); err == nil {
			t.Errorf("%+v: no error", o)
		}
	}
}

func TestWriteWorkbook(t *testing.T) {
	var a, b bytes.Buffer
	for _, w := range []*bytes.Buffer{&a, &b} {
		if err := demo.WriteWorkbook(w, 40, 1); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(a.Bytes(), b.Bytes()) {
		t.Error("written twice: not the same")
	}
	f, err := excelize.OpenReader(&a)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := f.GetRows("Sheet1")
	if err != nil || len(rows) != 41 || len(rows[40]) != 15 {
		t.Errorf("%d rows, %v", len(rows), err)
	}
}

func BenchmarkWriteCity(b *testing.B) {
	for b.Loop() {
		if err := demo.Write(b.Context(), b.TempDir(), demo.Options{}, nil); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkWriteMillionReports writes 1,000,000 reports of 83,334 projects.
func BenchmarkWriteMillionReports(b *testing.B) {
	for b.Loop() {
		if err := demo.Write(b.Context(), b.TempDir(), demo.Options{Projects: 83_334}, nil); err != nil {
			b.Fatal(err)
		}
	}
}
