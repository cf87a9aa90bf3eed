package session_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"shixu/queries/session"
)

// TestPublishedGaps: the pairs of completion rate and gap to the calendar that
// cities published (glossary 1.3), each from the sums of two projects that are
// far from it themselves.
func TestPublishedGaps(t *testing.T) {
	w := newWorld(t)
	for _, c := range []struct {
		who                string
		month              int
		planned, completed float64 // in 亿元
		rate, gap          string
	}{
		{"成都 1–9月 2023", 9, 1000, 814, "81.4", "6.4"},
		{"四川 1–9月 2022", 9, 1000, 972, "97.2", "22.2"},
		{"四川 1–5月 2023", 5, 1000, 565, "56.5", "14.8"},
		{"成渝 1–8月", 8, 1000, 743, "74.3", "7.6"},
		{"昆山 1–8月 2023", 8, 392.5, 284.2, "72.4", "5.7"},
		{"南昌 前10月 2023", 10, 984.59, 1015.19, "103.1", "19.8"},
		{"2016 1–10月", 10, 1000, 851, "85.1", "1.8"},
		// Rounded figures subtracted would give 97.2 - 83.3 = 13.9.
		{"江门 1–10月", 10, 647.4, 629.0, "97.2", "13.8"},
	} {
		t.Run(c.who, func(t *testing.T) {
			w.clear()
			w.add("project_key", "project_key, project_id", "1, 'P1'", "2, 'P2'")
			w.add("project", "project_key, name", "1, '甲'", "2, '乙'")
			// A tenth of the plan has done nothing.
			w.add("annual_plan", "project_key, year, planned_investment",
				fmt.Sprintf("1, 2023, %.2f", c.planned*9e7), fmt.Sprintf("2, 2023, %.2f", c.planned*1e7))
			w.add("investment_report", "project_key, month, completed_ytd",
				fmt.Sprintf("1, DATE '2023-%02d-01', %.2f", c.month, c.completed*1e8), fmt.Sprintf("2, DATE '2023-%02d-01', 0", c.month))
			w.speak(fmt.Sprintf("2023-%02d-15", c.month+1), session.Rules{CloseAtCoverage: 1})
			got := w.ask(`SELECT format('{:.1f}', 100 * completion_ratio), format('{:.1f}', points_ahead) FROM measure_by_group WHERE dimension = 'city'`)
			if diff := cmp.Diff([][]string{{c.rate, c.gap}}, got); diff != "" {
				t.Errorf("rate and gap: -want +got:\n%s", diff)
			}
		})
	}
}

