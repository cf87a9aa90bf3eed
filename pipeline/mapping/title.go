package mapping

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/width"

	"shixu/pipeline/source"
	"shixu/queries"
)

// A Title is a row of a table that says what the rows below it have in common:
// 一、基础设施类（共32项）, （一）交通（104项）, 续建项目(597个), ——铁路, 【预备】(1个).
type Title struct {
	// Style is how it is numbered: titles of one style stand beside each other,
	// a style first seen below another is inside of it. "" is not numbered.
	Style string
	// Name is what is left without number and count: 基础设施类.
	Name string
	// Count is how many projects it declares; -1 where it declares none.
	Count int64
}

const hanNumber = `[一二三四五六七八九十]{1,3}`

var titleStyles = []struct {
	style   string
	pattern *regexp.Regexp
}{
	{"一、", re(`^` + hanNumber + `[、.,]?$|^` + hanNumber + `[、.,]\s*(.+)$`)},
	{"(一)", re(`^\(` + hanNumber + `\)\s*(.*)$`)},
	{"Ⅰ、", re(`^[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ]+[、.,]?\s*(.*)$`)},
	{"第一", re(`^第` + hanNumber + `[类部章批]分?[、.:]?\s*(.+)$`)},
	{"1、", re(`^[0-9]{1,2}[、.]\s*(\D.*)$`)},
	{"(1)", re(`^\([0-9]{1,2}\)\s*(.+)$`)},
	{"——", re(`^--+\s*(.+)$`)},
	{"【】", re(`^【([^】]+)】\s*(.*)$`)},
}

var (
	titleCount  = re(`\(?(?:共计|合计|共|计)?\s*([0-9]+)\s*[项个]\)?[:,]?$`)
	titleMarks  = strings.NewReplacer("—", "-", "–", "-", "―", "-", "〔", "(", "〕", ")")
	titleSuffix = []string{"类重点项目", "类项目", "重点项目", "项目", "类别", "类", "领域"}
)

// ParseTitle takes a title apart; ok is false where it is nothing but a number.
func ParseTitle(text string) (t Title, ok bool) {
	t.Count = -1
	s := strings.TrimSpace(titleMarks.Replace(width.Fold.String(oneLine(text))))
	if m := titleCount.FindStringSubmatchIndex(s); m != nil {
		t.Count, _ = strconv.ParseInt(s[m[2]:m[3]], 10, 64)
		s = strings.TrimSpace(s[:m[0]])
	}
	for _, style := range titleStyles {
		if m := style.pattern.FindStringSubmatch(s); m != nil {
			t.Style, s = style.style, strings.Join(m[1:], "")
			break
		}
	}
	t.Name = strings.Trim(strings.TrimSpace(s), ":-")
	return t, t.Name != ""
}

// Names are what the title may be known by, the fullest first: 续建项目, 续建.
func (t Title) Names() []string {
	names := []string{t.Name}
	for _, s := range titleSuffix {
		if short, ok := strings.CutSuffix(t.Name, s); ok && short != "" {
			names = append(names, short)
		}
	}
	return names
}

// LikeDistrict says that the title ends like the name of a reporting unit:
// 合肥市, 郫都区人民政府. A 小区 and an 园区 are none.
func (t Title) LikeDistrict() bool {
	name := strings.TrimSuffix(strings.TrimSuffix(t.Name, "政府"), "人民")
	for _, no := range []string{"小区", "园区", "社区", "景区", "校区", "片区", "库区", "城区", "城市"} {
		if strings.HasSuffix(name, no) {
			return false
		}
	}
	for _, yes := range []string{"区", "县", "市", "州", "旗"} {
		if strings.HasSuffix(name, yes) {
			return true
		}
	}
	return false
}

// says says that the title may be about a field. known are the names of
// reporting units.
func (t Title) says(field queries.Field, known []string) bool {
	switch field.Type {
	case queries.District:
		return t.LikeDistrict() || slices.ContainsFunc(t.Names(), func(n string) bool { return slices.Contains(known, n) })
	case queries.Term:
		for _, words := range field.Terms {
			for _, w := range words {
				if slices.ContainsFunc(t.Names(), func(n string) bool { return Normalize(n) == Normalize(w) }) {
					return true
				}
			}
		}
		return false
	}
	return true
}

// rowTitles are the rows of the preview that may be titles of those below them.
// Only rows of projects stand in such groups.
func (f *finder) rowTitles(t *source.Table) []string {
	if f.plan.HeaderRow == 0 || !slices.ContainsFunc(f.dataset.Fields, func(d queries.Field) bool {
		return d.Type == queries.Project || d.Type == queries.NewProject
	}) {
		return nil
	}
	var titles []string
	for _, cells := range t.Preview[min(int(f.plan.FirstRow)-1, len(t.Preview)):] {
		if text := rowTitle(cells); text != "" {
			titles = append(titles, text)
		}
	}
	return titles
}

// rowTitle is the text of a row of the preview that may be a title: its first
// text is numbered or counts its projects, or it is all there is. Whether it is
// one is decided when the rows are read (queries/load/read.sql, row_kind).
func rowTitle(cells []string) string {
	first, filled := "", 0
	for i, c := range cells {
		if c = oneLine(c); c == "" || i > 0 && c == first {
			continue
		}
		if first == "" {
			first = c
		}
		filled++
	}
	t, ok := ParseTitle(first)
	switch {
	case strings.Contains(first, "计（"), strings.Contains(first, "计("), strings.HasSuffix(first, "计"): // 合计（6项）
	case first == "" || !ok && t.Style == "":
	case t.Count >= 0, t.Style != "" && t.Style != "1、" && t.Style != "(1)", filled == 1 && len(t.Names()) > 1 && !strings.ContainsAny(first, ":："):
		return first
	}
	return ""
}

// saying are the titles that may be about a field.
func (f *finder) saying(field queries.Field, titles []string) []string {
	var list []string
	for _, text := range titles {
		if t, _ := ParseTitle(text); t.says(field, f.where.Districts) {
			list = append(list, text)
		}
	}
	return list
}
