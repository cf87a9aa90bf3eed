package demo

// The forms offices use.
var (
	formPlain = &form{unit: inWan, figures: monthly | cumulative, titled: true, total: atFoot, columns: []column{
		colNumber, colID("项目编码"), colName("项目名称"), colKind, totalOf("总投资(万元)"), planOfYear("{y}年度计划投资(万元)"),
		amounts(monthly, "", "{m}月完成投资(万元)"), amounts(cumulative, "", "1-{m}月累计完成投资(万元)"),
		colShare("完成比例(%)"), colNote("形象进度"), colProblem, colRemark,
	}}
	formMerged = &form{unit: inWan, figures: monthly | cumulative, titled: true, total: atHead, format: "#,##0.00", columns: []column{
		colNumber, colID("项目代码"), colName("项目名称"), colOwner("业主单位"), planOfYear("年度计划投资（万元）"),
		amounts(monthly, "投资完成情况（万元）", "本月完成投资"), amounts(cumulative, "投资完成情况（万元）", "累计完成投资"),
		under("投资完成情况（万元）", colShare("占年度计划（%）")), colNote("形象进度"), colRemark,
	}}
	formYi = &form{unit: inYi, figures: monthly | cumulative, titled: true, columns: []column{
		colID("项目编号"), colName("项目全称"), planOfYear("年度投资"),
		amounts(monthly, "", "当月完成投资"), amounts(cumulative, "", "本年累计完成投资"), colNote("工程形象进度"),
	}}
	formCumulative = &form{unit: inWan, figures: cumulative, titled: true, total: atFoot, columns: []column{
		colNumber, colName("项目名称"), colID("项目代码"), says("项目类型", 14, func(l line) any { return l.sector.kind }),
		planOfYear("年度投资计划（万元）"), amounts(cumulative, "", "{y}年1-{m}月累计完成投资（万元）"), colShare("完成率（%）"), colNote("进展情况"),
	}}
	formMonthly = &form{unit: inWan, figures: monthly, titled: true, columns: []column{
		colNumber, colID("统一项目代码"), colName("项目名称"), amounts(monthly, "", "本月完成投资（万元）"),
		colNote("截至月底项目形象进度"), colRemark,
	}}
	formYuan = &form{unit: inYuan, figures: monthly | cumulative, columns: []column{
		colID("项目编码"), colName("项目名称"), amounts(monthly, "", "本期完成投资（元）"),
		amounts(cumulative, "", "年初至今完成投资（元）"), colNote("形象进度"),
		says("填报日期", 12, func(l line) any { return excelDate(l.day) }),
	}}
	formNames = &form{unit: inWan, figures: monthly | cumulative, titled: true, total: atFoot, columns: []column{
		colNumber, colName("项目名称"), colDistrict("区市县"), planOfYear("年度计划投资（万元）"),
		amounts(monthly, "", "本月完成（万元）"), amounts(cumulative, "", "累计完成投资（万元）"), colNote("形象进度"),
	}}
	formGrouped = &form{unit: inWan, figures: monthly | cumulative, titled: true, total: atHead, grouped: true, manual: true, columns: []column{
		colNumber, colID("项目代码"), colName("项目名称"), colOwner("建设单位"), totalOf("总投资（万元）"), planOfYear("年度计划投资（万元）"),
		amounts(monthly, "", "本月完成投资（万元）"), amounts(cumulative, "", "累计完成投资（万元）"), colNote("形象进度"),
		says("需协调解决的问题", 20, func(l line) any { return problem(l) }),
	}}
	formCompany = &form{unit: inWan, figures: monthly | cumulative, titled: true, total: atFoot, text: true, columns: []column{
		colNumber, colID("项目代码"), colName("项目名称"), colDistrict("所属区县"),
		says("行业领域", 10, func(l line) any { return l.sector.name }), planOfYear("年度计划投资"),
		amounts(monthly, "完成投资", "当月完成投资"), amounts(cumulative, "完成投资", "本年累计完成投资"), colNote("形象进度"),
		says("下月计划", 20, func(l line) any { return nextMonth(l) }),
	}}
)
