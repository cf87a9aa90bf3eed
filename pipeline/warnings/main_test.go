package warnings_test

import (
	"flag"
	"os"
	"testing"
)

// TestMain runs the tests, or, in a process that a test started, what that
// test asked for (durability_test.go).
func TestMain(m *testing.M) {
	if path := os.Getenv(childPath); path != "" {
		evaluateAsChild(path)
		return
	}
	flag.Parse()
	// A check of the property is a year of evaluations: a few are many.
	given := false
	flag.Visit(func(f *flag.Flag) { given = given || f.Name == "rapid.checks" })
	if !given {
		checks := "4"
		if testing.Short() {
			checks = "1"
		}
		flag.Set("rapid.checks", checks)
	}
	os.Exit(m.Run())
}
