package metrics_test

import (
	"io/fs"
	"log/slog"
	"strings"
	"testing"
	"time"

	"shixu/exporters/metrics"
	"shixu/pipeline/warehouse"
	"shixu/queries"
	"shixu/queries/session"
)

// TestPlace: an error of a query names the line of the file that it is about,
// marked § here, whatever stands above it and though dates are rewritten.
func TestPlace(t *testing.T) {
	w, err := warehouse.Open(t.Context(), warehouse.Options{Migrations: []fs.FS{queries.Migrations()}, Definitions: queries.Definitions()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { w.Close() })
	const header = "/*\nmetrics:\n  city_x: {help: h, value: v}\nlabels: [l]\n*/\n"
	for _, test := range []struct{ name, text, want string }{
		{"syntax", header + "\n\nSELECT 'a' AS l,\n  1 AS v\n§FORM project", "Parser Error: syntax error"},
		{"column after dates", header + "-- 注释\nSELECT $as_of AS l,\n  $reported_to AS d, §nope AS v", `Referenced column "nope"`},
		{"table", header + "SELECT 'a' AS l, 1 AS v\n§FROM nowhere", "Table with name nowhere does not exist!"},
		{"at the end", header + "§SELECT (", "syntax error at end of input"},
		{"conversion", header + "SELECT 'a' AS l,\n§ CAST(l AS INTEGER) AS v", "Could not convert string 'a'"},
		{"label", strings.Replace(header, "  city_x", "§  city_x", 1) + "SELECT 1 AS v", `no column "l"`},
		{"text", strings.Replace(header, "  city_x", "§  city_x", 1) + "SELECT 'a' AS l, 'b' AS v", `value "v"`},
		{"infinity", strings.Replace(header, "  city_x", "§  city_x", 1) + "SELECT 'a' AS l, 1e308 * 10 AS v", "+Inf"},
		{"two statements", header + "§SELECT 1; SELECT 2", "one SELECT"},
		{"no question", header + "§DROP TABLE store.load", "one SELECT"},
		{"parameter", header + "§SELECT $yesterday AS v", "no parameter $yesterday"},
	} {
		t.Run(test.name, func(t *testing.T) {
			above, _, _ := strings.Cut(test.text, "§")
			line := 1 + strings.Count(above, "\n")
			q, err := queries.ParseMetricQuery("x.sql", []byte(strings.Replace(test.text, "§", "", 1)), "CNY")
			if err != nil {
				t.Fatal(err)
			}
			e := &metrics.Engine{Warehouse: w, Now: time.Now, Log: slog.New(slog.DiscardHandler)}
			e.Configure(metrics.Settings{Rules: session.Rules{CloseAtCoverage: 0.9}}, []*queries.MetricQuery{q})
			res, err := e.Evaluate(t.Context(), metrics.View{})
			if err != nil {
				t.Fatal(err)
			}
			h, ok := res.Outcomes[0].Err.(interface{ Unwrap() []error })
			got := res.Outcomes[0].Err
			if ok {
				got = h.Unwrap()[0]
			}
			at, ok := got.(*queries.HeaderError)
			if !ok {
				t.Fatalf("got %T %v, want a *queries.HeaderError", got, got)
			}
			if at.Line != line || !strings.Contains(at.Error(), test.want) || strings.Contains(at.Error(), "\n") {
				t.Errorf("got %v, want line %d and one line with %q", at, line, test.want)
			}
		})
	}
}
