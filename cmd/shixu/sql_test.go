package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestSQLBinaryToTerminal refuses to write what a terminal cannot show, before
// anything else is looked at.
func TestSQLBinaryToTerminal(t *testing.T) {
	terminal, err := os.OpenFile("/dev/ptmx", os.O_RDWR, 0)
	if err != nil {
		t.Skip("no pseudo-terminal:", err)
	}
	defer terminal.Close()
	config := filepath.Join(t.TempDir(), "shixu.yaml")
	if err := os.WriteFile(config, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	for _, format := range []string{"parquet", "arrow"} {
		m, _, stderr := testMain()
		m.Stdout = terminal
		if code := m.Run(t.Context(), []string{"sql", "--config.file", config, "--format", format, "SELECT 1"}); code != exitUsage {
			t.Errorf("%s: exit status %d, want %d", format, code, exitUsage)
		}
		if !strings.Contains(stderr.String(), "is not for a terminal") {
			t.Errorf("%s: %s", format, stderr)
		}
	}

	// A terminal as standard input is not waited for.
	m, _, stderr := testMain()
	m.Stdin = terminal
	if code := m.Run(t.Context(), []string{"sql", "--config.file", config}); code != exitUsage || !strings.Contains(stderr.String(), "shixu sql --list") {
		t.Errorf("exit status %d: %s", code, stderr)
	}
}
