package sqlapi

import (
	"strings"
	"unicode/utf8"
)

// A lexer finds the words and signs of a statement outside quotes and
// comments. A quoted text is one token; what is not closed reaches to the end.
type lexer struct {
	text       string
	start, end int // of the token
}

func (l *lexer) token() string { return l.text[l.start:l.end] }

// next goes to the next token; false at the end.
func (l *lexer) next() bool {
	for i := l.end; i < len(l.text); {
		rest := l.text[i:]
		switch c := rest[0]; {
		case strings.HasPrefix(rest, "--"):
			i += until(rest, "\n", 2)
		case strings.HasPrefix(rest, "/*"):
			i += blockComment(rest)
		case strings.IndexByte(" \t\r\n\f\v", c) >= 0:
			i++
		default:
			l.start, l.end = i, i+length(rest)
			return true
		}
	}
	return false
}

// length is that of the token at the beginning of text.
func length(text string) int {
	switch c := text[0]; {
	case (c == 'e' || c == 'E') && len(text) > 1 && text[1] == '\'':
		return escapedString(text)
	case c == '\'' || c == '"':
		// A doubled quote ends one text and begins the next; that is enough here.
		return until(text, text[:1], 1)
	case c == '$':
		if tag := dollarTag(text); tag != "" {
			return until(text, tag, len(tag))
		}
		return 1
	case isWord(c):
		n := 1
		for n < len(text) && (isWord(text[n]) || text[n] == '$') {
			n++
		}
		return n
	}
	return 1
}

// until is where end, looked for from the byte from on, is over; the whole
// length where it does not come.
func until(text, end string, from int) int {
	if i := strings.Index(text[from:], end); i >= 0 {
		return from + i + len(end)
	}
	return len(text)
}

// blockComment is the length of a comment, which may hold others.
func blockComment(text string) int {
	depth := 0
	for i := 0; i < len(text); {
		switch {
		case strings.HasPrefix(text[i:], "/*"):
			depth++
			i += 2
		case strings.HasPrefix(text[i:], "*/"):
			depth--
			i += 2
			if depth == 0 {
				return i
			}
		default:
			i++
		}
	}
	return len(text)
}

// escapedString is the length of E'...', where a backslash escapes a quote.
func escapedString(text string) int {
	for i := 2; i < len(text); i++ {
		switch text[i] {
		case '\\':
			i++
		case '\'':
			return i + 1
		}
	}
	return len(text)
}

// dollarTag is the $tag$ that begins a dollar-quoted text, or "".
func dollarTag(text string) string {
	for i := 1; i < len(text); i++ {
		switch c := text[i]; {
		case c == '$':
			return text[:i+1]
		case !isWord(c), i == 1 && c >= '0' && c <= '9':
			return ""
		}
	}
	return ""
}

// isWord says whether a byte is part of a word; all of a rune beyond ASCII is.
func isWord(c byte) bool {
	return c == '_' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= utf8.RuneSelf
}
