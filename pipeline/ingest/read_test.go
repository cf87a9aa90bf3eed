package ingest_test

import (
	"fmt"
	"maps"
	"math/big"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"shixu/pipeline/ingest"
	"shixu/pipeline/warehouse"
	"shixu/queries"
)

// A reader reads cells with the macros of queries/load/read.sql.
type reader struct{ w *warehouse.Warehouse }

func newReader(t *testing.T) reader {
	t.Helper()
	w, err := warehouse.Open(t.Context(), warehouse.Options{Definitions: queries.Definitions()[:1], Now: now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { w.Close() })
	if _, err := w.DB.Exec(`CREATE MACRO kind_of_row(cells, named, paid) AS coalesce(split_part(row_kind(concat(cells, chr(31), named, chr(31), paid)), chr(31), 1), '')`); err != nil {
		t.Fatal(err)
	}
	return reader{w}
}

// reads compares what an expression makes of cells; pairs are the cells, each
// with what is wanted.
func (r reader) reads(t *testing.T, expr string, pairs []string) {
	t.Helper()
	var cells []string
	for i := 0; i < len(pairs); i += 2 {
		cells = append(cells, pairs[i])
	}
	got, err := r.read(expr, cells)
	if err != nil {
		t.Errorf("%s: %v", expr, err)
		return
	}
	for i, c := range cells {
		if want := pairs[2*i+1]; got[i] != want {
			t.Errorf("%s of %q: got %q, want %q", expr, c, got[i], want)
		}
	}
}

// read evaluates an expression over x for every cell, as text; "" is NULL.
func (r reader) read(expr string, cells []string) ([]string, error) {
	rows, err := r.w.DB.Query(`SELECT CAST((`+expr+`) AS VARCHAR) FROM (SELECT unnest(CAST(? AS VARCHAR[])) AS x)`, cells)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var got []string
	for rows.Next() {
		var v *string
		if err := rows.Scan(&v); err != nil {
			return nil, err
		}
		if v == nil {
			v = new(string)
		}
		got = append(got, *v)
	}
	return got, rows.Err()
}

// asDate shows a date as "2023-09-30 month".
const asDate = "list_transform([read_date(x)], lambda d: CAST(d.value AS VARCHAR) || ' ' || d.precision)[1]"

// TestReadCells reads one spelling after another. "" stands for NULL: blank or
// not to be read.
func TestReadCells(t *testing.T) {
	t.Parallel()
	r := newReader(t)
	for _, tt := range []struct {
		expr  string
		cells []string // cell, want, cell, want, …
	}{
		{"read_money(x, 1)", []string{
			"1,584,946.56", "1584946.56", "1584946.56", "1584946.56", "１，５８４．５", "1584.50", "1,5849", "15849.00",
			"1 584 946.56", "1584946.56", " 12.5 ", "12.50", "\u00a012.5\u00a0", "12.50", "\t5\n", "5.00", "　5　", "5.00",
			"(12.5)", "-12.50", "（12.5）", "-12.50", "-12.5", "-12.50", "－12.5", "-12.50", "−12.5", "-12.50", "+5", "5.00",
			"¥3", "3.00", "￥ 3", "3.00", "RMB3", "3.00", "约5", "5.00", "约5亿元", "500000000.00", "近 5 亿元", "500000000.00",
			"5亿元", "500000000.00", "3000万", "30000000.00", "3,000万元", "30000000.00", "12.5元", "12.50", "5百万", "5000000.00", "5千万元", "50000000.00", "7千元", "7000.00", "-5亿元", "-500000000.00",
			"1e5", "100000.00", "1.5E-1", "0.15", "1.58494656E+06", "1584946.56", "1.4551915228366852E-11", "0.00", "-6.3e-05", "0.00",
			"3.005", "3.01", "-3.005", "-3.01", "3.00499999999999", "3.00", "1234.004999999999", "1234.00", ".5", "0.50", "5.", "5.00", "0", "0.00", "-0", "0.00",
			"9999999999999999.99", "9999999999999999.99", "10000000000000000", "", "999999999999999999e1", "", "999999999999999999e\n", "", "99999999999亿", "", "1e30", "", "1e400", "",
			"inf", "", "nan", "", "infinity", "", "true", "", "0x10", "", "50%", "", "1.2.3", "", "--5", "",
			"1584946,56", "", "1.584.946,56", "", "1.584,946", "", "1,2", "", "5万亿", "", "5亿左右", "", "三亿", "", "待定", "", "5万元/年", "", "5（万元）", "",
			"", "", "-", "", "—", "", "——", "", "/", "", "无", "", "N/A", "", "null", "", "　", "", "\u00a0", "", "－", "",
		}},
		{"read_money(x, 10000)", []string{
			"1,584,946.56", "15849465600.00", "1.0000005", "10000.01", "1.00000049999", "10000.00", "1.234567890123", "12345.68", "-1.0000005", "-10000.01",
			"99999999.999999", "999999999999.99", "999999999999", "9999999999990000.00", "1000000000000", "", "99999999999999999999", "", "5亿元", "500000000.00", "5元", "5.00", "1e5", "1000000000.00", "1.4E-11", "0.00",
		}},
		{"read_money(x, 100000000)", []string{
			"1.12345678", "112345678.00", "1.12345678901", "112345678.90", "0.00000000005", "0.01", "20", "2000000000.00", "100.5", "10050000000.00", "5万元", "50000.00", "99999999.99", "9999999999000000.00", "100000000", "",
		}},
		{"read_money(x, 1000000000000)", []string{"0.5", "500000000000.00", "999999999999999999", "", "-999999999999999999.9999999999", ""}},
		{"read_number(x)", []string{"1,000.5", "1000.500000", "３．５", "3.500000", "(3)", "-3.000000", "5亿", "500000000.000000", "99.9%", "", "5分", "", "1000000000000000000", "", "nan", "", "", ""}},
		{"read_integer(x)", []string{"1", "1", "1.0", "1", "1.5", "", "1,000", "1000", "三季度", "3", "第三季度", "3", "3季度", "3", "4季", "4", "5季度", "", "１", "1", "2147483647", "2147483647", "2147483648", "", "99999999999999999999", "", "-", ""}},
		{"read_ratio(x, true)", []string{"81.4", "0.814000", "81.4%", "0.814000", "81.4％", "0.814000", "８１．４％", "0.814000", "0.814", "0.008140", "100", "1.000000", "-5", "-0.050000", "1.00005", "0.010001"}},
		{"read_ratio(x, false)", []string{"0.814", "0.814000", "81.4%", "0.814000", "约80%", "0.800000", "(5%)", "-0.050000", "1,234%", "12.340000", "5%%", "", "5%5", "", "%", "", "%5", "", "5‰", "", "八成", "", "99999999", "", "", ""}},
		{"read_boolean(x)", []string{"是", "true", "√", "true", "Y", "true", " yes ", "true", "１", "true", "　是", "true", "否", "false", "×", "false", "0", "false", "也许", "", "", ""}},
		{"read_year(x)", []string{"2023", "2023", "2023年", "2023", "2023年度", "2023", "2023 年", "2023", "2023.0", "2023", "２０２３", "2023", " 2023\u00a0", "2023", "2203", "2203", "23", "", "2023-09", "", "12023", "", "", ""}},
		{asDate, []string{
			"2023-09-15", "2023-09-15 day", "2023/9/5", "2023-09-05 day", "2023.9.5", "2023-09-05 day", "20230915", "2023-09-15 day", "2023年9月5日", "2023-09-05 day", "2023年9月5号", "2023-09-05 day", "２０２３－０９－０５", "2023-09-05 day",
			"2023-09-05 08:30:00", "2023-09-05 day", "2023-09-05T08:30:00Z", "2023-09-05 day", "2023-9-5 0:00:00", "2023-09-05 day", "2023年9月30日前", "2023-09-30 day", "2023年9月5日 08:30", "2023-09-05 day", "2023-09-05 08:30:00.000", "2023-09-05 day", "2023-9-5 8:30", "2023-09-05 day", "2023年\n9月5日", "2023-09-05 day", "2024-02-29", "2024-02-29 day",
			"45108", "2023-07-01 day", "45108.0", "2023-07-01 day", "45108.75", "2023-07-01 day", "20000", "1954-10-03 day",
			"2023年7月", "2023-07-31 month", "2023.07", "2023-07-31 month", "2023-07", "2023-07-31 month", "2023/7", "2023-07-31 month", "202307", "2023-07-31 month", "2023年7月底", "2023-07-31 month", "2023年7月份", "2023-07-31 month", "2023 年 7 月", "2023-07-31 month", "2023\u00a0年7月", "2023-07-31 month", "2024年2月", "2024-02-29 month",
			"2023年三季度", "2023-09-30 quarter", "2023年第三季度", "2023-09-30 quarter", "2023年3季度", "2023-09-30 quarter", "2023Q3", "2023-09-30 quarter", "2023-Q3", "2023-09-30 quarter", "２０２３Ｑ３", "2023-09-30 quarter", "2023年四季度末", "2023-12-31 quarter", "2023一季度", "2023-03-31 quarter",
			"2023年上半年", "2023-06-30 half_year", "2023年下半年", "2023-12-31 half_year", "2024H2", "2024-12-31 half_year", "2024上半年", "2024-06-30 half_year",
			"2023", "2023-12-31 year", "2023年", "2023-12-31 year", "2023.0", "2023-12-31 year", "2023年底", "2023-12-31 year", "2203年", "2203-12-31 year",
			"待定", "", "未定", "", "TBD", "", "—", "", "", "", "\u00a0", "",
			"2023年13月", "", "2023-13", "", "202313", "", "2023-02-30", "", "2023年2月29日", "", "20230230", "", "2023-00-10", "", "2023年0月", "", "0000年", "",
			// Ranges are more than a date.
			"2023-2025", "", "2023—2025年", "", "2023.03-2025.12", "", "2023年3月至2025年12月", "", "2023年3-5月", "", "2023.3-5", "", "2023-3-5月", "", "2023-09-01至2023-10-01", "", "2023-09-01 - 2023-10-01", "", "2023-09-15左右起", "",
			"三季度", "", "9月", "", "今年底", "", "7/5/2023", "", "infinity", "", "-infinity", "", "0044-03-15 (BC)", "", "99999-01-01", "", "5877642-06-24", "", "2023年5季度", "",
		}},
		{"read_month(x)", []string{
			"2023-09", "2023-09-01", "2023年9月", "2023-09-01", "2023.9", "2023-09-01", "2023.1", "", "2023.01", "2023-01-01", "2023.10", "2023-10-01", "202309", "2023-09-01", "2023-09-30", "2023-09-01", "２０２３年９月", "2023-09-01", "2023年9月份", "2023-09-01", "45170", "2023-09-01", "45170.5", "2023-09-01",
			"2023年1-9月", "2023-09-01", "2023年1—9月", "2023-09-01", "2023年1至9月", "2023-09-01", "2023年1月-9月", "2023-09-01", "2023年01-09月", "2023-09-01", "2023.1-9", "2023-09-01", "2023/1-9月", "2023-09-01", "2023年1-12月", "2023-12-01", "２０２３年１－９月", "2023-09-01",
			"2023年2-9月", "", "2023年11-12月", "", "2023年1-13月", "", "2023年13月", "", "2023", "", "2023年三季度", "", "9月", "", "待定", "", "infinity", "", "5877642-06-24", "", "", "",
		}},
		{"read_text(x)", []string{" a ", "a", "\u00a0郫都\u00a0", "郫都", "　郫都　", "郫都", "a\n", "a", "a b", "a b", "-", "", "无", "", "\t", "", "　", ""}},
		{"one_line(x)", []string{"新项目\n一期", "新项目一期", "丙\r\n公\n司", "丙公司", "Metro\nLine 7", "Metro Line 7", "7 \n 号线", "7 号线", "a b", "a b", "", ""}},
		{"name_key(x)", []string{"南 宁 市", "南宁市", "（3）银川市", "3银川市", "ＡＢＣ区", "abc区", "Ｐ－１", "p1", "★地铁 7 号线", "地铁7号线", "“天府”", "天府", "\u00a0郫\u00a0", "郫", "A-B_c", "abc"}},
		{"is_zero(x)", []string{"0", "true", "0.00", "true", "０", "true", " -0 ", "true", "0万元", "true", "0.", "true", "00", "true", ".0", "false", "10", "false", "0.01", "false", "0%", "false", "—", "false", "", "false", "零", "false"}},
		{"is_blank(x)", []string{"", "true", " ", "true", "　", "true", "\u00a0", "true", "-", "true", "——", "true", "－", "true", "/", "true", "\\", "true", "暂无", "true", "n/a", "true", "NULL", "true", "0", "false", "待定", "false", "无锡", "false", "---", "false"}},
		{"is_blank_date(x)", []string{"待定", "true", "未明确", "true", "tbd", "true", "　待定　", "true", "待定2023", "false", "2023", "false"}},
		{"kind_of_row(x, '', '')", []string{
			"合计", "subtotal", "合 计", "subtotal", "（合计）", "subtotal", "全市合计", "subtotal", "合计金额", "subtotal", "全市", "subtotal", "Total", "subtotal", "Grand total:", "subtotal", "Total (32 projects)", "subtotal", "交通小计", "subtotal", "交通小计（共12项）", "subtotal",
			"备注：标★的为重大项目", "note", "注:", "note", "填表人：张三", "note", "附件1：", "note", "数据来源：统计局", "note",
			"一、基础设施类（共32项）", "title", "（一）交通（104项）", "title", "Ⅰ、机场（9项）", "title", "——铁路", "title", "【预备】(1个)", "title", "1、合肥市(915个)", "title", "续建项目(597个)", "title", "续建项目", "title", "省级重点项目", "title",
			"办事大厅", "", "汉中综合保税区", "", "君澜府小区", "", "小计算机中心", "", "总计划展览馆", "", "注水工程", "", "说明书印刷厂", "", "一号线", "", "(3)银川市", "", "续建路", "", "Total Rehabilitation", "", "", "empty",
		}},
		{"kind_of_row(x, '', 'paid')", []string{"", "", "一、基础设施类", "title", "一、二号线工程", "", "三、四期扩建", "", "续建项目", "title", "合计", "subtotal", "汉中综合保税区", ""}},
		// first cell, name
		{"kind_of_row(concat(x, chr(30), '智慧平台'), '智慧平台', '')", []string{"全市", "", "1", "", "一", "title", "（一）", "title", "郫都区", ""}},
		{"kind_of_row(concat(x, chr(30), '16'), '16', 'paid')", []string{"南宁市人民政府", "title", "计划新开工项目", "title", "12", "", "合计", "subtotal"}},
		{"kind_of_row(concat(x, chr(30), '小计'), '小计', 'paid')", []string{"郫都区", "subtotal", "3", "subtotal"}},
		{"kind_of_row(concat(x, chr(30), '小计'), '', 'paid')", []string{"郫都区", "subtotal", "3", "subtotal"}},
		{"kind_of_row(concat(x, chr(30), '小计算机中心'), '', 'paid')", []string{"郫都区", ""}},
		// Amounts in columns that are not read, and an owner.
		{"kind_of_row(concat(x, chr(30), '1234.5', chr(30), '1,234', chr(30), '50%'), '', 'paid')", []string{"一、重大产业化项目（共46项）", "title", "小计", "subtotal", "续建项目", "title", "一号路", ""}},
		{"split_part(row_kind(concat(x, chr(30), '1234', chr(31), '', chr(31), '')), chr(31), 2)", []string{"一、交通（5项）", "一、交通（5项）"}},
		{"kind_of_row(concat(x, chr(30), '某公司'), x, 'paid')", []string{"污水处理厂（共3个）", "", "一、基础设施类（共32项）", "", "续建项目", ""}},
		{"split_part(row_kind(concat(x, chr(30), '小计', chr(30), '共2项', chr(30), '150', chr(30), '1,234.5', chr(31), '', chr(31), 'paid')), chr(31), 2)", []string{"郫都区", "郫都区 小计 共2项"}},
		{"split_part(row_kind(concat(x, chr(30), '共19项', chr(31), x, chr(31), '')), chr(31), 2)", []string{"计划新开工项目", "计划新开工项目（19个）", "一、交通", "一、交通（19个）"}},
	} {
		r.reads(t, tt.expr, tt.cells)
	}
}

// fen is an amount's text in a unit, as hundredths of the currency, rounded
// half away from zero.
func fen(t interface{ Fatalf(string, ...any) }, text string, unit int64) *big.Int {
	v, ok := new(big.Rat).SetString(text)
	if !ok {
		t.Fatalf("%q is no number", text)
	}
	v.Mul(v, new(big.Rat).SetInt64(100*unit))
	half := big.NewRat(1, 2)
	if v.Sign() < 0 {
		half.Neg(half)
	}
	v.Add(v, half)
	return new(big.Int).Quo(v.Num(), v.Denom())
}

// yuan shows hundredths as DuckDB shows DECIMAL(18, 2).
func yuan(fen *big.Int) string {
	a := new(big.Int).Abs(fen).String()
	if len(a) < 3 {
		a = strings.Repeat("0", 3-len(a)) + a
	}
	s := a[:len(a)-2] + "." + a[len(a)-2:]
	if fen.Sign() < 0 {
		s = "-" + s
	}
	return s
}

// Units people report in, and a mapping's word for each.
var units = []struct {
	unit int64
	word string
}{{1, "元"}, {1e3, "千元"}, {1e4, "万元"}, {1e6, "百万元"}, {1e7, "千万元"}, {1e8, "亿元"}}

// spelled writes a plain number in one of the ways people do.
func spelled(t *rapid.T, number string) string {
	whole, decimals, _ := strings.Cut(strings.TrimPrefix(number, "-"), ".")
	if decimals != "" {
		decimals = "." + decimals
	}
	minus := strings.HasPrefix(number, "-")
	if rapid.Bool().Draw(t, "thousands") {
		for i := len(whole) - 3; i > 0; i -= 3 {
			whole = whole[:i] + "," + whole[i:]
		}
	}
	s := whole + decimals
	if minus {
		s = rapid.SampledFrom([]string{"-%s", "(%s)", "（%s）", "－%s", "−%s"}).Draw(t, "minus")
		s = fmt.Sprintf(s, whole+decimals)
	}
	if rapid.Bool().Draw(t, "wide") {
		s = strings.Map(func(r rune) rune {
			if r > ' ' && r <= '~' {
				return r + 0xFEE0
			}
			return r
		}, s)
	}
	margin := rapid.SampledFrom([]string{"", " ", "　", "\u00a0", "\t"}).Draw(t, "margin")
	return margin + s + rapid.SampledFrom([]string{"", " ", "　", "\u00a0"}).Draw(t, "end")
}

// number draws a plain decimal number with so many digits before the point.
func number(digits int) *rapid.Generator[string] {
	return rapid.StringMatching(fmt.Sprintf(`-?(0|[1-9][0-9]{0,%d})(\.[0-9]{0,9}(0{3}|9{3}|5|4999999|5000001|))?`, digits-1)).
		Filter(func(s string) bool { return !strings.HasSuffix(s, ".") })
}

// TestMoneyIsExact formats amounts in every supported way and unit, and reads
// back the same fen.
func TestMoneyIsExact(t *testing.T) {
	t.Parallel()
	r := newReader(t)
	rapid.Check(t, func(t *rapid.T) {
		u := rapid.SampledFrom(units).Draw(t, "unit")
		var cells, want []string
		for range 40 {
			n := number(8).Draw(t, "number")
			cells, want = append(cells, spelled(t, n)), append(want, yuan(fen(t, n, u.unit)))
		}
		got, err := r.read(fmt.Sprintf("read_money(x, %d)", u.unit), cells)
		if err != nil {
			t.Fatal(err)
		}
		for i := range cells {
			if got[i] != want[i] {
				t.Errorf("%q in %s: got %s, want %s", cells[i], u.word, got[i], want[i])
			}
		}
	})
}

// TestLoadedMoneyIsExact is the same through a whole load, where clean cells
// take the short way.
func TestLoadedMoneyIsExact(t *testing.T) {
	c := newCity(t)
	c.register()
	loads := 0
	rapid.Check(t, func(t *rapid.T) {
		loads++
		u := rapid.SampledFrom(units).Draw(t, "unit")
		var want []string
		text := "项目编码,年度,年度计划投资(" + u.word + ")\n"
		for i := range 100 {
			n := strings.TrimPrefix(number(4).Draw(t, "number"), "-")
			text += fmt.Sprintf("P1,%d,%s\n", 1950+i, n)
			want = append(want, yuan(fen(t, n, u.unit)))
		}
		res := c.load("annual_plan", fmt.Sprintf("plan%d.csv", loads), text)
		if res.Err != nil || res.SetAside > 0 {
			t.Fatalf("%+v", res)
		}
		got := c.value("SELECT string_agg(planned_investment, ' ' ORDER BY year) FROM annual_plan")
		if got != strings.Join(want, " ") {
			t.Errorf("in %s: got %s, want %s", u.word, got, want)
		}
	})
}

// TestDatesRoundTrip writes days and periods in every supported way.
func TestDatesRoundTrip(t *testing.T) {
	t.Parallel()
	r := newReader(t)
	quarters := []string{"一", "二", "三", "四"}
	rapid.Check(t, func(t *rapid.T) {
		var cells, want, months []string
		for range 20 {
			d := time.Date(1950, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, rapid.IntRange(0, 55000).Draw(t, "day"))
			y, m := d.Year(), int(d.Month())
			add := func(last time.Time, precision string, forms ...string) {
				f := rapid.SampledFrom(forms).Draw(t, "form")
				cells, want = append(cells, f), append(want, last.Format(time.DateOnly)+" "+precision)
				months = append(months, "")
				if precision == "day" || precision == "month" {
					months[len(months)-1] = d.Format("2006-01") + "-01"
				}
			}
			end := func(months int) time.Time { return time.Date(y, time.Month(months+1), 0, 0, 0, 0, 0, time.UTC) }
			serial := int(d.Sub(time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)).Hours() / 24)
			days := []string{d.Format("2006-01-02"), d.Format("2006-1-2"), d.Format("2006/1/2"), d.Format("2006.01.02"), d.Format("20060102"), d.Format("2006年1月2日"), d.Format("2006年01月02号"), d.Format("2006-01-02 15:04:05"), d.Format(time.RFC3339), " " + d.Format("2006-01-02") + "　"}
			if serial >= 20000 && serial < 50000 {
				days = append(days, strconv.Itoa(serial), strconv.Itoa(serial)+".0")
			}
			add(d, "day", days...)
			add(end(m), "month", d.Format("2006-01"), d.Format("2006/1"), d.Format("2006.01"), d.Format("200601"), d.Format("2006年1月"), d.Format("2006年01月份"), d.Format("2006 年 1 月"), d.Format("2006年1月底"))
			q := (m + 2) / 3
			add(end(3*q), "quarter", fmt.Sprintf("%d年%s季度", y, quarters[q-1]), fmt.Sprintf("%d年第%s季度", y, quarters[q-1]), fmt.Sprintf("%d年%d季度", y, q), fmt.Sprintf("%dQ%d", y, q), fmt.Sprintf("%d-Q%d", y, q))
			h := (m + 5) / 6
			add(end(6*h), "half_year", fmt.Sprintf("%d年%s半年", y, []string{"上", "下"}[h-1]), fmt.Sprintf("%dH%d", y, h))
			add(end(12), "year", fmt.Sprintf("%d", y), fmt.Sprintf("%d年", y), fmt.Sprintf("%d年底", y), fmt.Sprintf("%d.0", y))
		}
		for _, read := range []struct {
			expr string
			want []string
		}{{asDate, want}, {"read_month(x)", months}} {
			got, err := r.read(read.expr, cells)
			if err != nil {
				t.Fatal(err)
			}
			for i := range cells {
				if got[i] != read.want[i] {
					t.Errorf("%s of %q: got %q, want %q", read.expr, cells[i], got[i], read.want[i])
				}
			}
		}
	})
}

