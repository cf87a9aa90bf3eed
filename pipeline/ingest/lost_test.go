package ingest_test

import (
	"bytes"
	"fmt"
	"log/slog"
	"path/filepath"
	"strings"
	"testing"

	"shixu/pipeline/ingest"
	"shixu/pipeline/source"
)

const lostReports = "项目编码,月份,累计完成投资(元)\nP1,2023-08,100\nP2,2023-08,200,多一格\nP3,2023-08,x\nP1,2023-09,300\n"

// TestLostRowsAreReadAgain loses a row that DuckDB's reader read, as it has done
// by itself: the file is read by the other reader, and stands whole, with its
// line numbers.
func TestLostRowsAreReadAgain(t *testing.T) {
	c := newCity(t)
	c.register()
	var log bytes.Buffer
	c.r.Log = slog.New(slog.NewTextHandler(&log, nil))
	ingest.Spoil(t, func(r *source.Relation) string {
		if !r.Ordinal {
			return r.SQL
		}
		return "(SELECT * FROM " + r.SQL + " WHERE c1 <> 'P1' OR c2 <> '2023-08')"
	})
	res := c.load("investment_report", "r.csv", lostReports)
	if got, want := res.Counts, (ingest.Counts{Read: 4, New: 2, SetAside: 2}); got != want || res.Err != nil {
		t.Errorf("counts: got %+v, want %+v (%v)", got, want, res.Err)
	}
	if got, want := c.value("SELECT string_agg(row_number, ',' ORDER BY row_number) FROM reject"), "3,4"; got != want {
		t.Errorf("set aside: lines %s, want %s", got, want)
	}
	if got, want := c.value("SELECT string_agg(row_number, ',' ORDER BY row_number) FROM store.investment_report"), "2,5"; got != want {
		t.Errorf("stand: lines %s, want %s", got, want)
	}
	for _, part := range []string{"read again", "r.csv", "table of 4 rows of which 3"} {
		if !strings.Contains(log.String(), part) {
			t.Errorf("the log does not say %q:\n%s", part, log.String())
		}
	}
}

// TestLostRowsStopTheFile loses a row, or reads one twice, whoever reads it:
// nothing of the file is loaded.
func TestLostRowsStopTheFile(t *testing.T) {
	for name, spoilt := range map[string]string{
		"lost":  "(SELECT * FROM %s WHERE c1 <> 'P1' OR c2 <> '2023-08')",
		"twice": "(SELECT r.* FROM %s AS r, range(CASE WHEN c1 = 'P1' AND c2 = '2023-08' THEN 2 ELSE 1 END))",
	} {
		t.Run(name, func(t *testing.T) {
			c := newCity(t)
			c.register()
			c.r.Log = slog.New(slog.DiscardHandler)
			texts := map[string]string{
				"utf8.csv": lostReports,
				// A newline in quotes is for our reader alone.
				"quoted.csv": lostReports + "P2,2023-09,\"1\n\"\n",
			}
			for name, text := range texts {
				ingest.Spoil(t, func(r *source.Relation) string { return fmt.Sprintf(spoilt, r.SQL) })
				res := c.load("investment_report", name, text)
				if res.Err == nil || !strings.Contains(res.Err.Error(), filepath.Join(c.dir, name)) || !strings.Contains(res.Err.Error(), "were read") {
					t.Errorf("%s: %v", name, res.Err)
				}
				if n := c.value("SELECT count(*) FROM store.investment_report"); n != "0" {
					t.Errorf("%s: %s rows stand", name, n)
				}
			}
		})
	}
}
