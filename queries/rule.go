package queries

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io/fs"
	"path"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// A Rule is one file of rules/: a header that says what it warns of, then one
// SELECT that gives a row for everything it warns of as of $as_of and
// $reported_to, with the columns of RuleColumns. A row whose severity is NULL
// warns of nothing.
type Rule struct {
	// Name is the file's name without .sql; File is how errors name it.
	Name, File string
	Title      Words
	// Group is the kind of warning: one of RuleGroups.
	Group string
	// Subject is what the column subject names: project (then it is empty),
	// milestone or coordination_item.
	Subject string
	// Clock says which date the rule's months follow: calendar (the as-of
	// date) or reports (the month reported to).
	Clock string
	// Becomes names the rule that takes over once this one no longer holds:
	// what is due soon becomes overdue. What people decided goes along.
	Becomes string
	// Datasets are what the rule reads. A warning that somebody calls resolved
	// is reopened only when one of these was loaded and it still holds. Empty:
	// any load.
	Datasets   []string
	Parameters []Parameter
	Levels     []RuleLevel
	Source     string
	// Shipped says that the rule comes with Shixu: it is on where a preset
	// names it. Others are on unless they are switched off.
	Shipped bool

	SQL  string
	Line int // of the SELECT's first line in the file
	// Hash is the SHA-256 of the file.
	Hash string
}

// A Parameter is a figure of a rule that cities choose; its SQL names it $name.
type Parameter struct {
	Name string
	// Type is number, integer, text or boolean.
	Type string
	// Default is a float64, int64, string or bool; nil is NULL.
	Default any
	// OneOf are the words that a text may be; empty: any.
	OneOf   []string
	Meaning Words
	Line    int
}

// A RuleLevel is a severity that a rule can give.
type RuleLevel struct {
	Severity string
	// RespondWithin is how many days there are to respond; nil: no deadline.
	RespondWithin *int
}

// RuleColumns are the columns of a rule's rows, in order, with their types.
var RuleColumns = [][2]string{
	{"project_id", "VARCHAR"}, {"subject", "VARCHAR"}, {"severity", "VARCHAR"}, {"responsible", "VARCHAR"},
	{"why_zh", "VARCHAR"}, {"why_en", "VARCHAR"}, {"due_on", "DATE"},
	{"suggestion_zh", "VARCHAR"}, {"suggestion_en", "VARCHAR"}, {"value", "DOUBLE"},
}

// The closed lists of a rule's header.
var (
	RuleGroups   = []string{"start", "progress", "milestone", "completion", "coordination", "reporting", "cost"}
	RuleSubjects = []string{"project", "milestone", "coordination_item"}
	RuleClocks   = []string{"calendar", "reports"}
)

// Rules returns the rules that come with Shixu and those of the given folders,
// by name; see readFolder.
func Rules(folders ...fs.FS) ([]*Rule, error) {
	known := map[string]bool{}
	all, err := readFolder("rules", "*.sql", folders, func(file string, text []byte, shipped bool) (*Rule, error) {
		known[strings.TrimSuffix(path.Base(file), ".sql")] = true
		r, err := ParseRule(file, text)
		if err == nil {
			r.Shipped = shipped
		}
		return r, err
	})
	errs := []error{err}
	all = slices.DeleteFunc(all, func(r *Rule) bool {
		if r.Becomes == "" || known[r.Becomes] {
			return false
		}
		errs = append(errs, &HeaderError{r.File, 1, Say("becomes: 没有规则 %q", "becomes: there is no rule %q", r.Becomes)})
		return true
	})
	return all, errors.Join(errs...)
}

type ruleHeader struct {
	Title      Words     `yaml:"title"`
	Group      string    `yaml:"group"`
	Subject    string    `yaml:"subject"`
	Clock      string    `yaml:"clock"`
	Becomes    string    `yaml:"becomes"`
	Datasets   []string  `yaml:"datasets"`
	Parameters yaml.Node `yaml:"parameters"`
	Severities yaml.Node `yaml:"severities"`
	Source     string    `yaml:"source"`
}

type parameter struct {
	Type    string    `yaml:"type"`
	Default yaml.Node `yaml:"default"`
	OneOf   []string  `yaml:"one_of"`
	Zh      string    `yaml:"zh"`
	En      string    `yaml:"en"`
}

type ruleLevel struct {
	RespondWithin *int `yaml:"respond_within"`
}

