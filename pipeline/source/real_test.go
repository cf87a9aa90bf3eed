package source

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
)

// shared is the path of a real file; the test is skipped where there are none.
func shared(t *testing.T, pattern string) []string {
	t.Helper()
	dir := os.Getenv("SHIXU_SHARED")
	if dir == "" {
		t.Skip("SHIXU_SHARED is not set: no real files")
	}
	paths, err := filepath.Glob(filepath.Join(dir, "data", pattern))
	if err != nil || len(paths) == 0 {
		t.Fatalf("no files %s in %s (%v)", pattern, dir, err)
	}
	return paths
}

// TestRealDivisions reads the same table in UTF-8 and in GB18030.
func TestRealDivisions(t *testing.T) {
	conn := connect(t)
	scan := func(pattern, encoding string) content {
		f := mustOpen(t, shared(t, "gb2260_divisions/"+pattern)[0], Options{})
		if f.Encoding != encoding || f.Tables[0].Width != 4 {
			t.Errorf("%s: got %s, %d columns", pattern, f.Encoding, f.Tables[0].Width)
		}
		return read(t, conn, f.Tables[0], 2)
	}
	utf, gb := scan("mca_201904.tsv", utf8Text), scan("DERIVED_*", gb18030Text)
	if diff := cmp.Diff(utf, gb); diff != "" {
		t.Errorf("(-utf-8 +gb18030):\n%s", diff)
	}
	found := false
	for _, cells := range utf.Rows {
		found = found || cells[2] == "510117" && cells[3] == "郫都区"
	}
	if !found || len(utf.Rows) < 3000 || len(utf.Bad) > 0 {
		t.Errorf("%d rows, %d set aside, 郫都区 there: %v", len(utf.Rows), len(utf.Bad), found)
	}
}

func TestRealNewYork(t *testing.T) {
	f := mustOpen(t, shared(t, "nyc_capital_projects_2014_2019/*.csv")[0], Options{})
	got := read(t, connect(t), f.Tables[0], 2)
	if f.Tables[0].Width != 16 || len(got.Rows) != 2259 || len(got.Bad) != 0 {
		t.Errorf("got %d columns, %d rows, %d set aside; want 16, 2259, 0", f.Tables[0].Width, len(got.Rows), len(got.Bad))
	}
}

// TestRealWorkbooks compares the texts of each sheet with excelize's.
func TestRealWorkbooks(t *testing.T) {
	conn := connect(t)
	for _, path := range shared(t, "dft_portfolio_masters_xlsx/*.xlsx") {
		t.Run(filepath.Base(path), func(t *testing.T) {
			x, err := excelize.OpenFile(path)
			if err != nil {
				t.Fatal(err)
			}
			defer x.Close()
			for _, table := range mustOpen(t, path, Options{}).Tables {
				want, err := x.GetRows(table.Sheet, excelize.Options{RawCellValue: true})
				if err != nil {
					t.Fatal(err)
				}
				got := read(t, conn, table, 1).Rows
				dates := 0
				for i, cells := range want {
					for j, text := range cells {
						if j >= table.Width || slices.Contains([]string{"", "0", "1"}, text) {
							continue
						}
						ours := ""
						if cells, ok := got[int64(i+1)]; ok {
							ours = cells[j]
						}
						switch {
						case ours == plainNumber(text):
						case len(ours) == len("2006-01-02") && len(text) == len("43900"):
							dates++
						default:
							t.Errorf("%s row %d column %d: got %q, excelize %q", table.Sheet, i+1, j+1, ours, text)
						}
					}
				}
				t.Logf("%s: %d rows, %d dates", table.Sheet, len(got), dates)
			}
		})
	}
}

func TestRealInfrastructure(t *testing.T) {
	conn := connect(t)
	for _, name := range []string{"infrastructure_docs_example_v0.9.5.json", "lib-cove_example-data.json", "lib-cove_validation-errors-package.json"} {
		path := shared(t, "oc4ids/"+name)[0]
		projects := mustOpen(t, path, Options{Rows: "projects[]"}).Tables[0]
		got := read(t, conn, projects, 1)
		if len(got.Rows) == 0 || !slices.Contains(projects.Names, "id") {
			t.Errorf("%s: %d rows of %q", name, len(got.Rows), projects.Names)
		}
	}
	milestones := mustOpen(t, shared(t, "oc4ids/infrastructure_docs_example*")[0], Options{Rows: "projects[].milestones[]"}).Tables[0]
	for _, want := range []string{"projects.id", "id", "dueDate", "status"} {
		if !slices.Contains(milestones.Names, want) {
			t.Errorf("no field %s in %q", want, milestones.Names)
		}
	}
	if got := read(t, conn, milestones, 1); len(got.Rows) == 0 {
		t.Error("no milestones")
	}
	for _, name := range []string{"lib-cove_invalid-json.json", "lib-cove_rubbish.json", "lib-cove_example-additional-checks-no-projects.json"} {
		_, err := Open(t.Context(), shared(t, "oc4ids/"+name)[0], Options{Rows: "projects[]"})
		t.Log(err)
		if err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}
