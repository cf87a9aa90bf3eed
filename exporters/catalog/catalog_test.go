package catalog_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"shixu/exporters/catalog"
)

var update = flag.Bool("update", false, "rewrite queries/CATALOG.md")

const checkedIn = "../../queries/CATALOG.md"

func build(t *testing.T) *catalog.Catalog {
	t.Helper()
	c, err := catalog.Build(t.Context(), "CNY", catalog.Folders{})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// TestCheckedIn: the document in the repository says what there is.
func TestCheckedIn(t *testing.T) {
	var b bytes.Buffer
	if err := build(t).Markdown(&b); err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile(checkedIn, b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	old, err := os.ReadFile(checkedIn)
	if err != nil {
		t.Fatal(err)
	}
	if string(old) != b.String() {
		diff := cmp.Diff(strings.Split(string(old), "\n"), strings.Split(b.String(), "\n"))
		t.Errorf("queries/CATALOG.md is stale; run: go test ./exporters/catalog -update\n%.3000s", diff)
	}
}

// TestBothLanguages: whatever is named is explained in Chinese and in English.
func TestBothLanguages(t *testing.T) {
	var walk func(path string, v reflect.Value)
	walk = func(path string, v reflect.Value) {
		switch v.Kind() {
		case reflect.Slice:
			for i := range v.Len() {
				name := ""
				if e := v.Index(i); e.Kind() == reflect.Struct && e.Field(0).Kind() == reflect.String {
					name = e.Field(0).String()
				}
				walk(path+"."+name, v.Index(i))
			}
		case reflect.Struct:
			zh, en := v.FieldByName("Zh"), v.FieldByName("En")
			if zh.IsValid() && en.IsValid() {
				if zh.String() == "" || en.String() == "" || zh.String() == en.String() {
					t.Errorf("%s: %q / %q", path, zh, en)
				}
				return
			}
			for i := range v.NumField() {
				walk(path, v.Field(i))
			}
		}
	}
	walk("", reflect.ValueOf(*build(t)))
}

func TestForms(t *testing.T) {
	c := build(t)
	var table, text bytes.Buffer
	if err := c.Table(&table); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{" dataset ", "investment_report.completed_ytd", "progress_by_city.points_ahead", "shixu_starts{year,level,district,sector,project_type,timing}", "start_overdue", "万元"} {
		if !strings.Contains(table.String(), want) {
			t.Errorf("the table has no %q", want)
		}
	}
	if err := c.JSON(&text); err != nil {
		t.Fatal(err)
	}
	back := new(catalog.Catalog)
	if err := json.Unmarshal(text.Bytes(), back); err != nil || len(back.Tables) != len(c.Tables) || len(back.Metrics) == 0 {
		t.Errorf("read back: %d tables of %d, %v", len(back.Tables), len(c.Tables), err)
	}
}
