package session_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"shixu/queries/session"
)

// TestCoordinationByGroup: ages, medians and rates of a handful of items, and
// that every way of dividing them adds up to the same.
func TestCoordinationByGroup(t *testing.T) {
	w := newWorld(t)
	w.add("district", "code, name_zh", "'d1', '郫都区'", "'d2', '锦江区'")
	w.add("project_key", "project_key, project_id", "1, 'P1'", "2, 'P2'")
	w.add("project", "project_key, name, district_code", "1, '甲', 'd1'", "2, '乙', 'd2'")
	w.add("coordination_item", "item_id, project_key, element, responsible, raised_on, due_on, resolved_on",
		"'1', 1, 'land', '规自局', DATE '2023-01-01', DATE '2023-01-31', DATE '2023-01-11'", // 10 days
		"'2', 1, 'land', '规自局', DATE '2023-02-01', DATE '2023-02-10', DATE '2023-02-21'", // 20 days, late
		"'3', 1, 'land', NULL, DATE '2023-03-01', DATE '2023-12-31', DATE '2023-11-20'",  // resolved after the day
		"'4', 2, 'funding', '财政局', DATE '2023-10-01', DATE '2023-10-30', NULL",           // 30 days, overdue since today
		"'5', 2, 'funding', '财政局', DATE '2023-09-30', NULL, NULL",                        // 31 days, never due
		"'6', 2, 'permits', '财政局', DATE '2023-05-04', DATE '2023-10-31', NULL",           // 180 days, due today
		"'7', 1, 'permits', NULL, DATE '2023-11-01', NULL, NULL",                         // raised after the day
		"'8', 1, 'land', '规自局', DATE '2022-06-01', DATE '2022-07-01', DATE '2022-06-05'") // of the year before
	w.speak("2023-10-31", session.Rules{})
	got := w.ask(`SELECT dimension, member, raised, resolved, open, format('{:.3f}', resolution_rate), overdue, resolved_late, without_due_date,
		median_days_to_resolve, median_days_open, oldest_days, open_0_30, open_31_90, open_91_180, open_181
		FROM coordination_by_group WHERE year = 2023 ORDER BY dimension, member`)
	want := [][]string{
		{"city", "", "6", "2", "4", "0.333", "1", "1", "1", "15", "105.5", "244", "1", "1", "1", "1"},
		{"district", "郫都区", "3", "2", "1", "0.667", "0", "1", "0", "15", "244", "244", "0", "0", "0", "1"},
		{"district", "锦江区", "3", "0", "3", "0.000", "1", "0", "1", "-", "31", "180", "1", "1", "1", "0"},
		{"element", "funding", "2", "0", "2", "0.000", "1", "0", "1", "-", "30.5", "31", "1", "1", "0", "0"},
		{"element", "land", "3", "2", "1", "0.667", "0", "1", "0", "15", "244", "244", "0", "0", "0", "1"},
		{"element", "permits", "1", "0", "1", "0.000", "0", "0", "0", "-", "180", "180", "0", "0", "1", "0"},
		{"responsible", "unknown", "1", "0", "1", "0.000", "0", "0", "0", "-", "244", "244", "0", "0", "0", "1"},
		{"responsible", "规自局", "2", "2", "0", "1.000", "0", "1", "0", "15", "-", "-", "0", "0", "0", "0"},
		{"responsible", "财政局", "3", "0", "3", "0.000", "1", "0", "1", "-", "31", "180", "1", "1", "1", "0"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}
