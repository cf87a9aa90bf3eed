// Package dashboards is the monitoring mixin: Grafana dashboards, Prometheus
// rules, an example for Alertmanager and runbooks, for a language, a currency and
// a selector, from one source.
//
// # Source
//
// source/*.yaml holds one dashboard a file, each text in Chinese and English.
// source/common.yaml holds what all share: variables, the palette, and the
// words of label values. source/rules/*.yaml are Prometheus rules whose texts
// are in both languages; what those ask Prometheus is in common.yaml. source/alertmanager
// is the example. runbooks/*.md are written by hand, in both languages at once.
//
// # Output
//
// Mixin renders everything. Its default output, for CNY and job="shixu", is
// checked in as grafana/zh-CN, grafana/en, prometheus and alertmanager, and a
// test fails when it is stale (go test ./dashboards -update).
package dashboards

import (
	"bytes"
	"cmp"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"time"
	_ "time/tzdata" // slim machines have none, and the time zone is looked up

	"github.com/prometheus/prometheus/model/labels"

	"shixu/queries"
)

//go:embed source
var sources embed.FS

// Langs are the languages dashboards come in.
var Langs = []string{"zh-CN", "en"}

// Options say for whom the mixin is.
type Options struct {
	// Lang is zh-CN or en.
	Lang string
	// Currency is the ISO code of the warehouse's currency, such as CNY.
	Currency string
	// Selector picks the series of one Shixu, such as job="shixu".
	Selector string
	// GrafanaURL and ShixuURL are where alerts say that dashboards and runbooks
	// are; dashboards link to the pages of projects below ShixuURL too.
	GrafanaURL, ShixuURL string
	// Few is from how many warnings of a cause on a district speaks for its
	// projects.
	Few int
	// Severe are the severities of warnings that are told at once.
	Severe []string
	// TimeZone is that of the duty office's mornings, such as Asia/Shanghai.
	TimeZone string
}

// Defaults are the options of what is checked in, in a language.
func Defaults(lang string) Options {
	return Options{Lang: lang, Currency: "CNY", Selector: DefaultSelector, GrafanaURL: "http://127.0.0.1:3000", ShixuURL: "http://127.0.0.1:9480",
		Few: 3, Severe: []string{"red"}, TimeZone: "Asia/Shanghai"}
}

// Mixin renders everything, with paths below grafana/, prometheus/ and
// alertmanager/.
func Mixin(o Options) ([]File, error) {
	boards, err := Grafana(o)
	if err != nil {
		return nil, err
	}
	rules, err := Prometheus(o)
	if err != nil {
		return nil, err
	}
	routes, err := Alertmanager(o)
	if err != nil {
		return nil, err
	}
	var all []File
	for _, part := range []struct {
		dir   string
		files []File
	}{{"grafana", boards}, {"prometheus", rules}, {"alertmanager", routes}} {
		for _, f := range part.files {
			all = append(all, File{part.dir + "/" + f.Path, f.Text})
		}
	}
	return all, nil
}

// DefaultSelector is the selector of who gives none.
const DefaultSelector = `job="shixu"`

// A File is a file of the mixin.
type File struct {
	Path string
	Text []byte
}

// Grafana renders the dashboards, in the order of their files' names.
func Grafana(o Options) ([]File, error) {
	r, err := newRenderer(o)
	if err != nil {
		return nil, err
	}
	all, err := specs()
	if err != nil {
		return nil, err
	}
	var files []File
	var errs []error
	for _, s := range all {
		d, err := r.dashboard(s)
		if err != nil {
			errs = append(errs, fmt.Errorf("%s: %w", s.file, err))
			continue
		}
		text, err := marshal(d)
		if err != nil {
			return nil, err
		}
		files = append(files, File{s.UID + ".json", text})
	}
	return files, errors.Join(errs...)
}

// An Expression is a query of a panel, a variable or an annotation, for those
// who want to run them all.
type Expression struct {
	Dashboard, Panel, Expr string
	// Empty says why it rightly returns nothing for the demonstration city.
	Empty string
}

// Expressions returns everything that the dashboards ask Prometheus.
func Expressions(o Options) ([]Expression, error) {
	r, err := newRenderer(o)
	if err != nil {
		return nil, err
	}
	all, err := specs()
	if err != nil {
		return nil, err
	}
	var list []Expression
	add := func(dashboard, panel, text, empty string) error {
		expr, err := r.expr(text)
		list = append(list, Expression{dashboard, panel, expr, empty})
		return err
	}
	var errs []error
	for _, a := range r.common.Annotations {
		errs = append(errs, add("", a.Title.En, a.Expr, ""))
	}
	for _, v := range r.common.Variables {
		if v.Series != "" {
			errs = append(errs, add("", v.Name, v.Series, ""))
		}
	}
	for _, s := range all {
		for _, p := range slices.Concat(r.common.Head, s.Panels) {
			for _, q := range p.Queries {
				errs = append(errs, add(s.UID, p.Title.En, q.Expr, q.Empty))
			}
		}
	}
	return list, errors.Join(errs...)
}

// marshal writes JSON as people read it: indented, with < and > as they are.
func marshal(v any) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	err := enc.Encode(v)
	return b.Bytes(), err
}

