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

func tooManyColumns(width int) Reason {
	return Reason{TooManyColumns,
		fmt.Sprintf("列数超过表头的 %d 列", width),
		fmt.Sprintf("more than the table's %d columns", width)}
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
func duckdbReason(kind, message string, width, limit int) Reason {
	switch kind {
	case "TOO MANY COLUMNS":
		return tooManyColumns(width)
	case "INVALID ENCODING":
		return invalidEncoding
	case "UNQUOTED VALUE":
		return unterminatedQuote
	case "LINE SIZE OVER MAXIMUM":
		return lineTooLong(limit)
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
