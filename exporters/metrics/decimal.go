package metrics

import (
	"math"
	"strconv"

	"github.com/apache/arrow-go/v18/arrow/decimal128"
)

// powersOfTen are those that a float64 holds exactly.
var powersOfTen = [...]float64{1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22}

// nearest is the float64 nearest to a decimal, which is what its digits read
// as: arrow's ToFloat64 makes 30.794999999999998 of 30.795.
func nearest(n decimal128.Num, scale int32) float64 {
	const exact = 1 << 53
	if low := int64(n.LowBits()); n.HighBits() == low>>63 && low > -exact && low < exact && int(scale) < len(powersOfTen) {
		return float64(low) / powersOfTen[scale] // of two exact numbers: rounded once
	}
	f, err := strconv.ParseFloat(n.ToString(scale), 64)
	if err != nil {
		return math.NaN() // a decimal's digits are a number
	}
	return f
}
