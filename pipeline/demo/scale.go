package demo

import (
	"context"
	"fmt"
	"path/filepath"
)

// The headers of scale mode's files.
const (
	scaleRegisterHeader = "项目编码,项目名称,项目级别,区市县,行业领域,项目类型,项目阶段,业主单位,业主性质,总投资（万元）,计划开工时间,实际开工时间,计划竣工时间"
	scalePlanHeader     = "项目编码,项目名称,年度,年度计划投资（万元）,建设性质"
	scaleReportHeader   = "项目编码,项目名称,区市县,行业领域,项目类型,项目级别,计划开工时间,年度计划投资（万元）,月份,本月完成投资（万元）,累计完成投资（万元）,形象进度"
)

// writeScale writes dims/, register/register.csv, plan/plan.csv,
// reports/reports.csv and a shixu.yaml: clean UTF-8, no mistakes.
func writeScale(ctx context.Context, dir string, opts Options, progress func(done, total int)) error {
	d := &desk{}
	d.dims()
	d.put(document{path: "shixu.yaml", text: scaleConfiguration(opts)})
	for i := range d.docs {
		if err := d.docs[i].write(dir); err != nil {
			return err
		}
	}
	w := newWide(opts)
	periods := opts.Years * 12
	reports := func(b []byte, r int) []byte { return w.report(b, r%opts.Projects, r/opts.Projects) }
	if opts.ByProject {
		reports = func(b []byte, r int) []byte { return w.report(b, r/periods, r%periods) }
	}
	files := []bulk{
		{"register/register.csv", scaleRegisterHeader, opts.Projects, w.register},
		{"plan/plan.csv", scalePlanHeader, opts.Projects * opts.Years, func(b []byte, r int) []byte {
			return w.plan(b, r%opts.Projects, r/opts.Projects)
		}},
		{"reports/reports.csv", scaleReportHeader, opts.Projects * periods, reports},
	}
	total, before := 0, 0
	for _, f := range files {
		total += f.blocks()
	}
	for _, f := range files {
		err := f.write(ctx, filepath.Join(dir, filepath.FromSlash(f.path)), func(done int) { progress(before+done, total) })
		if err != nil {
			return err
		}
		before += f.blocks()
	}
	return nil
}

func scaleConfiguration(o Options) string {
	return fmt.Sprintf(`# 放大的示范城市：%d 个项目，%d 年 The demonstration city at scale: %d projects, %d years.

city: {name_zh: 成都市, name_en: Chengdu}
warehouse: shixu.duckdb
currency: CNY
as_of: %d-12-31
calendar: monthly
close_at_coverage: 0.9

jobs:
  - {name: districts, dataset: district, files: [dims/districts.csv]}
  - {name: sectors, dataset: sector, files: [dims/sectors.csv]}
  - {name: project_types, dataset: project_type, files: [dims/project_types.csv]}
  - {name: register, dataset: project, files: [register/register.csv]}
  - {name: plan, dataset: annual_plan, files: [plan/plan.csv]}
  - {name: reports, dataset: investment_report, files: [reports/reports.csv]}
`, o.Projects, o.Years, o.Projects, o.Years, o.Year)
}
