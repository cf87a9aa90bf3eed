package warnings_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"shixu/pipeline/warnings"
)

// TestLaws: whatever is loaded, whichever days pass and whatever people do,
//
//   - evaluating twice is evaluating once;
//   - steps are only ever added;
//   - a warning stands where its last step left it;
//   - what a person decided is only ended by what ends it: a waiver by its day,
//     a judgment of false by the matter's end, any by another rule's taking over;
//   - nothing is closed but after it was looked at again;
//   - one warning at most is open for one thing.
func TestLaws(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		x := newWorld(rt, "", "2023-02-20")
		defer x.w.Close()
		months := []string{"2023-02-28", "2023-03-31", "2023-04-30", "2023-05-31"}
		for key := range 3 {
			x.project(rt, key+1, rapid.SampledFrom(months).Draw(rt, "planned"), "")
		}
		var before []string
		for range rapid.IntRange(4, 12).Draw(rt, "steps") {
			switch rapid.IntRange(0, 3).Draw(rt, "what") {
			case 0:
				x.today = x.today.AddDate(0, 0, rapid.IntRange(1, 40).Draw(rt, "days"))
			case 1:
				started := rapid.SampledFrom([]string{"", "", x.today.Format("2006-01-02")}).Draw(rt, "started")
				x.project(rt, rapid.IntRange(1, 3).Draw(rt, "project"), rapid.SampledFrom(months).Draw(rt, "planned"), started)
			default:
				person(rt, x)
			}
			x.evaluate(rt)
			after := x.events(rt)
			for _, line := range before {
				if !slices.Contains(after, line) {
					rt.Fatalf("step %q is gone or changed", line)
				}
			}
			x.forget()
			x.evaluate(rt)
			if diff := cmp.Diff(after, x.events(rt)); diff != "" {
				rt.Fatalf("evaluating again:\n%s", diff)
			}
			before = after
			lawful(rt, x)
		}
	})
}

// person takes some step on some warning, allowed or not.
func person(rt *rapid.T, x *world) {
	l, err := x.e.List(context.Background(), warnings.Filter{All: true})
	if err != nil || l.Total == 0 {
		return
	}
	w := l.Warnings[rapid.IntRange(0, l.Total-1).Draw(rt, "warning")]
	a := warnings.Actions[rapid.IntRange(0, len(warnings.Actions)-1).Draw(rt, "action")]
	s := warnings.Step{ID: w.ID, Action: a.Name, Seen: w.Step, By: "王"}
	if a.NeedsNote {
		s.Note = "说明"
	}
	if a.NeedsAssignee {
		s.Assignee = "李"
	}
	if a.NeedsUntil {
		s.Until.Time = x.today.AddDate(0, 0, rapid.IntRange(0, 50).Draw(rt, "until"))
	}
	after, err := x.e.Act(context.Background(), s)
	switch allowed := slices.Contains(a.From, w.State); {
	case err != nil && errors.As(err, new(*warnings.ConflictError)) && (!allowed || a.Name == "reopen"):
	case err != nil || !allowed:
		rt.Fatalf("%s a warning that is %s: %v", a.Name, w.State, err)
	case after.State != a.To || after.Step != w.Step+1:
		rt.Fatalf("%s led to %s at step %d", a.Name, after.State, after.Step)
	}
}

// lawful checks the steps of all warnings.
func lawful(rt *rapid.T, x *world) {
	l, err := x.e.List(context.Background(), warnings.Filter{All: true})
	if err != nil {
		rt.Fatalf("%v", err)
	}
	open := map[string]int64{}
	for _, w := range l.Warnings {
		_, events, err := x.e.Show(context.Background(), w.ID, warnings.Day{})
		if err != nil {
			rt.Fatalf("%v", err)
		}
		var last warnings.Event
		for i, v := range events {
			if v.Step != i+1 || v.From != last.To || v.Day.Before(last.Day.Time) {
				rt.Fatalf("warning %d: step %+v follows %+v", w.ID, v, last)
			}
			if why := broken(last, v); why != "" {
				rt.Fatalf("warning %d: %s: %+v after %+v", w.ID, why, v, last)
			}
			last = v
		}
		if last.To != w.State || last.Severity != w.Severity || last.Step != w.Step {
			rt.Fatalf("warning %d stands at %+v, its last step is %+v", w.ID, w, last)
		}
		if w.State == warnings.Closed {
			continue
		}
		key := fmt.Sprint(w.Rule, w.ProjectID, w.Subject)
		if other, taken := open[key]; taken {
			rt.Fatalf("warnings %d and %d are open for the same", w.ID, other)
		}
		open[key] = w.ID
	}
}

// broken says which law a step breaks.
func broken(last, v warnings.Event) string {
	if v.To == warnings.Closed && v.Action != "supersede" && v.From != warnings.Closed &&
		v.From != warnings.Resolved && v.From != warnings.False && v.From != warnings.Waived {
		return "closed without being looked at again"
	}
	if v.Actor != "" || v.From == v.To {
		return ""
	}
	switch v.From {
	case warnings.False:
		if v.To != warnings.Closed {
			return "a judgment of false was forgotten"
		}
	case warnings.Waived:
		if v.Action != "supersede" && !v.Day.After(last.Until.Time) {
			return "a waiver ended before its day"
		}
	case warnings.Verified, warnings.Handling:
		if v.To != warnings.Resolved && v.Action != "supersede" {
			return "an answer was forgotten"
		}
	}
	return ""
}
