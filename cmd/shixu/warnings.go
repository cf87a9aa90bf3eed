package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/user"
	"slices"
	"strconv"
	"strings"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"
	"github.com/apache/arrow-go/v18/arrow/memory"

	"shixu/exporters/owner"
	"shixu/exporters/sqlapi"
	"shixu/exporters/warningapi"
	"shixu/pipeline/config"
	"shixu/pipeline/warehouse"
	"shixu/pipeline/warnings"
	"shixu/queries"
)

// WarningsCmd shows warnings and takes people's steps on them.
type WarningsCmd struct {
	List    WarningListCmd   `cmd:"" help:"List warnings: those that ask for somebody first."`
	Show    WarningShowCmd   `cmd:"" help:"Show a warning, and who did what to it."`
	Ack     WarningAckCmd    `cmd:"" help:"Say that a warning is true."`
	Dispute WarningNoteCmd   `cmd:"" help:"Say that a warning is false, and why."`
	Waive   WarningWaiveCmd  `cmd:"" help:"Waive a warning until a day, and say why."`
	Assign  WarningAssignCmd `cmd:"" help:"Say who handles a warning, and by when."`
	Resolve WarningNoteCmd   `cmd:"" help:"Say that a warning is resolved, and what was done."`
	Close   WarningAckCmd    `cmd:"" help:"Close a warning that was resolved, after looking at it again."`
	Reopen  WarningNoteCmd   `cmd:"" help:"Open a warning again, and say why."`
}

// withBook opens the warnings: here, or of the server that owns the warehouse.
func (m *Main) withBook(ctx context.Context, g *Global, f func(warningapi.Book) error) error {
	cfg, err := config.Load(g.ConfigFile)
	if err != nil {
		return err
	}
	w, err := m.openWarehouse(ctx, cfg)
	if errors.Is(err, warehouse.ErrLocked) {
		return f(warningapi.Client(owner.Find(cfg.Abs(cfg.Warehouse), err)))
	}
	if err != nil {
		return err
	}
	defer w.Close()
	e, err := m.book(cfg, w)
	if err != nil {
		return err
	}
	return f(e)
}

// WarningFilter are flags that choose warnings.
type WarningFilter struct {
	District string      `placeholder:"NAME" help:"Of this district."`
	Rule     string      `placeholder:"RULE" help:"Of this rule, such as start_overdue."`
	Severity []string    `placeholder:"SEVERITY" help:"Of these severities."`
	State    []string    `placeholder:"STATE" help:"In these states: raised, verified, false, waived, handling, resolved, closed, reopened."`
	Project  string      `placeholder:"PROJECT" help:"Of the project of this id or name."`
	Overdue  bool        `help:"Whose deadline has passed unanswered."`
	Since    config.Date `placeholder:"DATE" help:"Raised on that day or later."`
	All      bool        `help:"Closed ones as well."`
	AsOf     config.Date `name:"as-of" placeholder:"DATE" help:"As they stood on that day."`
}

func (f WarningFilter) filter() warnings.Filter {
	return warnings.Filter{
		District: f.District, Rule: f.Rule, Project: f.Project, Severities: f.Severity, States: f.State, All: f.All, Overdue: f.Overdue,
		Since: warnings.Day{Time: f.Since.Time}, AsOf: warnings.Day{Time: f.AsOf.Time},
	}
}

// WarningListCmd lists warnings.
type WarningListCmd struct {
	WarningFilter
	Format string `short:"f" default:"table" enum:"table,json,csv" help:"Form of the answer: table, json, csv."`
}

// Run prints the list.
func (c *WarningListCmd) Run(ctx context.Context, m *Main, g *Global) error {
	return m.withBook(ctx, g, func(b warningapi.Book) error {
		l, err := b.List(ctx, c.filter())
		if err != nil {
			return err
		}
		switch c.Format {
		case "json":
			return m.json(l)
		case "csv":
			return encode(m, sqlapi.CSV{}, listColumns(func(_, en string) string { return en }, false), l.Warnings)
		}
		if err := encode(m, sqlapi.Table{}, listColumns(g.say, true), l.Warnings); err != nil {
			return err
		}
		if l.Total > len(l.Warnings) {
			fmt.Fprintf(m.Stderr, g.say("只列出 %[2]d 条中的 %[1]d 条\n", "%d of %d shown\n"), len(l.Warnings), l.Total)
		}
		return nil
	})
}

