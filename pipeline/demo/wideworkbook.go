package demo

import (
	"io"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"
)

// WriteWorkbook writes a workbook of one sheet with a header and rows monthly
// reports in 15 columns, for measuring. Row by row it holds the months of
// 2023 of one project after another, the projects being those of scale mode
// with the same seed: with rows/12 projects (rounded up) they are all in its
// register. The same arguments give the same bytes.
func WriteWorkbook(w io.Writer, rows int, seed uint64) error {
	f := excelize.NewFile()
	defer f.Close()
	if err := f.SetDocProps(&excelize.DocProperties{Creator: "shixu demo", Created: written, Modified: written}); err != nil {
		return err
	}
	s, err := f.NewStreamWriter("Sheet1")
	if err != nil {
		return err
	}
	var head []any
	for _, h := range strings.Split("序号,项目编码,项目名称,区市县,行业领域,项目类型,项目级别,建设性质,总投资（万元）,年度计划投资（万元）,月份,本月完成投资（万元）,累计完成投资（万元）,填报日期,形象进度", ",") {
		head = append(head, h)
	}
	if err := s.SetRow("A1", head); err != nil {
		return err
	}
	wide := newWide(Options{Seed: seed}.withDefaults())
	var text []byte
	for r := range rows {
		text = wide.report(text[:0], r/12, r%12)
		v := strings.Split(strings.TrimSuffix(string(text), "\n"), ",")
		plan, done, ytd := float(v[7]), float(v[9]), float(v[10])
		filed := monthOf(CityYear, r%12+1).addDays(8)
		err := s.SetRow("A"+strconv.Itoa(r+2), []any{
			r + 1, v[0], v[1], v[2], v[3], v[4], v[5], planContinuing, plan * 3, plan, v[8][:7], done, ytd, filed.iso(), v[11],
		})
		if err != nil {
			return err
		}
	}
	if err := s.Flush(); err != nil {
		return err
	}
	return f.Write(w)
}

// float reads a number that decimal wrote.
func float(s string) float64 {
	v, err := strconv.ParseFloat(s, 64)
	if err != nil {
		panic(err)
	}
	return v
}
