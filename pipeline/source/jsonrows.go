package source

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"
)

// maxElement bounds one element of a document's outermost array of rows,
// which is held in memory: a project with all its milestones, say.
const maxElement = 64 << 20

// jsonRows is the rows of a JSON document, numbered from 1, or of an NDJSON
// file, by line.
type jsonRows struct {
	file  *jsonFile
	f     *input
	d     *json.Decoder // of a document
	read  *budget
	lines *bufio.Reader // of an NDJSON file

	begun, ended bool
	row          int64
	buf          []byte    // the line that was read last
	pending      [][]field // rows of the element that was read last
	cells        []string
	badLines
}

func (f *jsonFile) open(ctx context.Context) (*jsonRows, error) {
	file, err := openInput(ctx, f.path)
	if err != nil {
		return nil, err
	}
	r := &jsonRows{file: f, f: file}
	if f.lines {
		r.lines = bufio.NewReaderSize(decode(file, f.encoding), 256<<10)
	} else {
		r.read = &budget{r: decode(file, f.encoding)}
		r.d = json.NewDecoder(r.read)
	}
	return r, nil
}

func (r *jsonRows) close() error {
	if r.f == nil {
		return nil
	}
	f := r.f
	r.f = nil
	return f.Close()
}

func (r *jsonRows) next() (int64, []string, error) {
	row, fields, err := r.nextFields()
	if err != nil {
		return 0, nil, err
	}
	clear(r.cells)
	for _, f := range fields {
		if i, ok := r.file.columns.index[f.name]; ok {
			r.cells[i] = f.text
		}
	}
	return row, r.cells, nil
}

// nextFields returns the next row as fields.
func (r *jsonRows) nextFields() (int64, []field, error) {
	for len(r.pending) == 0 {
		var err error
		if r.file.lines {
			err = r.nextLine()
		} else {
			err = r.nextElement()
		}
		if err != nil {
			return 0, nil, err
		}
	}
	fields := r.pending[0]
	r.pending = r.pending[1:]
	if !r.file.lines {
		r.row++
	}
	return r.row, fields, nil
}

// nextLine reads the rows of the next line that is an object.
func (r *jsonRows) nextLine() error {
	line, long, err := r.line()
	if err != nil {
		return err
	}
	r.row++
	text := bytes.TrimSpace(line)
	var reason Reason
	switch {
	case long:
		reason = lineTooLong(r.file.limit)
	case len(text) == 0:
		return nil
	case !utf8.Valid(text):
		reason = invalidEncoding
	case text[0] != '{' && json.Valid(text):
		reason = notAnObject
	case !json.Valid(text):
		err := json.Unmarshal(text, new(json.RawMessage))
		reason = Reason{Unreadable, fmt.Sprintf("不是完整的 JSON：%v", err), fmt.Sprintf("broken JSON: %v", err)}
	default:
		r.pending = expand(text, r.file.rows, "")
		return nil
	}
	return r.add(r.file.path, BadLine{r.row, badText(line), reason})
}

// line reads a line; of one that is too long only the beginning. It is valid
// until the next call.
func (r *jsonRows) line() (line []byte, long bool, err error) {
	line = r.buf[:0]
	defer func() { r.buf = line }()
	for {
		part, err := r.lines.ReadSlice('\n')
		if len(line) < r.file.limit {
			line = append(line, part...)
		} else {
			long = long || len(part) > 0
		}
		switch {
		case err == bufio.ErrBufferFull:
			continue
		case err == io.EOF && len(line) > 0:
			err = nil
		}
		return line, long || len(line) > r.file.limit, err
	}
}

// nextElement reads the rows of the next element of the outermost array.
func (r *jsonRows) nextElement() error {
	if r.ended {
		return io.EOF
	}
	if !r.begun {
		r.begun = true
		if err := r.enter(r.file.rows[0]); err != nil {
			return r.file.broken(err, r.d)
		}
	}
	if !r.d.More() {
		r.ended = true
		if err := r.leave(); err != nil {
			return r.file.broken(err, r.d)
		}
		return io.EOF
	}
	var v json.RawMessage
	r.read.left = maxElement
	if err := r.d.Decode(&v); err != nil {
		return r.file.broken(err, r.d)
	}
	reason := notAnObject
	if v[0] == '{' {
		if utf8.Valid(v) {
			r.pending = expand(v, r.file.rows[1:], prefix(r.file.rows))
			return nil
		}
		reason = invalidEncoding
	}
	r.row++
	return r.add(r.file.path, BadLine{r.row, badText(v), reason})
}

// enter goes to the array at keys. Where the document has none, it is left
// right behind the document, which has no rows then.
func (r *jsonRows) enter(keys []string) error {
	r.read.left = 1 << 62
	t, err := r.d.Token()
	if err != nil {
		return err
	}
	for _, key := range keys {
		found := false
		if t != json.Delim('{') {
			return r.none()
		}
		for !found && r.d.More() {
			k, err := r.d.Token()
			if err != nil {
				return err
			}
			if t, err = r.d.Token(); err != nil {
				return err
			}
			found = k == key
			if !found && (t == json.Delim('{') || t == json.Delim('[')) {
				if err := skipOpen(r.d); err != nil {
					return err
				}
			}
		}
		if !found {
			return r.none()
		}
	}
	if t != json.Delim('[') {
		return r.none()
	}
	return nil
}

func (r *jsonRows) none() error {
	return &FormatError{
		Path: r.file.path,
		What: Words{"JSON，但 " + r.file.rows.String() + " 处没有行", "JSON without rows at " + r.file.rows.String()},
		Hint: Words{"请核对是否选对文件，或写明各行所在路径", "check that it is the right file, or name the path of its rows"},
	}
}

// leave reads the document to its end, so that what is broken there is found.
func (r *jsonRows) leave() error {
	r.read.left = 1 << 62
	for depth := len(r.file.rows[0]) + 1; depth > 0; depth-- {
		if err := skipOpen(r.d); err != nil {
			return err
		}
	}
	end := r.d.InputOffset()
	switch _, err := r.d.Token(); err {
	case io.EOF:
		return nil
	case nil:
		return r.file.brokenAt(errors.New("text behind the document"), end)
	default:
		return err
	}
}

// A budget bounds what a reader may give before its budget is renewed.
type budget struct {
	r    io.Reader
	left int64
}

func (b *budget) Read(p []byte) (int, error) {
	if b.left < 0 {
		return 0, &FormatError{
			What: Words{fmt.Sprintf("有超过 %s 的对象的 JSON", byteSize(maxElement)), fmt.Sprintf("JSON with an object of more than %s", byteSize(maxElement))},
			Hint: Words{"请写明更小的行所在路径，或每行报送一个对象", "name the path of smaller rows, or send one object a line"},
		}
	}
	n, err := b.r.Read(p)
	b.left -= int64(n)
	return n, err
}
