package mapping

import (
	"fmt"
	"maps"
	"regexp"
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

var currency = regexp.MustCompile(`^(?:人民币|rmb|cny|¥|in)+|(?:人民币|rmb|cny|yuan)+$`)

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

var titleUnitWords = regexp.MustCompile(`(?:单位|units?)(?:\s*:\s*|\()([^\s;)]+(?:\s+(?:10k|10,000|thousand|million|billion|yuan)\b)?)|^\(([^()]+)\)$`)

// titleUnits are the units that title rows give for the whole table
// ("单位：万元", "(Unit: RMB million)"), each once.
func titleUnits(titles []string) []int64 {
	var found []int64
	for _, t := range titles {
		for _, m := range titleUnitWords.FindAllStringSubmatch(fold(t), -1) {
			for part := range strings.FieldsFuncSeq(m[1]+m[2], func(r rune) bool { return strings.ContainsRune(",、，/", r) }) {
				if u, ok := unitWord(squeeze(part)); ok && !slices.Contains(found, u) {
					found = append(found, u)
				}
			}
		}
	}
	return found
}
