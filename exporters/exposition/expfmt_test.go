package exposition

import (
	"bytes"
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/common/expfmt"
	"github.com/prometheus/common/model"
	"pgregory.net/rapid"
)

// constCollector is how an exporter built on client_golang shows families.
type constCollector []Family

func (c constCollector) Describe(chan<- *prometheus.Desc) {}

func (c constCollector) Collect(ch chan<- prometheus.Metric) {
	for _, f := range c {
		desc := prometheus.V2.NewDesc(f.Name, f.Help, prometheus.UnconstrainedLabels(f.LabelNames), nil, prometheus.WithUnit(f.Unit))
		valueType := prometheus.GaugeValue
		switch f.Type {
		case Counter:
			valueType = prometheus.CounterValue
		case Untyped:
			valueType = prometheus.UntypedValue
		}
		for _, s := range f.Series {
			m, err := prometheus.NewConstMetric(desc, valueType, s.Value, s.Labels...)
			if err != nil {
				m = prometheus.NewInvalidMetric(desc, err)
			}
			ch <- m
		}
	}
}

func constRegistry(families []Family) *prometheus.Registry {
	r := prometheus.NewRegistry()
	r.MustRegister(constCollector(families))
	return r
}

// byExpfmt encodes what g gathers, as promhttp does.
func byExpfmt(g prometheus.Gatherer, format expfmt.Format) (string, error) {
	families, err := g.Gather()
	if err != nil {
		return "", err
	}
	var b bytes.Buffer
	enc := expfmt.NewEncoder(&b, format)
	for _, f := range families {
		if err := enc.Encode(f); err != nil {
			return "", err
		}
	}
	err = finish(enc)
	return b.String(), err
}

// formats are all that a scrape can negotiate, each with each escaping scheme.
func formats() []expfmt.Format {
	var all []expfmt.Format
	for _, f := range expfmt.DefaultOpenMetricsAcceptedFormats() {
		all = append(all, f)
		for _, s := range []model.EscapingScheme{
			model.NoEscaping, model.UnderscoreEscaping, model.DotsEscaping, model.ValueEncodingEscaping,
		} {
			all = append(all, f.WithEscapingScheme(s))
		}
	}
	return all
}

// compareWithExpfmt fails t unless our bytes are client_golang's, in all
// formats, and unless New refuses what a registry refuses.
func compareWithExpfmt(t interface {
	Helper()
	Fatalf(string, ...any)
}, families []Family) {
	t.Helper()
	registry := constRegistry(families)
	s, err := New(families...)
	if _, wantErr := registry.Gather(); (err != nil) != (wantErr != nil) {
		t.Fatalf("New: %v\nclient_golang: %v", err, wantErr)
	}
	if err != nil {
		return
	}
	for _, format := range formats() {
		want, err := byExpfmt(registry, format)
		if err != nil {
			t.Fatalf("%s: expfmt: %v", format, err)
		}
		got, err := s.Append([]byte("before"), format)
		if err != nil {
			t.Fatalf("%s: %v", format, err)
		}
		if diff := cmp.Diff("before"+want, string(got)); diff != "" {
			t.Fatalf("%s (-expfmt +ours):\n%s", format, diff)
		}
		fromGather, err := byExpfmt(s, format)
		if err != nil || fromGather != want {
			t.Fatalf("%s: Gather differs, error %v:\n%s", format, err, cmp.Diff(want, fromGather))
		}
	}
}

func values(vs ...float64) Family {
	f := Family{Name: "v", LabelNames: []string{"i"}}
	for i, v := range vs {
		f.Series = append(f.Series, series(v, fmt.Sprint(i)))
	}
	return f
}

