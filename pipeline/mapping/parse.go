package mapping

import (
	"errors"
	"fmt"
	"io"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"shixu/pipeline/source"
	"shixu/queries"
)

// Parse reads the text of a mapping file; name is used in errors. Unknown keys,
// repeated fields and wrong kinds of values are errors.
func Parse(name string, text []byte) (*Mapping, error) {
	m := &Mapping{File: name, lines: map[string]int{}}
	dec := yaml.NewDecoder(strings.NewReader(string(text)))
	var doc yaml.Node
	if err := dec.Decode(&doc); err != nil {
		if errors.Is(err, io.EOF) {
			return nil, &FileError{File: name, Msg: queries.Words{
				Zh: "映射文件是空的；至少要有 dataset: 与 columns:", En: "the mapping is empty; it needs at least dataset: and columns:"}}
		}
		return nil, syntaxError(name, err)
	}
	r := reader{file: name}
	r.each(doc.Content[0], queries.Words{Zh: "映射文件", En: "the mapping"}, func(key string, k, v *yaml.Node) {
		m.lines[key] = k.Line
		switch key {
		case "dataset":
			r.decode(v, &m.Dataset)
		case "sheets":
			r.decode(v, &m.Sheets)
			for _, p := range m.Sheets {
				if _, err := path.Match(p, ""); err != nil {
					r.fail(v, "工作表名模式 %q：%v", "sheet pattern %q: %v", p, err)
				}
			}
		case "rows":
			r.decode(v, &m.Rows)
		case "header_row":
			r.decode(v, &m.HeaderRow)
			r.atLeast(v, m.HeaderRow, 1)
		case "header_rows":
			r.decode(v, &m.HeaderRows)
			r.atLeast(v, int64(m.HeaderRows), 0)
			if m.HeaderRows > source.PreviewRows {
				r.fail(v, "表头最多 %d 行", "a header has at most %d rows", source.PreviewRows)
			}
			m.NoHeader = m.HeaderRows == 0
		case "first_row":
			r.decode(v, &m.FirstRow)
			r.atLeast(v, m.FirstRow, 1)
		case "unit":
			m.Unit = r.unit(v)
		case "only", "except":
			m.Filters = append(m.Filters, r.filters(v, key, key == "except")...)
		case "ignore":
			r.decode(v, &m.Ignore)
		case "columns":
			r.each(v, queries.Words{Zh: "columns", En: "columns"}, func(field string, k, v *yaml.Node) {
				e := r.entry(v)
				e.Field, e.Line = field, k.Line
				m.Columns = append(m.Columns, e)
			})
		default:
			r.unknown(k, "dataset", "sheets", "rows", "header_row", "header_rows", "first_row", "unit", "columns", "ignore", "only", "except")
		}
	})
	if m.Dataset == "" {
		r.fail(doc.Content[0], "缺 dataset；请写明这张表是哪个数据集，如 dataset: investment_report", "dataset is missing; write which dataset the table holds, such as dataset: investment_report")
	}
	if m.NoHeader && m.HeaderRow != 0 {
		r.fail(doc.Content[0], "header_row 与 header_rows: 0 不能并用", "header_row does not go with header_rows: 0")
	}
	if r.err != nil {
		return nil, r.err
	}
	return m, nil
}

var yamlLine = regexp.MustCompile(`^line ([0-9]+): `)

// syntaxError moves the line of a YAML error to where editors look for it.
func syntaxError(name string, err error) error {
	e := &FileError{File: name, Err: err}
	what := strings.TrimPrefix(err.Error(), "yaml: ")
	if m := yamlLine.FindStringSubmatch(what); m != nil {
		e.Line, _ = strconv.Atoi(m[1])
		what = what[len(m[0]):]
	}
	e.Msg = queries.YAMLWords(what)
	return e
}

// A reader decodes nodes and keeps the first error.
type reader struct {
	file string
	err  error
}

func (r *reader) fail(n *yaml.Node, zh, en string, args ...any) {
	r.say(n, both(zh, en, args...))
}

func (r *reader) say(n *yaml.Node, what queries.Words) {
	if r.err == nil {
		r.err = &FileError{File: r.file, Line: n.Line, Msg: what}
	}
}

func (r *reader) decode(n *yaml.Node, into any) {
	if err := n.Decode(into); err != nil {
		r.fail(n, "此处不能写 %q", "%q is not what belongs here", shorten(n.Value, 40))
	}
}

func (r *reader) atLeast(n *yaml.Node, got, least int64) {
	if got < least {
		r.fail(n, "行号从 %d 数起，不能是 %d", "a row is counted from %d, not %d", least, got)
	}
}

func (r *reader) unknown(key *yaml.Node, known ...string) {
	near := closest(key.Value, known)
	r.say(key, queries.Words{
		Zh: fmt.Sprintf("没有 %q 这一项；可写的（相近者在前）有%s", key.Value, quotedZh(near, 4)),
		En: fmt.Sprintf("unknown key %q; known (closest first) are %s", key.Value, quoted(near, 4)),
	})
}

