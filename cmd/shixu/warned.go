package main

import (
	"context"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"time"

	"shixu/pipeline/config"
	"shixu/pipeline/warehouse"
	"shixu/pipeline/warnings"
	"shixu/queries"
)

// book makes the engine of a warehouse's warnings. An error is about what the
// configuration says of them.
func (m *Main) book(c *config.Config, w *warehouse.Warehouse) (*warnings.Engine, error) {
	e := &warnings.Engine{Warehouse: w, Now: m.Now, Log: m.log}
	s, err := warningSettings(c)
	e.Configure(s)
	return e, err
}

// warningSettings are the rules of warnings that a configuration switches on.
func warningSettings(c *config.Config) (warnings.Settings, error) {
	var folders []fs.FS
	if c.Rules != "" {
		dir, err := folder(c, c.Rules, "rules")
		if err != nil {
			return warnings.Settings{}, err
		}
		folders = append(folders, dir)
	}
	d, err := warnings.Define(c.Warnings.Preset, ruleSettings(c), folders...)
	return warnings.Settings{AsOf: c.AsOf.Time, Rules: timeRules(c), Definition: d}, err
}

// ruleSettings are a configuration's changes to its preset.
func ruleSettings(c *config.Config) queries.Settings {
	return queries.Settings{
		File: c.Path, PresetLine: c.Line("warnings", "preset"),
		Scale: c.Warnings.Severities, Escalate: c.Warnings.Escalate, Rules: c.Warnings.Rules,
	}
}

// evaluate brings the warnings up to date after loading here, and tells what
// came of it. A rule that fails is told on standard error and stops nothing.
func (m *Main) evaluate(ctx context.Context, g *Global, c *config.Config, w *warehouse.Warehouse) error {
	e, err := m.book(c, w)
	if err != nil {
		return err
	}
	v, err := e.Evaluate(ctx)
	if err != nil {
		return err
	}
	if n := v.Steps["raise"]; v.Days > 0 && len(v.Steps) > 0 {
		fmt.Fprintf(m.Stdout, g.say("预警截至 %s：新发 %d 条%s\n", "Warnings as of %s: %d raised%s\n"), v.AsOf.Format(time.DateOnly), n, otherSteps(g, v.Steps))
	}
	if n := v.AnswersAside; n > 0 {
		fmt.Fprintf(m.Stderr, g.say("shixu: 预警答复有 %d 步未能采用，原因见 SELECT * FROM warning_answer WHERE outcome = 'set_aside'\n",
			"shixu: %d steps that answers to warnings ask for could not be taken; why: SELECT * FROM warning_answer WHERE outcome = 'set_aside'\n"), n)
	}
	return nil
}

// stepWords are what the engine and districts' answers did to warnings, in the order
// they are told.
var stepWords = map[string]string{
	"resolve": "resolved", "close": "closed", "reopen": "reopened",
	"ack": "verified", "dispute": "judged false", "waive": "waived", "assign": "assigned",
	"escalate": "escalated", "expire": "waivers expired", "supersede": "taken over by another rule",
}

func otherSteps(g *Global, steps map[string]int) string {
	var b strings.Builder
	for _, action := range slices.Sorted(maps.Keys(stepWords)) {
		if n := steps[action]; n > 0 {
			fmt.Fprintf(&b, g.say("，%[2]s %[1]d 条", ", %d %s"), n, g.say(warnings.ActionsZh[action], stepWords[action]))
		}
	}
	return b.String()
}
