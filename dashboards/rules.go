package dashboards

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"

	"go.yaml.in/yaml/v3"
)

// Prometheus renders the recording and alerting rules. Alerts have their texts
// in the language as summary and description, and in the other one beside
// (summary_en, summary_zh); runbook_url and dashboard_url lead to the running
// Shixu and Grafana.
func Prometheus(o Options) ([]File, error) {
	r, err := newRenderer(o)
	if err != nil {
		return nil, err
	}
	names, err := fs.Glob(sources, "source/rules/*.yaml")
	if err != nil {
		return nil, err
	}
	var files []File
	var errs []error
	for _, name := range names {
		text, err := fs.ReadFile(sources, name)
		if err != nil {
			return nil, err
		}
		var doc yaml.Node
		if err := yaml.Unmarshal(text, &doc); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		if err := r.rules(&doc); err != nil {
			errs = append(errs, fmt.Errorf("%s: %w", name, err))
			continue
		}
		var b bytes.Buffer
		enc := yaml.NewEncoder(&b)
		enc.SetIndent(2)
		if err := errors.Join(enc.Encode(&doc), enc.Close()); err != nil {
			return nil, err
		}
		files = append(files, File{path.Base(name), b.Bytes()})
	}
	return files, errors.Join(errs...)
}

// rules renders every rule below a node, in place.
func (r *renderer) rules(n *yaml.Node) error {
	if n.Kind != yaml.MappingNode {
		for _, c := range n.Content {
			if err := r.rules(c); err != nil {
				return err
			}
		}
		return nil
	}
	var content []*yaml.Node
	alert := value(n, "alert")
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, v := n.Content[i], n.Content[i+1]
		switch key.Value {
		case "expr":
			expr, err := r.expr(v.Value)
			if err != nil {
				return fmt.Errorf("line %d: %w", v.Line, err)
			}
			v.Value, v.Style = expr, 0
			if len(expr) > 80 || strings.ContainsAny(expr, "\n#:") {
				v.Style = yaml.FoldedStyle
			}
		case "labels":
			for _, label := range v.Content {
				text, err := r.words(label.Value)
				if err != nil {
					return fmt.Errorf("line %d: %w", label.Line, err)
				}
				label.Value = text
			}
		case "annotations":
			if err := r.annotate(v, alert); err != nil {
				return fmt.Errorf("line %d: %w", v.Line, err)
			}
		default:
			if err := r.rules(v); err != nil {
				return err
			}
		}
		content = append(content, key, v)
	}
	n.Content = content
	if alert != "" || value(n, "record") != "" {
		r.mark(n)
	}
	return nil
}

// mark gives what a rule records, and alerts, the labels that the selector names
// outright: aggregation took them away, and two cities must neither record the
// same series nor have the same alert.
func (r *renderer) mark(n *yaml.Node) {
	var marks []*yaml.Node
	for _, m := range r.equal() {
		marks = append(marks, &yaml.Node{Kind: yaml.ScalarNode, Value: m.Name},
			&yaml.Node{Kind: yaml.ScalarNode, Value: m.Value, Style: yaml.DoubleQuotedStyle})
	}
	if len(marks) == 0 {
		return
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value == "labels" {
			n.Content[i+1].Content = append(n.Content[i+1].Content, marks...)
			return
		}
	}
	n.Content = append(n.Content, &yaml.Node{Kind: yaml.ScalarNode, Value: "labels"}, &yaml.Node{Kind: yaml.MappingNode, Content: marks})
}

// annotate puts the texts of the language first, those of the other one beside,
// and adds the links. A dashboard's link is written in the source as its path.
func (r *renderer) annotate(n *yaml.Node, alert string) error {
	text := func(key, v string) []*yaml.Node {
		return []*yaml.Node{{Kind: yaml.ScalarNode, Value: key}, {Kind: yaml.ScalarNode, Value: v, Style: yaml.DoubleQuotedStyle}}
	}
	var out []*yaml.Node
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, v := n.Content[i].Value, n.Content[i+1]
		if key == "dashboard" {
			out = append(out, text("dashboard_url", r.grafanaURL+v.Value)...)
			continue
		}
		var w Words
		if err := v.Decode(&w); err != nil || !whole(w) {
			return fmt.Errorf("alert %s: %s: zh and en are needed", alert, key)
		}
		zh, err := r.text(w.Zh, true)
		if err != nil {
			return fmt.Errorf("alert %s: %w", alert, err)
		}
		en, err := r.text(w.En, false)
		if err != nil {
			return fmt.Errorf("alert %s: %w", alert, err)
		}
		out = append(out, text(key, r.either(zh, en))...)
		out = append(out, text(r.either(key+"_en", key+"_zh"), r.either(en, zh))...)
	}
	n.Content = append(out, text("runbook_url", r.shixuURL+"/runbooks/"+alert)...)
	return nil
}

// value is the text of a mapping's key, or "".
func value(n *yaml.Node, key string) string {
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value == key {
			return n.Content[i+1].Value
		}
	}
	return ""
}
