package sqlapi_test

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"shixu/exporters/sqlapi"
)

var update = flag.Bool("update", false, "rewrite the golden files in testdata")

// TestEncode writes the answer to each testdata/*.sql in each format that
// people read, and compares it with the file of that name and ending.
func TestEncode(t *testing.T) {
	questions, err := filepath.Glob("testdata/*.sql")
	if err != nil || len(questions) == 0 {
		t.Fatal("no testdata", err)
	}
	s := open(t, sqlapi.Options{})
	for _, file := range questions {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range sqlapi.Formats() {
			if f.Binary {
				continue
			}
			name := file[:len(file)-len("sql")] + f.Name
			t.Run(filepath.Base(name), func(t *testing.T) {
				rows, err := s.Query(t.Context(), string(text))
				if err != nil {
					t.Fatal(err)
				}
				defer rows.Release()
				var got bytes.Buffer
				if err := f.Encode(&got, rows); err != nil {
					t.Fatal(err)
				}
				compare(t, name, got.Bytes())
			})
		}
	}
}

// compare compares with a golden file, or writes it.
func compare(t *testing.T, name string, got []byte) {
	t.Helper()
	if *update {
		if err := os.WriteFile(name, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s (-want +got):\n%s", name, diff)
	}
}

func TestCSVBOM(t *testing.T) {
	rows, err := open(t, sqlapi.Options{}).Query(t.Context(), "SELECT '区' AS a")
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Release()
	var got bytes.Buffer
	if err := (sqlapi.CSV{BOM: true}).Encode(&got, rows); err != nil {
		t.Fatal(err)
	}
	if want := "\ufeffa\r\n区\r\n"; got.String() != want {
		t.Errorf("got %q, want %q", got.String(), want)
	}
}
