package source

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/simplifiedchinese"
)

const page = `<html xmlns:x="urn:schemas-microsoft-com:office:excel">
<head><meta http-equiv="Content-Type" content="text/html; charset=gb2312"><style>td {mso-number-format:"\@"}</style></head>
<body><div>重点项目</div>
<table border=1>
<tr><td colspan=4>2023年9月重点项目&nbsp;进度表</td></tr>
<tr><th rowspan=2>项目<br>编码</th><th colspan=2>本期完成</th><th rowspan=2>备注</th></tr>
<tr><th>完成投资(万元)</th><th>占比(%)</th></tr>
<tr><td>P1</td><td align=right>1,234.5</td><td>10</td><td rowspan=2>A &amp; B</td></tr>
<tr><td>P2</td><td>5<td>20
<tr></tr>
<tr><td>P3</td><td>6</td><td>30</td><td></td><td>多</td></tr>
</table></body></html>`

// TestHTML reads the table of a web page like a sheet.
func TestHTML(t *testing.T) {
	conn := connect(t)
	for name, text := range map[string]string{"utf-8": page, "gb18030": encoded(t, simplifiedchinese.GB18030, page), "xml": `<?xml version="1.0"?>` + page} {
		t.Run(name, func(t *testing.T) {
			f := mustOpen(t, write(t, "报表.xls", text), Options{})
			if f.Format != HTML || len(f.Tables) != 1 || f.Tables[0].Sheet != "" {
				t.Fatalf("%s with %d tables", f.Format, len(f.Tables))
			}
			table := f.Tables[0]
			if diff := cmp.Diff([][]string{
				{"2023年9月重点项目 进度表", "2023年9月重点项目 进度表", "2023年9月重点项目 进度表", "2023年9月重点项目 进度表"},
				{"项目 编码", "本期完成", "本期完成", "备注"},
				{"项目 编码", "完成投资(万元)", "占比(%)", "备注"},
			}, table.Preview[:3]); diff != "" {
				t.Errorf("preview (-want +got):\n%s", diff)
			}
			c, err := tryReadColumns(t.Context(), conn, table, 4, 4)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(map[int64][]string{4: {"P1", "1,234.5", "10", "A & B"}, 5: {"P2", "5", "20", "A & B"}}, c.Rows); diff != "" {
				t.Errorf("rows (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff([]string{"7 too_many_columns"}, c.codes()); diff != "" {
				t.Errorf("set aside (-want +got):\n%s", diff)
			}
		})
	}
}

// TestHTMLTables: tables inside a table that lays the page out are the tables,
// and are told apart by number.
func TestHTMLTables(t *testing.T) {
	f := mustOpen(t, write(t, "a.html", "<table><tr><td><table><tr><td>a<td>b</table><td><table><tr><td>c</table></table>"), Options{})
	var got []string
	for _, table := range f.Tables {
		got = append(got, table.Sheet+":"+strings.Join(table.Preview[0], ","))
	}
	if diff := cmp.Diff([]string{"1:a,b", "2:c"}, got); diff != "" {
		t.Error(diff)
	}
}

// FuzzHTML: no page makes it panic, or take memory beyond its size.
func FuzzHTML(f *testing.F) {
	f.Add(page)
	f.Add("<table><tr><td rowspan=1000 colspan=1000>x<td rowspan=-1 colspan=99999999999>y<tr><td>z")
	f.Add("<!-- <table> --><TABLE><TR><TD>")
	f.Fuzz(func(t *testing.T, text string) {
		file := &File{Path: "a.html", Encoding: utf8Text}
		if err := openHTML(file, strings.NewReader(text), int64(len(text))); err != nil {
			return
		}
		for _, table := range file.Tables {
			rows, err := table.rows(t.Context(), 1, table.Width)
			if err != nil {
				t.Fatal(err)
			}
			for last := int64(0); ; {
				row, _, err := rows.next()
				if err != nil {
					break
				}
				if row <= last {
					t.Fatalf("row %d after %d", row, last)
				}
				last = row
			}
		}
	})
}