// each visits the pairs of a YAML mapping, refusing repeated keys.
func (r *reader) each(n *yaml.Node, what queries.Words, visit func(key string, k, v *yaml.Node)) {
	if n.Kind == yaml.AliasNode {
		n = n.Alias
	}
	if n.Kind != yaml.MappingNode {
		r.say(n, queries.Words{Zh: what.Zh + "须由“项: 值”组成", En: what.En + " must be key: value pairs"})
		return
	}
	lines := map[string]int{}
	for i := 0; i < len(n.Content); i += 2 {
		k, v := n.Content[i], n.Content[i+1]
		if first, twice := lines[k.Value]; twice {
			r.fail(k, "%s 写了两次，先在第 %d 行；一个字段只对应一列", "%s is given twice, first in line %d; one field takes one column", k.Value, first)
			return
		}
		lines[k.Value] = k.Line
		visit(k.Value, k, v)
	}
}

func (r *reader) unit(n *yaml.Node) int64 {
	u, err := ParseUnit(n.Value)
	if err != nil || n.Kind != yaml.ScalarNode {
		r.fail(n, "没有单位 %q；请写元、千元、万元、百万元、亿元或数字", "unit %q is not known; write 元, 千元, 万元, 百万元, 亿元 or a number", n.Value)
	}
	return u
}

// formats reads one format or a list of them.
func (r *reader) formats(n *yaml.Node) []Format {
	texts := []string{n.Value}
	if n.Kind != yaml.ScalarNode {
		r.decode(n, &texts)
	}
	formats := make([]Format, len(texts))
	for i, text := range texts {
		f, err := ParseFormat(text)
		if err != nil {
			r.fail(n, "%[1]s", "%[2]s", queries.InChinese(err), err)
		}
		formats[i] = f
	}
	return formats
}

var writtenMonth = regexp.MustCompile(`^[12][0-9]{3}-(?:0[1-9]|1[0-2])$`)

// months reads which column is that of which month.
func (r *reader) months(n *yaml.Node) []MonthEntry {
	var list []MonthEntry
	r.each(n, queries.Words{Zh: "months", En: "months"}, func(month string, k, v *yaml.Node) {
		if !writtenMonth.MatchString(month) {
			r.fail(k, "months: %q 不是月份；请写成 2023-09 的样子", "months: %q is no month; write it as 2023-09", month)
		}
		list = append(list, MonthEntry{month, r.header(v)})
	})
	return list
}

// header reads the text of a header, or the number of a column.
func (r *reader) header(n *yaml.Node) string {
	if n.Kind != yaml.ScalarNode || n.Tag != "!!str" || n.Value == "" {
		r.fail(n, "%q 不是表头；请用引号写表头的文字，第三列可写 \"#3\"", "%q is no header; write the header's text in quotes, or \"#3\" for the third column", n.Value)
	}
	return n.Value
}

// entry reads what columns: says of one field.
func (r *reader) entry(n *yaml.Node) (e Entry) {
	if n.Kind == yaml.ScalarNode {
		e.Column = r.header(n)
		return e
	}
	r.each(n, queries.Words{Zh: "一列", En: "a column"}, func(key string, k, v *yaml.Node) {
		switch key {
		case "column":
			r.decode(v, &e.Column)
		case "months":
			e.Months = r.months(v)
		case "value":
			r.decode(v, &e.Value)
			e.HasValue = true
		case "from":
			r.decode(v, &e.From)
			if e.From != FromTitles && e.From != FromName && !slices.Contains(origins, e.From) {
				r.fail(v, "from: %q 不是 title、sheet、filename、folder、header、rowtitle、name 之一", "from: %q is none of title, sheet, filename, folder, header, rowtitle, name", v.Value)
			}
		case "pattern":
			re, err := regexp.Compile(v.Value)
			if err != nil {
				r.fail(v, "正则表达式（pattern）有误：%v", "pattern: %v", err)
			}
			e.Pattern = re
		case "unit":
			e.Unit, e.HasUnit = r.unit(v), true
		case "percent":
			e.Percent = new(bool)
			r.decode(v, e.Percent)
		case "part":
			r.decode(v, &e.Part)
			if e.Part != firstDate && e.Part != lastDate {
				r.fail(v, "part: %q 既非 first 也非 last", "part: %q is neither first nor last", v.Value)
			}
		case "format":
			e.Formats = r.formats(v)
		case "values":
			r.decode(v, &e.Values)
		case "separator":
			r.decode(v, &e.Separator)
		case "many":
			r.decode(v, &e.Many)
		default:
			r.unknown(k, "column", "months", "value", "from", "pattern", "unit", "percent", "part", "format", "values", "separator", "many")
		}
	})
	given := 0
	for _, is := range []bool{e.Column != "", len(e.Months) > 0, e.HasValue, e.From != ""} {
		if is {
			given++
		}
	}
	switch {
	case given != 1:
		r.fail(n, "一列须且只须写 column、months、value、from 之一", "a column needs exactly one of column, months, value and from")
	case e.Pattern != nil && e.From == "":
		r.fail(n, "pattern 须与 from 同用", "pattern goes with from")
	case e.Part != "" && e.Column == "":
		r.fail(n, "part 须与 column 同用", "part goes with column")
	case len(e.Formats) > 0 && e.Column == "":
		r.fail(n, "format 须与 column 同用", "format goes with column")
	case (e.Separator == "") != (e.Many == ""):
		r.fail(n, "separator 与 many 须同用：一格写了几个时，该行记作 many", "separator and many go together: where a cell names several, many stands for the row")
	}
	return e
}
