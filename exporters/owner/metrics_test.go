package owner_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"path/filepath"
	"strings"
	"testing"

	"shixu/exporters/owner"
)

// TestMetricsInPart: what could be computed is written, and why it is not all is
// an error, not a part of the exposition.
func TestMetricsInPart(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.duckdb")
	for _, tt := range []struct{ name, text, fails string }{
		{"whole", "a 1\n", ""},
		{"in part", "a 1\n", "my.sql:3: series [\"高新区\"] is NaN\nand more"},
		{"not at all", "", "no such day"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			work := owner.Work{API: http.NotFoundHandler(), Metrics: func(_ context.Context, w io.Writer, _ owner.MetricsRequest) (note, err error) {
				io.WriteString(w, tt.text)
				if tt.fails != "" {
					err = errors.New(tt.fails)
				}
				return errors.New("a note"), err
			}}
			s, err := owner.Serve(path, work.Handler())
			if err != nil {
				t.Fatal(err)
			}
			defer s.Close()
			var out strings.Builder
			note, err := owner.Find(path, errors.New("locked")).Metrics(t.Context(), &out, owner.MetricsRequest{})
			if tt.text != "" && (note == nil || note.Error() != "a note") {
				t.Errorf("got note %v", note)
			}
			if out.String() != tt.text {
				t.Errorf("got %q, want %q", out.String(), tt.text)
			}
			switch {
			case tt.fails == "" && err != nil, tt.fails != "" && (err == nil || !strings.HasSuffix(err.Error(), tt.fails)):
				t.Errorf("got error %v, want %q", err, tt.fails)
			}
		})
	}
}