// TestOddProjects: what cannot be known is NULL and counted as missing; what is
// odd has a defined result.
func TestOddProjects(t *testing.T) {
	w := newWorld(t)
	w.add("project_key", "project_key, project_id", "1, 'zero'", "2, 'correction'", "3, 'early'", "4, 'bare'", "5, 'late'", "6, 'no plan'", "7, 'pace'")
	w.add("project", "project_key, name, stage, total_investment, planned_start, planned_start_precision, actual_start, actual_start_precision, planned_completion, planned_completion_precision, actual_completion, actual_completion_precision",
		"1, '零', 'in_construction', 500, DATE '2023-03-31', 'month', DATE '2023-03-10', 'day', DATE '2024-06-30', 'month', NULL, NULL",
		"2, '减', 'in_construction', 500, DATE '2023-03-31', 'month', DATE '2023-01-31', 'month', DATE '2024-06-30', 'month', NULL, NULL",
		"3, '早', NULL, 500, DATE '2019-12-31', 'year', DATE '2015-06-30', 'day', DATE '2029-12-31', 'year', DATE '2022-12-31', 'day'",
		"4, '空', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL",
		"5, '晚', NULL, 500, DATE '2023-03-31', 'quarter', NULL, NULL, DATE '2023-06-30', 'month', NULL, NULL",
		"6, '无', 'in_construction', 500, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL",
		"7, '速', 'in_construction', 500, DATE '2023-06-30', 'month', DATE '2023-06-15', 'day', DATE '2023-12-31', 'month', NULL, NULL")
	w.add("annual_plan", "project_key, year, planned_investment", "1, 2023, 0", "2, 2023, 120", "3, 2023, 120", "4, 2023, 120", "5, 2023, 120", "7, 2023, 120")
	w.add("investment_report", "project_key, month, completed, completed_ytd",
		"1, DATE '2023-09-01', 5, 5", "2, DATE '2023-08-01', 60, 60", "2, DATE '2023-09-01', -20, 40",
		"3, DATE '2023-09-01', 240, 240", "4, DATE '2023-09-01', NULL, 0", "5, DATE '2023-09-01', 0, 0",
		"7, DATE '2023-06-01', 10, 10", "7, DATE '2023-07-01', 20, 30", "7, DATE '2023-08-01', 20, 50", "7, DATE '2023-09-01', 20, 70")

	const query = `SELECT project_id, completed, completion_ratio, points_ahead, spi, earned_schedule, pace_needed, months_without_progress,
		start_delay_days, completion_slip_days, forecast_source, missing_plan, missing_start_baseline, missing_completion_baseline, missing_report
		FROM project_measure ORDER BY project_key`
	t.Run("AsOf", func(t *testing.T) {
		w.speak("2023-10-31", session.Rules{CloseAtCoverage: 1})
		want := [][]string{
			// A plan of zero has no ratio, and nothing ahead or behind.
			{"zero", "5", "-", "-", "-", "-", "0", "0", "0", "-", "-", "true", "false", "false", "false"},
			// A correction takes back; no new investment since August.
			{"correction", "40", "0.3333333333333333", "-41.66666666666667", "0.4444444444444444", "4", "26.67", "1", "0", "-", "-", "false", "false", "false", "false"},
			// Started and completed years before the plan; twice the year's plan done, not clamped.
			{"early", "240", "2", "125", "2.6666666666666665", "24", "0", "0", "0", "-2557", "actual", "false", "false", "false", "false"},
			// No dates: never on time, and said to be missing.
			{"bare", "0", "0", "-75", "0", "0", "40", "1", "-", "-", "-", "false", "true", "true", "false"},
			// Overdue by the whole planned quarter; nothing forecast.
			{"late", "0", "0", "-75", "0", "0", "40", "1", "214", "-", "-", "false", "false", "false", "false"},
			// 430 left at 20 a month: 22 months from September.
			{"pace", "70", "0.5833333333333334", "-16.666666666666664", "0.7777777777777778", "7", "16.67", "0", "0", "578", "estimated", "false", "false", "false", "false"},
		}
		if diff := cmp.Diff(want, w.ask(query)); diff != "" {
			t.Errorf("-want +got:\n%s", diff)
		}
		got := w.ask(`SELECT sum(projects), sum(projects) FILTER (bucket = 'no_baseline'), sum(projects) FILTER (bucket = 'no_forecast'), sum(estimated)
			FROM slip_by_group WHERE dimension = 'city' AND against = 'latest'`)
		if diff := cmp.Diff([][]string{{"6", "1", "3", "1"}}, got); diff != "" {
			t.Errorf("slips: -want +got:\n%s", diff)
		}
		// The project without a plan for the year is none of the key projects,
		// and has its dates measured all the same.
		if diff := cmp.Diff([][]string{{"in_construction", "no_baseline"}}, w.ask(`SELECT project_stage, slip_bucket FROM project_schedule WHERE project_id = 'no plan'`)); diff != "" {
			t.Errorf("no plan: -want +got:\n%s", diff)
		}
	})
	t.Run("BeforeFirstReport", func(t *testing.T) {
		if dates := w.speak("2023-05-31", session.Rules{CloseAtCoverage: 1}); !dates.ReportedTo.IsZero() {
			t.Fatalf("reported to %v", dates.ReportedTo)
		}
		for _, row := range w.ask(`SELECT project_id, planned_to_date, schedule_elapsed, points_ahead, spi, spi_t, ieac_t, pace_needed, recent_pace, total_completed,
			months_without_progress, days_since_last_report, actual_completion IS NULL OR actual_completion < DATE '2023-05-31', missing_report FROM project_measure`) {
			want := []string{row[0], "-", "-", "-", "-", "-", "-", "-", "-", "-", "-", "-", "true", "false"}
			if diff := cmp.Diff(want, row); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		}
	})
}

