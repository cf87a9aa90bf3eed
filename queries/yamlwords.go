package queries

import (
	"fmt"
	"regexp"
	"strings"

	"go.yaml.in/yaml/v3"
)

// headerKeys are the keys of the types that files are read into.
var headerKeys = map[string]string{
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

// The decoder's words for what people get wrong.
var (
	unknownKey = regexp.MustCompile(`field (.+) not found in type queries\.(\w+)`)
	wrongKind  = regexp.MustCompile("^cannot unmarshal !!(\\w+)(?: `(.*)`)? into (\\[\\]|[a-z]*)")
	twice      = regexp.MustCompile(`^mapping key (".*") already defined at line (\d+)`)
)

// syntax is what the decoder says of text that is no YAML, and what that means.
var syntax = map[string]Words{
	"did not find expected key":                                    {Zh: "此处或上一行的缩进、引号或冒号有误", En: "the indentation, a quote or a colon is wrong here or a line above"},
	"mapping values are not allowed in this context":               {Zh: "此处不应有冒号；请检查上一行的缩进，含冒号的文字要加引号", En: "a colon does not belong here; look at the indentation above, and put text with a colon in quotes"},
	"could not find expected ':'":                                  {Zh: "缺冒号，冒号后要有空格", En: "a colon is missing, or the space after it"},
	"did not find expected ',' or '}'":                             {Zh: "花括号没有闭合，或缺逗号", En: "a brace { is not closed, or a comma is missing"},
	"did not find expected ',' or ']'":                             {Zh: "方括号没有闭合，或缺逗号", En: "a bracket [ is not closed, or a comma is missing"},
	"did not find expected '-' indicator":                          {Zh: "列表各项的缩进不一，或缺 -", En: "the items of a list are indented differently, or a - is missing"},
	"block sequence entries are not allowed in this context":       {Zh: "此处不能写列表（-）；请另起一行", En: "a list (-) cannot stand here; begin it on a line of its own"},
	"found character that cannot start any token":                  {Zh: "不能以此字符开头（如制表符、@、`、%）；请用空格缩进，文字加引号", En: "nothing begins with this character (a tab, @, ` or %); indent by spaces, and put text in quotes"},
	"found a tab character that violates indentation":              {Zh: "缩进用了制表符；请用空格", En: "a tab indents; use spaces"},
	"found a tab character where an indentation space is expected": {Zh: "缩进用了制表符；请用空格", En: "a tab indents; use spaces"},
	"found unexpected end of stream":                               {Zh: "引号没有闭合", En: "a quote is not closed"},
	"did not find expected alphabetic or numeric character":        {Zh: "* 或 & 开头的文字要加引号，如 \"*.csv\"", En: "text that begins with * or & needs quotes, such as \"*.csv\""},
}

// wanted say that a value is not of the kind that its Go type needs.
var wanted = map[string]Words{
	"int":   {Zh: "%q 不是整数", En: "%q is no whole number"},
	"float": {Zh: "%q 不是数", En: "%q is no number"},
	"bool":  {Zh: "%q 既非 true 也非 false", En: "%q is neither true nor false"},
	"[]":    {Zh: "%q 不是列表；列表写作 [甲, 乙]，或每项一行、以 - 开头", En: "%q is no list; write [a, b], or an item a line, each after a -"},
}

// between stands between the two languages of an error that the decoder carries.
const between = "\x00"

// YAMLError is an error of a value, in the decoder's own form, which it goes on after:
// for types that read themselves. YAMLWords takes it apart.
func YAMLError(n *yaml.Node, zh, en string, args ...any) error {
	w := Say(zh, en, args...)
	return &yaml.TypeError{Errors: []string{fmt.Sprintf("line %d: %s%s%s", n.Line, w.En, between, w.Zh)}}
}

// YAMLWords puts the decoder's words for what is wrong, without its line, into ours.
func YAMLWords(what string) Words {
	if en, zh, ok := strings.Cut(what, between); ok {
		return Words{Zh: zh, En: en}
	}
	if w, ok := syntax[what]; ok {
		return w
	}
	if m := unknownKey.FindStringSubmatch(what); m != nil {
		return NoKey(m[1], headerKeys[m[2]])
	}
	if m := twice.FindStringSubmatch(what); m != nil {
		return Words{Zh: fmt.Sprintf("%s 写了两次，先在第 %s 行", m[1], m[2]), En: fmt.Sprintf("%s is given twice, first in line %s", m[1], m[2])}
	}
	switch m := wrongKind.FindStringSubmatch(what); {
	case m == nil:
		return Words{Zh: "YAML 写法有误：" + what, En: what}
	case m[1] == "seq" || m[1] == "map":
		return Words{Zh: "此处不能写列表或“项: 值”", En: "a list or keys do not belong here"}
	default:
		w, ok := wanted[m[3]]
		if !ok {
			w = Words{Zh: "此处不能写 %q", En: "%q is not what belongs here"}
		}
		return Words{Zh: fmt.Sprintf(w.Zh, m[2]), En: fmt.Sprintf(w.En, m[2])}
	}
}

// NoKey says that a key is not known, and which are.
func NoKey(key, known string) Words {
	return Words{
		Zh: fmt.Sprintf("没有 %q 这一项；可写的有 %s", key, known),
		En: fmt.Sprintf("unknown key %q; the keys here are %s", key, known),
	}
}
