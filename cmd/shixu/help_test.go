package main

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"github.com/alecthomas/kong"
)

// TestHelpInChinese: every command and flag has its help in Chinese.
func TestHelpInChinese(t *testing.T) {
	parser, err := kong.New(new(CLI), kong.Name("shixu"), kong.Vars{"lang": "en"})
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range translate(parser.Model) {
		t.Errorf("help.zh.yaml lacks %q", m)
	}
	if again := translate(parser.Model); len(again) < 100 { // Chinese has no Chinese
		t.Errorf("only %d texts were found", len(again))
	}
}

// TestHelpSpeaks prints help in the language asked for.
func TestHelpSpeaks(t *testing.T) {
	for _, tt := range []struct {
		args string
		want []string
	}{
		{"--lang zh-CN ingest --help", []string{"用法：shixu ingest", "把报表装入数据库。", "\n选项：\n", "只报告将会如何，不装载。"}},
		{"--lang zh ingest --help", []string{"用法：shixu ingest"}},
		{"--lang=zh-CN --help", []string{"\n命令：\n", "把报表装入数据库。", "查看某个命令的说明。"}},
		{"--lang en ingest --help", []string{"Usage: shixu ingest", "Load reports into the warehouse.", "\nFlags:\n"}},
	} {
		var out bytes.Buffer
		m := &Main{Stdin: os.Stdin, Stdout: &out, Stderr: &out}
		if got := m.Run(t.Context(), strings.Fields(tt.args)); got != 0 {
			t.Errorf("%s: status %d", tt.args, got)
		}
		for _, w := range tt.want {
			if !strings.Contains(out.String(), w) {
				t.Errorf("%s: no %q in\n%s", tt.args, w, out.String())
			}
		}
	}
}
