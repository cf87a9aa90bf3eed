package mapping

import (
	"strings"
)

// A label is the whole header of one column: one word, or a parent over a
// child ("本期完成" over "完成投资(万元)"), or one word split over two rows
// ("建设起" over "止年限").
type label struct {
	column int    // 1-based
	text   string // for people and mapping files: "本期完成/完成投资(万元)"
	words  []word // top to bottom, without repetition
	unit   int64  // the lowest unit said
	percent,
	spelled bool
	when when
}

// newLabel joins the cells that stand above each other in a header, top to
// bottom. Empty cells and repetitions (merged cells) count once.
func newLabel(column int, words []word) label {
	l := label{column: column}
	var texts []string
	for _, w := range words {
		if w.text == "" {
			continue
		}
		if w.unit != 0 {
			l.unit = w.unit
		}
		l.percent = l.percent || w.percent
		l.spelled = l.spelled || w.spelled
		if n := len(texts); n > 0 && texts[n-1] == w.text {
			continue
		}
		texts = append(texts, w.text)
		if w.name == "" { // a unit on its own
			continue
		}
		l.words = append(l.words, w)
		l.when.merge(w.when)
	}
	l.text = strings.Join(texts, "/")
	return l
}

// merge adds what a lower cell of the header says to what a higher one said;
// the lower one is the more exact.
func (w *when) merge(lower when) {
	if lower.year != 0 {
		w.year = lower.year
	}
	if lower.month != 0 {
		w.month, w.from, w.day = lower.month, lower.from, lower.day
	}
}

// A key is a name under which a label may be known, and how sure it would be.
type key struct {
	name string
	sure int
}

// How sure a match is; more is surer. A column that is less sure gives way to
// one that is surer, with a note; two equally sure columns are refused.
const (
	sureExplicit = 100 // a mapping file says so
	sureFull     = 6   // the whole header is one of the field's names
	sureChild    = 4   // the child alone is, whatever its parent says
	sureAlso     = 2   // the header is a word that may mean the field
)

// keys are the names to look the label up by, surest first.
func (l label) keys() []key {
	var keys []key
	add := func(name string, sure int) {
		for _, v := range variants(name) {
			keys = append(keys, key{v, sure})
		}
	}
	n := len(l.words)
	if n == 0 {
		return nil
	}
	child := l.words[n-1].name
	if n == 1 {
		add(child, sureFull)
		return keys
	}
	parent := l.words[n-2].name
	if n > 2 {
		all := ""
		for _, w := range l.words {
			all = overlap(all, w.name)
		}
		add(all, sureFull)
	}
	add(overlap(parent, child), sureFull)
	add(parent+child, sureFull)
	add(overlap(child, parent), sureFull) // 完成投资 over 9月
	if totals[child] {                    // of parts that stand beside it
		add(parent, sureFull)
	}
	if !shifts(parent) {
		add(child, sureChild)
	}
	return keys
}

// totals are children that are what their parent says: 年度计划投资 over 合计 and 其中.
var totals = map[string]bool{"合计": true, "小计": true, "总计": true, "总额": true, "金额": true, "total": true}

// overlap joins two words and writes what the first ends and the second begins
// with only once: 本期完成 + 完成投资 = 本期完成投资.
func overlap(a, b string) string {
	for i := range a {
		if tail := a[i:]; strings.HasPrefix(b, tail) {
			return a + b[len(tail):]
		}
	}
	return a + b
}

// shifting words above a column change what the column means: 累计完成投资 under
// 自开工以来 is not the year's.
var shifting = []string{"开工", "以来", "上年", "去年", "上月", "下月", "至", "底", "其中", "同期", "预计", "开始", "历年", "全市", "全省"}

func shifts(parent string) bool {
	for _, s := range shifting {
		if strings.Contains(parent, s) {
			return true
		}
	}
	return false
}

var (
	yearWords   = strings.NewReplacer("{y}年度", "年度", "{y}年", "", "{y}", "")
	timeStrip   = strings.NewReplacer(monthRange, "", "{m}月", "", "前{q}季度", "", "{q}季度", "")
	bracketless = strings.NewReplacer("(", "", ")", "")
)

// variants are the forms a name is looked up in: as it is, without brackets
// ((预计)开工时间), without its year, without any time; then all of these as people
// say them most.
func variants(name string) []string {
	var list []string
	add := func(s string) {
		if s != "" && (len(list) == 0 || list[len(list)-1] != s) {
			list = append(list, s)
		}
	}
	for _, n := range []string{name, bracketless.Replace(name)} {
		add(n)
		add(yearWords.Replace(n))
		add(timeStrip.Replace(yearWords.Replace(n)))
	}
	for _, n := range list[:len(list):len(list)] {
		add(saying(n))
	}
	return list
}
