package ingest_test

import (
	"os"
	"testing"

	"shixu/test/laws"
)

// TestMain runs the tests, or, in a process that a test started, what that
// test asked for (durability_test.go).
func TestMain(m *testing.M) {
	if task, ok := children[os.Getenv(childTask)]; ok {
		task()
		return
	}
	// A check of a property is a query or a file with many cases: ten are many.
	laws.Few(10, 3)
	os.Exit(m.Run())
}
