package demo

import (
	"embed"
	"encoding/csv"
	"fmt"
	"strings"
)

//go:embed words
var wordFiles embed.FS

// mustRead returns an embedded file; it can only fail where the package is
// built wrong.
func mustRead(name string) string {
	text, err := wordFiles.ReadFile("words/" + name)
	if err != nil {
		panic(err)
	}
	return string(text)
}

// lines yields the lines of an embedded list that say something.
func lines(name string) []string {
	var out []string
	for line := range strings.Lines(mustRead(name)) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
			out = append(out, line)
		}
	}
	return out
}

// pairs reads a list of "key = value".
func pairs(name string) map[string][]string {
	out := make(map[string][]string)
	for _, line := range lines(name) {
		key, value, _ := strings.Cut(line, " = ")
		out[key] = strings.Fields(value)
	}
	return out
}

// section is a titled part of a list.
type section struct {
	Title string
	Lines []string
}

// sections reads a list divided by lines "[title]".
func sections(name string) []section {
	var out []section
	for _, line := range lines(name) {
		if title, ok := strings.CutPrefix(line, "["); ok {
			out = append(out, section{Title: strings.TrimSuffix(title, "]")})
			continue
		}
		last := &out[len(out)-1]
		last.Lines = append(last.Lines, line)
	}
	return out
}

// bySection is sections by title.
func bySection(name string) map[string][]string {
	out := make(map[string][]string)
	for _, s := range sections(name) {
		out[s.Title] = s.Lines
	}
	return out
}

// table reads an embedded CSV file without its header.
func table(name string) [][]string {
	rows, err := csv.NewReader(strings.NewReader(mustRead(name))).ReadAll()
	if err != nil {
		panic(fmt.Sprintf("words/%s: %v", name, err))
	}
	return rows[1:]
}
