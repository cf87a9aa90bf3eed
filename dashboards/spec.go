package dashboards

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"shixu/queries"
)

// Words are a text in both languages.
type Words = queries.Words

// A Spec is one file of source/: a dashboard without language, currency or
// selector.
type Spec struct {
	// UID is how links find the dashboard, for ever.
	UID         string   `yaml:"uid"`
	Title       Words    `yaml:"title"`
	Description Words    `yaml:"description"`
	Variables   []string `yaml:"variables"`
	// From is how far back the dashboard looks when it opens.
	From   string  `yaml:"from"`
	Panels []Panel `yaml:"panels"`

	file string
}

// A Panel is a panel, or the beginning of a row of them. Panels stand in the
// order of reading, from left to right; a row is 24 wide.
type Panel struct {
	// Row, where given, is the title of a row that begins here; the rest is
	// then empty.
	Row  *Words `yaml:"row"`
	Type string `yaml:"type"`
	// Title and Description are what the panel shows and what the figure means.
	Title       Words `yaml:"title"`
	Description Words `yaml:"description"`
	Width       int   `yaml:"width"`
	Height      int   `yaml:"height"`

	Queries []Query `yaml:"queries"`
	// Unit is one that unitOf knows.
	Unit     string   `yaml:"unit"`
	Decimals *int     `yaml:"decimals"`
	Min      *float64 `yaml:"min"`
	Max      *float64 `yaml:"max"`
	// Colour is a role of the palette; Steps say instead how the value decides.
	Colour string `yaml:"colour"`
	Steps  []Step `yaml:"steps"`
	// NoValue says why there may be nothing to see.
	NoValue Words `yaml:"no_value"`
	// Link is the dashboard a click leads to, with variables of the series'
	// labels: {to: shixu-districts, with: [district]}.
	Link *Link `yaml:"link"`

	// Join is, for tables and bar charts of several queries, the label by which
	// their rows are the same.
	Join string `yaml:"join"`
	// Columns are what labels are called in a table, in order; the queries'
	// values follow.
	Columns []Column `yaml:"columns"`
	// HideValues leaves the queries' values out of a table that is about labels.
	HideValues bool `yaml:"hide_values"`
	// Sort is the column that rows are sorted by at first: a label, or a query's
	// letter; a leading - is descending.
	Sort string `yaml:"sort"`
	// Pivot is, for a bar chart of one query, the label whose values are the
	// bars' parts; the longest bar comes first.
	Pivot string `yaml:"pivot"`
	// LegendValues lists a chart's series beside it, each with its last value.
	LegendValues bool `yaml:"legend_values"`
	// Every is the finest step of a chart over time of what Shixu tells of
	// itself. Without it a chart is of the city, whose figures stand still
	// between the ends of months.
	Every string `yaml:"every"`
	// Stack stacks a chart's series.
	Stack bool `yaml:"stack"`
	// Horizontal lays bars on their side.
	Horizontal bool `yaml:"horizontal"`
	// Text is a text panel's Markdown.
	Text Words `yaml:"text"`
}

// A Query is a PromQL expression. <money> in it is the number that amounts are
// divided by, <currency> the ending of metric names, and the selector is added
// to every metric.
type Query struct {
	Expr   string `yaml:"expr"`
	Legend Words  `yaml:"legend"`
	// Unit, Decimals, Colour and Steps, where given, go before the panel's.
	Unit     string `yaml:"unit"`
	Decimals *int   `yaml:"decimals"`
	Colour   string `yaml:"colour"`
	Steps    []Step `yaml:"steps"`
	// Width is that of the query's column in a table, in pixels.
	Width int `yaml:"width"`
	// Words are what values are called.
	Words map[string]Words `yaml:"words"`
	// Dashed draws the series as a dashed line.
	Dashed bool `yaml:"dashed"`
	// Bar draws the values of a table's column as bars.
	Bar bool `yaml:"bar"`
	// Ranked colours a table's column of ranks, from green for the first to red
	// for the last.
	Ranked bool `yaml:"ranked"`
	// Hidden leaves the query's column out: rows are only sorted by it.
	Hidden bool `yaml:"hidden"`
	// Empty says why the query rightly returns nothing for the demonstration
	// city; a test holds every other one to data.
	Empty string `yaml:"empty"`
}

// A Step is a colour from a value on; the first has none.
type Step struct {
	From   *float64 `yaml:"from"`
	Colour string   `yaml:"colour"`
}