// readers is every macro a cell of unknown text may go through.
var readers = []string{
	"read_money(x, 1)", "read_money(x, 1000)", "read_money(x, 10000)", "read_money(x, 100000000)", "read_money(x, 1000000000000)", "read_money(x, 5000)",
	"read_number(x)", "read_integer(x)", "read_ratio(x, true)", "read_ratio(x, false)", "read_month(x)", "read_date(x)", "read_boolean(x)", "read_year(x)",
	"read_text(x)", "name_key(x)", "is_blank(x)", "is_zero(x)", "is_blank_date(x)", "kind_of_row(x, '', '')", "kind_of_row(concat('a', chr(30), x), x, 'paid')", "row_kind(x)",
}

// odd draws texts from what makes readers stumble.
func odd() *rapid.Generator[string] {
	part := rapid.OneOf(
		rapid.SampledFrom(strings.Split("0 1 2 9 . , - + / ( ) % e E : T Z _ ' \" \\ ~ $ ^ [ ] * ? | { } ０ ９ ． ， － （ ） ％ 年 月 日 号 季度 上半年 下半年 第 三 十 底 前 约 亿 万 千 元 ¥ 合计 备注： 无 待定 — − \u00a0 \u200b \ufeff Q3 H1 2023 202309 45108 99999999999999999999 999999999999999999 e308 e-400 infinity epoch nan (BC) -0001 5877642-06-24 9999-12-31 290000-01-01", " ")),
		rapid.StringN(0, 3, -1), rapid.SampledFrom([]string{" ", "\t", "\n", "\x00", "😀"}),
	)
	return rapid.Map(rapid.SliceOfN(part, 0, 6), func(parts []string) string { return strings.ToValidUTF8(strings.Join(parts, ""), "�") })
}

