package mapping

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// units are the currency multiples people write, after fold and squeeze and
// without the currency's name. Other currencies (万美元) are no unit: such a
// column is left alone rather than read as yuan.
var units = map[string]int64{
	"元": 1, "千元": 1e3, "万元": 1e4, "十万元": 1e5, "百万元": 1e6, "千万元": 1e7,
	"亿元": 1e8, "十亿元": 1e9, "百亿元": 1e10, "万亿元": 1e12,
	"万": 1e4, "百万": 1e6, "千万": 1e7, "亿": 1e8, "万亿": 1e12,
	"yuan": 1, "thousand": 1e3, "k": 1e3, "10k": 1e4, "10000": 1e4, "10thousand": 1e4,
	"million": 1e6, "mn": 1e6, "m": 1e6, "10million": 1e7, "100million": 1e8,
	"billion": 1e9, "bn": 1e9,
}

// Units are the words for currency multiples that headers, titles and mapping
// files may use, and what each is in currency units.
func Units() map[string]int64 { return maps.Clone(units) }

// suffixUnits may end a header without brackets, longest first. A bare 元 may
// not: 单元 ends in it.
var suffixUnits = []string{"百万元", "千万元", "十万元", "万亿元", "千元", "万元", "亿元"}

var currency = re(`^(?:人民币|rmb|cny|¥|in)+|(?:人民币|rmb|cny|yuan)+$`)

// unitWord reads a unit such as 万元, 人民币亿元, rmb10k. The text has been
// folded and squeezed.
func unitWord(s string) (int64, bool) {
	s = strings.ReplaceAll(s, ",", "")
	if u, ok := units[s]; ok {
		return u, true
	}
	rest := currency.ReplaceAllString(s, "")
	if rest == "" && s != "" && s != "in" {
		return 1, true
	}
	u, ok := units[rest]
	return u, ok
}

// ParseUnit reads a unit as mapping files give it: 万元, 亿元, "RMB 10k", or a
// number such as 10000.
func ParseUnit(s string) (int64, error) {
	if n, err := strconv.ParseInt(strings.TrimSpace(s), 10, 64); err == nil && n > 0 {
		return n, nil
	}
	if u, ok := unitWord(squeeze(fold(s))); ok {
		return u, nil
	}
	return 0, fmt.Errorf("unit %q is not known; write 元, 千元, 万元, 百万元, 亿元 or a number", s)
}

// FormatUnit is the word for a currency multiple that ParseUnit reads back.
func FormatUnit(u int64) string {
	for _, name := range []string{"元", "千元", "万元", "百万元", "千万元", "亿元", "万亿元"} {
		if units[name] == u {
			return name
		}
	}
	return strconv.FormatInt(u, 10)
}

var titleUnitWords = re(`(?:单位|units?|金额|投资额?)(?:\s*:\s*|\(|\s+)([^\s;()]+(?:\s+(?:10k|10,000|thousand|million|billion|yuan)\b)?)`)

// bracketed are words in brackets anywhere in a title: 投资完成情况（万元）.
var bracketed = re(`\(([^()]+)\)`)

// unitsAround are the units given for the whole table: by its title, else by the
// sheet's name, else by the file's.
func (f *finder) unitsAround() []int64 {
	for _, o := range []Origin{FromTitle, FromSheet, FromFile} {
		if found := titleUnits(f.says(o)); len(found) > 0 {
			return found
		}
	}
	return nil
}

// titleUnits are the units that title rows give for the whole table
// ("单位：万元", "(Unit: RMB million)", "投资完成情况（万元）"), each once.
func titleUnits(titles []string) []int64 {
	var found []int64
	add := func(words string, sure bool) {
		for part := range strings.FieldsFuncSeq(words, func(r rune) bool { return strings.ContainsRune(",、，/", r) }) {
			part = squeeze(part)
			if u, ok := unitWord(part); ok && (sure || amountWord(part)) && !slices.Contains(found, u) {
				found = append(found, u)
			}
		}
	}
	for _, t := range titles {
		t = fold(t)
		for _, m := range titleUnitWords.FindAllStringSubmatch(t, -1) {
			add(m[1], true)
		}
		whole := strings.TrimSpace(t)
		add(whole[strings.LastIndexByte(whole, ' ')+1:], false)
		for _, m := range bracketed.FindAllStringSubmatch(t, -1) {
			add(m[1], whole == m[0])
		}
	}
	return found
}

var foreignUnit = re(`(?:单位|金额|\()[:\s]*([百千十]?[万亿]?(?:美元|美金|港元|港币|欧元|日元|英镑|澳元))`)

// foreign is the unit of another currency that a title gives for the whole
// table; empty where there is none.
func (f *finder) foreign() string {
	for _, t := range f.titles {
		if m := foreignUnit.FindStringSubmatch(fold(t)); m != nil {
			return m[1]
		}
	}
	return ""
}

// amountWord says that a unit speaks of money wherever it stands: 万元, 人民币亿;
// (m) and (10000) may mean something else.
func amountWord(unit string) bool {
	return strings.ContainsAny(unit, "元亿") || strings.Contains(unit, "rmb") || strings.Contains(unit, "cny")
}
