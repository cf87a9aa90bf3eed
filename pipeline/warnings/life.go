package warnings

import (
	"fmt"
	"slices"
	"strings"

	"shixu/queries"
)

// The states of a warning.
const (
	Raised   = "raised"
	Verified = "verified"
	False    = "false"
	Waived   = "waived"
	Handling = "handling"
	Resolved = "resolved"
	Closed   = "closed"
	Reopened = "reopened"
)

// States are all of them, in the order of a warning's life.
var States = []string{Raised, Verified, False, Waived, Handling, Resolved, Closed, Reopened}

// StatesZh are the words for states in Chinese; in English they are their own.
var StatesZh = map[string]string{
	Raised: "已发出", Verified: "属实", False: "不实", Waived: "豁免",
	Handling: "办理中", Resolved: "已解决", Closed: "已销号", Reopened: "重新打开",
}

// ActionsZh are the words for steps in Chinese, people's and the engine's.
var ActionsZh = map[string]string{
	"ack": "核实", "dispute": "认定不属实", "waive": "豁免", "assign": "交办", "resolve": "解决", "close": "销号", "reopen": "重新打开",
	"raise": "发出", "escalate": "升级", "expire": "豁免到期", "supersede": "转为逾期",
}

// An Action is a step that people take.
type Action struct {
	Name string
	// From are the states that it starts from, To is where it leads.
	From []string
	To   string
	// What must come with it.
	NeedsNote, NeedsAssignee, NeedsUntil bool

	// deadline is what is due after it: until (what was promised), respond
	// (an answer) or nothing.
	deadline string
}

// standing are the states of a warning that asks for something.
var standing = []string{Raised, Reopened, Verified, Handling}

// Actions are the steps that people take, by name in the order of a warning's
// life.
var Actions = []Action{
	{Name: "ack", From: []string{Raised, Reopened}, To: Verified},
	{Name: "dispute", From: standing, To: False, NeedsNote: true},
	{Name: "waive", From: append([]string{Waived}, standing...), To: Waived, NeedsNote: true, NeedsUntil: true},
	{Name: "assign", From: standing, To: Handling, NeedsAssignee: true, NeedsUntil: true, deadline: "until"},
	{Name: "resolve", From: standing, To: Resolved, NeedsNote: true},
	{Name: "close", From: []string{Resolved}, To: Closed},
	{Name: "reopen", From: []string{Resolved, Closed, False, Waived}, To: Reopened, NeedsNote: true, deadline: "respond"},
}

// ActionNamed returns an action.
func ActionNamed(name string) (Action, error) {
	i := slices.IndexFunc(Actions, func(a Action) bool { return a.Name == name })
	if i < 0 {
		return Action{}, invalid("没有 %q 这一步；可用的有 %s", "there is no action %q; there are %s", name, strings.Join(actionNames(), ", "))
	}
	return Actions[i], nil
}

func actionNames() []string {
	var list []string
	for _, a := range Actions {
		list = append(list, a.Name)
	}
	return list
}

// maxText bounds what people write, in bytes.
const maxText = 4000

// A Step is what a person does to a warning.
type Step struct {
	ID     int64
	Action string
	// Seen is how many steps the warning had taken when the person looked at
	// it; below 0 it does not matter.
	Seen int
	// By is who acts.
	By string
	// Note says why or what was done. Assignee handles it. Until is the last
	// day of a waiver, or the day by which it will be handled.
	Note, Assignee string
	Until          Day
}

// check says what is missing in a step.
func (s Step) check(a Action) error {
	switch {
	case strings.TrimSpace(s.By) == "":
		return invalid("缺办理人：是谁在办", "who acts is missing")
	case a.NeedsNote && strings.TrimSpace(s.Note) == "":
		return invalid("%[2]s（%[1]s）须写说明：原因，或做了什么", "%[1]s needs a note: why, or what was done", a.Name, ActionsZh[a.Name])
	case a.NeedsAssignee && strings.TrimSpace(s.Assignee) == "":
		return invalid("%[2]s（%[1]s）须写由谁办理", "%[1]s needs an assignee: who handles it", a.Name, ActionsZh[a.Name])
	case a.NeedsUntil && s.Until.IsZero():
		return invalid("%[2]s（%[1]s）须写到哪一天为止，如 2023-12-31", "%[1]s needs a day until which, such as 2023-12-31", a.Name, ActionsZh[a.Name])
	case !a.NeedsAssignee && s.Assignee != "":
		return invalid("%[2]s（%[1]s）不指定由谁办理；指定用交办（assign）", "%[1]s takes no assignee; assign does", a.Name, ActionsZh[a.Name])
	case !a.NeedsUntil && !s.Until.IsZero():
		return invalid("%[2]s（%[1]s）没有截止日；有截止日的是豁免（waive）和交办（assign）", "%[1]s takes no day until which; waive and assign do", a.Name, ActionsZh[a.Name])
	case max(len(s.By), len(s.Note), len(s.Assignee)) > maxText:
		return invalid("文字长于 %d 字节；请写短些", "a text is longer than %d bytes; shorten it", maxText)
	}
	return nil
}

// An InvalidError says what is wrong with a step or a question.
type InvalidError struct{ Msg queries.Words }

func (e *InvalidError) Error() string { return e.Msg.En }

// Chinese is the error in Chinese.
func (e *InvalidError) Chinese() string { return e.Msg.Zh }

func invalid(zh, en string, args ...any) *InvalidError {
	return &InvalidError{queries.Say(zh, en, args...).Words}
}

// A MissingError says that there is no such warning or project.
type MissingError struct{ Msg queries.Words }

func (e *MissingError) Error() string { return e.Msg.En }

// Chinese is the error in Chinese.
func (e *MissingError) Chinese() string { return e.Msg.Zh }

// A ConflictError says that a step cannot be taken as things stand: somebody
// was there first, or the state is another.
type ConflictError struct {
	Warning Warning
	// Meanwhile are the steps taken since the person looked.
	Meanwhile []Event
	Msg       queries.Words
}

func (e *ConflictError) Error() string {
	var b strings.Builder
	b.WriteString(e.Msg.En)
	for i, m := range e.Meanwhile {
		sep := "; "
		if i == 0 {
			sep = ": "
		}
		who := m.Actor
		if who == "" {
			who = "shixu"
		}
		fmt.Fprintf(&b, "%sstep %d on %s, %s by %s, %s → %s", sep, m.Step, m.Day, m.Action, who, m.From, m.To)
		if m.Note != "" {
			fmt.Fprintf(&b, " (%s)", m.Note)
		}
	}
	return b.String()
}

// Chinese is the error in Chinese.
func (e *ConflictError) Chinese() string {
	var b strings.Builder
	b.WriteString(e.Msg.Zh)
	for i, m := range e.Meanwhile {
		sep := "；"
		if i == 0 {
			sep = "："
		}
		who := m.Actor
		if who == "" {
			who = "系统"
		}
		fmt.Fprintf(&b, "%s第 %d 步，%s，%s%s，%s → %s", sep, m.Step, m.Day, who, ActionsZh[m.Action], StatesZh[m.From], StatesZh[m.To])
		if m.Note != "" {
			fmt.Fprintf(&b, "（%s）", m.Note)
		}
	}
	return b.String()
}
