package demo

import "strconv"

// amount is money in hundredths of 万元, that is in 100 yuan: the finest
// step that offices write.
type amount int64

// wan is one 万元 (10,000 yuan).
const wan amount = 100

// yi is one 亿元 (100,000,000 yuan).
const yi = 10_000 * wan

// yuan returns the amount in yuan.
func (a amount) yuan() int64 { return int64(a) * 100 }

// moneyUnit is the money unit of a column: 元, 万元 or 亿元.
type moneyUnit string

// The units that reports are written in.
const (
	inYuan moneyUnit = "元"
	inWan  moneyUnit = "万元"
	inYi   moneyUnit = "亿元"
)

// in returns the amount as a spreadsheet's number in that unit. It is the
// nearest float64, whose shortest decimal form is the amount exactly.
func (a amount) in(u moneyUnit) float64 {
	switch u {
	case inYuan:
		return float64(a.yuan())
	case inYi:
		return float64(a) / float64(yi)
	default:
		return float64(a) / float64(wan)
	}
}

// quantum is the finest step of a figure written in that unit: reports in
// 亿元 have four decimals, the others two of 万元.
func (u moneyUnit) quantum() amount {
	if u == inYi {
		return wan
	}
	return 1
}

// number formats a cell's number in its shortest exact form.
func number(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }
