package demo

import (
	"fmt"
	"strings"
)

// namer gives projects names, owners and codes that nobody else has.
type namer struct {
	random
	subjects map[string][]string
	brands   []string
	trades   map[string][]string
	names    map[string]bool
	codes    map[string]bool
}

func newNamer(seed uint64) *namer {
	n := &namer{
		random:   stream(seed, "names"),
		subjects: bySection("subjects.txt"),
		trades:   pairs("trades.txt"),
		names:    make(map[string]bool),
		codes:    make(map[string]bool),
	}
	for _, line := range lines("brands.txt") {
		n.brands = append(n.brands, strings.Fields(line)...)
	}
	return n
}

// name gives the project its name and, where it has none yet, its owner. A
// project of a municipal company is named after the company's list.
func (n *namer) name(p *project) {
	list := n.subjects[p.owner]
	if list == nil {
		list = n.subjects[p.sector.name]
	}
	var name, enterprise string
	for try := 0; ; try++ {
		template := pick(n.random, list)
		enterprise = ""
		if strings.Contains(template, "{e}") {
			enterprise = pick(n.random, n.brands) + pick(n.random, n.trades[p.sector.name])
		}
		name = strings.NewReplacer("{e}", enterprise, "{p}", pick(n.random, p.district.places),
			"{d}", p.district.short()).Replace(template)
		if try > 40 {
			name += pick(n.random, []string{"（一期）", "（二期）", "（三期）", "（四期）"})
		}
		if !n.names[name] {
			break
		}
	}
	n.names[name] = true
	p.name = name
	if p.owner == "" {
		p.owner, p.ownerKind = n.ownerOf(p, enterprise)
	}
}

// bureaus are the district offices that build in a sector.
var bureaus = map[string]string{
	"综合交通": "交通运输局", "水利": "水务局", "市政设施": "住房和城乡建设局",
	"生态环保": "生态环境局", "教育": "教育局", "医疗卫生": "卫生健康局",
	"文体旅游": "文化体育和旅游局", "现代农业": "农业农村局",
}

func (n *namer) ownerOf(p *project, enterprise string) (name, kind string) {
	if enterprise != "" {
		return "成都" + enterprise + "有限公司", ownerEnterprise
	}
	if b, ok := bureaus[p.sector.name]; ok && n.chance(0.6) {
		return p.district.name + b, ownerDistrict
	}
	suffix := pick(n.random, []string{"城市建设投资有限公司", "产业发展投资有限公司", "国有资产投资经营有限公司"})
	return "成都" + p.district.short() + suffix, ownerDistrict
}

// code gives the project its national code: GB/T 40058 for those approved
// since November 2020, the form before it for older ones. approved is when
// the project was approved or filed.
func (n *namer) code(p *project, approved date) {
	y, m := approved.last.Year(), int(approved.last.Month())
	for {
		var code string
		if y*12+m < 2020*12+11 {
			code = fmt.Sprintf("%d-%s-%s-%02d-%06d", y, p.district.region(), p.sector.division,
				n.between(1, 3), n.digits(6))
		} else {
			code = fmt.Sprintf("%02d%02d-%s-04-%02d-%06d", y%100, m, p.district.region(),
				n.between(1, 5), n.digits(6))
		}
		if !n.codes[code] {
			n.codes[code] = true
			p.id = code
			return
		}
	}
}
