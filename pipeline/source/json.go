package source

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"path/filepath"
	"strings"
)

// isJSON tells whether text is meant as JSON: its name says so, or it begins
// as a JSON object or array does and a table's header hardly ever.
func isJSON(text []byte, path string) bool {
	switch strings.ToLower(filepath.Ext(path)) {
	case ".json", ".ndjson", ".jsonl", ".geojson":
		return true
	}
	text = bytes.TrimSpace(text)
	if len(text) == 0 {
		return false
	}
	next := bytes.TrimLeft(text[1:], " \t\r\n")
	switch text[0] {
	case '{':
		return len(next) > 0 && strings.IndexByte(`"}`, next[0]) >= 0
	case '[':
		return len(next) > 0 && strings.IndexByte(`{[]`, next[0]) >= 0
	default:
		return false
	}
}

// isNDJSON tells whether JSON text is one object a line: its first line is an
// object by itself, and more follows, or the file's name says so.
func isNDJSON(text []byte, path string) bool {
	switch strings.ToLower(filepath.Ext(path)) {
	case ".ndjson", ".jsonl":
		return true
	}
	line, rest, _ := bytes.Cut(bytes.TrimSpace(text), []byte("\n"))
	rest = bytes.TrimSpace(rest)
	return len(rest) > 0 && rest[0] == '{' && json.Valid(line)
}

// jsonFile is a JSON document or NDJSON file of which the rows are known.
type jsonFile struct {
	path     string
	encoding string
	lines    bool
	rows     rowPath
	limit    int
	columns  columnSet
}

// openJSON reads a whole file once, which finds all the columns and whatever
// is broken.
func openJSON(ctx context.Context, file *File, text []byte, opts Options) (err error) {
	f := &jsonFile{path: file.Path, encoding: file.Encoding, limit: opts.maxCell(), lines: isNDJSON(text, file.Path)}
	if f.rows, err = parseRowPath(opts.Rows); err != nil {
		return err
	}
	file.Format = JSON
	if f.lines {
		file.Format = NDJSON
	} else if opts.Rows == "" {
		if f.rows, err = f.findRows(ctx); err != nil {
			return err
		}
	}
	r, err := f.open(ctx)
	if err != nil {
		return err
	}
	defer r.close()
	for {
		_, fields, err := r.nextFields()
		if err == io.EOF {
			break
		}
		if err != nil {
			return err
		}
		if err := f.columns.add(fields); err != nil {
			return err
		}
	}
	if len(f.columns.names) == 0 {
		return &FormatError{What: Words{"JSON，但 " + f.rows.String() + " 处没有行", "JSON without rows at " + f.rows.String()}, Hint: Words{"请写明各行所在路径，如 projects[]", "name the path of its rows, such as projects[]"}}
	}
	file.Tables = []*Table{{Names: f.columns.names, Width: len(f.columns.names), rows: f.read}}
	return nil
}

func (f *jsonFile) read(ctx context.Context, _ int64, _ int) (badRows, error) {
	r, err := f.open(ctx)
	if err != nil {
		return nil, err
	}
	r.cells = make([]string, len(f.columns.names))
	return r, nil
}
