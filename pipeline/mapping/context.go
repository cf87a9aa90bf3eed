package mapping

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"shixu/pipeline/source"
	"shixu/queries"
)

// contextual says that a field of that type can be read from a title or a name
// without a pattern.
func contextual(t queries.Type) bool {
	return t == queries.Month || t == queries.Year || t == queries.Date || t == queries.District
}

// context finds constants for the fields that have no column: those the
// mapping file gives, and those the dataset lets come from context.
func (f *finder) context(t *source.Table) error {
	titles := f.rowTitles(t)
	for i, field := range f.dataset.Fields {
		if _, ok := f.found[i]; ok || f.beside != nil && (field.Beside != "" || field.Type == queries.Month) {
			continue
		}
		e, listed := f.file.entry(field.Name)
		c := Column{Field: field, Values: e.Values, Separator: e.Separator, Many: e.Many}
		var err error
		switch {
		case listed && e.HasValue:
			c.Constant = e.Value
			if field.Type == queries.Money {
				c.Unit = 1
			}
			if e.HasUnit {
				c.Unit = e.Unit
			}
			c.Percent = e.Percent != nil && *e.Percent
		case listed && e.From == FromName, !listed && f.nameless(i):
			c.From = FromName
			f.note("没有项目编码：编码由区市县代码与项目名称得出（如 510117:科幻馆），以后的报表按区市县和名称对应",
				"there are no project codes: ids are made of the district's code and the name (510117:科幻馆), and later reports are matched by district and name")
		case listed && e.From == FromTitles:
			if c.From = FromTitles; field.Context { // for rows above the first title
				c.Constant, _, err = f.read(field, origins)
			}
		case listed && e.Pattern != nil:
			c.From, c.Pattern = e.From, e.Pattern.String()
			c.Constant, err = f.matched(e)
		case listed:
			c.Constant, c.From, err = f.read(field, []Origin{e.From})
			if err == nil && c.Constant == "" {
				err = f.disagree(e, 0, queries.Words{
					Zh: fmt.Sprintf("%s中没有写%s", originWords[e.From].Zh, field.Title.Zh),
					En: fmt.Sprintf("no %s is written in the %s", field.Name, originWords[e.From].En),
				})
			}
		case field.Context:
			c.Constant, c.From, err = f.read(field, origins)
		}
		if err != nil {
			return err
		}
		if v, ok := c.Values[c.Constant]; ok && c.From != FromMapping {
			c.Constant = v
		}
		if c.From == FromTitles || !listed && Grouping(field) {
			if c.Samples = f.saying(field, titles); c.Samples != nil {
				c.From = FromTitles
			}
		}
		if c.Constant != "" || c.From == FromTitles || c.From == FromName || listed && e.HasValue {
			c.Header = c.From.String()
			f.consts = append(f.consts, c)
		}
	}
	return nil
}

// nameless says that a field registers projects whose codes the table does not
// give, but their names and something else about them.
func (f *finder) nameless(field int) bool {
	if f.dataset.Fields[field].Type != queries.NewProject {
		return false
	}
	named, telling := false, 0
	for i := range f.found {
		named = named || f.dataset.Fields[i].Name == "name"
		if tells(f.dataset.Fields[i]) {
			telling++
		}
	}
	return named && telling > 1
}

// Grouping says that titles inside a table may say the field for the rows below.
func Grouping(field queries.Field) bool {
	switch field.Type {
	case queries.District, queries.Sector, queries.ProjectType:
		return true
	}
	return field.Type == queries.Term && (field.Name == "level" || field.Name == "plan_kind")
}

// String names the table in errors.
func (w Where) String() string {
	if w.Sheet != "" {
		return fmt.Sprintf("%s, sheet %q", w.Path, w.Sheet)
	}
	return w.Path
}

// read finds a field's value in one of the origins; empty where none says it.
func (f *finder) read(field queries.Field, in []Origin) (string, Origin, error) {
	switch field.Type {
	case queries.Month:
		return f.month(field, in)
	case queries.Year:
		return f.year(field, in)
	case queries.Date:
		return f.date(in)
	case queries.District:
		s, o := f.district(in)
		return s, o, nil
	}
	return "", "", nil
}

// matched applies an entry's pattern to its origin. Groups named year, month
// and day make a date; otherwise the group named after the field counts, else
// the first, else the whole match.
func (f *finder) matched(e Entry) (string, error) {
	for _, text := range f.says(e.From) {
		m := e.Pattern.FindStringSubmatch(text)
		if m == nil {
			continue
		}
		var date []string
		for _, part := range []string{"year", "month", "day"} {
			if i := e.Pattern.SubexpIndex(part); i > 0 && m[i] != "" {
				date = append(date, fmt.Sprintf("%02s", strings.TrimSpace(m[i])))
			}
		}
		switch i := e.Pattern.SubexpIndex(e.Field); {
		case len(date) > 0:
			return strings.Join(date, "-"), nil
		case i > 0:
			return m[i], nil
		case len(m) > 1:
			return m[1], nil
		}
		return m[0], nil
	}
	return "", f.disagree(e, 0, queries.Words{
		Zh: fmt.Sprintf("字段 %s 的 pattern %q 在%s（%s）中找不到", e.Field, e.Pattern, originWords[e.From].Zh, quotedZh(f.says(e.From), 3)),
		En: fmt.Sprintf("pattern %q for field %s finds nothing in the %s (%s)", e.Pattern, e.Field, originWords[e.From].En, quoted(f.says(e.From), 3)),
	})
}

var (
	reporter  = regexp.MustCompile(`(?:填报单位|报送单位|上报单位|填报区县|区市县|reporting unit)\s*(?:\([^)]*\))?\s*:\s*([^\s,;:()]+)`)
	separator = regexp.MustCompile(`[\s\-_.,()0-9年月日、]+`)
	districts = regexp.MustCompile(`^\p{Han}{2,8}(?:区|县|市|新区|州|旗)$`)
	general   = regexp.MustCompile(`^(?:全|各|本|区市|市区|县区|区县|新区|市辖)`)
)

// district finds the one reporting unit that an origin names.
func (f *finder) district(in []Origin) (string, Origin) {
	for _, o := range in {
		if o == FromHeader {
			continue
		}
		for _, text := range f.says(o) {
			text = strings.NewReplacer("（", "(", "）", ")", "：", ":", "，", ",").Replace(text)
			if m := reporter.FindStringSubmatch(text); m != nil {
				if name := f.known(m[1]); name != "" {
					return name, o
				}
				if f.where.Districts == nil && districts.MatchString(m[1]) {
					return m[1], o
				}
			}
			if name := f.known(text); name != "" {
				return name, o
			}
			if f.where.Districts != nil || o == FromTitle {
				continue
			}
			for _, part := range separator.Split(text, -1) {
				if districts.MatchString(part) && !general.MatchString(part) {
					return part, o
				}
			}
		}
	}
	return "", ""
}

// known is the one known district that a text names; empty where it names
// none or several. Of names inside each other the longest counts.
func (f *finder) known(text string) string {
	text = fold(text)
	names := slices.Clone(f.where.Districts)
	slices.SortStableFunc(names, func(a, b string) int { return len(b) - len(a) })
	hit := ""
	for _, name := range names {
		n := fold(name)
		if len([]rune(n)) < 2 || !strings.Contains(text, n) {
			continue
		}
		if hit != "" {
			return ""
		}
		hit, text = name, strings.ReplaceAll(text, n, " ")
	}
	return hit
}
