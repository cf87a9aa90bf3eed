package warnings

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"shixu/queries"
)

// A Definition says what is warned of.
type Definition struct {
	queries.Warnings
	// Broken are rules whose file cannot be read, by name. Their warnings stay
	// as they are.
	Broken map[string]error
}

// Define puts the rules that are shipped and those of the folders together
// with a preset and a city's settings. Rule files that cannot be read are in
// Broken; the error is about the settings, as joined *queries.HeaderError.
func Define(preset string, s queries.Settings, folders ...fs.FS) (Definition, error) {
	if preset == "" {
		preset = queries.DefaultPreset
	}
	d := Definition{Broken: map[string]error{}}
	rules, wrong := queries.Rules(folders...)
	for _, err := range joined(wrong) {
		at := new(queries.HeaderError)
		if !errors.As(err, &at) {
			return d, err
		}
		d.Broken[strings.TrimSuffix(path.Base(at.File), ".sql")] = err
	}
	p, err := queries.PresetNamed(preset)
	if err != nil {
		return d, &queries.HeaderError{File: s.File, Line: s.PresetLine, Err: err}
	}
	s.Unread = slices.Sorted(maps.Keys(d.Broken))
	d.Warnings, err = queries.Apply(rules, p, s)
	return d, err
}

func joined(err error) []error {
	if err == nil {
		return nil
	}
	if many, ok := err.(interface{ Unwrap() []error }); ok {
		return many.Unwrap()
	}
	return []error{err}
}

// definition and its parts are what queries/warning/define.sql reads.
type definition struct {
	Rules      []definedRule     `json:"rules"`
	Severities []definedSeverity `json:"severities"`
}

type definedRule struct {
	Rule                string     `json:"rule"`
	TitleZh             string     `json:"title_zh"`
	TitleEn             string     `json:"title_en"`
	Kind                string     `json:"kind"`
	Subject             string     `json:"subject"`
	Source              string     `json:"source"`
	Clock               string     `json:"clock"`
	Becomes             *string    `json:"becomes"`
	Datasets            []string   `json:"datasets"`
	Severities          []string   `json:"severities"`
	ConsecutiveMonths   *int       `json:"consecutive_months"`
	ConsecutiveSeverity *string    `json:"consecutive_severity"`
	Deadlines           []deadline `json:"deadlines"`
}

type deadline struct {
	Severity string `json:"severity"`
	Days     int    `json:"days"`
}

type definedSeverity struct {
	Severity string `json:"severity"`
	TitleZh  string `json:"title_zh"`
	TitleEn  string `json:"title_en"`
	Colour   string `json:"colour"`
}

// json is the definition as define.sql reads it, and the SHA-256 of all that
// decides what is found.
func (d Definition) json() (text, hash string, err error) {
	out := definition{Rules: []definedRule{}}
	sum := sha256.New()
	for _, s := range d.Scale {
		out.Severities = append(out.Severities, definedSeverity{s.Name, s.Zh, s.En, s.Colour})
	}
	for _, a := range d.Rules {
		r := definedRule{
			Rule: a.Name, TitleZh: a.Title.Zh, TitleEn: a.Title.En, Kind: a.Group, Subject: a.Subject, Source: a.Source,
			Clock: a.Clock, Datasets: append([]string{}, a.Datasets...), Severities: d.Severities(a), Deadlines: []deadline{},
		}
		if a.Becomes != "" {
			r.Becomes = &a.Becomes
		}
		if c := a.Consecutive; c != nil {
			r.ConsecutiveMonths, r.ConsecutiveSeverity = &c.Months, &c.Severity
		}
		for _, s := range slices.Sorted(maps.Keys(a.RespondWithin)) {
			r.Deadlines = append(r.Deadlines, deadline{s, a.RespondWithin[s]})
		}
		out.Rules = append(out.Rules, r)
		values, err := json.Marshal(a.Values)
		if err != nil {
			return "", "", err
		}
		sum.Write([]byte(a.Hash + a.Override))
		sum.Write(values)
	}
	b, err := json.Marshal(out)
	if err != nil {
		return "", "", err
	}
	sum.Write(b)
	if d.Escalate {
		sum.Write([]byte("escalate"))
	}
	return string(b), hex.EncodeToString(sum.Sum(nil)), nil
}
