package check_test

import (
	"context"
	"fmt"
	"log"
	"os"
	"path/filepath"

	"shixu/exporters/check"
	"shixu/exporters/metrics"
	"shixu/queries/session"
)

func Example() {
	dir, err := os.MkdirTemp("", "check")
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(dir)
	file := filepath.Join(dir, "delay.sql")
	err = os.WriteFile(file, []byte(`/*
metrics:
  city_delay_days: {help: How late., value: days}
*/
SELECT 1 AS day
`), 0o600)
	if err != nil {
		log.Fatal(err)
	}
	var r check.Report
	all := r.MetricFiles(check.MetricFiles{Currency: "CNY", Files: []string{file}})
	if _, err := r.RunEmpty(context.Background(), all, metrics.Settings{Currency: "CNY", Rules: session.Rules{Calendar: "monthly", CloseAtCoverage: 0.9}}); err != nil {
		log.Fatal(err)
	}
	for _, p := range r.Sorted() {
		fmt.Printf("%s:%d: %s\n", filepath.Base(p.File), p.Line, p.Text.En)
	}
	// Output:
	// delay.sql:3: city_delay_days: against Prometheus' conventions (promlint): use base unit "seconds" instead of "days"; rename it
	// delay.sql:3: city_delay_days: the query has no column "days", or several; it has day
}