func (m *Main) json(v any) error {
	e := json.NewEncoder(m.Stdout)
	e.SetIndent("", "  ")
	return e.Encode(v)
}

// A column is one of a printed list.
type column[T any] struct {
	name   string
	number bool
	text   func(T) string
}

// listColumns are what somebody on duty needs; say chooses the language of
// headings and rules. CSV has English headings that stay as they are, and more.
func listColumns(say func(zh, en string) string, table bool) []column[warnings.Warning] {
	list := []column[warnings.Warning]{
		{say("编号", "id"), true, func(w warnings.Warning) string { return strconv.FormatInt(w.ID, 10) }},
		{say("级别", "severity"), false, func(w warnings.Warning) string { return severityWords(w, say, table) }},
		{say("区市县", "district"), false, func(w warnings.Warning) string { return w.District }},
		{say("项目", "project"), false, func(w warnings.Warning) string { return w.Project }},
		{say("规则", "rule"), false, func(w warnings.Warning) string { return ruleWords(w, say, table) }},
		{say("逾期天数", "days_late"), false, func(w warnings.Warning) string { return intOr(w.DaysLate) }},
		{say("发出", "since"), false, func(w warnings.Warning) string { return w.OpenedOn.String() }},
		{say("状态", "state"), false, func(w warnings.Warning) string { return stateWords(w.State, say) }},
		{say("期限", "deadline"), false, func(w warnings.Warning) string { return overdueMark(w, table) }},
		{say("办理", "who"), false, who},
		{say("步", "step"), true, func(w warnings.Warning) string { return strconv.Itoa(w.Step) }},
	}
	if table {
		return list
	}
	return append(list, []column[warnings.Warning]{
		{"project_id", false, func(w warnings.Warning) string { return w.ProjectID }},
		{"subject", false, func(w warnings.Warning) string { return w.Subject }},
		{"overdue", false, func(w warnings.Warning) string { return strconv.FormatBool(w.Overdue) }},
		{"due_on", false, func(w warnings.Warning) string { return w.DueOn.String() }},
		{"until", false, func(w warnings.Warning) string { return w.Until.String() }},
		{"why_zh", false, func(w warnings.Warning) string { return w.WhyZh }},
		{"why_en", false, func(w warnings.Warning) string { return w.WhyEn }},
		{"note", false, func(w warnings.Warning) string { return w.Note }},
	}...)
}

func stateWords(state string, say func(zh, en string) string) string {
	return say(warnings.StatesZh[state], state)
}

func severityWords(w warnings.Warning, say func(zh, en string) string, table bool) string {
	if !table {
		return w.Severity
	}
	return say(w.SeverityZh, w.SeverityEn)
}

func ruleWords(w warnings.Warning, say func(zh, en string) string, table bool) string {
	if !table {
		return w.Rule
	}
	if w.Subject != "" {
		return say(w.TitleZh, w.TitleEn) + say("：", ": ") + w.Subject
	}
	return say(w.TitleZh, w.TitleEn)
}

func overdueMark(w warnings.Warning, table bool) string {
	if w.Overdue && table {
		return w.Deadline.String() + " !"
	}
	return w.Deadline.String()
}

func who(w warnings.Warning) string {
	if w.Assignee != "" {
		return w.Assignee
	}
	return w.Responsible
}

func intOr(n *int) string {
	if n == nil {
		return ""
	}
	return strconv.Itoa(*n)
}

// encode prints rows as the answers to SQL are printed.
func encode[T any](m *Main, e sqlapi.Encoder, columns []column[T], rows []T) error {
	fields := make([]arrow.Field, len(columns))
	for i, c := range columns {
		fields[i] = arrow.Field{Name: c.name, Type: arrow.BinaryTypes.String, Nullable: true}
		if c.number {
			fields[i].Type = arrow.PrimitiveTypes.Int64
		}
	}
	schema := arrow.NewSchema(fields, nil)
	_, csv := e.(sqlapi.CSV)
	b := array.NewRecordBuilder(memory.DefaultAllocator, schema)
	defer b.Release()
	for _, r := range rows {
		for i, c := range columns {
			text := c.text(r)
			if text == "" && csv {
				b.Field(i).AppendNull() // no "" in CSV
				continue
			}
			if err := b.Field(i).AppendValueFromString(text); err != nil {
				return err
			}
		}
	}
	batch := b.NewRecordBatch()
	defer batch.Release()
	reader, err := array.NewRecordReader(schema, []arrow.RecordBatch{batch})
	if err != nil {
		return err
	}
	defer reader.Release()
	return e.Encode(m.Stdout, reader)
}

