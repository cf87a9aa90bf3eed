package queries

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"

	"go.yaml.in/yaml/v3"
)

// A headed is a query file taken apart: a header in YAML inside a comment,
// then one SELECT.
type headed struct {
	file   string
	header []byte
	above  int    // the line of the file that the header's first line is
	sql    string // without blank margins
	line   int    // the line of the file it starts at
}

// noSelect is what is wrong with a query file that ends with its header.
var noSelect = Say("文件头之后没有 SELECT", "there is no SELECT after the header")

// splitFile takes a query file apart; without says what a file without header
// lacks. The error is a *HeaderError.
func splitFile(file string, text []byte, without error) (*headed, error) {
	start := bytes.Index(text, []byte("/*"))
	end := bytes.Index(text, []byte("*/"))
	if start < 0 || end < start || len(bytes.TrimSpace(text[:start])) > 0 {
		return nil, &HeaderError{file, 1, without}
	}
	rest := text[end+2:]
	margin := rest[:len(rest)-len(bytes.TrimLeft(rest, " \t\r\n"))]
	return &headed{
		file: file, header: text[start+2 : end], above: 1 + bytes.Count(text[:start], []byte("\n")),
		sql:  strings.TrimSpace(string(rest)),
		line: 1 + bytes.Count(text[:end+2], []byte("\n")) + bytes.Count(margin, []byte("\n")),
	}, nil
}

var yamlLine = regexp.MustCompile(`^(?:yaml: )?(?:unmarshal errors:\s*)?line (\d+): (?s)(.*)$`)

// decode reads the header and refuses keys that the target does not have. The
// error is a *HeaderError.
func (h *headed) decode(into any) error {
	return h.decodeAs(into, Words{Zh: "文件头：", En: "header: "})
}

func (h *headed) decodeAs(into any, prefix Words) error {
	dec := yaml.NewDecoder(bytes.NewReader(h.header))
	dec.KnownFields(true)
	if err := dec.Decode(into); err != nil {
		line, what := 1, err.Error()
		if m := yamlLine.FindStringSubmatch(strings.ReplaceAll(what, "\n ", "")); m != nil {
			fmt.Sscan(m[1], &line)
			what = m[2]
		}
		w := knownWords(strings.TrimSpace(what))
		return &HeaderError{h.file, h.above + line - 1, &Said{Words{Zh: prefix.Zh + w.Zh, En: prefix.En + w.En}}}
	}
	return nil
}

var (
	unknownKey = regexp.MustCompile(`field (.+) not found in type queries\.(\w+)`)
	wrongKind  = regexp.MustCompile("^cannot unmarshal !!\\w+ `(.*)` into ")
	headerKeys = map[string]string{
		"metricHeader": "metrics, labels, max_series, on_error, enabled, history",
		"metricEntry":  "help, zh, type, value, labels",
		"traceHeader":  "explains",
		"ruleHeader":   "title, group, subject, clock, becomes, datasets, parameters, severities, source",
		"parameter":    "type, default, one_of, zh, en",
		"ruleLevel":    "respond_within",
		"presetFile":   "title, note, source, severities, escalate, rules",
		"RuleSetting":  "parameters, severity, respond_within, consecutive",
		"Consecutive":  "months, severity",
		"Severity":     "name, zh, en, colour",
		"Words":        "zh, en",

		"indicatorHeader": "title, formula, unit, value, parameters, source",
		"sequenceHeader":  "title",
		"schemeFile":      "title, note, source, total, eligible, base, bonus, deduction, measures, ties, sequences",
		"cappedFile":      "cap, items",
		"baseFile":        "indicator, title, parameters, weight, points, missing, floor, cap",
		"extraFile":       "indicator, title, parameters, each, floor, cap",
		"measureFile":     "indicator, title, parameters",
		"eligibleFile":    "projects",
		"pointsFile":      "by, zero, full, steps",
		"Step":            "from, to, points",
		"listFile":        "top, bottom, when",
		"whenFile":        "item, above, at_least, below, at_most",

		"forecastHeader": "title, note, source",
	}
)

// knownWords puts the decoder's words for a key that is not known, and for a value of
// another kind, into ours.
func knownWords(what string) Words {
	w := Words{Zh: "YAML 写法有误：" + what, En: what}
	if m := unknownKey.FindStringSubmatch(what); m != nil {
		w = Words{
			Zh: fmt.Sprintf("没有 %q 这一项；可写的有 %s", m[1], headerKeys[m[2]]),
			En: fmt.Sprintf("unknown key %q; the keys here are %s", m[1], headerKeys[m[2]]),
		}
	} else if m := wrongKind.FindStringSubmatch(what); m != nil {
		w = Words{Zh: fmt.Sprintf("此处不能写 %q", m[1]), En: fmt.Sprintf("%q is not what belongs here", m[1])}
	}
	return w
}

// decodeFile reads a file that is YAML as a whole and refuses keys that the
// target does not have. The error is a *HeaderError.
func decodeFile(file string, text []byte, into any) error {
	return (&headed{file: file, header: text, above: 1}).decodeAs(into, Words{})
}

// decodeStrict decodes a node and refuses keys the target does not have.
func decodeStrict(n *yaml.Node, into any) error {
	text, err := yaml.Marshal(n)
	if err != nil {
		return err
	}
	dec := yaml.NewDecoder(bytes.NewReader(text))
	dec.KnownFields(true)
	if err := dec.Decode(into); err != nil {
		what := strings.Join(strings.Fields(strings.TrimPrefix(err.Error(), "yaml: ")), " ")
		return &Said{knownWords(regexp.MustCompile(`^unmarshal errors: |line \d+: `).ReplaceAllString(what, ""))}
	}
	return nil
}
