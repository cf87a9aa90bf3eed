package warnings_test

import (
	"errors"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"shixu/pipeline/warnings"
	"shixu/queries"
)

// chinese is text in Chinese.
var chinese = regexp.MustCompile(`\p{Han}{2}`)

// TestLife follows warnings through a year: what the engine does by itself,
// and what it leaves to people.
func TestLife(t *testing.T) {
	t.Parallel()
	x := open(t, "2023-04-10")
	x.project(t, 1, "2023-03-31", "")
	x.project(t, 2, "2023-04-30", "")
	x.evaluate(t)
	// Due soon from the first of the month; overdue from the day after.
	want := []string{
		"1.1 2023-03-01 start_due_soon P1 raise → raised notice holds true",
		"1.2 2023-04-01 start_due_soon P1 supersede → closed notice holds false start_overdue",
		"2.1 2023-04-01 start_due_soon P2 raise → raised notice holds true",
		"3.1 2023-04-01 start_overdue P1 raise → raised yellow holds true deadline 2023-05-10",
	}
	if diff := cmp.Diff(want, x.events(t)); diff != "" {
		t.Fatal(diff)
	}
	// People answer; the decision goes along when another rule takes over.
	x.act(t, warnings.Step{ID: 2, Action: "waive", Seen: 1, By: "王", Note: "供地推迟", Until: warnings.Day{Time: date("2023-05-20")}})
	x.today = date("2023-05-02")
	x.evaluate(t)
	x.today = date("2023-05-11") // one day after the deadline of 3
	x.evaluate(t)
	x.today = date("2023-05-21") // the waiver has run out
	x.evaluate(t)
	want = append(want[:3:3],
		"2.2 2023-04-10 start_due_soon P2 waive 王 → waived notice holds true until 2023-05-20 供地推迟",
		"2.3 2023-05-01 start_due_soon P2 supersede → closed notice holds false until 2023-05-20 start_overdue",
		"3.1 2023-04-01 start_overdue P1 raise → raised yellow holds true deadline 2023-05-10",
		"3.2 2023-05-11 start_overdue P1 escalate → raised red holds true deadline 2023-05-26",
		"4.1 2023-05-01 start_overdue P2 raise → raised yellow holds true deadline 2023-05-31",
		"4.2 2023-05-01 start_overdue P2 inherit → waived yellow holds true until 2023-05-20 供地推迟",
		"4.3 2023-05-21 start_overdue P2 expire → raised yellow holds true deadline 2023-06-20",
	)
	if diff := cmp.Diff(want, x.events(t)); diff != "" {
		t.Fatal(diff)
	}
	// What somebody calls resolved is believed until data of its datasets say otherwise.
	x.act(t, warnings.Step{ID: 3, Action: "assign", Seen: 2, By: "王", Assignee: "李", Until: warnings.Day{Time: date("2023-06-01")}})
	x.act(t, warnings.Step{ID: 3, Action: "resolve", Seen: 3, By: "李", Note: "已开工"})
	x.load(t, "benchmark")
	x.evaluate(t)
	if w := state(t, x, 3); w.State != warnings.Resolved {
		t.Errorf("resolved by a person, then nothing new: %s", w.State)
	}
	x.load(t, "annual_plan")
	x.evaluate(t)
	if w := state(t, x, 3); w.State != warnings.Reopened || w.Reopenings != 1 {
		t.Errorf("resolved by a person, still there in new data: %s, %d reopenings", w.State, w.Reopenings)
	}
	// Gone: resolved at once, closed when it is looked at again.
	x.project(t, 1, "2023-03-31", "2023-05-20")
	x.evaluate(t)
	if w := state(t, x, 3); w.State != warnings.Resolved || w.Holds {
		t.Errorf("started: %s, holds %v", w.State, w.Holds)
	}
	x.today = date("2023-05-22")
	x.evaluate(t)
	if w := state(t, x, 3); w.State != warnings.Closed {
		t.Errorf("a day after it started: %s", w.State)
	}
	// The start was a mistake: a new warning.
	x.project(t, 1, "2023-03-31", "")
	x.evaluate(t)
	if w := state(t, x, 5); w.State != warnings.Raised || w.ProjectID != "P1" {
		t.Errorf("back again: %+v", w)
	}
	// A closed one that has a successor is history.
	_, err := x.e.Act(t.Context(), warnings.Step{ID: 3, Action: "reopen", Seen: -1, By: "王", Note: "n"})
	if c := new(warnings.ConflictError); !errors.As(err, &c) || !strings.Contains(err.Error(), "warning 5") {
		t.Errorf("reopening what was raised anew: %v", err)
	}
}