// TestNoCellFailsAFile gives odd texts to every macro: a value or NULL, and
// never an exception, which would stop all other rows.
func TestNoCellFailsAFile(t *testing.T) {
	t.Parallel()
	r := newReader(t)
	all := strings.Join(readers, "), hash(")
	rapid.Check(t, func(t *rapid.T) {
		cells := rapid.SliceOfN(odd(), 100, 100).Draw(t, "cells")
		if _, err := r.read("[hash("+all+")]", cells); err != nil {
			t.Fatal(err)
		}
	})
}

// TestNoRowFailsAFile loads odd texts in every column of every dataset.
func TestNoRowFailsAFile(t *testing.T) {
	c := newCity(t)
	c.register()
	all, err := queries.Datasets()
	if err != nil {
		t.Fatal(err)
	}
	files := 0
	rapid.Check(t, func(t *rapid.T) {
		for _, name := range slices.Sorted(maps.Keys(all)) {
			files++
			path := c.write(filepath.Join("odd", fmt.Sprintf("%s%d.csv", name, files)), oddFile(t, all[name]))
			res := c.run(ingest.Job{Name: name, Dataset: name, Files: []string{path}})
			if res.Err != nil {
				t.Fatalf("%s: %v", name, res.Err)
			}
			if got := res.New + res.Changed + res.Same + res.SetAside; got != res.Read {
				t.Errorf("%s: %d rows read, %+v", name, res.Read, res.Counts)
			}
		}
	})
	// What was taken can be looked at.
	for _, view := range views(t, c.w.DB) {
		c.value("SELECT count(*) FROM (SELECT hash(v) FROM " + view + " AS v)")
	}
}

