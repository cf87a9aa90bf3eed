package source

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"
	"github.com/apache/arrow-go/v18/arrow/ipc"
	"github.com/apache/arrow-go/v18/arrow/memory"
	"github.com/google/go-cmp/cmp"
)

// exported writes a query's result with DuckDB.
func exported(t testing.TB, name, query string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "it's "+name)
	if _, err := connect(t).ExecContext(t.Context(), fmt.Sprintf("COPY (%s) TO %s", query, quote(path))); err != nil {
		t.Fatal(err)
	}
	return path
}

func arrowFile(t testing.TB, name string, stream bool) string {
	t.Helper()
	schema := arrow.NewSchema([]arrow.Field{
		{Name: "项目", Type: &arrow.DictionaryType{IndexType: arrow.PrimitiveTypes.Int8, ValueType: arrow.BinaryTypes.String}, Nullable: true},
		{Name: "row", Type: &arrow.Decimal128Type{Precision: 18, Scale: 2}, Nullable: true},
		{Name: "项目", Type: arrow.FixedWidthTypes.Date32, Nullable: true},
	}, nil)
	path := filepath.Join(t.TempDir(), name)
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var w interface {
		Write(arrow.RecordBatch) error
		Close() error
	}
	if stream {
		w = ipc.NewWriter(f, ipc.WithSchema(schema))
	} else if w, err = ipc.NewFileWriter(f, ipc.WithSchema(schema)); err != nil {
		t.Fatal(err)
	}
	b := array.NewRecordBuilder(memory.DefaultAllocator, schema)
	defer b.Release()
	for range 2 {
		err = errors.Join(err,
			b.Field(0).(*array.BinaryDictionaryBuilder).AppendString("甲"),
			b.Field(1).AppendValueFromString("1.10"),
			b.Field(2).AppendValueFromString("2023-09-30"))
		b.Field(0).AppendNull()
		b.Field(1).AppendNull()
		b.Field(2).AppendNull()
		batch := b.NewRecordBatch()
		err = errors.Join(err, w.Write(batch))
		batch.Release()
	}
	if err := errors.Join(err, w.Close()); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestSelfDescribing(t *testing.T) {
	arrowNames := []string{"项目", "row", "项目"}
	arrowRows := map[int64][]string{1: {"甲", "1.10", "2023-09-30"}, 2: {"", "", ""}, 3: {"甲", "1.10", "2023-09-30"}, 4: {"", "", ""}}
	tests := []struct {
		name, path string
		opts       Options
		format     Format
		names      []string
		rows       map[int64][]string
		bad        []string
	}{
		{name: "parquet", format: Parquet,
			path:  exported(t, "a.parquet", `SELECT 1.10::DECIMAL(18,2) AS "总""投资", '' AS "row", DATE '2023-09-30' AS d, [1, 2] AS l UNION ALL SELECT NULL, 'x', NULL, NULL ORDER BY 2`),
			names: []string{`总"投资`, "row", "d", "l"},
			rows:  map[int64][]string{1: {"1.10", "", "2023-09-30", "[1, 2]"}, 2: {"", "x", "", ""}}},
		{name: "arrow file", path: arrowFile(t, "a", false), format: Arrow, names: arrowNames, rows: arrowRows},
		{name: "arrow stream", path: arrowFile(t, "b", true), format: Arrow, names: arrowNames, rows: arrowRows},
		{name: "array of objects", format: JSON,
			path:  write(t, "a.json", "\xef\xbb\xbf[{\"a\": 1.10, \"b\": null, \"c\": \"x\\n\\u4e00\"}, 7, {\"d\": {\"e\": true}, \"a\": 12345678901234567890123}]"),
			names: []string{"a", "b", "c", "d.e"},
			rows:  map[int64][]string{1: {"1.10", "", "x\n一", ""}, 3: {"12345678901234567890123", "", "", "true"}},
			bad:   []string{"2 not_an_object"}},
		{name: "the only array", format: JSON,
			path:  write(t, "a", `{"v": [1, 2], "rows": [{"区县": ["武侯区", "郫都区"], "n": [[1 , 2], {"k": 1}], "e": []}], "x": {"y": [{}]}}`),
			names: []string{"区县", "n", "e"},
			rows:  map[int64][]string{1: {"武侯区、郫都区", `[[1,2],{"k":1}]`, ""}}},
		{name: "path", format: JSON, opts: Options{Rows: "data.projects[].milestones[]"},
			path: write(t, "a", `{"x": [{}], "data": {"projects": [
				{"milestones": [{"id": "m1", "due": {"on": "2023-09"}}, {"id": "m2"}], "id": "p1", "budget": {"amount": 5}},
				{"id": "p2"}, {"id": "p3", "milestones": [{"id": "m3"}, 7]}]}}`),
			names: []string{"data.projects.id", "data.projects.budget.amount", "id", "due.on"},
			rows:  map[int64][]string{1: {"p1", "5", "m1", "2023-09"}, 2: {"p1", "5", "m2", ""}, 3: {"p3", "", "m3", ""}}},
		{name: "lines", format: NDJSON,
			path:  write(t, "a.json", lines(`{"a": 1}`, ``, `{"a": 2, "b": {"c": [1, "x"]}}`, `{"a": `, `7`, "{\"a\": \"\xff\"}", `{"b": 1}`)),
			names: []string{"a", "b.c", "b"},
			rows:  map[int64][]string{1: {"1", "", ""}, 3: {"2", "1、x", ""}, 7: {"", "", "1"}},
			bad:   []string{"4 unreadable", "5 not_an_object", "6 invalid_encoding"}},
		{name: "one line", format: NDJSON, path: write(t, "a.ndjson", `{"a": 1}`),
			names: []string{"a"}, rows: map[int64][]string{1: {"1"}}},
		{name: "lines with a path", format: NDJSON, opts: Options{Rows: "m[]"},
			path:  write(t, "a.jsonl", lines(`{"id": 1, "m": [{"k": "x"}, {"k": "y"}]}`, `{"id": 2, "m": [{"k": "z"}]}`)),
			names: []string{"id", "k"},
			rows:  map[int64][]string{2: {"2", "z"}}},
	}
	conn := connect(t)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f := mustOpen(t, tt.path, tt.opts)
			if f.Format != tt.format {
				t.Errorf("format: got %s, want %s", f.Format, tt.format)
			}
			if diff := cmp.Diff(tt.names, f.Tables[0].Names); diff != "" {
				t.Errorf("names (-want +got):\n%s", diff)
			}
			got := read(t, conn, f.Tables[0], 1)
			if tt.name == "lines with a path" {
				delete(got.Rows, 1) // both rows of line 1
			}
			if diff := cmp.Diff(tt.rows, got.Rows); diff != "" {
				t.Errorf("rows (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(tt.bad, got.codes()); diff != "" {
				t.Errorf("set aside (-want +got):\n%s", diff)
			}
		})
	}
}