func state(t *testing.T, x *world, id int64) warnings.Warning {
	t.Helper()
	w, _, err := x.e.Show(t.Context(), id, warnings.Day{})
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// reopened is a world in which a person reopened warning 2, which the data call solved.
func reopened(t *testing.T) *world {
	t.Helper()
	x := open(t, "2023-04-10")
	x.project(t, 1, "2023-03-31", "")
	x.evaluate(t)
	x.project(t, 1, "2023-03-31", "2023-04-09")
	x.evaluate(t)
	x.act(t, warnings.Step{ID: 2, Action: "reopen", Seen: -1, By: "王", Note: "现场未动工"})
	return x
}

// TestReopenedByAPerson: what a person reopens though the data call it solved
// stays open until new data come.
func TestReopenedByAPerson(t *testing.T) {
	t.Parallel()
	x := reopened(t)
	for _, day := range []string{"2023-04-11", "2023-04-12"} {
		x.today = date(day)
		x.evaluate(t)
		if w := state(t, x, 2); w.State != warnings.Reopened || w.Actor != "王" {
			t.Errorf("as of %s: %s by %q", day, w.State, w.Actor)
		}
	}
	x.project(t, 1, "2023-03-31", "2023-04-10")
	x.evaluate(t)
	if w := state(t, x, 2); w.State != warnings.Resolved {
		t.Errorf("with new data: %s", w.State)
	}
}

// TestDecidedToday: what a person decides of something that the data call solved
// stands for the day, whoever evaluates again.
func TestDecidedToday(t *testing.T) {
	t.Parallel()
	x := reopened(t)
	x.act(t, warnings.Step{ID: 2, Action: "dispute", Seen: -1, By: "王", Note: "看错了工地"})
	for range 2 {
		x.evaluate(t)
		if w := state(t, x, 2); w.State != warnings.False {
			t.Errorf("the same day: %s", w.State)
		}
		x.forget()
	}
	x.today = date("2023-04-11")
	x.evaluate(t)
	if w := state(t, x, 2); w.State != warnings.Closed {
		t.Errorf("the next day: %s", w.State)
	}
}

// TestReopeningWhatWasTakenOver: a warning that another rule took over is not
// reopened while that rule finds the matter.
func TestReopeningWhatWasTakenOver(t *testing.T) {
	t.Parallel()
	x := open(t, "2023-03-10")
	x.project(t, 1, "2023-03-31", "")
	x.evaluate(t)
	x.today = date("2023-04-01")
	x.evaluate(t)
	if diff := cmp.Diff("1 start_due_soon P1 closed notice\n2 start_overdue P1 raised yellow\n", x.states(t)); diff != "" {
		t.Fatalf("(-want +got):\n%s", diff)
	}
	reopen := warnings.Step{ID: 1, Action: "reopen", Seen: -1, By: "王", Note: "n"}
	_, err := x.e.Act(t.Context(), reopen)
	if c := new(warnings.ConflictError); !errors.As(err, &c) || !strings.Contains(err.Error(), "warning 2") {
		t.Errorf("reopening what start_overdue took over: %v", err)
	}
	x.project(t, 1, "2023-03-31", "2023-03-30")
	x.evaluate(t)
	if w := x.act(t, reopen); w.State != warnings.Reopened {
		t.Errorf("reopened after the start: %s", w.State)
	}
}

// TestInheritedTime: who promised an answer by a day that is over when another rule
// takes over has the new warning's time, and is not risen above on the first day.
func TestInheritedTime(t *testing.T) {
	t.Parallel()
	x := open(t, "2023-03-21")
	x.project(t, 1, "2023-03-31", "")
	x.evaluate(t)
	x.act(t, warnings.Step{ID: 1, Action: "assign", Seen: -1, By: "王", Assignee: "李", Until: warnings.Day{Time: date("2023-03-29")}})
	x.today = date("2023-04-01")
	x.evaluate(t)
	want := x.events(t)
	if last := want[len(want)-1]; last != "2.2 2023-04-01 start_overdue P1 inherit → handling yellow holds true deadline 2023-05-01 until 2023-03-29" {
		t.Errorf("taken over: %s", last)
	}
	x.forget()
	x.evaluate(t)
	if diff := cmp.Diff(want, x.events(t)); diff != "" {
		t.Errorf("evaluated again (-want +got):\n%s", diff)
	}
}

// TestDays: what is filled in, what is only read, and when nothing happens.
func TestDays(t *testing.T) {
	t.Parallel()
	x := open(t, "2023-03-10")
	if v := x.evaluate(t); v.Days != 0 {
		t.Errorf("before there is a plan: %d days evaluated", v.Days)
	}
	x.project(t, 1, "2023-03-31", "")
	for _, test := range []struct {
		today, asOf string
		want        int
	}{
		{"2023-03-10", "", 4},           // 1 January, February and March, and the day itself
		{"2023-03-10", "", 0},           // again
		{"2023-03-12", "2023-02-15", 0}, // before the last day
		{"2023-03-12", "2023-12-31", 0}, // yet to come
		{"2023-05-02", "", 3},           // after weeks off: 1 April, 1 May
	} {
		x.today = date(test.today)
		s := warnings.Settings{Definition: definition(t)}
		if test.asOf != "" {
			s.AsOf = date(test.asOf)
		}
		x.e.Configure(s)
		if v := x.evaluate(t); v.Days != test.want {
			t.Errorf("today %s, as of %q: %d days evaluated, want %d", test.today, test.asOf, v.Days, test.want)
		}
	}
	// As it stood on an earlier day.
	l, err := x.e.List(t.Context(), warnings.Filter{AsOf: warnings.Day{Time: date("2023-03-20")}})
	if err != nil || l.Total != 1 || l.Warnings[0].Rule != "start_due_soon" || l.Warnings[0].State != warnings.Raised {
		t.Errorf("as of 20 March: %+v, %v", l, err)
	}
	// Steps on a day that is only read.
	x.e.Configure(warnings.Settings{AsOf: date("2023-03-20"), Definition: definition(t)})
	if _, err := x.e.Act(t.Context(), warnings.Step{ID: 1, Action: "ack", Seen: -1, By: "王"}); !errors.As(err, new(*warnings.InvalidError)) {
		t.Errorf("a step in the past: %v", err)
	}
}

func definition(t *testing.T) warnings.Definition {
	t.Helper()
	d, err := warnings.Define("", settings(t, onlyStarts))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// TestRefused: every step that cannot be taken says why.
func TestRefused(t *testing.T) {
	t.Parallel()
	x := open(t, "2023-04-10")
	x.project(t, 1, "2023-03-31", "")
	x.evaluate(t)
	x.act(t, warnings.Step{ID: 2, Action: "ack", Seen: 1, By: "王"})
	until := warnings.Day{Time: date("2023-05-01")}
	for _, test := range []struct {
		name string
		step warnings.Step
		want string
	}{
		{"two at once", warnings.Step{ID: 2, Action: "dispute", Seen: 1, By: "李", Note: "n"},
			"warning 2 is at step 2, not 1; look at it again: step 2 on 2023-04-10, ack by 王, raised → verified"},
		{"twice", warnings.Step{ID: 2, Action: "ack", Seen: -1, By: "李"},
			"warning 2 is verified; ack is for one that is raised, reopened: step 2 on 2023-04-10, ack by 王, raised → verified"},
		{"close without re-check", warnings.Step{ID: 2, Action: "close", Seen: 2, By: "李"}, "warning 2 is verified; close is for one that is resolved"},
		{"no such warning", warnings.Step{ID: 99, Action: "waive", Seen: -1, By: "李", Note: "n", Until: until}, "there is no warning 99"},
		{"no such action", warnings.Step{ID: 2, Action: "ignore", By: "李"}, `there is no action "ignore"; there are ack, dispute,`},
		{"nobody", warnings.Step{ID: 2, Action: "resolve", Seen: 2, By: " ", Note: "n"}, "who acts is missing"},
		{"no reason", warnings.Step{ID: 2, Action: "waive", Seen: 2, By: "李", Until: until}, "waive needs a note"},
		{"no end", warnings.Step{ID: 2, Action: "waive", Seen: 2, By: "李", Note: "n"}, "waive needs a day until which"},
		{"an end in the past", warnings.Step{ID: 2, Action: "waive", Seen: 2, By: "李", Note: "n", Until: warnings.Day{Time: date("2023-04-09")}}, "until 2023-04-09 lies before 2023-04-10"},
		{"nobody to handle it", warnings.Step{ID: 2, Action: "assign", Seen: 2, By: "李", Until: until}, "assign needs an assignee"},
		{"too long", warnings.Step{ID: 2, Action: "resolve", Seen: 2, By: "李", Note: strings.Repeat("长", 2000)}, "longer than 4000 bytes"},
	} {
		t.Run(test.name, func(t *testing.T) {
			before := x.events(t)
			_, err := x.e.Act(t.Context(), test.step)
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("got %v, want %q", err, test.want)
			}
			if zh := queries.InChinese(err); strings.Contains(zh, test.want) || !chinese.MatchString(zh) {
				t.Errorf("in Chinese it is %q", zh)
			}
			if diff := cmp.Diff(before, x.events(t)); diff != "" {
				t.Errorf("something was written:\n%s", diff)
			}
		})
	}
	if _, err := x.e.List(t.Context(), warnings.Filter{Project: "没有的项目"}); err == nil || err.Error() != `there is no project "没有的项目"; write its code or its whole name` {
		t.Errorf("filter by a project that there is not: %v", err)
	}
	if _, err := x.e.List(t.Context(), warnings.Filter{States: []string{"open"}}); !errors.As(err, new(*warnings.InvalidError)) {
		t.Errorf("filter by a state that there is not: %v", err)
	}
}

// TestConcurrent: of two people who act on one warning at once, one succeeds
// and the other is told.
func TestConcurrent(t *testing.T) {
	t.Parallel()
	x := open(t, "2023-04-10")
	x.project(t, 1, "2023-03-31", "")
	x.evaluate(t)
	errs := make(chan error)
	for _, who := range []string{"王", "李", "赵", "周"} {
		go func() {
			_, err := x.e.Act(t.Context(), warnings.Step{ID: 2, Action: "ack", Seen: 1, By: who})
			errs <- err
		}()
	}
	done := 0
	for range 4 {
		err := <-errs
		c := new(warnings.ConflictError)
		switch {
		case err == nil:
			done++
		case !errors.As(err, &c) || len(c.Meanwhile) != 1:
			t.Errorf("got %v, want a conflict with one step meanwhile", err)
		}
	}
	if done != 1 {
		t.Errorf("%d steps succeeded, want 1", done)
	}
}
