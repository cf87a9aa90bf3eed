package demo

import "strings"

// district is a reporting unit of glossary §1.9 and what the generator knows
// of it.
type district struct {
	code, name string
	aliases    []string
	places     []string
	count      int  // key projects in it
	inner      bool // no farmland, no reservoirs
}

// short is the name people put before a place: 郫都区 is 郫都, 高新区 stays.
func (d *district) short() string {
	if strings.HasPrefix(d.code, "CD-") {
		return d.name
	}
	for _, tail := range []string{"区", "县", "市"} {
		if s, ok := strings.CutSuffix(d.name, tail); ok {
			return s
		}
	}
	return d.name
}

// region is the six digits in the codes of its projects. Functional areas
// have no code in GB/T 2260; their projects carry the city's.
func (d *district) region() string {
	if strings.HasPrefix(d.code, "CD-") {
		return "510100"
	}
	return d.code
}

// projectCounts are the key projects of each reporting unit, 978 in all, in
// the order of words/districts.csv.
var projectCounts = []int{
	36, 38, 40, 38, 36, // 锦江 青羊 金牛 武侯 成华
	48, 42, 48, 40, 55, // 龙泉驿 青白江 新都 温江 双流
	50, 38, // 郫都 新津
	34, 26, 22, // 金堂 大邑 蒲江
	30, 34, 30, 32, 36, // 都江堰 彭州 邛崃 崇州 简阳
	85, 80, 60, // 高新 天府 东部
}

func loadDistricts() []*district {
	places := pairs("places.txt")
	var out []*district
	for i, row := range table("districts.csv") {
		out = append(out, &district{
			code: row[0], name: row[1],
			aliases: strings.Split(row[4], "、"),
			places:  places[row[1]],
			count:   projectCounts[i],
			inner:   i < 5 || row[0] == "CD-GX",
		})
	}
	return out
}

// sector is a line of business with its project type and, for the whole city,
// how many of the 978 projects and how large a yearly plan a project has.
type sector struct {
	name, kind string
	division   string  // of GB/T 4754, in old project codes
	weight     float64 // projects in the city
	plan       float64 // median plan of a year, in 万元
}

// The project types, as words/project_types.csv names them.
const (
	industry       = "重大产业"
	infrastructure = "重大基础设施"
	publicService  = "重大公共服务"
)

var sectors = []sector{
	{"先进制造", industry, "39", 200, 30000},
	{"现代服务", industry, "72", 205, 28000},
	{"数字经济", industry, "65", 36, 24000},
	{"现代农业", industry, "01", 40, 12000},
	{"综合交通", infrastructure, "48", 60, 55000},
	{"能源", infrastructure, "44", 24, 26000},
	{"水利", infrastructure, "76", 26, 22000},
	{"市政设施", infrastructure, "78", 36, 30000},
	{"生态环保", infrastructure, "77", 26, 22000},
	{"教育", publicService, "83", 104, 13000},
	{"医疗卫生", publicService, "84", 88, 15000},
	{"文体旅游", publicService, "86", 133, 24000},
}

func sectorNamed(name string) *sector {
	for i := range sectors {
		if sectors[i].name == name {
			return &sectors[i]
		}
	}
	panic("no sector " + name)
}

// company is a municipal company that owns projects and reports on them
// itself.
type company struct {
	name, full string
	sectors    []string
	count      int
}

var companies = []company{
	{"成都轨道集团", "成都轨道交通集团有限公司", []string{"综合交通"}, 24},
	{"成都交投集团", "成都交通投资集团有限公司", []string{"综合交通"}, 20},
	{"成都环境集团", "成都环境投资集团有限公司", []string{"生态环保", "水利"}, 18},
	{"成都城投集团", "成都城市投资管理集团有限公司", []string{"市政设施", "能源"}, 18},
	{"成都兴城集团", "成都兴城投资集团有限公司", []string{"市政设施", "医疗卫生", "文体旅游"}, 22},
	{"成都产业集团", "成都产业投资集团有限公司", []string{"先进制造"}, 18},
	{"成都文旅集团", "成都文化旅游发展集团有限责任公司", []string{"文体旅游"}, 14},
	{"成都益民集团", "成都益民投资集团有限公司", []string{"现代农业", "现代服务"}, 12},
}
