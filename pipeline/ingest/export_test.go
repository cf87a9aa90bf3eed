package ingest

import (
	"testing"

	"shixu/pipeline/source"
)

// BigFrom makes files of so many rows big ones until the test ends.
func BigFrom(t *testing.T, rows int64) {
	was := bigFile
	bigFile = rows
	t.Cleanup(func() { bigFile = was })
}

// Spoil makes what is read from relations something else until the test ends.
func Spoil(t *testing.T, with func(r *source.Relation) string) {
	was := relationSQL
	relationSQL = with
	t.Cleanup(func() { relationSQL = was })
}

// DigestLater makes files of more bytes than these ones whose digest waits, until
// the test ends.
func DigestLater(t *testing.T, bytes int64) {
	was := digestLater
	digestLater = bytes
	t.Cleanup(func() { digestLater = was })
}
