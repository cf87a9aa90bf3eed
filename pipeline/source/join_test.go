package source

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestJoin reads tables of three formats as one, with their cells where the
// whole wants them, and what each set aside.
func TestJoin(t *testing.T) {
	conn := connect(t)
	csv := mustOpen(t, write(t, "a.csv", lines("id,sum", "1,10", "2,20,30", "3,")), Options{}).Tables[0]
	ndjson := mustOpen(t, write(t, "b.ndjson", lines(`{"sum": 40, "id": "4"}`, `[]`, `{"id": "5"}`)), Options{}).Tables[0]
	semicolons := mustOpen(t, write(t, "c.csv", lines("sum;name;id", "60;x;6")), Options{}).Tables[0]
	parts := []Part{
		{Table: csv, FirstRow: 2, Width: 2, Cells: [][]Cell{{{Column: 1}, {Column: 2}, {Text: "a"}}, {{Text: "again"}, {Column: 1}, {Text: "a"}}}},
		{Table: ndjson, Cells: [][]Cell{{{Column: 2}, {Column: 1}, {Text: "b"}}}},
		{Table: semicolons, FirstRow: 2, Cells: [][]Cell{{{Column: 3}, {Column: 1}, {}}}},
	}
	for _, p := range parts {
		if !p.Table.CanJoin() {
			t.Fatal("a table of text cannot be joined")
		}
	}
	rel, aside, err := Join(t.Context(), conn, parts)
	if err != nil {
		t.Fatal(err)
	}
	defer rel.Close()
	rows, err := conn.QueryContext(t.Context(), `SELECT concat_ws(' ', "row", c1, c2, coalesce(c3, '-')) FROM `+rel.SQL)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var got []string
	for rows.Next() {
		var s string
		if err := rows.Scan(&s); err != nil {
			t.Fatal(err)
		}
		got = append(got, s)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"2 1 10 a", "2 again 1 a", "4 3 a", "4 again 3 a", "1 4 40 b", "3 5 b", "2 6 60 -"}, got); diff != "" {
		t.Errorf("rows (-want +got):\n%s", diff)
	}
	var bad []string
	for i := range parts {
		for _, b := range aside(i) {
			bad = append(bad, strings.Join([]string{parts[i].Cells[0][2].Text, b.Text, b.Reason.Code}, " "))
		}
	}
	if diff := cmp.Diff([]string{"a 2,20,30 too_many_columns", "b [] not_an_object"}, bad); diff != "" {
		t.Errorf("lines set aside (-want +got):\n%s", diff)
	}
}
