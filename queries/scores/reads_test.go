package scores_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"shixu/queries"
	"shixu/queries/scores"
	"shixu/queries/session"
)

// TestRelations: of what Prepare leaves on a connection, all that has the name of a
// view is among Relations.
func TestRelations(t *testing.T) {
	w := openEmpty(t)
	conn, err := w.DB.Conn(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	scoring, err := queries.ScoringNamed(queries.DefaultScheme)
	if err != nil {
		t.Fatal(err)
	}
	d, err := session.Speak(t.Context(), conn, time.Date(2023, 10, 31, 0, 0, 0, 0, time.UTC), rules)
	if err != nil {
		t.Fatal(err)
	}
	if err := scores.New(scoring, rules).Prepare(t.Context(), conn, d, scores.Options{}); err != nil {
		t.Fatal(err)
	}
	rows, err := conn.QueryContext(t.Context(), `SELECT table_name FROM duckdb_tables() AS t WHERE database_name = 'temp'
		AND EXISTS (FROM duckdb_views() AS v WHERE v.view_name = t.table_name AND v.database_name <> 'temp') ORDER BY ALL`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var hidden []string
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			t.Fatal(err)
		}
		if strings.HasPrefix(name, "score") {
			hidden = append(hidden, name)
		}
	}
	if want := slices.Sorted(slices.Values(scores.Relations)); !slices.Equal(hidden, want) || rows.Err() != nil {
		t.Errorf("hidden are %v, %v, want %v", hidden, rows.Err(), want)
	}
}