// ParseRule reads a rule file. The error is a *HeaderError.
func ParseRule(file string, text []byte) (*Rule, error) {
	f, err := splitFile(file, text, Say("规则文件以文件头 /* title: … */ 开始", "a rule file begins with a header /* title: … */"))
	if err != nil {
		return nil, err
	}
	var h ruleHeader
	if err := f.decode(&h); err != nil {
		return nil, err
	}
	sum := sha256.Sum256(text)
	r := &Rule{
		Name: strings.TrimSuffix(path.Base(file), ".sql"), File: file, Title: h.Title, Group: h.Group, Subject: h.Subject,
		Clock: h.Clock, Becomes: h.Becomes, Datasets: h.Datasets, Source: strings.TrimSpace(h.Source),
		SQL: strings.TrimSuffix(f.sql, ";"), Line: f.line, Hash: hex.EncodeToString(sum[:]),
	}
	if r.Subject == "" {
		r.Subject = "project"
	}
	if r.Clock == "" {
		r.Clock = "calendar"
	}
	at := func(line int, zh, en string, args ...any) (*Rule, error) {
		return nil, &HeaderError{file, line, Say("文件头："+zh, "header: "+en, args...)}
	}
	switch {
	case h.Title.Zh == "" || h.Title.En == "":
		return at(f.above, "缺 title: {zh: …, en: …}", "title: {zh: …, en: …} is missing")
	case !slices.Contains(RuleGroups, r.Group):
		return at(f.above, "group: %q 不是 %s 之一", "group: %q is none of %s", r.Group, strings.Join(RuleGroups, ", "))
	case !slices.Contains(RuleSubjects, r.Subject):
		return at(f.above, "subject: %q 不是 %s 之一", "subject: %q is none of %s", r.Subject, strings.Join(RuleSubjects, ", "))
	case !slices.Contains(RuleClocks, r.Clock):
		return at(f.above, "clock: %q 不是 %s 之一", "clock: %q is none of %s", r.Clock, strings.Join(RuleClocks, ", "))
	case r.Becomes == r.Name:
		return at(f.above, "becomes: 规则不能转为自己", "becomes: a rule cannot become itself")
	case r.SQL == "":
		return nil, &HeaderError{file, r.Line, noSelect}
	}
	err = pairs(&h.Parameters, func(key, value *yaml.Node) error {
		p, err := parseParameter(key.Value, value)
		if err != nil {
			return &HeaderError{file, f.above + key.Line - 1, Say("文件头：parameters: %s：%v", "header: parameters: %s: %v", key.Value, err)}
		}
		p.Line = f.above + key.Line - 1
		r.Parameters = append(r.Parameters, p)
		return nil
	})
	if err != nil {
		return nil, err
	}
	err = pairs(&h.Severities, func(key, value *yaml.Node) error {
		var l ruleLevel
		if value.Tag != "!!null" {
			if err := decodeStrict(value, &l); err != nil {
				return &HeaderError{file, f.above + key.Line - 1, Say("文件头：severities: %s：%v", "header: severities: %s: %v", key.Value, err)}
			}
		}
		r.Levels = append(r.Levels, RuleLevel{Severity: key.Value, RespondWithin: l.RespondWithin})
		return nil
	})
	if err != nil {
		return nil, err
	}
	if len(r.Levels) == 0 {
		return at(f.above, "severities: 规则没有给出级别；可写如 severities: {yellow: {respond_within: 15}}", "severities: the rule gives none, such as severities: {yellow: {respond_within: 15}}")
	}
	return r, nil
}

func parseParameter(name string, n *yaml.Node) (Parameter, error) {
	var in parameter
	if err := decodeStrict(n, &in); err != nil {
		return Parameter{}, err
	}
	p := Parameter{Name: name, Type: in.Type, OneOf: in.OneOf, Meaning: Words{Zh: in.Zh, En: in.En}}
	if p.Type == "" {
		p.Type = map[string]string{"!!int": "integer", "!!float": "number", "!!str": "text", "!!bool": "boolean"}[in.Default.Tag]
	}
	switch {
	case slices.Contains([]string{"as_of", "reported_to"}, name):
		return p, Say("这个名称已占用：每条规则都有 $as_of 和 $reported_to", "the name is taken: every rule has $as_of and $reported_to")
	case !slices.Contains([]string{"number", "integer", "text", "boolean"}, p.Type):
		return p, Say("type: %q 不是 number、integer、text、boolean 之一（没有 default 时必须写明）", "type: %q is none of number, integer, text, boolean (without a default it must be said)", p.Type)
	case p.Meaning.Zh == "" || p.Meaning.En == "":
		return p, Say("缺含义说明：zh: …, en: …", "its meaning is missing: zh: …, en: …")
	}
	var err error
	p.Default, err = p.value(&in.Default)
	return p, err
}

// typesZh are the types of parameters, in Chinese.
var typesZh = map[string]string{"number": "数", "integer": "整数", "text": "文字", "boolean": " true 或 false"}

// value reads a parameter's value of a preset or a header; nil is NULL.
func (p Parameter) value(n *yaml.Node) (any, error) {
	if n.Kind == 0 || n.Tag == "!!null" {
		return nil, nil
	}
	var err error
	var v any
	switch p.Type {
	case "number":
		var x float64
		err = n.Decode(&x)
		v = x
	case "integer":
		var x int64
		err = n.Decode(&x)
		v = x
	case "boolean":
		var x bool
		err = n.Decode(&x)
		v = x
	default:
		var x string
		err = n.Decode(&x)
		v = x
		if err == nil && len(p.OneOf) > 0 && !slices.Contains(p.OneOf, x) {
			return nil, Say("%q 不是 %s 之一", "%q is none of %s", x, strings.Join(p.OneOf, ", "))
		}
	}
	if err != nil {
		return nil, Say("%[1]q 不是%[3]s", "%[1]q is no %[2]s", n.Value, p.Type, typesZh[p.Type])
	}
	return v, nil
}

// pairs calls f for the entries of a mapping; a missing one has none.
func pairs(n *yaml.Node, f func(key, value *yaml.Node) error) error {
	if n.Kind != 0 && n.Kind != yaml.MappingNode && n.Tag != "!!null" {
		return Say("第 %d 行：%q 不是“名称: 值”的列表", "line %d: %q is no list of names with their values", n.Line, n.Value)
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		if err := f(n.Content[i], n.Content[i+1]); err != nil {
			return err
		}
	}
	return nil
}
