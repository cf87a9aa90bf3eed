package mapping_test

import (
	"fmt"
	"os"

	"shixu/pipeline/mapping"
	"shixu/pipeline/source"
	"shixu/queries"
)

func ExampleFind() {
	datasets, err := queries.Datasets()
	if err != nil {
		fmt.Println(err)
		return
	}
	table := &source.Table{Width: 4, Preview: [][]string{
		{"2023年1-9月重点项目进度表", "", "", "单位：万元"},
		{"序号", "项目名称", "本月完成投资", "累计完成投资"},
		{"1", "成都科幻馆", "1,200", "98,000"},
	}}
	plan, err := mapping.Find(datasets["investment_report"], table, mapping.Where{Path: "郫都区.xlsx"}, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	if err := plan.Describe(os.Stdout, "en"); err != nil {
		fmt.Println(err)
	}
	// Output:
	// dataset: investment_report (Monthly investment report)
	// header: row 2; data from row 3
	// field          meaning                                    column  header or source  unit   samples
	// project_name   Project name                               B       项目名称                 成都科幻馆
	// district       District                                   -       file name                郫都区
	// month          Month reported                             -       title                    2023-09
	// completed      Investment completed in the month          C       本月完成投资      10000  1,200
	// completed_ytd  Investment completed since the year began  D       累计完成投资      10000  98,000
	// unused columns: "序号"
}

func ExampleNormalize() {
	for _, header := range []string{"完成投资（万元）", "2023年1-9月累计完成投资", "Total Investment (RMB 10k)", "★区（市）县"} {
		fmt.Println(mapping.Normalize(header))
	}
	// Output:
	// 完成投资
	// {y}年1-{m}月累计完成投资
	// totalinvestment
	// 区(市)县
}

func ExampleGuess() {
	datasets, err := queries.Datasets()
	if err != nil {
		fmt.Println(err)
		return
	}
	table := &source.Table{Width: 3, Preview: [][]string{
		{"项目名称", "计划开工时间", "总投资（亿元）", "项目编码"},
	}}
	best := mapping.Guess(datasets, table)[0]
	fmt.Println(best.Dataset, best.Found, best.Complete())
	// Output: project [name planned_start total_investment project_id] true
}
