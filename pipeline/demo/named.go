package demo

// namedProjects are the projects the article names. What it says of them is
// as it says; what it does not (amounts, owners, other dates) is invented.
func namedProjects(in map[string]*district) []*project {
	all := []*project{
		{
			name: "西门子工业自动化产品中国智造基地（四期）", level: provincial, district: in["高新区"],
			sector: sectorNamed("先进制造"), owner: "西门子工业自动化产品（成都）有限公司", ownerKind: ownerEnterprise,
			timing: startedEarly, plannedStart: monthOf(2023, 6), actualStart: quarterOf(2023, 1),
			plannedCompletion: halfOf(2024, 1), plannedService: halfOf(2024, 2), total: 11 * yi,
		},
		{
			name: "成渝高速公路扩容", level: provincial, district: in["龙泉驿区"],
			sector: sectorNamed("综合交通"), owner: "四川成渝高速公路扩容项目建设有限公司", ownerKind: ownerEnterprise,
			timing: startedEarly, plannedStart: quarterOf(2023, 4), actualStart: dayOf(2023, 9, 20),
			plannedCompletion: yearOf(2027), total: 268 * yi,
		},
		{
			name: "凤栖谷科技创新成果转化基地", level: municipal, district: in["金牛区"],
			sector: sectorNamed("现代服务"), owner: "成都金牛产业发展投资有限公司", ownerKind: ownerDistrict,
			timing: startedOnTime, plannedStart: quarterOf(2023, 1), actualStart: dayOf(2023, 3, 16),
			plannedCompletion: yearOf(2025), total: 32 * yi,
		},
		{
			name: "双流国际机场提质改造", level: provincial, district: in["双流区"],
			sector: sectorNamed("综合交通"), owner: "成都双流国际机场股份有限公司", ownerKind: ownerEnterprise,
			timing: startedOnTime, plannedStart: halfOf(2023, 1), actualStart: monthOf(2023, 5),
			plannedCompletion: yearOf(2026), total: 46 * yi,
		},
		{
			name: "成都科幻馆", level: municipal, district: in["郫都区"],
			sector: sectorNamed("文体旅游"), owner: "成都菁蓉联创科技有限公司", ownerKind: ownerDistrict,
			timing: startedBefore, finished: true, plannedStart: monthOf(2022, 7), actualStart: monthOf(2022, 7),
			plannedCompletion: monthOf(2023, 9), actualCompletion: dayOf(2023, 9, 27),
			plannedService: monthOf(2023, 10), actualService: monthOf(2023, 10), total: 19 * yi,
		},
		{
			name: "新都区航空产教园区", level: municipal, district: in["新都区"],
			sector: sectorNamed("教育"), owner: "成都新都城市建设投资有限公司", ownerKind: ownerDistrict,
			timing: pendingQuarter, plannedStart: quarterOf(2023, 4), plannedCompletion: yearOf(2026), total: 35 * yi,
		},
		{
			name: "东部新区蜂巢能源动力电池制造及西南研发基地一期", level: provincial, district: in["东部新区"],
			sector: sectorNamed("先进制造"), owner: "蜂巢能源科技（成都）有限公司", ownerKind: ownerEnterprise,
			timing: startedBefore, plannedStart: monthOf(2022, 3), actualStart: monthOf(2022, 3),
			plannedCompletion: halfOf(2024, 1), total: 110 * yi,
		},
		{
			name: "成南高速扩容", level: provincial, district: in["青白江区"],
			sector: sectorNamed("综合交通"), owner: "四川成南高速公路有限责任公司", ownerKind: ownerEnterprise,
			timing: startedBefore, plannedStart: halfOf(2022, 1), actualStart: monthOf(2022, 6),
			plannedCompletion: yearOf(2026), total: 397 * yi,
		},
		{
			name: "高新区乐创自动化产品基地", level: municipal, district: in["高新区"],
			sector: sectorNamed("先进制造"), owner: "成都乐创自动化技术股份有限公司", ownerKind: ownerEnterprise,
			timing: startedBefore, plannedStart: monthOf(2021, 9), actualStart: monthOf(2021, 10),
			plannedCompletion: quarterOf(2024, 2), total: 3 * yi,
		},
		{
			name: "武侯区国际体育公园城", level: municipal, district: in["武侯区"],
			sector: sectorNamed("文体旅游"), owner: "成都武侯城市建设投资有限公司", ownerKind: ownerDistrict,
			timing: startedOnTime, plannedStart: quarterOf(2023, 2), actualStart: dayOf(2023, 4, 18),
			plannedCompletion: yearOf(2026), total: 60 * yi,
		},
		{
			name: "双流区鸿辰光电厂区改造提升", level: municipal, district: in["双流区"],
			sector: sectorNamed("先进制造"), owner: "成都鸿辰光子半导体科技有限公司", ownerKind: ownerEnterprise,
			timing: startedOnTime, plannedStart: halfOf(2023, 1), actualStart: dayOf(2023, 6, 9),
			plannedCompletion: yearOf(2024), total: 12 * yi,
		},
	}
	for _, p := range all {
		p.named = true
	}
	return all
}