// WarningShowCmd shows one warning.
type WarningShowCmd struct {
	ID     int64       `arg:"" name:"id" help:"The warning's number."`
	AsOf   config.Date `name:"as-of" placeholder:"DATE" help:"As it stood on that day."`
	Format string      `short:"f" default:"table" enum:"table,json" help:"Form of the answer: table, json."`
}

// Run prints the warning and its audit trail.
func (c *WarningShowCmd) Run(ctx context.Context, m *Main, g *Global) error {
	return m.withBook(ctx, g, func(b warningapi.Book) error {
		w, events, err := b.Show(ctx, c.ID, warnings.Day{Time: c.AsOf.Time})
		if err != nil {
			return err
		}
		if c.Format == "json" {
			return m.json(struct {
				Warning warnings.Warning `json:"warning"`
				Events  []warnings.Event `json:"events"`
			}{w, events})
		}
		fmt.Fprintf(m.Stdout, g.say("预警 %d  %s  %s  %s\n%s  %s（%s）\n", "Warning %d  %s  %s  %s\n%s  %s (%s)\n"),
			w.ID, g.say(w.TitleZh, w.TitleEn), severityWords(w, g.say, true), stateWords(w.State, g.say), w.District, w.Project, w.ProjectID)
		for _, line := range []struct{ what, text string }{
			{g.say("原因", "why"), g.say(w.WhyZh, w.WhyEn)}, {g.say("建议", "suggestion"), g.say(w.SuggestionZh, w.SuggestionEn)},
			{g.say("责任", "responsible"), w.Responsible}, {g.say("应完成", "due on"), w.DueOn.String()}, {g.say("期限", "deadline"), overdueMark(w, true)},
		} {
			if line.text != "" {
				fmt.Fprintf(m.Stdout, "%s: %s\n", line.what, line.text)
			}
		}
		fmt.Fprintln(m.Stdout)
		return encode(m, sqlapi.Table{}, eventColumns(g), events)
	})
}

func eventColumns(g *Global) []column[warnings.Event] {
	return []column[warnings.Event]{
		{g.say("步", "step"), true, func(v warnings.Event) string { return strconv.Itoa(v.Step) }},
		{g.say("日期", "day"), false, func(v warnings.Event) string { return v.Day.String() }},
		{g.say("何人", "who"), false, func(v warnings.Event) string { return v.Actor }},
		{g.say("动作", "action"), false, func(v warnings.Event) string { return v.Action }},
		{g.say("由", "from"), false, func(v warnings.Event) string { return stateWords(v.From, g.say) }},
		{g.say("至", "to"), false, func(v warnings.Event) string { return stateWords(v.To, g.say) }},
		{g.say("级别", "severity"), false, func(v warnings.Event) string { return v.Severity }},
		{g.say("期限", "deadline"), false, func(v warnings.Event) string { return v.Deadline.String() }},
		{g.say("办理", "assignee"), false, func(v warnings.Event) string { return v.Assignee }},
		{g.say("至哪天", "until"), false, func(v warnings.Event) string { return v.Until.String() }},
		{g.say("说明", "note"), false, func(v warnings.Event) string { return v.Note }},
	}
}

// WarningTarget says which warning is meant, and who acts.
type WarningTarget struct {
	ID      int64  `arg:"" optional:"" name:"id" help:"The warning's number; or say --project."`
	Project string `placeholder:"PROJECT" help:"The open warning of the project of this id or name; with --rule where it has several."`
	Rule    string `placeholder:"RULE" help:"The rule, such as start_overdue."`
	Step    int    `default:"-1" placeholder:"N" help:"How many steps it had taken when you looked at it (column step): refused if somebody was there meanwhile."`
	By      string `placeholder:"NAME" help:"Who acts; default: the user of the operating system."`
}

// WarningAckCmd are steps that need nothing else: ack and close.
type WarningAckCmd struct {
	WarningTarget
	Note string `placeholder:"TEXT" help:"What there is to say."`
}

