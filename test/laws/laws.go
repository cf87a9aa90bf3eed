// Package laws says how often tests of laws (rapid) are tried where a try is
// dear.
package laws

import (
	"flag"
	"strconv"
	"testing"
)

// Few lets laws be tried so many times only, or fewer with -short, unless
// -rapid.checks says otherwise. It is called in TestMain and parses the flags.
func Few(checks, short int) {
	flag.Parse()
	given := false
	flag.Visit(func(f *flag.Flag) { given = given || f.Name == "rapid.checks" })
	if given {
		return
	}
	if testing.Short() {
		checks = short * 5 // rapid tries a fifth with -short
	}
	if err := flag.Set("rapid.checks", strconv.Itoa(checks)); err != nil {
		panic(err) // the test does not import rapid
	}
}