func TestAppendAsExpfmt(t *testing.T) {
	tests := map[string][]Family{
		"nothing":  nil,
		"empty":    {gauge("a")},
		"no help":  {{Name: "a", Series: []Series{series(1)}}},
		"help":     {{Name: "a", Help: `a "b" \ c` + "\n第二行", Series: []Series{series(1)}}},
		"labels":   {gauge("a", series(1, `q"b\n`+"\n", ""), series(2, "郫都区", "\x00\r\t\u2028"))},
		"type":     {{Name: "a", Type: Untyped, Series: []Series{series(1)}}, {Name: "b_info", Type: Info, Series: []Series{series(1)}}},
		"counter":  {{Name: "a_total", Help: "A.", Type: Counter, Series: []Series{series(3)}}},
		"no total": {{Name: "a", Help: "A.", Type: Counter, Series: []Series{series(3)}}},
		"total":    {{Name: "a_total", Help: "A.", Series: []Series{series(3)}}},
		"unit": {
			{Name: "a_cny", Unit: "cny", Series: []Series{series(1)}},
			{Name: "b_seconds_total", Type: Counter, Unit: "seconds", Series: []Series{series(1)}},
			{Name: "c_seconds", Type: Counter, Unit: "seconds", Series: []Series{series(1)}},
		},
		"floats": {values(0, math.Copysign(0, -1), 1, -1, 0.1, 1e20, 1e21, 1e-7, 123456, 12345678, 1<<53, 1<<63, math.MaxFloat64,
			math.SmallestNonzeroFloat64, math.Pi, math.NaN(), math.Inf(1), math.Inf(-1))},
		"long":  {gauge("a", series(1, strings.Repeat("长", 3000)))},
		"order": {gauge("b", series(1, "b"), series(2, "a")), gauge("a:c", series(1)), gauge("a_c", series(1)), gauge("aC", series(1))},
	}
	for name, families := range tests {
		t.Run(name, func(t *testing.T) { compareWithExpfmt(t, families) })
	}
}

func TestAppendUnknownFormat(t *testing.T) {
	for _, f := range []expfmt.Format{expfmt.FmtUnknown, "text/html", ""} {
		if _, err := mustNew(t).Append(nil, f); err == nil {
			t.Errorf("Append(%q) succeeded", f)
		}
	}
}

func TestPropertyAppendAsExpfmt(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) { compareWithExpfmt(t, genFamilies().Draw(t, "families")) })
}

// genFamilies makes families that are right, or have a duplicate series or a
// label that is no UTF-8.
func genFamilies() *rapid.Generator[[]Family] {
	return rapid.SliceOfNDistinct(rapid.Custom(genFamily), 0, 4, func(f Family) string { return f.Name })
}

func genFamily(t *rapid.T) Family {
	text := rapid.OneOf(
		rapid.StringOf(rapid.RuneFrom([]rune("ab\"\\\n\r{}=, 郫都区\u00a0\U0001f680\ufffd\x00"))),
		rapid.String(),
	)
	label := rapid.OneOf(text, text, text, text, text, text, text, rapid.Custom(func(t *rapid.T) string {
		return string(rapid.SliceOfN(rapid.Byte(), 0, 3).Draw(t, "bytes"))
	}))
	f := Family{
		Name: rapid.StringMatching(`[a-zA-Z_:][a-zA-Z0-9_:]{0,8}`).Draw(t, "name"),
		Help: text.Draw(t, "help"),
		Type: rapid.SampledFrom([]Type{Gauge, Counter, Info, Untyped}).Draw(t, "type"),
		Unit: rapid.SampledFrom([]string{"", "cny", "seconds"}).Draw(t, "unit"),
		LabelNames: rapid.SliceOfNDistinct(rapid.StringMatching(`[a-zA-Z][a-zA-Z0-9_]{0,5}`), 0, 4, rapid.ID[string]).
			Draw(t, "labels"),
	}
	if f.Unit != "" {
		f.Name += "_" + f.Unit
	}
	if f.Type == Counter && rapid.Bool().Draw(t, "total") {
		f.Name += "_total"
	}
	value := rapid.OneOf(
		rapid.Float64(),
		rapid.Map(rapid.Int64(), func(i int64) float64 { return float64(i) }),
		rapid.SampledFrom([]float64{0, math.Copysign(0, -1), 1, -1, 1e21, math.NaN(), math.Inf(1), math.Inf(-1)}),
	)
	for range rapid.IntRange(0, 5).Draw(t, "series") {
		f.Series = append(f.Series, Series{
			Labels: rapid.SliceOfN(label, len(f.LabelNames), len(f.LabelNames)).Draw(t, "values"),
			Value:  value.Draw(t, "value"),
		})
	}
	return f
}
