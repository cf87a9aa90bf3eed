package sqlapi

import (
	"strconv"
	"strings"

	"shixu/queries"
)

// Size is a number of bytes; as text 512MB, 1GB or 1.5GiB.
type Size int64

var units = []struct {
	name  string
	bytes float64
}{
	{"KIB", 1 << 10}, {"MIB", 1 << 20}, {"GIB", 1 << 30}, {"TIB", 1 << 40},
	{"KB", 1e3}, {"MB", 1e6}, {"GB", 1e9}, {"TB", 1e12}, {"B", 1},
}

// UnmarshalText reads a size.
func (s *Size) UnmarshalText(text []byte) error {
	word := strings.ToUpper(strings.TrimSpace(string(text)))
	for _, u := range units {
		number, found := strings.CutSuffix(word, u.name)
		if !found {
			continue
		}
		n, err := strconv.ParseFloat(strings.TrimSpace(number), 64)
		if err != nil || !(n > 0 && n*u.bytes < 1<<62) {
			break
		}
		*s = Size(n * u.bytes)
		return nil
	}
	return queries.Say("%q 不是 512MB、1GB 这样的大小", "%q is not a size such as 512MB or 1GB", text)
}

// String writes the size so that DuckDB reads it exactly.
func (s Size) String() string { return strconv.FormatInt(int64(s), 10) + "B" }
