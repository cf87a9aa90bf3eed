package sqlapi

import (
	"strings"
	"testing"
)

// FuzzGate looks for texts that the gate cannot read to their end, or of which
// it lets something through that is not their beginning.
func FuzzGate(f *testing.F) {
	for _, seed := range []string{
		"SELECT 1;", "select 'a;''b' -- c", "/* /* */ x", "E'\\'", "$a$;$a$", "$1", `"a""b"`, "EXPLAIN (FORMAT json) SELECT 1", "(SELECT 1)", "区;", "FROM x WHERE a = $$",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		st, err := gate(text)
		if err == nil && !strings.HasPrefix(text, st.text) {
			t.Errorf("%q became %q", text, st.text)
		}
		read := 0
		for l := (lexer{text: text}); l.next(); {
			if l.start < read || l.end <= l.start || l.end > len(text) {
				t.Fatalf("%q: token from %d to %d after %d", text, l.start, l.end, read)
			}
			read = l.end
		}
	})
}
