package queries

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"

	"go.yaml.in/yaml/v3"
)

// A headed is a query file taken apart: a header in YAML inside a comment,
// then one SELECT.
type headed struct {
	file   string
	header []byte
	above  int    // the line of the file that the header's first line is
	sql    string // without blank margins
	line   int    // the line of the file it starts at
}

// noTitle is what is wrong with the header of a query file that has no title.
var noTitle = Say("文件头：缺 title: {zh: …, en: …}", "header: title: {zh: …, en: …} is missing")

// noSelect is what is wrong with a query file that ends with its header.
var noSelect = Say("文件头之后没有 SELECT", "there is no SELECT after the header")

// splitFile takes a query file apart; without says what a file without header
// lacks. The error is a *HeaderError.
func splitFile(file string, text []byte, without error) (*headed, error) {
	start := bytes.Index(text, []byte("/*"))
	end := bytes.Index(text, []byte("*/"))
	if start < 0 || end < start || len(bytes.TrimSpace(text[:start])) > 0 {
		return nil, &HeaderError{file, 1, without}
	}
	rest := text[end+2:]
	margin := rest[:len(rest)-len(bytes.TrimLeft(rest, " \t\r\n"))]
	return &headed{
		file: file, header: text[start+2 : end], above: 1 + bytes.Count(text[:start], []byte("\n")),
		sql:  strings.TrimSpace(string(rest)),
		line: 1 + bytes.Count(text[:end+2], []byte("\n")) + bytes.Count(margin, []byte("\n")),
	}, nil
}

var yamlLine = regexp.MustCompile(`^(?:yaml: )?(?:unmarshal errors:\s*)?line (\d+): (?s)(.*)$`)

// decode reads the header and refuses keys that the target does not have. The
// error is a *HeaderError.
func (h *headed) decode(into any) error {
	return h.decodeAs(into, Words{Zh: "文件头：", En: "header: "})
}

func (h *headed) decodeAs(into any, prefix Words) error {
	dec := yaml.NewDecoder(bytes.NewReader(h.header))
	dec.KnownFields(true)
	if err := dec.Decode(into); err != nil {
		line, what := 1, err.Error()
		if m := yamlLine.FindStringSubmatch(strings.ReplaceAll(what, "\n ", "")); m != nil {
			fmt.Sscan(m[1], &line)
			what = m[2]
		}
		w := YAMLWords(strings.TrimSpace(what))
		return &HeaderError{h.file, h.above + line - 1, &Said{Words: Words{Zh: prefix.Zh + w.Zh, En: prefix.En + w.En}}}
	}
	return nil
}

// decodeFile reads a file that is YAML as a whole and refuses keys that the
// target does not have. The error is a *HeaderError.
func decodeFile(file string, text []byte, into any) error {
	return (&headed{file: file, header: text, above: 1}).decodeAs(into, Words{})
}

// decodeStrict decodes a node and refuses keys the target does not have.
func decodeStrict(n *yaml.Node, into any) error {
	text, err := yaml.Marshal(n)
	if err != nil {
		return err
	}
	dec := yaml.NewDecoder(bytes.NewReader(text))
	dec.KnownFields(true)
	if err := dec.Decode(into); err != nil {
		what := strings.Join(strings.Fields(strings.TrimPrefix(err.Error(), "yaml: ")), " ")
		return &Said{Words: YAMLWords(regexp.MustCompile(`^unmarshal errors: |line \d+: `).ReplaceAllString(what, ""))}
	}
	return nil
}
