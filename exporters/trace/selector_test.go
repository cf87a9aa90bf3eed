package trace

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestParseSelector(t *testing.T) {
	for _, tt := range []struct {
		text string
		want Selector
	}{
		{"shixu_starts", Selector{Metric: "shixu_starts"}},
		{" shixu_starts {} ", Selector{Metric: "shixu_starts"}},
		{`shixu_starts{district="郫都区"}`, Selector{"shixu_starts", []Matcher{{"district", "=", "郫都区"}}}},
		{`a{ b != "c" , d=~"e|f",g!~"\\d+", }`, Selector{"a", []Matcher{{"b", "!=", "c"}, {"d", "=~", "e|f"}, {"g", "!~", `\d+`}}}},
		{`a{b='it\'s "so"',c=` + "`\\d`" + `,d="}\"{,"}`, Selector{"a", []Matcher{{"b", "=", `it's "so"`}, {"c", "=", `\d`}, {"d", "=", `}"{,`}}}},
		{`a{instance="127.0.0.1:9480",job="shixu",b=""}`, Selector{"a", []Matcher{{"b", "=", ""}}}},
	} {
		got, err := ParseSelector(tt.text)
		if err != nil {
			t.Errorf("%s: %v", tt.text, err)
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.text, diff)
		}
	}
	for _, text := range []string{
		"", "{}", "1a", "a b", "a{", `a{b}`, `a{b=}`, `a{b="c"`, `a{b="c}`, `a{b="c"}d`, `a{b="c" d="e"}`, `a{b=>"c"}`, `a{b="\q"}`, `sum(a)`, `a{b=c}`,
	} {
		if s, err := ParseSelector(text); !errors.Is(err, ErrSelector) {
			t.Errorf("%s: got %v, %v; want ErrSelector", text, s, err)
		}
	}
}

func FuzzParseSelector(f *testing.F) {
	f.Add(`shixu_starts{district="郫都区",timing=~'early|late'}`)
	f.Fuzz(func(t *testing.T, text string) {
		if _, err := ParseSelector(text); err != nil && !errors.Is(err, ErrSelector) {
			t.Errorf("%q: %v", text, err)
		}
	})
}
