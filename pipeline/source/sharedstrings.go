package source

import (
	"bufio"
	"encoding/xml"
	"io"
	"strconv"
	"strings"
)

// maxStringBytes bounds the memory of a workbook's shared strings.
const maxStringBytes = 512 << 20

// readStrings reads a workbook's shared strings: the text of each item's runs
// without its phonetic reading.
func (p *ooxml) readStrings(name string) ([]string, error) {
	r, err := p.open(name)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	d := xml.NewDecoder(bufio.NewReaderSize(r, 64<<10))
	var all []string
	var item []byte
	var phonetic, text bool
	size := 0
	for {
		token, err := d.RawToken()
		if err == io.EOF {
			return all, nil
		}
		if err != nil {
			return nil, damaged(err)
		}
		switch t := token.(type) {
		case xml.StartElement:
			switch t.Name.Local {
			case "si":
				item = item[:0]
			case "rPh":
				phonetic = true
			case "t":
				text = !phonetic
			}
		case xml.CharData:
			if text {
				item = append(item, t...)
			}
		case xml.EndElement:
			switch t.Name.Local {
			case "t":
				text = false
			case "rPh":
				phonetic = false
			case "si":
				if size += len(item) + 16; size > maxStringBytes {
					return nil, &FormatError{
						What: Words{"不同文字超过 " + byteSize(maxStringBytes) + " 的工作簿", "a workbook with more than " + byteSize(maxStringBytes) + " of different texts"},
						Hint: Words{"请把数据另存为 .csv", "save its data as .csv"},
					}
				}
				all = append(all, unescape(string(item)))
			}
		}
	}
}

// unescape replaces _xHHHH_, which stands for a character that XML cannot
// hold.
func unescape(s string) string {
	if !strings.Contains(s, "_x") {
		return s
	}
	var b strings.Builder
	for {
		i := strings.Index(s, "_x")
		if i < 0 || len(s) < i+7 {
			break
		}
		n, err := strconv.ParseUint(s[i+2:i+6], 16, 16)
		if err != nil || s[i+6] != '_' {
			b.WriteString(s[:i+2])
			s = s[i+2:]
			continue
		}
		b.WriteString(s[:i])
		b.WriteRune(rune(n))
		s = s[i+7:]
	}
	b.WriteString(s)
	return b.String()
}
