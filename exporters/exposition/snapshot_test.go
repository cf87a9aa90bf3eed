package exposition

import (
	"errors"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func gauge(name string, series ...Series) Family {
	f := Family{Name: name, Help: "Help for " + name + ".", Series: series}
	if len(series) > 0 {
		f.LabelNames = []string{"district", "year"}[:len(series[0].Labels)]
	}
	return f
}

func series(value float64, labels ...string) Series { return Series{Labels: labels, Value: value} }

func mustNew(t testing.TB, families ...Family) *Snapshot {
	t.Helper()
	s, err := New(families...)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestNewSorts(t *testing.T) {
	in := []Family{
		{
			Name: "b", Help: "B.", LabelNames: []string{"year", "district"},
			Series: []Series{series(3, "2024", "郫都区"), series(2, "2023", "郫都区"), series(1, "2024", "锦江区")},
		},
		{Name: "empty", LabelNames: []string{"year"}},
		{Name: "a", Help: "A.", Series: []Series{series(7)}},
	}
	s := mustNew(t, in...)
	in[0].Series[0].Labels[0] = "changed"
	in[0].LabelNames[0] = "changed"

	want := []Family{
		{Name: "a", Help: "A.", LabelNames: []string{}, Series: []Series{{Labels: []string{}, Value: 7}}},
		{
			Name: "b", Help: "B.", LabelNames: []string{"district", "year"},
			Series: []Series{series(2, "郫都区", "2023"), series(3, "郫都区", "2024"), series(1, "锦江区", "2024")},
		},
	}
	if diff := cmp.Diff(want, slices.Collect(s.Families())); diff != "" {
		t.Errorf("families (-want +got):\n%s", diff)
	}
	if got := s.NumSeries(); got != 4 {
		t.Errorf("NumSeries() = %d, want 4", got)
	}
	if !s.Has("a") || s.Has("empty") || s.Has("c") {
		t.Error("Has: want a, neither empty nor c")
	}
	if only := s.Only("b", "c"); only.NumSeries() != 3 || only.Has("a") {
		t.Errorf("Only(b, c) = %v", only)
	}
}

func TestNewErrors(t *testing.T) {
	labelled := func(labels ...string) Family { return Family{Name: "m", LabelNames: labels} }
	tests := []struct {
		name   string
		family Family
		want   string
		is     error
	}{
		{"empty name", Family{}, `metric "": invalid name of a metric`, ErrInvalidName},
		{"UTF-8 name", Family{Name: "投资"}, `metric "投资": invalid name of a metric`, ErrInvalidName},
		{"only a suffix", Family{Name: "_total", Type: Counter}, `metric "_total": invalid name of a metric`, ErrInvalidName},
		{"type", Family{Name: "m", Type: 9}, `metric "m": unknown type Type(9)`, nil},
		{"help", Family{Name: "m", Help: "\xff"}, `metric "m": help text: invalid UTF-8: "\xff"`, ErrInvalidUTF8},
		{"unit", Family{Name: "m_yuan", Unit: "cny"}, `metric "m_yuan": name does not end in the unit "cny"`, ErrUnitMismatch},
		{"unit is all", Family{Name: "cny", Unit: "cny"}, `metric "cny": name does not end in the unit "cny"`, ErrUnitMismatch},
		{"label with dash", labelled("a-b"), `metric "m": invalid name of a label: "a-b"`, ErrInvalidName},
		{"reserved label", labelled("__name__"), `metric "m": invalid name of a label: "__name__"`, ErrInvalidName},
		{"label twice", labelled("a", "b", "a"), `metric "m": invalid name of a label: "a" twice`, ErrInvalidName},
		{
			"label missing", gauge("m", series(1, "a", "b"), series(2, "a")),
			`metric "m": series 2: wrong number of label values: 1 for 2 labels: ["a"]`, ErrLabelCount,
		},
		{
			"label value", gauge("m", series(1, "a\xc3")),
			`metric "m": series 1, label district: invalid UTF-8: "a\xc3"`, ErrInvalidUTF8,
		},
		{
			"duplicate", gauge("m", series(1, "郫都区", "2023"), series(3, "b", "c"), series(2, "郫都区", "2023")),
			`metric "m": duplicate series: m{district="郫都区",year="2023"} has values 1 and 2`, ErrDuplicateSeries,
		},
		{
			"duplicate without labels", gauge("m", series(1), series(2)),
			`metric "m": duplicate series: m has values 1 and 2`, ErrDuplicateSeries,
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s, err := New(gauge("fine", series(1)), tt.family)
			if s != nil || err == nil {
				t.Fatalf("New() = %v, %v, want an error", s, err)
			}
			if got := err.Error(); got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
			if tt.is != nil && !errors.Is(err, tt.is) {
				t.Errorf("error is not %v", tt.is)
			}
			var fe *FamilyError
			if !errors.As(err, &fe) || fe.Family != tt.family.Name {
				t.Errorf("errors.As gives %+v, want family %q", fe, tt.family.Name)
			}
		})
	}
}

func TestNewReportsEachFamily(t *testing.T) {
	_, err := New(gauge("a b"), gauge("c"), gauge("c"), gauge("d", series(1), series(1)))
	want := `metric "a b": invalid name of a metric
metric "d": duplicate series: d has values 1 and 1
metric "c": duplicate family`
	if err == nil || err.Error() != want {
		t.Errorf("got  %v\nwant %s", err, want)
	}
}

func TestMerge(t *testing.T) {
	a := mustNew(t, gauge("a", series(1)), gauge("c", series(3)))
	b := mustNew(t, gauge("b", series(2)))
	s, err := Merge(b, nil, a)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for f := range s.Families() {
		names = append(names, f.Name)
	}
	if diff := cmp.Diff([]string{"a", "b", "c"}, names); diff != "" {
		t.Errorf("names (-want +got):\n%s", diff)
	}
	if _, err := Merge(a, b, b); !errors.Is(err, ErrDuplicateFamily) {
		t.Errorf("got %v, want %v", err, ErrDuplicateFamily)
	}
	if s, err := Merge(); err != nil || s.NumSeries() != 0 {
		t.Errorf("Merge() = %v, %v, want an empty snapshot", s, err)
	}
}

func TestParseType(t *testing.T) {
	for _, want := range []Type{Gauge, Counter, Info, Untyped} {
		if got, err := ParseType(want.String()); err != nil || got != want {
			t.Errorf("ParseType(%q) = %v, %v", want, got, err)
		}
	}
	if _, err := ParseType("histogram"); err == nil {
		t.Error("ParseType(histogram) succeeded")
	}
}