// newRenderer checks the options.
func newRenderer(o Options) (*renderer, error) {
	r := &renderer{zh: o.Lang == "zh-CN", currency: strings.ToLower(o.Currency), grafanaURL: strings.TrimRight(o.GrafanaURL, "/"), shixuURL: strings.TrimRight(o.ShixuURL, "/"),
		few: o.Few, severe: strings.Join(o.Severe, "|"), timeZone: o.TimeZone}
	if o.Lang != "zh-CN" && o.Lang != "en" {
		return nil, fmt.Errorf("language %q is neither zh-CN nor en", o.Lang)
	}
	if len(o.Currency) != 3 {
		return nil, queries.Say("货币 %q 不是 CNY 这样的 ISO 代码", "currency %q is no ISO code such as CNY", o.Currency)
	}
	if o.Few < 1 {
		return nil, fmt.Errorf("a district cannot speak for its projects from %d on: one or more is needed", o.Few)
	}
	for _, name := range o.Severe {
		if !severity.MatchString(name) {
			return nil, fmt.Errorf("severity %q is no name such as red", name)
		}
	}
	if len(o.Severe) == 0 {
		return nil, errors.New("no severity is told at once: give one, such as red")
	}
	if _, err := time.LoadLocation(o.TimeZone); err != nil || o.TimeZone == "" {
		return nil, fmt.Errorf("time zone %q is none such as Asia/Shanghai", o.TimeZone)
	}
	if strings.Trim(o.Selector, " {}") != "" {
		m, err := promql.ParseMetricSelector("{" + strings.Trim(o.Selector, " {}") + "}")
		if err != nil {
			return nil, fmt.Errorf("selector %q is none such as %s: %w", o.Selector, DefaultSelector, err)
		}
		r.selector = m
	}
	text, err := fs.ReadFile(sources, "source/common.yaml")
	if err != nil {
		return nil, err
	}
	if err := decode(text, &r.common); err != nil {
		return nil, fmt.Errorf("source/common.yaml: %w", err)
	}
	return r, r.titles()
}

// titles takes the words for warning rules and score indicators from the files
// that define them.
func (r *renderer) titles() error {
	rules, err := queries.Rules()
	if err != nil {
		return err
	}
	r.common.Words["rule"] = map[string]Words{}
	for _, rule := range rules {
		r.common.Words["rule"][rule.Name] = rule.Title
	}
	indicators, err := queries.Indicators()
	if err != nil {
		return err
	}
	titles := map[string]Words{}
	for _, i := range indicators {
		titles[i.Name] = i.Title
	}
	schemes, err := queries.Schemes()
	if err != nil {
		return err
	}
	// Scores name a scheme's items, which stand for indicators.
	r.common.Words["indicator"] = titles
	for _, s := range schemes {
		for _, i := range s.Items {
			if _, ok := titles[i.Name]; !ok || whole(i.Title) {
				titles[i.Name] = Words{Zh: cmp.Or(i.Title.Zh, titles[i.Indicator].Zh), En: cmp.Or(i.Title.En, titles[i.Indicator].En)}
			}
		}
	}
	return nil
}

// A renderer renders for one language, currency and selector.
type renderer struct {
	zh       bool
	currency string // in lower case, as metric names have it
	selector []*labels.Matcher
	common   common

	grafanaURL, shixuURL string

	few              int
	severe, timeZone string // severe: alternatives of a regular expression
}

var severity = regexp.MustCompile(`^[a-z][a-z0-9_]*$`)

// common is source/common.yaml.
type common struct {
	// Palette are colours by role: the same thing has the same colour on every
	// dashboard.
	Palette map[string]string `yaml:"palette"`
	// Variables are what dashboards can be narrowed by.
	Variables []variable `yaml:"variables"`
	// Words are label values in words.
	Words map[string]map[string]Words `yaml:"words"`
	// Colours are roles of the palette for label values.
	Colours map[string]map[string]string `yaml:"colours"`
	// NoValue is what a panel without data says.
	NoValue Words `yaml:"no_value"`
	// Abbreviations stand for parts of expressions: <name>.
	Abbreviations map[string]string `yaml:"abbreviations"`
	// Annotations mark the time axis.
	Annotations []annotation `yaml:"annotations"`
	// Asks are what texts of alerts ask Prometheus.
	Asks map[string]ask `yaml:"asks"`
	// Head are panels that every dashboard begins with: the two dates.
	Head []Panel `yaml:"head"`
}

type annotation struct {
	Title  Words  `yaml:"title"`
	Expr   string `yaml:"expr"`
	Step   string `yaml:"step"`
	Text   string `yaml:"text"`
	Colour string `yaml:"colour"`
	// Shown says that it is switched on at first.
	Shown bool `yaml:"shown"`
	// ValueIsTime says that the series' value is the moment to mark.
	ValueIsTime bool `yaml:"value_is_time"`
}

type variable struct {
	Name  string `yaml:"name"`
	Title Words  `yaml:"title"`
	// The values are those of a label of some series, which may be narrowed by
	// variables before it.
	Series string `yaml:"series"`
	Label  string `yaml:"label"`
	// Text, where given, is another label of the series, which readers choose by.
	Text string `yaml:"text"`
	// Values are all the values there are, where they are known beforehand; they
	// are shown in words.
	Values []string `yaml:"values"`
	// Multi allows several values and all.
	Multi bool `yaml:"multi"`
	// Sort is Grafana's: 1 alphabetical, 2 the other way, 4 numbers descending.
	Sort int `yaml:"sort"`
}

// say picks the language.
func (r *renderer) say(w Words) string { return r.either(w.Zh, w.En) }

func (r *renderer) either(zh, en string) string {
	if r.zh {
		return zh
	}
	return en
}
