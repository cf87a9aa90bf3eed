package demo

// breakthrough is a landmark of one of the six batches.
type breakthrough struct {
	project    *project
	batch      string
	kind       string
	achievedOn date
	points     int
}

// batch is one of the six, with the kinds of landmark in it and how many.
type batch struct {
	name  string
	kinds []kind
	from  func(*project) bool
}

type kind struct {
	name  string
	count int
}

// The six batches: 379 landmarks in all. Only three are named in any text at
// hand (glossary §1.2); the other names are a guess.
var batches = []batch{
	{"包装策划", []kind{{"完成可行性研究", 46}, {"纳入国家或省级规划盘子", 19}, {"完成概念方案设计", 15}},
		func(p *project) bool { return p.planned == 0 && p.convertedOn.none() }},
	{"招引落地", []kind{{"完成项目公司注册", 33}, {"取得建设用地", 28}, {"签约转化落地", 17}},
		func(p *project) bool {
			return p.planned == 0 && !p.convertedOn.none() && p.convertedOn.last.Month() <= reportedTo
		}},
	{"开工促建", []kind{{"主体结构封顶", 52}, {"关键节点贯通", 30}, {"提前完成年度投资计划", 24}},
		func(p *project) bool { return p.planned > 0 && p.timing == startedBefore && !p.finished }},
	{"落地投运", []kind{{"竣工验收", 29}, {"建成投用", 21}},
		func(p *project) bool {
			return p.finished && p.actualCompletion.last.Month() <= reportedTo
		}},
	{"培优育强", []kind{{"企业上市", 5}, {"入选国家级专精特新“小巨人”", 14}, {"首次达产", 11}},
		func(p *project) bool {
			return p.planned > 0 && p.ownerKind == ownerEnterprise && p.in("先进制造", "数字经济") && p.timing == startedBefore
		}},
	{"激活提升", []kind{{"启动腾退改造或项目建设", 20}, {"完成腾退清场", 15}},
		func(p *project) bool {
			return p.planned > 0 && p.timing.started() && p.in("先进制造", "现代服务", "市政设施", "文体旅游") &&
				p.actualStart.last.Month() < reportedTo
		}},
}

// byArticle are the landmarks of projects the article names.
var byArticle = map[string]breakthrough{
	"成都科幻馆":         {batch: "落地投运", kind: "竣工验收", achievedOn: dayOf(2023, 9, 27)},
	"高新区乐创自动化产品基地":  {batch: "培优育强", kind: "企业上市", achievedOn: dayOf(2023, 1, 30)},
	"武侯区国际体育公园城":    {batch: "激活提升", kind: "启动腾退改造或项目建设", achievedOn: dayOf(2023, 4, 18)},
	"双流区鸿辰光电厂区改造提升": {batch: "激活提升", kind: "启动腾退改造或项目建设", achievedOn: dayOf(2023, 6, 9)},
}

// breakThrough draws the landmarks, one a project, all achieved by September.
func (c *city) breakThrough() {
	r := stream(c.seed, "breakthroughs")
	taken := make(map[*project]bool)
	done := make(map[[2]string]int)
	for _, p := range c.projects {
		if b, ok := byArticle[p.name]; ok {
			b.project, b.points = p, 10
			c.breakthroughs = append(c.breakthroughs, b)
			taken[p] = true
			done[[2]string{b.batch, b.kind}]++
		}
	}
	everyone := append(append([]*project(nil), c.projects...), c.reserve...)
	for _, b := range batches {
		candidates := shuffled(r, everyone)
		for _, k := range b.kinds {
			for left := k.count - done[[2]string{b.name, k.name}]; left > 0; left-- {
				p := candidates[0]
				for taken[p] || !b.from(p) || p.named {
					candidates = candidates[1:]
					p = candidates[0]
				}
				taken[p] = true
				c.breakthroughs = append(c.breakthroughs, breakthrough{
					project: p, batch: b.name, kind: k.name, achievedOn: achieved(r, p), points: r.between(3, 10),
				})
			}
		}
	}
}

// achieved draws a day by the end of September that fits the project's dates.
func achieved(r random, p *project) date {
	on := dayOf(CityYear, r.between(1, reportedTo), r.between(5, 28))
	for _, not := range []date{p.actualCompletion, p.actualStart} {
		if !not.none() && on.last.Before(not.last) && not.last.Year() == CityYear {
			on = dayOf(CityYear, int(not.last.Month()), min(28, not.last.Day()+1))
		}
	}
	if last := dayOf(CityYear, reportedTo, 28); on.last.After(last.last) {
		return last
	}
	return on
}