// WarningNoteCmd are steps that need a note: dispute, resolve and reopen.
type WarningNoteCmd struct {
	WarningTarget
	Note string `required:"" placeholder:"TEXT" help:"Why, or what was done."`
}

// WarningWaiveCmd waives a warning.
type WarningWaiveCmd struct {
	WarningTarget
	Note  string      `required:"" placeholder:"TEXT" help:"The reason."`
	Until config.Date `required:"" placeholder:"DATE" help:"The last day it is waived."`
}

// WarningAssignCmd gives a warning to somebody.
type WarningAssignCmd struct {
	WarningTarget
	To    string      `required:"" placeholder:"NAME" help:"Who handles it."`
	Until config.Date `required:"" placeholder:"DATE" help:"The day by which it will be done."`
	Note  string      `placeholder:"TEXT" help:"What there is to say."`
}

// Run takes the step that the command is named after.
func (c *WarningAckCmd) Run(ctx context.Context, m *Main, g *Global, action actionName) error {
	return m.act(ctx, g, c.WarningTarget, warnings.Step{Action: string(action), Note: c.Note})
}

// Run takes the step that the command is named after.
func (c *WarningNoteCmd) Run(ctx context.Context, m *Main, g *Global, action actionName) error {
	return m.act(ctx, g, c.WarningTarget, warnings.Step{Action: string(action), Note: c.Note})
}

// Run waives.
func (c *WarningWaiveCmd) Run(ctx context.Context, m *Main, g *Global) error {
	return m.act(ctx, g, c.WarningTarget, warnings.Step{Action: "waive", Note: c.Note, Until: warnings.Day{Time: c.Until.Time}})
}

// Run assigns.
func (c *WarningAssignCmd) Run(ctx context.Context, m *Main, g *Global) error {
	return m.act(ctx, g, c.WarningTarget, warnings.Step{Action: "assign", Note: c.Note, Assignee: c.To, Until: warnings.Day{Time: c.Until.Time}})
}

// actionName is the name of the command that was given.
type actionName string

// act takes a step and tells how the warning stands.
func (m *Main) act(ctx context.Context, g *Global, t WarningTarget, s warnings.Step) error {
	return m.withBook(ctx, g, func(b warningapi.Book) (err error) {
		if s.ID, err = t.find(ctx, b, s.Action); err != nil {
			return err
		}
		if s.Seen, s.By = t.Step, t.By; s.By == "" {
			s.By = osUser()
		}
		w, err := b.Act(ctx, s)
		if err != nil {
			return err
		}
		fmt.Fprintf(m.Stdout, g.say("预警 %d（%s，%s）：%s，第 %d 步\n", "Warning %d (%s, %s): %s, step %d\n"),
			w.ID, g.say(w.TitleZh, w.TitleEn), w.Project, stateWords(w.State, g.say), w.Step)
		return nil
	})
}

// find is the number of the warning that is meant.
func (t WarningTarget) find(ctx context.Context, b warningapi.Book, action string) (int64, error) {
	switch {
	case t.ID > 0:
		return t.ID, nil
	case t.Project == "":
		return 0, queries.Say("%v：请写明哪条预警：编号，或 --project", "%v: say which warning: its number, or --project", errUsage)
	}
	l, err := b.List(ctx, warnings.Filter{Project: t.Project, Rule: t.Rule, All: action == "reopen"})
	if err != nil {
		return 0, err
	}
	switch l.Total {
	case 0:
		return 0, queries.Say("项目 %q 没有这样的未销号预警；列出全部：shixu warnings list --all --project %[1]q", "project %q has no open warning of that kind; see all with shixu warnings list --all --project %[1]q", t.Project)
	case 1:
		return l.Warnings[0].ID, nil
	}
	var have []string
	for _, w := range l.Warnings {
		have = append(have, fmt.Sprintf("%d (%s, %s)", w.ID, w.Rule, w.State))
	}
	slices.Sort(have)
	return 0, queries.Say("项目 %q 有几条预警：%s；请写编号", "project %q has several warnings: %s; give a number", t.Project, strings.Join(have, ", "))
}

// osUser is who runs the command.
func osUser() string {
	if u, err := user.Current(); err == nil && u.Username != "" {
		return u.Username
	}
	return os.Getenv("USER")
}
