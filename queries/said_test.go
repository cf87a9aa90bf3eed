package queries_test

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"regexp"
	"testing"

	"go.yaml.in/yaml/v3"

	"shixu/queries"
)

// TestInChinese: every part of an error that is said in Chinese is, whatever it is
// wrapped or joined in, and it can still be found.
func TestInChinese(t *testing.T) {
	none := queries.Say("没有 %s", "there is no %s", "a")
	_, missing := os.Open("nowhere.csv")
	for _, tt := range []struct {
		name   string
		err    error
		en, zh string
	}{
		{"said", none, "there is no a", "没有 a"},
		{"of errors", queries.Say("任务 %[2]s：%[1]v", "job %[2]s: %[1]v", none, "j"), "job j: there is no a", "任务 j：没有 a"},
		{"of others", queries.Say("读：%v", "read: %v", errors.New("EOF")), "read: EOF", "读：EOF"},
		{"wrapped", fmt.Errorf("a.csv: %w!", none), "a.csv: there is no a!", "a.csv: 没有 a!"},
		{"wrapped twice", fmt.Errorf("%w, %w", none, fmt.Errorf("x: %w", none)), "there is no a, x: there is no a", "没有 a, x: 没有 a"},
		{"joined", errors.Join(none, errors.New("other"), none), "there is no a\nother\nthere is no a", "没有 a\nother\n没有 a"},
		{"in a file", &queries.HeaderError{File: "a.sql", Line: 3, Err: none}, "a.sql:3: there is no a", "a.sql:3: 没有 a"},
		{"of the system", missing, "open nowhere.csv: no such file or directory", "nowhere.csv：没有这个文件或文件夹"},
		{"no language", errors.New("x"), "x", "x"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := tt.err.Error(); got != tt.en {
				t.Errorf("got %q, want %q", got, tt.en)
			}
			if got := queries.InChinese(tt.err); got != tt.zh {
				t.Errorf("got %q, want %q", got, tt.zh)
			}
		})
	}
	if !errors.Is(queries.Say("%v", "%v", missing), fs.ErrNotExist) {
		t.Error("an error that another was made of is not found in it")
	}
}

// place is where the decoder says that something is wrong.
var place = regexp.MustCompile(`^(yaml: )?(line \d+: )?`)

// TestYAMLWords: what people get wrong in YAML is said in words that say what to do.
func TestYAMLWords(t *testing.T) {
	type form struct {
		Days  int
		Share float64
		On    bool
		Names []string
	}
	for _, tt := range []struct{ text, en, zh string }{
		{"days: soon", `"soon" is no whole number`, `"soon" 不是整数`},
		{"share: half", `"half" is no number`, `"half" 不是数`},
		{"on: maybe", `"maybe" is neither true nor false`, `"maybe" 既非 true 也非 false`},
		{"names: a", `"a" is no list; write [a, b], or an item a line, each after a -`, `"a" 不是列表；列表写作 [甲, 乙]，或每项一行、以 - 开头`},
		{"days: [1]", "a list or keys do not belong here", "此处不能写列表或“项: 值”"},
		{"days: 1\ndays: 2", `"days" is given twice, first in line 1`, `"days" 写了两次，先在第 1 行`},
	} {
		err := yaml.Unmarshal([]byte(tt.text), new(form))
		var several *yaml.TypeError
		if !errors.As(err, &several) {
			t.Fatalf("%s: %v", tt.text, err)
		}
		what := place.ReplaceAllString(several.Errors[0], "")
		if got, want := queries.YAMLWords(what), (queries.Words{Zh: tt.zh, En: tt.en}); got != want {
			t.Errorf("%s: got %+v, want %+v", tt.text, got, want)
		}
	}
	for _, text := range []string{"a: {b", "a: [b", "a:\n\tb: 1", "a: *.csv", "a: b: c", "a: \"b", "a:\n- b\n  - c: d\n c", "a: @x"} {
		err := yaml.Unmarshal([]byte(text), new(yaml.Node))
		if err == nil {
			t.Errorf("%q is YAML", text)
			continue
		}
		what := place.ReplaceAllString(err.Error(), "")
		if w := queries.YAMLWords(what); w.En == what {
			t.Errorf("%q: no words for %q", text, what)
		}
	}
}
