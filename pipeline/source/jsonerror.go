package source

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"strings"
)

// broken is the error of text that is no JSON, and where that shows: behind
// what d has read. (The decoder's own offsets do not count its tokens.)
func (f *jsonFile) broken(err error, d *json.Decoder) error {
	var syntax *json.SyntaxError
	switch {
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return f.brokenAt(errors.New("it ends too early"), math.MaxInt64)
	case !errors.As(err, &syntax):
		return err
	}
	offset, placeErr := f.place(d.InputOffset())
	if placeErr != nil {
		return placeErr
	}
	return f.brokenAt(err, offset)
}

// brokenAt is broken where the place is known.
func (f *jsonFile) brokenAt(err error, offset int64) error {
	line, column, posErr := f.position(offset)
	if posErr != nil {
		return posErr
	}
	return &FormatError{
		Path: f.path,
		What: Words{fmt.Sprintf("第 %d 行第 %d 列有错的 JSON", line, column), fmt.Sprintf("broken JSON at line %d column %d", line, column)},
		Hint: Words{"请重新导出", "export it again"},
		Err:  err,
	}
}

// place finds what is wrong in the value that begins behind offset, or, if
// nothing is, that value, which stands in a wrong place.
func (f *jsonFile) place(offset int64) (int64, error) {
	file, err := os.Open(f.path)
	if err != nil {
		return 0, err
	}
	defer file.Close()
	r := bufio.NewReader(decode(file, f.encoding))
	if _, err := io.CopyN(io.Discard, r, offset); err != nil {
		return 0, err
	}
	for {
		c, err := r.ReadByte()
		if err == io.EOF {
			return offset, nil
		}
		if err != nil {
			return 0, err
		}
		if strings.IndexByte(" \t\r\n,:", c) < 0 {
			break
		}
		offset++
	}
	if err := r.UnreadByte(); err != nil {
		return 0, err
	}
	var v json.RawMessage
	var syntax *json.SyntaxError
	if errors.As(json.NewDecoder(r).Decode(&v), &syntax) {
		offset += syntax.Offset - 1
	}
	return offset, nil
}

// position finds the line and column, 1-based, of the first byte from offset
// on that is no white space, or of the text's end.
func (f *jsonFile) position(offset int64) (line, column int64, err error) {
	file, err := os.Open(f.path)
	if err != nil {
		return 0, 0, err
	}
	defer file.Close()
	r := bufio.NewReader(decode(file, f.encoding))
	line, column = 1, 1
	for at := int64(0); ; at++ {
		c, err := r.ReadByte()
		if err == io.EOF {
			return line, column, nil
		}
		if err != nil {
			return 0, 0, err
		}
		switch {
		case c == '\n':
			line, column = line+1, 1
		case at >= offset && c != ' ' && c != '\t' && c != '\r':
			return line, column, nil
		default:
			column++
		}
	}
}
