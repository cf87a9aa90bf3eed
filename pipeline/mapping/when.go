package mapping

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// A when is a time that a header or a title speaks of. Zero parts are not
// said. The month of "1-9月" is 9 with from 1; the month of "9月" is 9 with
// from 0.
type when struct {
	year, month, day int
	from             int
	asOf             bool // 截至: the day ends the period reported
}

func (w when) zero() bool { return w == when{} }

// wholeYear says that the range is 1-12月, which many forms print in every
// month's report and which therefore does not tell the month.
func (w when) wholeYear() bool { return w.from == 1 && w.month == 12 }

// String is the time for English messages: "2023-09", "month 9".
func (w when) String() string {
	switch {
	case w.day != 0:
		return fmt.Sprintf("%04d-%02d-%02d", w.year, w.month, w.day)
	case w.year != 0 && w.month != 0:
		return fmt.Sprintf("%04d-%02d", w.year, w.month)
	case w.month != 0:
		return fmt.Sprintf("month %d", w.month)
	case w.year != 0:
		return strconv.Itoa(w.year)
	}
	return ""
}

// zh is String for Chinese notes.
func (w when) zh() string {
	if w.year == 0 && w.month != 0 {
		return fmt.Sprintf("%d月", w.month)
	}
	return w.String()
}

const (
	monthRange = "1-{m}月" // what stands for January to a month in a name
	yearPat    = `((?:19|20)[0-9]{2})`
	monthPat   = `(1[0-2]|0?[1-9])`
	dayPat     = `(3[01]|[12][0-9]|0?[1-9])`
	dash       = `(?:月份?)?[-至到](?:` + yearPat + `年)?`
)

// timeWord is one way to write a time; groups names what its groups hold:
// y(ear), f(irst month), m(onth), d(ay), q(uarter), e(nglish month), a(s of).
type timeWord struct {
	pattern *regexp.Regexp
	groups  string
	// place is what stands for it in a name; empty where it occurs in titles only.
	place string
}

// timeWords are tried in this order; a later one does not see what an earlier
// one took. The text is folded. Digits to the left or right of a match that
// begins or ends in one are refused by scan, since RE2 has no look-around.
var timeWords = []timeWord{
	{re(`(截至|截止|as of)?\s*` + yearPat + `年` + monthPat + `月` + dayPat + `[日号]?`), "aymd", ""},
	{re(`(截至|截止|as of)?\s*` + yearPat + `-` + monthPat + `-` + dayPat), "aymd", ""},
	{re(`(截至|截止|as of)?\s*` + yearPat + `[./_]` + monthPat + `[./_]` + dayPat), "aymd", ""},
	{re(yearPat + `(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])`), "ymd", ""},
	{re(yearPat + `(?:年度?|[-./])` + monthPat + dash + monthPat + `月份?`), "yf.m", "{y}年{f}-{m}月"},
	{re(yearPat + `[./年]` + monthPat + `-` + monthPat), "yfm", "{y}年{f}-{m}月"},
	{re(monthPat + dash + monthPat + `月份?`), "f.m", "{f}-{m}月"},
	{re(yearPat + `(?:年度?)` + monthPat + `月份?`), "ym", "{y}年{m}月"},
	{re(yearPat + `[-./_]` + monthPat + `月?`), "ym", "{y}年{m}月"},
	{re(yearPat + `(0[1-9]|1[0-2])`), "ym", "{y}年{m}月"},
	{re(yearPat + `[-. ]?` + englishMonth), "ye", ""},
	{re(englishMonth + `[-., ]*` + yearPat), "ey", ""},
	{re(yearPat + `(?:年度?)?\s*(?:第|前)?([1-4])季度`), "yq", "{y}年{q}季度"},
	{re(yearPat + `[-. ]?q([1-4])`), "yq", "{y}年{q}季度"},
	{re(`(?:第|前)?([1-4])季度`), "q", "{q}季度"},
	{re(yearPat + `年(上半年)`), "yh", "{y}年上半年"},
	{re(`前` + monthPat + `个月`), "m", monthRange},
	{re(monthPat + `月份?`), "m", "{m}月"},
	{re(yearPat + `年`), "y", "{y}年"},
	{re(yearPat), "y", "{y}"},
}

const englishMonth = `(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)`

func re(s string) *regexp.Regexp { return regexp.MustCompile(s) }

var (
	chineseYear  = re(`[〇零○一二三四五六七八九]{4}年`)
	chineseMonth = re(`(^|[年至到\-\s(]|前|第)(十[一二]?|[一二三四五六七八九])((?:月份?)?[-至到](?:十[一二]?|[一二三四五六七八九])月|月|季度)`)
	numeral      = re(`十[一二]?|[一二三四五六七八九]`)
	digitOf      = strings.NewReplacer("〇", "0", "零", "0", "○", "0", "一", "1", "二", "2", "三", "3", "四", "4",
		"五", "5", "六", "6", "七", "7", "八", "8", "九", "9")
	numberOf = map[string]string{"十": "10", "十一": "11", "十二": "12"}
)

// arabic writes the Chinese numerals of years, months and quarters in digits:
// 二〇二三年一至九月 becomes 2023年1至9月. 统一月报 stays.
func arabic(s string) string {
	s = chineseYear.ReplaceAllStringFunc(s, digitOf.Replace)
	return chineseMonth.ReplaceAllStringFunc(s, func(m string) string {
		return numeral.ReplaceAllStringFunc(m, func(n string) string {
			if d, ok := numberOf[n]; ok {
				return d
			}
			return digitOf.Replace(n)
		})
	})
}
