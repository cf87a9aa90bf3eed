package mapping_test

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"shixu/pipeline/mapping"
)

func TestNormalize(t *testing.T) {
	for header, want := range map[string]string{
		"完成投资（万元）":                   "完成投资",
		"完成投资(RMB 10k)":              "完成投资",
		"总投资万元":                      "总投资",
		"总投资（数值，万元）":                 "总投资",
		"总投资（含单位）":                   "总投资",
		"总投资(万美元)":                   "总投资(万美元)",
		"占年度计划(%)":                   "占年度计划",
		"完成率％":                       "完成率",
		"★项目名称":                      "项目名称",
		"项 目\n名 称*":                  "项目名称",
		"Project_ID":                 "projectid",
		"project-id":                 "projectid",
		"区（市）县":                      "区(市)县",
		"区【市】县":                      "区(市)县",
		"2023年1-9月累计完成投资":            "{y}年1-{m}月累计完成投资",
		"２０２３年１—９月累计完成投资":            "{y}年1-{m}月累计完成投资",
		"二〇二三年一至九月累计完成投资":            "{y}年1-{m}月累计完成投资",
		"9月完成投资":                     "{m}月完成投资",
		"9月份完成投资":                    "{m}月完成投资",
		"1月完成投资":                     "{m}月完成投资",
		"3-9月完成投资":                   "3至{m}月完成投资",
		"13月完成投资":                    "13月完成投资",
		"2023年度计划投资":                 "{y}年度计划投资",
		"前三季度完成投资":                   "前{q}季度完成投资",
		"统一月报":                       "统一月报",
		"计划开工时间（年/月）":                "计划开工时间",
		"年月":                         "年月",
		"（万元）":                       "",
		"":                           "",
		"{y}年1-{m}月累计完成投资":           "{y}年1-{m}月累计完成投资",
		"Forecast Completion":        "forecastcompletion",
		"Total Investment (million)": "totalinvestment",
	} {
		if got := mapping.Normalize(header); got != want {
			t.Errorf("Normalize(%q) = %q, want %q", header, got, want)
		}
	}
}

func TestParseUnit(t *testing.T) {
	for text, want := range map[string]int64{
		"元": 1, "千元": 1e3, "万元": 1e4, "百万元": 1e6, "亿元": 1e8, "亿": 1e8,
		"人民币万元": 1e4, "RMB 10k": 1e4, "CNY million": 1e6, "10000": 1e4, "10,000 yuan": 1e4,
	} {
		got, err := mapping.ParseUnit(text)
		if got != want || err != nil {
			t.Errorf("ParseUnit(%q) = %d, %v, want %d", text, got, err, want)
		}
		if again, err := mapping.ParseUnit(mapping.FormatUnit(got)); again != got || err != nil {
			t.Errorf("ParseUnit(FormatUnit(%d)) = %d, %v", got, again, err)
		}
	}
	for _, text := range []string{"", "万美元", "个", "-1", "0", "in"} {
		if got, err := mapping.ParseUnit(text); err == nil {
			t.Errorf("ParseUnit(%q) = %d, want an error", text, got)
		}
	}
}

func FuzzNormalize(f *testing.F) {
	for _, s := range []string{"完成投资（万元）", "2023年1-9月累计", "(((", "20-23年", "1-{m}月", "一至十二月", "\uE100\uE000", "Sep 2023", "\xff"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, header string) {
		got := mapping.Normalize(header)
		if !utf8.ValidString(got) {
			t.Errorf("Normalize(%q) = %q is not valid UTF-8", header, got)
		}
		if strings.ContainsFunc(got, func(r rune) bool { return unicode.IsSpace(r) || unicode.Is(unicode.Co, r) }) {
			t.Errorf("Normalize(%q) = %q holds white space or private characters", header, got)
		}
		if width := mapping.Normalize(" " + header + "\n"); width != got {
			t.Errorf("Normalize(%q) = %q, but %q with white space around it", header, got, width)
		}
	})
}
