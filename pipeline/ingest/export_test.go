package ingest

import "testing"

// BigFrom makes files of so many rows big ones until the test ends.
func BigFrom(t *testing.T, rows int64) {
	was := bigFile
	bigFile = rows
	t.Cleanup(func() { bigFile = was })
}