// oddFile draws a file of a dataset, with odd texts in every column.
func oddFile(t *rapid.T, d *queries.Dataset) string {
	var b strings.Builder
	var header []string
	for _, f := range d.Fields {
		title := f.Title.Zh
		if len(f.Names) > 0 {
			title = f.Names[0]
		}
		if f.Type == queries.Money {
			title += rapid.SampledFrom([]string{"(元)", "(万元)", "(亿元)", "(万亿元)"}).Draw(t, "unit")
		}
		header = append(header, strings.NewReplacer("{y}", "2023", "{m}", "9", "{q}", "3").Replace(title))
	}
	b.WriteString(strings.Join(header, ",") + "\n")
	for range 20 {
		for i, f := range d.Fields {
			cell := odd().Draw(t, "cell")
			switch {
			case f.Type == queries.Project && rapid.Bool().Draw(t, "known"):
				cell = "P1"
			case f.Required && len(f.Terms) > 0 && rapid.Bool().Draw(t, "good"):
				term := rapid.SampledFrom(slices.Sorted(maps.Keys(f.Terms))).Draw(t, "term")
				cell = f.Terms[term][0]
			}
			if i > 0 {
				b.WriteByte(',')
			}
			b.WriteString(`"` + strings.NewReplacer(`"`, `""`, "\x00", "").Replace(cell) + `"`)
		}
		b.WriteByte('\n')
	}
	return b.String()
}
