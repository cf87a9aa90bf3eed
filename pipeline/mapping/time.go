package mapping

import (
	"strconv"
	"strings"
	"unicode"
)

// A hit is one time word found in a text.
type hit struct {
	text string // as written
	when when
	word timeWord
}

// scan finds the time words of a folded text. It returns the text with the
// n-th hit replaced by the private character mark(n).
func scan(s string) (string, []hit) {
	if !timely.MatchString(s) {
		return s, nil
	}
	s = arabic(s)
	var hits []hit
	for _, w := range timeWords {
		if !strings.ContainsFunc(s, unicode.IsDigit) {
			break
		}
		var out strings.Builder
		last := 0
		for _, at := range w.pattern.FindAllStringSubmatchIndex(s, -1) {
			if insideWord(s, at[0], at[1]) {
				continue
			}
			h := hit{text: s[at[0]:at[1]], word: w}
			if !h.read(s, at) || len(hits) >= maxHits {
				continue
			}
			out.WriteString(s[last:at[0]])
			out.WriteRune(mark(len(hits)))
			last = at[1]
			hits = append(hits, h)
		}
		out.WriteString(s[last:])
		s = out.String()
	}
	return s, hits
}

// timely is what every text with a time word holds; most texts do not.
var timely = re(`[年月季]|(?:19|20)[0-9]{2}`)

const maxHits = 64

func mark(n int) rune { return '\uE100' + rune(n) }

// insideWord says that s[from:to] is cut out of a longer number or word, or
// that "2023-1-9" is the beginning of "2023-1-9月".
func insideWord(s string, from, to int) bool {
	if from > 0 && sameKind(s[from-1], s[from]) {
		return true
	}
	if to == len(s) {
		return false
	}
	return sameKind(s[to-1], s[to]) || isDigit(s[to-1]) && strings.HasPrefix(s[to:], "月")
}

func sameKind(a, b byte) bool { return isDigit(a) && isDigit(b) || isLower(a) && isLower(b) }
func isDigit(b byte) bool     { return '0' <= b && b <= '9' }
func isLower(b byte) bool     { return 'a' <= b && b <= 'z' }

// read fills in the time from the groups of the match, and says whether it is one.
func (h *hit) read(s string, at []int) bool {
	w := &h.when
	for i, kind := range h.word.groups {
		if at[2*i+2] < 0 {
			continue
		}
		group := s[at[2*i+2]:at[2*i+3]]
		n, _ := strconv.Atoi(group)
		switch kind {
		case 'y':
			w.year = n
		case 'f':
			w.from = n
		case 'm':
			if w.month = n; h.word.place == monthRange { // 前9个月
				w.from = 1
			}
		case 'd':
			w.day = n
		case 'q':
			w.month, w.from = 3*n, 3*n-2
			if strings.Contains(h.text, "前") {
				w.from = 1
			}
		case 'h':
			w.month, w.from = 6, 1
		case 'e':
			w.month = strings.Index("janfebmaraprmayjunjulaugsepoctnovdec", group[:3])/3 + 1
		case 'a':
			w.asOf = true
		}
	}
	return w.from <= w.month
}

// place is what stands for the hit in a normalised name.
func (h hit) place() string {
	if h.word.place == "" {
		return h.text
	}
	p := h.word.place
	if strings.Contains(h.text, "前") {
		p = strings.Replace(p, "{q}", "前{q}", 1)
	}
	if h.when.from != 1 { // 7-9月 is no sum since January
		p = strings.Replace(p, "{f}-", strconv.Itoa(h.when.from)+"至", 1)
	}
	p = strings.Replace(p, "{f}", "1", 1)
	if strings.HasPrefix(h.word.place, "{y}年{m}") || !strings.Contains(h.text, "年度") {
		return p
	}
	return strings.Replace(p, "{y}年", "{y}年度", 1)
}

// takeTime puts placeholders for the time words of a header, and returns the
// time they speak of; what they contradict each other in stays unsaid.
func takeTime(s string) (string, when) {
	s, hits := scan(s)
	var all when
	for i, h := range hits {
		s = strings.Replace(s, string(mark(i)), h.place(), 1)
		if i == 0 {
			all = h.when
			continue
		}
		all.year = agree(all.year, h.when.year)
		if all.month != 0 && h.when.month != 0 && all.month != h.when.month {
			all.from = 0
		} else if h.when.month != 0 {
			all.from = h.when.from
		}
		all.month = agree(all.month, h.when.month)
		all.day = agree(all.day, h.when.day)
	}
	return s, all
}

// agree returns what either says, and 0 where both say different things.
func agree(a, b int) int {
	switch {
	case a == 0, a == b:
		return b
	case b == 0:
		return a
	}
	return 0
}

// times are the times a title, a sheet's or a file's name speaks of.
func times(text string) []when {
	s := fold(text)
	s = strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Co, r) {
			return -1
		}
		return r
	}, s)
	_, hits := scan(spaceAroundTime.ReplaceAllString(s, "$1"))
	whens := make([]when, len(hits))
	for i, h := range hits {
		whens[i] = h.when
	}
	return whens
}

var spaceAroundTime = re(`\s*([年月日度至到\-])\s*`)
