package web

import (
	"strings"
	"sync"

	"shixu/queries"
)

// terms are stored words as people say them.
var terms = map[string]map[string]queries.Words{
	"level": {
		"national": {Zh: "国家级", En: "national"}, "provincial": {Zh: "省级", En: "provincial"},
		"municipal": {Zh: "市级", En: "municipal"}, "district": {Zh: "区县级", En: "district"},
	},
	"stage": {
		"reserve": {Zh: "储备", En: "reserve"}, "preparation": {Zh: "前期", En: "preparation"}, "in_construction": {Zh: "在建", En: "in construction"},
		"completed": {Zh: "竣工", En: "completed"}, "in_service": {Zh: "投用", En: "in service"}, "suspended": {Zh: "停建", En: "suspended"}, "cancelled": {Zh: "取消", En: "cancelled"},
	},
	"plan_kind": {
		"new_start": {Zh: "新开工", En: "new start"}, "continuing": {Zh: "续建", En: "continuing"}, "completion": {Zh: "竣工", En: "completion"}, "preparatory": {Zh: "前期", En: "preparatory"},
	},
	"state": {
		"raised": {Zh: "已发出", En: "raised"}, "verified": {Zh: "已核实", En: "verified"}, "false": {Zh: "不属实", En: "not true"}, "waived": {Zh: "已豁免", En: "waived"},
		"open": {Zh: "未解决", En: "open"}, "handling": {Zh: "办理中", En: "being handled"}, "resolved": {Zh: "已解决", En: "resolved"}, "reopened": {Zh: "重新打开", En: "reopened"}, "closed": {Zh: "已销号", En: "closed"},
	},
	"action": {
		"raise": {Zh: "发出", En: "raised"}, "refresh": {Zh: "情况更新", En: "brought up to date"}, "clear": {Zh: "情形消除", En: "no longer holds"}, "escalate": {Zh: "升级", En: "escalated"},
		"resolve": {Zh: "解决", En: "resolved"}, "close": {Zh: "销号", En: "closed"}, "reopen": {Zh: "重新打开", En: "reopened"}, "expire": {Zh: "豁免到期", En: "waiver expired"},
		"supersede": {Zh: "转由另一规则", En: "taken over by another rule"}, "inherit": {Zh: "承接另一规则", En: "taken over from another rule"},
		"ack": {Zh: "核实", En: "found true"}, "dispute": {Zh: "认为不属实", En: "disputed"}, "waive": {Zh: "豁免", En: "waived"}, "assign": {Zh: "交办", En: "assigned"},
	},
	"element": {
		"land": {Zh: "用地", En: "land"}, "funding": {Zh: "资金", En: "funding"}, "permits": {Zh: "审批", En: "permits"}, "relocation": {Zh: "征拆", En: "relocation"},
		"utilities": {Zh: "水电气", En: "utilities"}, "forest": {Zh: "用林", En: "forest land"}, "energy": {Zh: "能耗", En: "energy"}, "design": {Zh: "设计", En: "design"},
		"construction": {Zh: "施工", En: "construction"}, "other": {Zh: "其他", En: "other"},
	},
	"severity": {
		"notice": {Zh: "提示", En: "notice"}, "yellow": {Zh: "黄色", En: "yellow"}, "orange": {Zh: "橙色", En: "orange"}, "red": {Zh: "红色", En: "red"},
	},
}

// term is a stored word in both languages; one that has none stays as it is.
func term(kind, word string) queries.Words {
	if w, ok := terms[kind][word]; ok {
		return w
	}
	return queries.Words{Zh: word}
}

// datasets are read once: they are embedded, and a test reads them.
var datasets = sync.OnceValue(func() map[string]*queries.Dataset {
	all, err := queries.Datasets()
	if err != nil {
		panic(err)
	}
	return all
})

func datasetTitle(name string) queries.Words {
	if d := datasets()[name]; d != nil {
		return d.Title
	}
	return queries.Words{Zh: name}
}

// fieldOf is the field that a column holds: what a report calls a district is
// stored as its code.
func fieldOf(dataset, column string) (queries.Field, bool) {
	d := datasets()[dataset]
	if d == nil {
		return queries.Field{}, false
	}
	if f, ok := d.Field(column); ok {
		return f, true
	}
	return d.Field(strings.TrimSuffix(column, "_code"))
}

func fieldTitle(dataset, column string) queries.Words {
	if f, ok := fieldOf(dataset, column); ok {
		return f.Title
	}
	return queries.Words{Zh: column}
}

// fieldValue is a stored value as it is shown: amounts in groups, words in both
// languages.
func fieldValue(dataset, column, value string) queries.Words {
	f, ok := fieldOf(dataset, column)
	switch {
	case ok && f.Type == queries.Money:
		return queries.Words{Zh: amount(value)}
	case value == "":
		return queries.Words{Zh: "—"}
	}
	return term(column, value)
}
