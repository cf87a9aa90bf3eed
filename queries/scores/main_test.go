package scores_test

import (
	"flag"
	"os"
	"testing"
)

func TestMain(m *testing.M) {
	flag.Parse()
	// A check of the laws scores a whole city twice or more: some are many.
	given := false
	flag.Visit(func(f *flag.Flag) { given = given || f.Name == "rapid.checks" })
	if !given {
		checks := "6"
		if testing.Short() {
			checks = "3"
		}
		flag.Set("rapid.checks", checks)
	}
	os.Exit(m.Run())
}
