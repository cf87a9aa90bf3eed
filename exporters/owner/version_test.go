package owner_test

import (
	"context"
	"errors"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"shixu/exporters/owner"
	"shixu/queries"
)

// TestOtherVersion: what a server of another version does not know is said to come of
// that, in both languages; what it refuses for another reason is not.
func TestOtherVersion(t *testing.T) {
	refusing := owner.Work{API: http.NotFoundHandler(), Snapshot: func(context.Context) (string, error) {
		return "", queries.Say("磁盘已满", "the disk is full")
	}}.Handler()
	for _, tt := range []struct {
		name, version, en, zh string
		handler               http.Handler
	}{
		{"the same", `$1`, "the running server says: 404 page not found", "运行中的服务答复：404 page not found", http.NotFoundHandler()},
		{"another", `,"version":"0.1.0 (abc)"`, "the running server is version 0.1.0 (abc), this is ", "运行中的服务是 0.1.0 (abc) 版，本程序是 ", http.NotFoundHandler()},
		{"from before versions were told", ``, "the running server is of an earlier version, this is ", "运行中的服务是更早的版本，本程序是 ", http.NotFoundHandler()},
		{"another, for a reason of its own", `,"version":"0.1.0 (abc)"`, "the running server says: the disk is full", "运行中的服务答复：磁盘已满", refusing},
	} {
		t.Run(tt.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "a.duckdb")
			s, err := owner.Serve(path, tt.handler)
			if err != nil {
				t.Fatal(err)
			}
			defer s.Close()
			text, err := os.ReadFile(path + owner.Suffix)
			if err != nil {
				t.Fatal(err)
			}
			text = regexp.MustCompile(`(,"version":"[^"]*")`).ReplaceAll(text, []byte(tt.version))
			if err := os.WriteFile(path+owner.Suffix, text, 0o600); err != nil {
				t.Fatal(err)
			}
			_, err = owner.Find(path, errors.New("locked")).Snapshot(t.Context())
			if err == nil || !strings.HasPrefix(err.Error(), tt.en) || !strings.HasPrefix(queries.InChinese(err), tt.zh) {
				t.Errorf("got %v", err)
			}
		})
	}
}
