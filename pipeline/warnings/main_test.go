package warnings_test

import (
	"os"
	"testing"

	"shixu/test/laws"
)

// TestMain runs the tests, or, in a process that a test started, what that
// test asked for (durability_test.go).
func TestMain(m *testing.M) {
	if path := os.Getenv(childPath); path != "" {
		evaluateAsChild(path)
		return
	}
	// A check of the property is a year of evaluations: a few are many.
	laws.Few(4, 1)
	os.Exit(m.Run())
}
