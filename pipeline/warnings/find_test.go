package warnings_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"shixu/pipeline/warnings"
	"shixu/queries"
)

const header = `/*
title: {zh: 测试, en: Test}
group: start
parameters:
  days: {default: 3, zh: 天数, en: Days}
severities:
  yellow: {respond_within: 5}
*/
`

const columns = `'' AS subject, 'yellow' AS severity, owner AS responsible, '因' AS why_zh, 'why' AS why_en, NULL AS due_on,
       '建议' AS suggestion_zh, 'do' AS suggestion_en, 1 AS value`

// TestBadRules: a rule that is wrong says where, at § here, and leaves its
// warnings as they are; all others are evaluated.
func TestBadRules(t *testing.T) {
	t.Parallel()
	x := open(t, "2023-04-10")
	x.project(t, 1, "2023-03-31", "")
	x.define(t, onlyStarts, map[string]string{"mine.sql": header + "SELECT project_id, " + columns + "\nFROM project_measure"})
	x.evaluate(t)
	good := x.states(t)
	if !strings.Contains(good, "mine P1 raised yellow") {
		t.Fatalf("the rule found nothing:\n%s", good)
	}
	for _, test := range []struct{ name, text, want string }{
		{"a column missing", header + "§SELECT project_id, " + strings.Replace(columns, "NULL AS due_on,", "", 1) + "\nFROM project_measure", "column due_on is missing; a rule gives project_id, subject,"},
		{"a column too many", header + "SELECT project_id, " + columns + ",\n§  2 AS bonus FROM project_measure", "column bonus is none of a rule's"},
		{"a date that is none", header + "SELECT project_id, " + strings.Replace(columns, "NULL AS due_on", "\n§ '2023' AS due_on", 1) + " FROM project_measure", "column due_on is no DATE; write CAST(… AS DATE) AS due_on"},
		{"a severity that is none", header + "§SELECT project_id, " + strings.Replace(columns, "yellow", "crimson", 1) + " FROM project_measure", `column severity: "crimson" of project P1 is none of yellow`},
		{"a project that is none", header + "§SELECT 'P9' AS project_id, " + columns + " FROM project_measure", `column project_id: there is no project "P9"`},
		{"a row twice", header + "§SELECT project_id, " + columns + " FROM project_measure, range(2)", "project P1 is there twice"},
		{"no words", header + "§SELECT project_id, " + strings.Replace(columns, "'因'", "CAST(NULL AS VARCHAR)", 1) + " FROM project_measure", "columns why_zh, why_en: they are NULL for project P1"},
		{"a column of no table", header + "SELECT project_id, " + columns + "\nFROM project_measure\n§WHERE nope > $days", `Referenced column "nope" not found`},
		{"a parameter of no header", header + "§SELECT project_id, " + columns + "\nFROM project_measure WHERE 1 > $weeks", "there is no parameter $weeks; there are as_of, reported_to, days"},
		{"while it runs", header + "SELECT project_id, " + columns + "\n§FROM project_measure WHERE CAST(name AS INTEGER) > $days", "Could not convert string '项目1'"},
		{"two statements", header + "§SELECT 1; DROP TABLE store.warning", "one SELECT"},
		{"no question", header + "§DELETE FROM store.warning", "one SELECT"},
		{"header", "/*\ntitle: {zh: 测试, en: Test}\n§grup: start\n*/\nSELECT 1", `unknown key "grup"`},
	} {
		t.Run(test.name, func(t *testing.T) {
			above, _, _ := strings.Cut(test.text, "§")
			x.define(t, onlyStarts, map[string]string{"mine.sql": strings.Replace(test.text, "§", "", 1)})
			x.today = x.today.AddDate(0, 0, 1)
			v := x.evaluate(t)
			at := new(queries.HeaderError)
			if !errors.As(v.Failed["mine"], &at) || !strings.Contains(at.Error(), test.want) {
				t.Fatalf("got %v, want %q", v.Failed, test.want)
			}
			if want := 1 + strings.Count(above, "\n"); at.Line != want || at.File != "mine.sql" {
				t.Errorf("%s:%d, want line %d: %v", at.File, at.Line, want, at)
			}
			if diff := cmp.Diff(good, x.states(t)); diff != "" {
				t.Error(diff)
			}
			var failed bool
			var text string
			if err := x.w.DB.QueryRow(`SELECT failed, error FROM warning_rule_health WHERE rule = 'mine'`).Scan(&failed, &text); err != nil || !failed || text != at.Error() {
				t.Errorf("health: %v, %q, %v", failed, text, err)
			}
		})
	}
	// Switched off on purpose: its warnings end, and say so.
	x.define(t, strings.TrimSuffix(onlyStarts, "}")+", mine: off}", map[string]string{"mine.sql": header + "SELECT project_id, " + columns + "\nFROM project_measure"})
	x.evaluate(t)
	if got := x.states(t); !strings.Contains(got, "mine P1 resolved yellow") {
		t.Errorf("switched off:\n%s", got)
	}
}

// TestDefine: settings that are wrong are said with their line.
func TestDefine(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ name, preset, rules, want string }{
		{"preset", "atlantis", "{}", `there is no preset "atlantis"; there are contractor, default,`},
		{"rule", "", "{start_overdu: off}", `shixu.yaml:1: rules: there is no rule "start_overdu"`},
		{"parameter", "", "start_overdue:\n  parameters:\n    months: 3", `shixu.yaml:3: rules: start_overdue: there is no parameter "months"; there are red_after_months`},
		{"value", "", "start_overdue:\n  parameters: {red_after_months: soon}", `shixu.yaml:2: rules: start_overdue: red_after_months: "soon" is no integer`},
		{"choice", "", "investment_behind: {parameters: {basis: feeling}}", `"feeling" is none of ratio, shortfall, points`},
		{"severity", "", "start_overdue: {severity: crimson}", `there is no severity "crimson"; there are notice, yellow, red`},
		{"consecutive", "", "start_overdue: {consecutive: {months: 1, severity: red}}", "consecutive: months: 1 is below 2"},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, err := warnings.Define(test.preset, settings(t, test.rules))
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("got %v, want %q", err, test.want)
			}
		})
	}
}
