package queries

import (
	"errors"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// A Preset is one file of presets/: which rules are on, and how a place has
// set them.
type Preset struct {
	Name, File string
	Title      Words
	// Note says what of the place's rules could not be put into the preset, and
	// what was added.
	Note   Words
	Source string
	// Scale are the severities, the lightest first; empty: those of the preset
	// default.
	Scale []Severity
	// Escalate says that an unanswered deadline raises the severity.
	Escalate bool
	Rules    map[string]RuleSetting
}

// A Severity is one step of the scale. What colours mean is local: blue is
// praise in one place and a first notice in another.
type Severity struct {
	Name   string `yaml:"name"`
	Zh     string `yaml:"zh"`
	En     string `yaml:"en"`
	Colour string `yaml:"colour"`
}

// A RuleSetting is how a rule is set. Its YAML is on, off, or a mapping.
type RuleSetting struct {
	Off        bool                 `yaml:"-"`
	Parameters map[string]yaml.Node `yaml:"parameters"`
	// Severity, where set, goes before what the rule gives: a notice for all
	// cases, which only rises when nobody answers.
	Severity string `yaml:"severity"`
	// RespondWithin are the days to respond by severity; it replaces the
	// rule's own.
	RespondWithin map[string]*int `yaml:"respond_within"`
	Consecutive   *Consecutive    `yaml:"consecutive"`

	line int
}

// Consecutive raises a warning to a severity once it has held for so many
// months on end, by the rule's clock.
type Consecutive struct {
	Months   int    `yaml:"months"`
	Severity string `yaml:"severity"`
}

// UnmarshalYAML reads the setting.
func (s *RuleSetting) UnmarshalYAML(n *yaml.Node) error {
	s.line = n.Line
	if n.Kind == yaml.ScalarNode {
		switch n.Value {
		case "off", "false":
			s.Off = true
			return nil
		case "on", "true", "", "~", "null":
			return nil
		}
		return YAMLError(n, "%q 既非 on、off，也不是规则的设置", "%q is neither on, off nor a rule's settings", n.Value)
	}
	type plain RuleSetting
	var p struct {
		Parameters    map[string]yaml.Node `yaml:"parameters"`
		Severity      string               `yaml:"severity"`
		RespondWithin map[string]*int      `yaml:"respond_within"`
		Consecutive   *Consecutive         `yaml:"consecutive"`
	}
	if err := onlyKeys(n, "RuleSetting"); err != nil {
		return err
	}
	if err := n.Decode(&p); err != nil {
		return err
	}
	*s = RuleSetting(plain{Parameters: p.Parameters, Severity: p.Severity, RespondWithin: p.RespondWithin, Consecutive: p.Consecutive, line: n.Line})
	return nil
}

// UnmarshalYAML reads both.
func (c *Consecutive) UnmarshalYAML(n *yaml.Node) error {
	if err := onlyKeys(n, "Consecutive"); err != nil {
		return err
	}
	type plain Consecutive
	return n.Decode((*plain)(c))
}

// onlyKeys refuses keys that a type of headerKeys does not have: the decoder
// forgets to be strict below a type that reads itself.
func onlyKeys(n *yaml.Node, of string) error {
	for i := 0; n.Kind == yaml.MappingNode && i+1 < len(n.Content); i += 2 {
		if k := n.Content[i]; !slices.Contains(strings.Split(headerKeys[of], ", "), k.Value) {
			w := NoKey(k.Value, headerKeys[of])
			return YAMLError(k, "%[1]s", "%[2]s", w.Zh, w.En)
		}
	}
	return nil
}

type presetFile struct {
	Title      Words                  `yaml:"title"`
	Note       Words                  `yaml:"note"`
	Source     string                 `yaml:"source"`
	Severities []Severity             `yaml:"severities"`
	Escalate   *bool                  `yaml:"escalate"`
	Rules      map[string]RuleSetting `yaml:"rules"`
}

// DefaultPreset is the preset of who names none.
const DefaultPreset = "default"

// Presets are the names of the presets that come with Shixu.
func Presets() []string {
	files, err := fs.Glob(FS, "presets/*.yaml")
	if err != nil {
		panic(err) // the pattern is a constant
	}
	for i, f := range files {
		files[i] = strings.TrimSuffix(path.Base(f), ".yaml")
	}
	return files
}

// PresetNamed returns a preset that comes with Shixu.
func PresetNamed(name string) (*Preset, error) {
	if !slices.Contains(Presets(), name) {
		return nil, Say("没有预设 %q；可用的有 %s", "there is no preset %q; there are %s", name, strings.Join(Presets(), ", "))
	}
	text, err := fs.ReadFile(FS, "presets/"+name+".yaml")
	if err != nil {
		return nil, err
	}
	return ParsePreset("presets/"+name+".yaml", text)
}

// ParsePreset reads a preset file. The error is a *HeaderError.
func ParsePreset(file string, text []byte) (*Preset, error) {
	var in presetFile
	if err := decodeFile(file, text, &in); err != nil {
		return nil, err
	}
	p := &Preset{
		Name: strings.TrimSuffix(path.Base(file), ".yaml"), File: file, Title: in.Title, Note: in.Note,
		Source: strings.TrimSpace(in.Source), Scale: in.Severities, Escalate: in.Escalate == nil || *in.Escalate, Rules: in.Rules,
	}
	if len(p.Scale) == 0 && p.Name != DefaultPreset {
		d, err := PresetNamed(DefaultPreset)
		if err != nil {
			return nil, err
		}
		p.Scale = d.Scale
	}
	return p, nil
}

// An ActiveRule is a rule with the settings of a city.
type ActiveRule struct {
	*Rule
	// Values are the parameters' values by name; nil is NULL.
	Values map[string]any
	// RespondWithin are the days to respond, by severity.
	RespondWithin map[string]int
	// Override, where set, is the severity of all its warnings.
	Override    string
	Consecutive *Consecutive
}

// Warnings say what is warned of: a scale of severities and the rules that are
// on, by name.
type Warnings struct {
	Scale    []Severity
	Rules    []ActiveRule
	Escalate bool
}

// Settings change a preset: what a city's configuration says.
type Settings struct {
	// File is where it says so, and PresetLine where it names the preset, for
	// errors.
	File       string
	PresetLine int
	// Unread are rules whose file cannot be read: settings may name them.
	Unread   []string
	Scale    []Severity
	Escalate *bool
	Rules    map[string]RuleSetting
}

// Apply puts rules, preset and settings together. A rule that the preset does
// not name is off, unless it is not one of those shipped. What is wrong is
// left out and joined in the error, as *HeaderError.
func Apply(rules []*Rule, p *Preset, s Settings) (Warnings, error) {
	w := Warnings{Scale: p.Scale, Escalate: p.Escalate}
	if len(s.Scale) > 0 {
		w.Scale = s.Scale
	}
	if s.Escalate != nil {
		w.Escalate = *s.Escalate
	}
	errs := checkScale(p.File, w.Scale)
	byName := map[string]*Rule{}
	for _, r := range rules {
		byName[r.Name] = r
	}
	for _, in := range []struct {
		file  string
		rules map[string]RuleSetting
	}{{p.File, p.Rules}, {s.File, s.Rules}} {
		for _, name := range slices.Sorted(maps.Keys(in.rules)) {
			if byName[name] == nil && !slices.Contains(s.Unread, name) {
				errs = append(errs, &HeaderError{in.file, in.rules[name].line, Say("rules: 没有规则 %q；可用的有 %s", "rules: there is no rule %q; there are %s", name, strings.Join(slices.Sorted(maps.Keys(byName)), ", "))})
			}
		}
	}
	for _, r := range rules {
		preset, named := p.Rules[r.Name]
		own, ours := s.Rules[r.Name]
		off := r.Shipped && !named && !ours || named && preset.Off && !ours || own.Off
		if off {
			continue
		}
		a := ActiveRule{Rule: r, Values: map[string]any{}, RespondWithin: map[string]int{}}
		for _, q := range r.Parameters {
			a.Values[q.Name] = q.Default
		}
		for _, l := range r.Levels {
			if l.RespondWithin != nil {
				a.RespondWithin[l.Severity] = *l.RespondWithin
			}
		}
		errs = append(errs, a.set(p.File, preset, w.Scale)...)
		errs = append(errs, a.set(s.File, own, w.Scale)...)
		w.Rules = append(w.Rules, a)
	}
	return w, errors.Join(errs...)
}

// Severities are those that a rule can give with its settings, the lightest
// first. Where deadlines escalate, that is all above the lightest it begins with.
func (w Warnings) Severities(a ActiveRule) []string {
	begins := map[string]bool{}
	if a.Override != "" {
		begins[a.Override] = true
	} else {
		for _, l := range a.Levels {
			begins[l.Severity] = true
		}
	}
	if a.Consecutive != nil {
		begins[a.Consecutive.Severity] = true
	}
	var list []string
	rises := false
	for _, s := range w.Scale {
		if begins[s.Name] || rises {
			list = append(list, s.Name)
			_, deadline := a.RespondWithin[s.Name]
			rises = w.Escalate && deadline
		}
	}
	return list
}

func checkScale(file string, scale []Severity) (errs []error) {
	if len(scale) == 0 {
		errs = append(errs, &HeaderError{file, 1, Say("severities: 没有级别", "severities: there are none")})
	}
	seen := map[string]bool{}
	for _, s := range scale {
		if s.Name == "" || s.Zh == "" || s.En == "" || seen[s.Name] {
			errs = append(errs, &HeaderError{file, 1, Say("severities: %q 须有自己的 name、zh 和 en", "severities: %q needs a name of its own, zh and en", s.Name)})
		}
		seen[s.Name] = true
	}
	return errs
}

// set takes one setting over.
func (a *ActiveRule) set(file string, s RuleSetting, scale []Severity) (errs []error) {
	bad := func(line int, zh, en string, args ...any) {
		errs = append(errs, &HeaderError{file, max(line, 1), Say("rules: "+a.Name+"："+zh, "rules: "+a.Name+": "+en, args...)})
	}
	known := func(severity string) bool {
		ok := slices.ContainsFunc(scale, func(s Severity) bool { return s.Name == severity })
		if !ok {
			bad(s.line, "没有级别 %q；可用的有 %s", "there is no severity %q; there are %s", severity, strings.Join(names(scale), ", "))
		}
		return ok
	}
	for _, name := range slices.Sorted(maps.Keys(s.Parameters)) {
		n := s.Parameters[name]
		i := slices.IndexFunc(a.Parameters, func(p Parameter) bool { return p.Name == name })
		if i < 0 {
			var have []string
			for _, p := range a.Parameters {
				have = append(have, p.Name)
			}
			bad(n.Line, "没有参数 %q；可设的有 %s", "there is no parameter %q; there are %s", name, strings.Join(have, ", "))
			continue
		}
		v, err := a.Parameters[i].value(&n)
		if err != nil {
			bad(n.Line, "%s：%v", "%s: %v", name, err)
			continue
		}
		a.Values[name] = v
	}
	if s.Severity != "" && known(s.Severity) {
		a.Override = s.Severity
	}
	if s.RespondWithin != nil {
		a.RespondWithin = map[string]int{}
		for _, name := range slices.Sorted(maps.Keys(s.RespondWithin)) {
			if days := s.RespondWithin[name]; known(name) && days != nil {
				a.RespondWithin[name] = *days
			}
		}
	}
	if c := s.Consecutive; c != nil && known(c.Severity) {
		if c.Months < 2 {
			bad(s.line, "consecutive: months: %d 小于 2", "consecutive: months: %d is below 2", c.Months)
		} else {
			a.Consecutive = c
		}
	}
	return errs
}

func names(scale []Severity) []string {
	var all []string
	for _, s := range scale {
		all = append(all, s.Name)
	}
	return all
}