// A Link leads to another dashboard. With are labels that narrow it, by
// variables of the same name, or of another: entity=district.
type Link struct {
	To   string   `yaml:"to"`
	With []string `yaml:"with"`

	// keep are the variables of the dashboard that the link is on.
	keep []string
}

// variable is the variable that a label sets, if any.
func (l Link) variable(label string) (string, bool) {
	for _, w := range l.With {
		from, to, renamed := strings.Cut(w, "=")
		if !renamed {
			to = from
		}
		if from == label {
			return to, true
		}
	}
	return "", false
}

// sets says that the link sets a variable itself.
func (l Link) sets(variable string) bool {
	return slices.ContainsFunc(l.With, func(label string) bool {
		label, _, _ = strings.Cut(label, "=")
		to, _ := l.variable(label)
		return to == variable
	})
}

// A Column is a label shown in a table.
type Column struct {
	Label string `yaml:"label"`
	Title Words  `yaml:"title"`
	Width int    `yaml:"width"`
	// Values are the words for the label's values.
	Values map[string]Words `yaml:"values"`
	// Coloured fills cells with the colour that common.yaml gives the value.
	Coloured bool `yaml:"coloured"`
	// Page is the path of pages of `shixu serve`, such as /projects/, which the
	// column's value ends: a click opens one.
	Page string `yaml:"page"`
	// Of is another column whose value this one's links lead to.
	Of string `yaml:"of"`
	// Hidden is a column that only links need.
	Hidden bool `yaml:"hidden"`
}

// panelTypes are those of Grafana that the renderer knows.
var panelTypes = []string{"stat", "bargauge", "barchart", "timeseries", "table", "text", "geomap"}

// specs reads all dashboards of source/, in the order of their files' names.
func specs() ([]*Spec, error) {
	files, err := fs.Glob(sources, "source/*.yaml")
	if err != nil {
		return nil, err
	}
	var all []*Spec
	var errs []error
	for _, f := range files {
		if path.Base(f) == "common.yaml" {
			continue
		}
		text, err := fs.ReadFile(sources, f)
		if err != nil {
			return nil, err
		}
		s := &Spec{file: f}
		if err := decode(text, s); err != nil {
			errs = append(errs, fmt.Errorf("%s: %w", f, err))
			continue
		}
		errs = append(errs, s.check()...)
		all = append(all, s)
	}
	return all, errors.Join(errs...)
}

func decode(text []byte, into any) error {
	dec := yaml.NewDecoder(bytes.NewReader(text))
	dec.KnownFields(true)
	return dec.Decode(into)
}

// check finds what no reader of a dashboard should meet: panels without title,
// unit, meaning or data in either language.
func (s *Spec) check() (errs []error) {
	bad := func(p Panel, format string, args ...any) {
		errs = append(errs, fmt.Errorf("%s: panel %q: %s", s.file, p.Title.En, fmt.Sprintf(format, args...)))
	}
	if s.UID == "" || !whole(s.Title) || !whole(s.Description) {
		errs = append(errs, fmt.Errorf("%s: uid, title and description are needed, in zh and en", s.file))
	}
	for _, p := range s.Panels {
		if p.Row != nil {
			if !whole(*p.Row) {
				bad(p, "a row needs zh and en")
			}
			continue
		}
		switch {
		case !slices.Contains(panelTypes, p.Type):
			bad(p, "type %q is none of %s", p.Type, strings.Join(panelTypes, ", "))
		case !whole(p.Title):
			bad(p, "title: zh and en are needed")
		case p.Type == "text" && !whole(p.Text):
			bad(p, "text: zh and en are needed")
		case p.Type == "text":
		case !whole(p.Description):
			bad(p, "description: zh and en are needed")
		case len(p.Queries) == 0:
			bad(p, "there is no query")
		case p.Unit == "" && slices.ContainsFunc(p.Queries, func(q Query) bool { return q.Unit == "" && !q.Hidden }):
			bad(p, "unit is missing")
		case p.Type == "table" && len(p.Columns) == 0:
			bad(p, "a table needs columns")
		case len(p.Queries) > 1 && p.Join == "" && (p.Type == "table" || p.Type == "barchart" || p.Type == "geomap"):
			bad(p, "several queries need a label to join them by")
		}
		if p.Width < 1 || p.Width > 24 || p.Height < 2 {
			bad(p, "width (1 to 24) and height (2 or more) are needed")
		}
	}
	return errs
}

func whole(w Words) bool { return w.Zh != "" && w.En != "" }
