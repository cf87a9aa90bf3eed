package dashboards

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
)

// An ask is a question that an alert's text asks Prometheus when it is written:
// which projects of the district are the worst, say. Its answer stands where the
// text says {{ ask "name" }}; without an answer nothing does.
type ask struct {
	// Expr is the question; "$district" and "$rule" in it are labels of the alert.
	Expr string `yaml:"expr"`
	// Scale says that values are money, and are to be told in 亿 or billions.
	Scale bool `yaml:"scale"`
	// Each is the template of a sample, Between stands between two of them, Lead
	// before the first and Tail after the last.
	Each    Words `yaml:"each"`
	Lead    Words `yaml:"lead"`
	Between Words `yaml:"between"`
	Tail    Words `yaml:"tail"`
}

var (
	asked      = regexp.MustCompile(`\{\{ ask "([a-z_]+)" \}\}`)
	alertLabel = regexp.MustCompile(`"\$([a-z_]+)"`)
)

// text renders the text of an alert in a language.
func (r *renderer) text(text string, zh bool) (string, error) {
	var err error
	text = asked.ReplaceAllStringFunc(text, func(call string) string {
		name := asked.FindStringSubmatch(call)[1]
		a, ok := r.common.Asks[name]
		if !ok {
			err = fmt.Errorf("there is no ask %q in common.yaml", name)
			return call
		}
		var answer string
		if answer, err = r.ask(a, zh); err != nil {
			err = fmt.Errorf("ask %q: %w", name, err)
		}
		return answer
	})
	if err != nil {
		return "", err
	}
	text = strings.ReplaceAll(text, "{{ title }}", r.ruleTitle(zh))
	text = strings.ReplaceAll(text, "<money_word>", r.moneyWord(zh))
	return r.words(text)
}

// ask is the template that asks, and writes the answer.
func (r *renderer) ask(a ask, zh bool) (string, error) {
	in := func(w Words) string {
		if zh {
			return w.Zh
		}
		return w.En
	}
	expr, err := r.expr(a.Expr)
	if err != nil {
		return "", err
	}
	if a.Scale {
		expr = "(" + expr + ") / " + scale(zh)
	}
	var labels []string
	expr = alertLabel.ReplaceAllStringFunc(strings.ReplaceAll(expr, "%", "%%"), func(v string) string {
		labels = append(labels, " $labels."+alertLabel.FindStringSubmatch(v)[1])
		return "%q"
	})
	each := in(a.Each)
	if between := in(a.Between); between != "" {
		each = "{{ if $i }}" + between + "{{ end }}" + each
	}
	return fmt.Sprintf("{{ with query (printf `sort_desc(%s)`%s) }}%s{{ range $i, $sample := . }}%s{{ end }}%s{{ end }}",
		expr, strings.Join(labels, ""), in(a.Lead), each, in(a.Tail)), nil
}

// ruleTitle is a template that says what the alert's rule is about.
func (r *renderer) ruleTitle(zh bool) string {
	var b strings.Builder
	titles := r.common.Words["rule"]
	for _, name := range slices.Sorted(maps.Keys(titles)) {
		title := titles[name].En
		if zh {
			title = titles[name].Zh
		}
		fmt.Fprintf(&b, `{{ if eq $labels.rule %q }}%s{{ end }}`, name, title)
	}
	return b.String()
}