// TestLaterFactsAreNotSeen: every figure of a day follows from what is dated up
// to it, and, asked as known on a day, from what was loaded by then.
func TestLaterFactsAreNotSeen(t *testing.T) {
	w := newWorld(t)
	w.exec(`INSERT INTO store.load (load_id, known_on) VALUES (2, DATE '2023-11-20')`)
	w.add("project_key", "project_key, project_id", "1, 'P1'")
	w.add("project", "project_key, name, planned_completion, actual_start, actual_start_precision", "1, '甲', DATE '2023-12-31', DATE '2023-02-10', 'day'")
	w.add("annual_plan", "project_key, year, planned_investment", "1, 2023, 120")
	w.add("baseline", "project_key, approved_on, planned_completion", "1, DATE '2022-06-01', DATE '2023-06-30'", "1, DATE '2023-10-15', DATE '2024-06-30'")
	w.add("schedule_report", "project_key, reported_on, forecast_completion", "1, DATE '2023-06-30', DATE '2024-01-31'", "1, DATE '2023-09-30', DATE '2024-03-31'", "1, DATE '2023-10-31', DATE '2025-03-31'")
	w.add("investment_report", "project_key, month, completed_ytd", "1, DATE '2023-08-01', 40", "1, DATE '2023-09-01', 50", "1, DATE '2023-10-01', 60")
	// September is corrected on 20 November.
	w.exec(`UPDATE store.investment_report SET replaced_by = 2 WHERE month = DATE '2023-09-01';
		INSERT INTO store.investment_report (project_key, month, completed_ytd, load_id) VALUES (1, DATE '2023-09-01', 55, 2)`)
	const query = `SELECT completed, planned_completion, original_completion, forecast_completion, completion_slip_days, completion_slip_original_days, completion_slip_change_days FROM project_measure`
	for _, c := range []struct {
		asOf, knownOn string
		want          []string
	}{
		{"2023-09-30", "", []string{"55", "2023-06-30", "2023-06-30", "2024-03-31", "275", "275", "60"}},
		{"2023-09-30", "2023-10-05", []string{"50", "2023-06-30", "2023-06-30", "2024-03-31", "275", "275", "60"}},
		{"2023-10-31", "", []string{"60", "2024-06-30", "2023-06-30", "2025-03-31", "274", "640", "365"}},
		{"2023-07-31", "", []string{"0", "2023-06-30", "2023-06-30", "2024-01-31", "215", "215", "-"}},
	} {
		w.exec("RESET VARIABLE known_loads; RESET VARIABLE known_on")
		if c.knownOn != "" {
			if err := session.KnownOn(t.Context(), w.conn, date(t, c.knownOn)); err != nil {
				t.Fatal(err)
			}
		}
		w.speak(c.asOf, session.Rules{CloseAtCoverage: 1})
		if diff := cmp.Diff([][]string{c.want}, w.ask(query)); diff != "" {
			t.Errorf("as of %s, known on %q: -want +got:\n%s", c.asOf, c.knownOn, diff)
		}
	}
}

// TestStartRates: the three denominators in use, and the identity a city
// published: started = due - missed + early.
func TestStartRates(t *testing.T) {
	w := newWorld(t)
	n := 0
	add := func(count int, planned, started, kind string) {
		for range count {
			n++
			w.add("project_key", "project_key, project_id", fmt.Sprintf("%d, 'P%d'", n, n))
			w.add("project", "project_key, name, planned_start, planned_start_precision, actual_start, actual_start_precision",
				fmt.Sprintf("%d, 'P%d', DATE '%s', 'month', %s, 'day'", n, n, planned, started))
			w.add("annual_plan", "project_key, year, planned_investment, plan_kind", fmt.Sprintf("%d, 2023, 1, '%s'", n, kind))
		}
	}
	add(107, "2023-06-30", "DATE '2023-06-10'", "new_start") // due and started
	add(33, "2023-08-31", "NULL", "new_start")               // due and missed
	add(11, "2023-12-31", "DATE '2023-07-01'", "new_start")  // early
	add(4, "2023-12-31", "NULL", "new_start")                // not due yet
	add(6, "2022-03-31", "DATE '2022-03-01'", "continuing")
	add(2, "2024-03-31", "NULL", "preparatory")
	w.speak("2023-09-30", session.Rules{})
	got := w.ask(`SELECT starts_planned, starts_due, starts, starts_early, starts_missed, starts_overdue, implemented, under_way,
		format('{:.3f}', start_rate_planned), format('{:.3f}', start_rate_due), format('{:.3f}', start_rate_implemented)
		FROM measure_by_group WHERE dimension = 'city'`)
	if diff := cmp.Diff([][]string{{"155", "140", "118", "11", "33", "33", "161", "124", "0.761", "0.843", "0.770"}}, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}
