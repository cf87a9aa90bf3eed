package session_test

import (
	"testing"

	"shixu/queries/session"
)

// TestReadsShared: whatever is shared is known to be, and so is what reads it, through
// views and macros and by a name in a literal; what is not may be asked elsewhere.
func TestReadsShared(t *testing.T) {
	w := newWorld(t)
	w.speak("2023-10-31", session.Rules{})
	if err := session.ShareMetrics(t.Context(), w.conn); err != nil {
		t.Fatal(err)
	}
	reads, err := session.ReadsShared(t.Context(), w.conn, "score_list")
	if err != nil {
		t.Fatal(err)
	}
	shared := w.ask(`SELECT table_name FROM duckdb_tables() WHERE database_name = 'temp' AND table_name NOT LIKE 'kept\_%' ESCAPE '\'
		UNION ALL SELECT view_name FROM duckdb_views() WHERE database_name = 'temp' AND NOT internal`)
	if len(shared) < 8 {
		t.Errorf("shared are only %v", shared)
	}
	for _, row := range shared {
		if !reads("SELECT 1 FROM " + row[0]) {
			t.Errorf("%s is shared, and not known to be", row[0])
		}
	}
	for sql, want := range map[string]bool{
		"SELECT count(*) FROM Progress_By_District":                              true,
		"SELECT * FROM date_outlook('start')":                                    true,
		"SELECT * FROM group_forecasts('store.forecast_total')":                  true,
		"SELECT * FROM score_list":                                               true,
		"SELECT * FROM coordination":                                             false,
		"SELECT count(*) FROM warned_project WHERE kind IN ('start','progress')": false,
		"SELECT * FROM store.investment_report":                                  false,
		"SELECT * FROM score":                                                    false,
	} {
		if got := reads(sql); got != want {
			t.Errorf("%s: reads what is shared: %v, want %v", sql, got, want)
		}
	}
}
