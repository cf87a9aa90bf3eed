//go:build !duckdb_arrow

package warehouse

import _ "embed"

// Without the build tag the driver has no Arrow interface, and nothing works.
// The pattern below names no file: it is the message that the go command
// prints, once, before it compiles anything.
//
//go:embed "Shixu needs a build tag; use make, or go build -tags duckdb_arrow"
var _ string
