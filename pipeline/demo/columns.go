package demo

import "math"

// amounts is a column of what was completed, in the month or since the year began.
func amounts(f figures, parent, header string) column {
	c := column{parent: parent, header: header, figure: f, width: 14}
	if f == monthly {
		c.money = func(l line) amount { return l.done }
	} else {
		c.money = func(l line) amount { return l.ytd }
	}
	return c
}

func planOfYear(header string) column {
	return column{header: header, width: 14, money: func(l line) amount { return l.plan }}
}

func totalOf(header string) column {
	return column{header: header, width: 14, money: func(l line) amount { return l.total }}
}

// says is a column of anything but amounts.
func says(header string, width float64, value func(line) any) column {
	return column{header: header, width: width, value: value}
}

func under(parent string, c column) column { c.parent = parent; return c }

// The columns that forms are made of.
var (
	colNumber  = says("序号", 6, func(l line) any { return l.n })
	colKind    = says("建设性质", 9, func(l line) any { return l.planKind })
	colProblem = says("存在问题", 20, func(l line) any { return problem(l) })
	colRemark  = says("备注", 10, func(line) any { return nil })
)

func colID(header string) column { return says(header, 26, func(l line) any { return l.id }) }
func colName(header string) column {
	return says(header, 40, func(l line) any { return l.name })
}
func colNote(header string) column {
	return says(header, 40, func(l line) any { return l.note })
}
func colDistrict(header string) column {
	return says(header, 10, func(l line) any { return l.district.name })
}
func colOwner(header string) column {
	return says(header, 28, func(l line) any { return l.owner })
}
func colShare(header string) column {
	return says(header, 10, func(l line) any {
		if l.plan == 0 {
			return nil
		}
		return math.Round(1000*float64(l.ytd)/float64(l.plan)) / 10
	})
}

// problem is the obstacle an office mentions, for few of its projects.
func problem(l line) any {
	if l.timing == pendingOverdue && l.plannedStart.before(monthOf(CityYear, l.month+1)) {
		return "要素保障未到位，开工滞后"
	}
	return nil
}

// nextMonth is what an office says it will do.
func nextMonth(l line) any {
	if l.timing.pending() {
		return "完善前期手续"
	}
	return "按计划推进"
}
