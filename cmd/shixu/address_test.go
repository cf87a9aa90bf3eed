package main

import (
	"os"
	"path/filepath"
	"testing"
)

func TestPageAddress(t *testing.T) {
	for _, tt := range []struct {
		listen string
		secure bool
		want   string
	}{
		{"127.0.0.1:9480", false, "http://127.0.0.1:9480"},
		{"city.example:443", true, "https://city.example:443"},
		{":9480", false, "http://localhost:9480"},
		{"0.0.0.0:9480", true, "https://localhost:9480"},
		{"[::]:9480", false, "http://localhost:9480"},
		{"[::1]:9480", false, "http://[::1]:9480"},
	} {
		if got := pageAddress(tt.listen, tt.secure); got != tt.want {
			t.Errorf("%s: got %s, want %s", tt.listen, got, tt.want)
		}
	}
	file := filepath.Join(t.TempDir(), "web.yaml")
	for text, want := range map[string]bool{"tls_server_config: {cert_file: a}": true, "basic_auth_users: {a: b}": false, "": false, ":": false} {
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if got := usesTLS(file); got != want {
			t.Errorf("%q: TLS %t, want %t", text, got, want)
		}
	}
	if usesTLS("") || usesTLS(file+".none") {
		t.Error("TLS without a file")
	}
}
