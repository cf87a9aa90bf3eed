package mapping

import (
	"strings"
	"unicode"

	"golang.org/x/text/width"
)

// Normalize returns the form in which headers and the names people write for
// fields are compared. It folds full-width forms and case, unifies brackets,
// drops spaces, underscores, hyphens, footnote marks, units and remarks such as
// (必填), and puts placeholders for time words:
//
//	完成投资（万元）              完成投资
//	Total_Investment (RMB 10k)  totalinvestment
//	2023年1-9月累计完成投资        {y}年1-{m}月累计完成投资
//	★区（市）县                  区(市)县
//
// What is split off (unit, year, month) is known to Find, not returned here.
func Normalize(header string) string { return parse(header).name }

// A word is one header cell, taken apart.
type word struct {
	text    string // as written, on one line
	name    string // normalised
	unit    int64  // currency multiple, 0 where the cell says none
	percent bool
	spelled bool // (含单位): cells carry their own unit
	when    when
}

// parse takes one header cell apart.
func parse(cell string) word {
	w := word{text: oneLine(cell)}
	s := squeeze(fold(cell))
	s = w.takeBrackets(s)
	s = w.takeSuffix(s)
	s, w.when = takeTime(s)
	w.name = dropJoints(s)
	return w
}

// fold makes half-width lower-case text with one kind of bracket. Braces stay:
// they mark placeholders.
func fold(s string) string {
	s = strings.ToLower(width.Fold.String(strings.ToValidUTF8(s, "")))
	return strings.Map(func(r rune) rune {
		switch r {
		case '[', '【', '〔', '〖', '「', '《', '﹙', '<':
			return '('
		case ']', '】', '〕', '〗', '」', '》', '﹚', '>':
			return ')'
		case '–', '—', '―', '−', '~', '～', '‐', '‑':
			return '-'
		}
		return r
	}, s)
}

// squeeze drops what carries no meaning in a header: white space, control and
// private characters, underscores, footnote marks and circled numbers.
func squeeze(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r), unicode.Is(unicode.C, r), r == '_',
			strings.ContainsRune("★☆▲△●○◆◇■□※*", r), '①' <= r && r <= '⑳':
			return -1
		}
		return r
	}, s)
}

// dropJoints removes hyphens, colons and middle dots, but for the hyphen of
// the placeholder of a range of months.
func dropJoints(s string) string {
	const mark = "\uE000" // squeeze leaves no private characters
	s = strings.ReplaceAll(s, monthRange, mark)
	s = strings.Map(func(r rune) rune {
		if strings.ContainsRune("-:·", r) {
			return -1
		}
		return r
	}, s)
	return strings.ReplaceAll(s, mark, monthRange)
}

// remarks are bracketed words that say how to fill a cell, not what it means.
var remarks = map[string]bool{
	"数值": true, "必填": true, "选填": true, "可选": true, "required": true, "optional": true,
	"单位": true, "人民币": true, "计量单位": true, "unit": true, "是/否": true, "yes/no": true,
	"年月": true, "年/月": true, "年月日": true, "年/月/日": true, "年-月": true, "年-月-日": true,
	"yyyy-mm": true, "yyyy-mm-dd": true, "yyyymm": true, "yyyy年mm月": true,
}

// takeBrackets removes bracketed units and remarks and remembers the units.
// Brackets that say anything else, as in 区(市)县, stay.
func (w *word) takeBrackets(s string) string {
	var out strings.Builder
	for {
		open := strings.IndexByte(s, '(')
		if open < 0 {
			break
		}
		length := strings.IndexByte(s[open:], ')')
		if length < 0 {
			break
		}
		end := open + length + 1
		out.WriteString(s[:open])
		if !w.understand(s[open+1 : end-1]) {
			out.WriteString(s[open:end])
		}
		s = s[end:]
	}
	out.WriteString(s)
	return out.String()
}

// understand takes the inside of a bracket, and says whether all of it was a
// unit or a remark.
func (w *word) understand(inside string) bool {
	got := *w
	if !got.unitOrRemark(inside) {
		for part := range strings.FieldsFuncSeq(inside, func(r rune) bool { return strings.ContainsRune(",;:、，；", r) }) {
			if !got.unitOrRemark(part) {
				return false
			}
		}
	}
	*w = got
	return inside != ""
}

func (w *word) unitOrRemark(s string) bool {
	if u, ok := unitWord(s); ok {
		w.unit = u
		return true
	}
	switch {
	case s == "%" || s == "percent" || s == "百分比" || s == "pct":
		w.percent = true
	case s == "含单位":
		w.spelled = true
	default:
		return remarks[s]
	}
	return true
}

// takeSuffix removes a unit written without brackets: 总投资万元, 完成率%. A
// cell that is nothing but a unit (in a row of units under the header) is taken
// whole.
func (w *word) takeSuffix(s string) string {
	if u, ok := unitWord(s); ok && len(s) > 1 {
		w.unit = u
		return ""
	}
	if rest, ok := strings.CutSuffix(s, "%"); ok {
		w.percent = true
		return rest
	}
	for _, u := range suffixUnits {
		if rest, ok := strings.CutSuffix(s, u); ok {
			w.unit = units[u]
			return strings.TrimRight(rest, ":,/，、")
		}
	}
	return s
}

// oneLine is the text of a cell on one line, for people.
func oneLine(s string) string {
	return strings.Join(strings.Fields(strings.ToValidUTF8(s, "")), " ")
}
