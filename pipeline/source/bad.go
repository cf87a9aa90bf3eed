package source

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// A BadLine is a line of a file that is no row of its table.
type BadLine struct {
	// Row is the line's row, 1-based, as a spreadsheet shows it.
	Row int64
	// Text is the line as it stands in the file, in UTF-8 (bytes that are no
	// text are replaced by U+FFFD), cut at 4 KiB.
	Text   string
	Reason Reason
}

// A Reason says why a line is no row: a code for machines, words for people.
type Reason struct {
	Code   string
	Zh, En string
}

// The reasons' codes.
const (
	TooManyColumns    = "too_many_columns"
	UnterminatedQuote = "unterminated_quote"
	BadQuote          = "bad_quote"
	InvalidEncoding   = "invalid_encoding"
	LineTooLong       = "line_too_long"
	NULByte           = "nul_byte"
	NotAnObject       = "not_an_object"
	Unreadable        = "unreadable"
)

// maxBad is the number of bad lines after which a file is refused: what has
// so many is not the file it is taken for.
const maxBad = 100_000

// maxBadText bounds BadLine.Text.
const maxBadText = 4 << 10

func tooManyColumns(width int, comma byte) Reason {
	if comma != ',' {
		return Reason{TooManyColumns,
			fmt.Sprintf("单元格多于表头的 %d 列；请删去多余的分隔符", width),
			fmt.Sprintf("more cells than the header's %d columns; take out the delimiter that is too many", width)}
	}
	return Reason{TooManyColumns,
		fmt.Sprintf("单元格多于表头的 %d 列，可能是数字或文字中的逗号没有加引号；请写成 1234 或 \"1,234\"", width),
		fmt.Sprintf("more cells than the header's %d columns, probably a comma without quotes; write 1234 or \"1,234\"", width)}
}

func tooManyCells(width int) Reason {
	return Reason{TooManyColumns,
		fmt.Sprintf("表头 %d 列之后紧接着还有内容，本行可能错位；请移开，或给该列加表头", width),
		fmt.Sprintf("a cell right after the header's %d columns, so the row may have shifted; move it, or give its column a header", width)}
}

func lineTooLong(limit int) Reason {
	return Reason{LineTooLong,
		fmt.Sprintf("一行超过 %d 字节", limit),
		fmt.Sprintf("a line of more than %d bytes", limit)}
}

var (
	unterminatedQuote = Reason{UnterminatedQuote, "引号没有结束", "a quote that does not end"}
	badQuote          = Reason{BadQuote, "引号之后还有文字", "text after a closing quote"}
	invalidEncoding   = Reason{InvalidEncoding, "含有无法识别的字符编码", "bytes that are no text in the file's encoding"}
	nulByte           = Reason{NULByte, "含有空字符（NUL）", "a NUL byte"}
	notAnObject       = Reason{NotAnObject, "不是一个对象", "a value that is no object"}
)

// duckdbReason puts an error of DuckDB's CSV reader into our words.
func (d *delimited) duckdbReason(kind, message string) Reason {
	switch kind {
	case "TOO MANY COLUMNS":
		return tooManyColumns(d.width, d.comma)
	case "INVALID ENCODING":
		return invalidEncoding
	case "UNQUOTED VALUE":
		return unterminatedQuote
	case "LINE SIZE OVER MAXIMUM":
		return lineTooLong(d.limit)
	default:
		line, _, _ := strings.Cut(message, "\n")
		return Reason{Unreadable, "无法读取：" + line, "cannot be read: " + line}
	}
}

// badText makes the text of a bad line from its bytes.
func badText(line []byte) string {
	line = trimNewline(line)
	cut := len(line) > maxBadText
	if cut {
		line = line[:maxBadText]
		for i := 0; i < utf8.UTFMax && !utf8.Valid(line[len(line)-min(len(line), utf8.UTFMax):]); i++ {
			line = line[:len(line)-1]
		}
	}
	text := strings.ToValidUTF8(string(line), "\uFFFD")
	if cut {
		text += "…"
	}
	return text
}

func trimNewline(line []byte) []byte {
	if n := len(line); n > 0 && line[n-1] == '\n' {
		line = line[:n-1]
	}
	if n := len(line); n > 0 && line[n-1] == '\r' {
		line = line[:n-1]
	}
	return line
}
