package exposition

import (
	"net/http"
	"strconv"
	"strings"
)

// A coding is how a body is compressed.
type coding uint8

// The codings in the order of promhttp's preference: where the client likes
// several of them equally, the first is taken.
const (
	identity coding = iota
	gzip
	zstandard

	numCodings
)

var codingNames = [numCodings]string{identity: "identity", gzip: "gzip", zstandard: "zstd"}

// negotiateCoding picks a coding by Accept-Encoding as promhttp does. A client
// that accepts none of them gets identity, too.
func negotiateCoding(h http.Header) coding {
	best, bestQ := identity, 0.0
	for c, name := range codingNames {
		for _, accept := range h["Accept-Encoding"] {
			for element := range strings.SplitSeq(accept, ",") {
				value, q := parseWeighted(element)
				if (value == name || value == "*") && q > bestQ {
					best, bestQ = coding(c), q
				}
			}
		}
	}
	return best
}

// parseWeighted reads an element such as "gzip;q=0.5". What is malformed weighs
// nothing.
func parseWeighted(element string) (value string, q float64) {
	value, weight, weighted := strings.Cut(element, ";")
	value = strings.TrimSpace(value)
	if !weighted {
		return value, 1
	}
	weight, ok := strings.CutPrefix(strings.TrimSpace(weight), "q=")
	if !ok {
		return value, 0
	}
	q, err := strconv.ParseFloat(weight, 64)
	if err != nil {
		return value, 0
	}
	return value, q
}
