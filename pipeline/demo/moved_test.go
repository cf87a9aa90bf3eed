package demo_test

import (
	"fmt"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"shixu/pipeline/demo"
)

var (
	// years are the runs of four digits that could be a year.
	years = regexp.MustCompile(`\d+`)
	// written2023 is what a date of the city's own year looks like.
	written2023 = regexp.MustCompile(`(?:^|\D)2023(?:年|-\d\d(?:-\d\d)?(?:\D|$)|/\d|\.\d\d$)`)
)

// TestMoved: file by file and cell by cell, the city in another year is the
// published one with years that differ by as many, and nothing else.
func TestMoved(t *testing.T) {
	for _, year := range []int{2024, 2026} {
		t.Run(strconv.Itoa(year), func(t *testing.T) {
			t.Parallel()
			shift := year - demo.CityYear
			dir := t.TempDir()
			if err := demo.Write(t.Context(), dir, demo.Options{Year: year}, nil); err != nil {
				t.Fatal(err)
			}
			was, is := files(t, written(t), "."), files(t, dir, ".")
			if len(was) != len(is) {
				t.Fatalf("%d files, want %d", len(is), len(was))
			}
			at := map[string]string{}
			for _, f := range is {
				at[f] = filepath.Join(dir, f)
			}
			dates := 0
			for _, f := range was {
				moved := years.ReplaceAllStringFunc(f, func(n string) string { return strings.Replace(n, "2023", strconv.Itoa(year), 1) })
				path, ok := at[moved]
				if !ok {
					t.Fatalf("there is no %s", moved)
				}
				if ext := filepath.Ext(f); ext != ".csv" && ext != ".xlsx" {
					continue
				}
				now := sheets(t, path)
				for name, rows := range sheets(t, filepath.Join(written(t), f)) {
					other := now[strings.Replace(name, "2023", strconv.Itoa(year), 1)]
					if len(other) != len(rows) {
						t.Fatalf("%s, %s: %d rows, want %d", moved, name, len(other), len(rows))
					}
					for r := range rows {
						for c, want := range rows[r] {
							n, err := sameButYears(want, other[r][c], shift)
							dates += n
							if err == nil && n == 0 && written2023.MatchString(want) {
								err = fmt.Errorf("%q was not moved", want)
							}
							if err != nil {
								t.Fatalf("%s, %s, row %d, column %d: %v", moved, name, r+1, c+1, err)
							}
						}
					}
				}
			}
			if dates < 15_000 {
				t.Errorf("%d dates were moved, want all of more than 15,000", dates)
			}
			for _, e := range demo.Errors(demo.Options{Year: year}) {
				if at[e.File] == "" {
					t.Errorf("a wrong row of %s, which does not exist", e.File)
				}
			}
		})
	}
}

// serial is a spreadsheet's date as text.
func serial(cell string) string {
	n, err := strconv.Atoi(cell)
	day, wrong := excelize.ExcelDateToTime(float64(n), false)
	if err != nil || wrong != nil || n < 10_000 {
		return ""
	}
	return day.Format(time.DateOnly)
}

// sameButYears counts the numbers that differ, which must be years, or a 29
// February that became the 28th.
func sameButYears(was, is string, shift int) (n int, err error) {
	if years.ReplaceAllString(was, "#") != years.ReplaceAllString(is, "#") {
		return 0, fmt.Errorf("%q became %q", was, is)
	}
	if was != is && serial(was) != "" {
		was, is = serial(was), serial(is)
	}
	a, b := years.FindAllString(was, -1), years.FindAllString(is, -1)
	for i := range a {
		x, _ := strconv.Atoi(a[i])
		y, _ := strconv.Atoi(b[i])
		switch {
		case a[i] == b[i]:
		case x >= 1990 && x <= 2050 && y == x+shift:
			n++
		case x == 29 && y == 28 && i > 1:
		default:
			return 0, fmt.Errorf("%q became %q", was, is)
		}
	}
	return n, nil
}
