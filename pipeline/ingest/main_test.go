package ingest_test

import (
	"flag"
	"os"
	"testing"
)

// TestMain runs the tests, or, in a process that a test started, what that
// test asked for (durability_test.go).
func TestMain(m *testing.M) {
	if task, ok := children[os.Getenv(childTask)]; ok {
		task()
		return
	}
	flag.Parse()
	// A check of a property is a query or a file with many cases: ten are many.
	given := false
	flag.Visit(func(f *flag.Flag) { given = given || f.Name == "rapid.checks" })
	if !given {
		checks := "10"
		if testing.Short() {
			checks = "3"
		}
		flag.Set("rapid.checks", checks)
	}
	os.Exit(m.Run())
}
