package sqlapi_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"shixu/exporters/sqlapi"
)

func TestErrors(t *testing.T) {
	s := open(t, sqlapi.Options{})
	for _, tc := range []struct {
		name, query string
		kind        error
		want        string
	}{
		{"syntax", "SELECT 1 +", sqlapi.ErrQuery, "Parser Error: syntax error at end of input"},
		{"table", "SELECT 1\nFROM nosuch", sqlapi.ErrUnknownTable, `Catalog Error: Table with name nosuch does not exist!
Did you mean "benchmark"?

LINE 2: FROM nosuch
             ^`},
		{"column", "SELECT 名字 FROM sector", sqlapi.ErrUnknownColumn, `Binder Error: Referenced column "名字" not found in FROM clause!
Candidate bindings: "aliases"

LINE 1: SELECT 名字 FROM sector
               ^`},
		{"while it ran", "SELECT\n  CAST(job AS INT)\nFROM load -- all", sqlapi.ErrQuery, `Conversion Error: Could not convert string 'all' to INT32 when casting from source column job

LINE 2:   CAST(job AS INT)
          ^`},
		{"parameter", "SELECT ?", sqlapi.ErrStatement, "the query has parameters ($1 or ?), and nothing gives their values"},
		{"pivot", "PIVOT (FROM nosuch) ON i", sqlapi.ErrUnknownTable, `Catalog Error: Table with name nosuch does not exist!
Did you mean "benchmark"?`},
	} {
		t.Run(tc.name, func(t *testing.T) {
			_, err := ask(s, tc.query)
			if !errors.Is(err, tc.kind) {
				t.Fatalf("got %v, want an error that is %v", err, tc.kind)
			}
			if diff := cmp.Diff(tc.want, err.Error()); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}
