package sqlapi

import (
	"slices"
	"strings"
)

// questions are the words that a statement may begin with.
var questions = []string{
	"SELECT", "WITH", "FROM", "VALUES", "TABLE", "DESCRIBE", "DESC", "SHOW",
	"SUMMARIZE", "PIVOT", "PIVOT_WIDER", "UNPIVOT", "PIVOT_LONGER", "EXPLAIN",
}

// A statement is one question.
type statement struct {
	// text is without what follows the statement: semicolon, comments.
	text string
	// explain marks an EXPLAIN, which cannot stand inside another statement.
	explain bool
}

// gate lets one question through. It reads words, quotes and comments as
// DuckDB does and nothing more; whatever it misjudges meets the lock.
func gate(text string) (statement, error) {
	var words []string // the first ones, until what is asked is known
	end := -1          // where the statement ends, once that was seen
	depth := 0         // of parentheses
	for l := (lexer{text: text}); l.next(); {
		word := l.token()
		if end >= 0 && word != ";" {
			return statement{}, said(ErrStatement, "不止一条语句", "there is more than one statement")
		}
		switch {
		case word == ";":
			if end < 0 && len(words) > 0 {
				end = l.start
			}
		case word == "(":
			depth++
		case word == ")":
			if depth--; depth < 0 {
				return statement{}, said(ErrStatement, "有 ) 而没有对应的 (", "there is a ) without its (")
			}
		case asks(words), len(words) > 0 && depth > 0: // the latter: EXPLAIN (FORMAT json)
		default:
			words = append(words, strings.ToUpper(word))
			last := words[len(words)-1]
			if analyze := last == "ANALYZE" && len(words) > 1; !analyze && !slices.Contains(questions, last) {
				return statement{}, said(ErrStatement, "查询不以 %s 开头", "a question does not begin with %s", last)
			}
		}
	}
	if len(words) == 0 {
		return statement{}, said(ErrStatement, "没有查询", "there is no query")
	}
	if end < 0 {
		end = len(text)
	}
	return statement{text: text[:end], explain: words[0] == "EXPLAIN"}, nil
}

// asks says whether the words so far tell what is asked; after EXPLAIN it is
// what follows.
func asks(words []string) bool {
	if len(words) == 0 {
		return false
	}
	last := words[len(words)-1]
	return last != "EXPLAIN" && last != "ANALYZE"
}
