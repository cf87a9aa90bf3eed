package sqlapi

import (
	"encoding/hex"
	"math"
	"strconv"
	"time"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"
	"github.com/apache/arrow-go/v18/arrow/decimal128"
)

// An appender writes one row's value of a column.
type appender func(dst []byte, row int) []byte

// scalar writes the values of a column whose type holds no others; nil for
// one that does. Times have between between date and time of day. bare says
// that JSON writes them without quotes.
func scalar(col arrow.Array, between string) (write appender, bare bool) {
	switch c := col.(type) {
	case *array.Boolean:
		return func(b []byte, i int) []byte { return strconv.AppendBool(b, c.Value(i)) }, true
	case *array.Int8:
		return signed(c.Value), true
	case *array.Int16:
		return signed(c.Value), true
	case *array.Int32:
		return signed(c.Value), true
	case *array.Int64:
		return signed(c.Value), true
	case *array.Uint8:
		return unsigned(c.Value), true
	case *array.Uint16:
		return unsigned(c.Value), true
	case *array.Uint32:
		return unsigned(c.Value), true
	case *array.Uint64:
		return unsigned(c.Value), true
	case *array.Float32:
		return func(b []byte, i int) []byte { return appendFloat(b, float64(c.Value(i)), 32) }, true
	case *array.Float64:
		return func(b []byte, i int) []byte { return appendFloat(b, c.Value(i), 64) }, true
	case *array.Decimal128:
		scale := c.DataType().(*arrow.Decimal128Type).Scale
		return func(b []byte, i int) []byte { return appendDecimal(b, c.Value(i), scale) }, true
	case interface{ Value(int) string }: // strings of any layout
		return func(b []byte, i int) []byte { return append(b, c.Value(i)...) }, false
	case interface{ Value(int) []byte }: // blobs of any layout
		return func(b []byte, i int) []byte { return hex.AppendEncode(append(b, `\x`...), c.Value(i)) }, false
	case *array.Date32:
		return func(b []byte, i int) []byte { return c.Value(i).ToTime().AppendFormat(b, time.DateOnly) }, false
	case *array.Time64:
		unit := c.DataType().(*arrow.Time64Type).Unit
		return func(b []byte, i int) []byte { return c.Value(i).ToTime(unit).AppendFormat(b, "15:04:05.999999999") }, false
	case *array.Timestamp:
		return timestamps(c, between), false
	case *array.MonthDayNanoInterval:
		return func(b []byte, i int) []byte { return appendInterval(b, c.Value(i)) }, false
	case *array.Dictionary:
		word, bare := scalar(c.Dictionary(), between)
		return func(b []byte, i int) []byte { return word(b, c.GetValueIndex(i)) }, bare
	case array.ListLike, *array.Struct, array.Union:
		return nil, false
	}
	return func(b []byte, i int) []byte { return append(b, col.ValueStr(i)...) }, false
}

func signed[T int8 | int16 | int32 | int64](value func(int) T) appender {
	return func(b []byte, i int) []byte { return strconv.AppendInt(b, int64(value(i)), 10) }
}

func unsigned[T uint8 | uint16 | uint32 | uint64](value func(int) T) appender {
	return func(b []byte, i int) []byte { return strconv.AppendUint(b, uint64(value(i)), 10) }
}

// appendFloat writes a number so that it is read back the same, without an
// exponent where people would write none.
func appendFloat(b []byte, v float64, bits int) []byte {
	form := byte('f')
	if a := math.Abs(v); a != 0 && (a < 1e-6 || a >= 1e21) {
		form = 'e'
	}
	return strconv.AppendFloat(b, v, form, -1, bits)
}

// appendDecimal writes all digits of a decimal.
func appendDecimal(b []byte, v decimal128.Num, scale int32) []byte {
	n := int64(v.LowBits())
	if v.HighBits() != n>>63 || n == math.MinInt64 {
		return append(b, v.ToString(scale)...)
	}
	if n < 0 {
		b, n = append(b, '-'), -n
	}
	from := len(b)
	b = strconv.AppendInt(b, n, 10)
	if scale <= 0 {
		return b
	}
	for len(b)-from <= int(scale) { // a digit before the point
		b = append(b, 0)
		copy(b[from+1:], b[from:])
		b[from] = '0'
	}
	point := len(b) - int(scale)
	b = append(b, 0)
	copy(b[point+1:], b[point:])
	b[point] = '.'
	return b
}

// timestamps are those of a time zone with their offset, others without.
func timestamps(c *array.Timestamp, between string) appender {
	t := c.DataType().(*arrow.TimestampType)
	layout, zone := time.DateOnly+between+"15:04:05.999999999", time.UTC
	if t.TimeZone != "" {
		layout += "Z07:00"
		if z, err := t.GetZone(); err == nil {
			zone = z
		}
	}
	return func(b []byte, i int) []byte { return c.Value(i).ToTime(t.Unit).In(zone).AppendFormat(b, layout) }
}

// appendInterval writes a duration as ISO 8601 does: P1Y2M3DT4H5M6.5S.
func appendInterval(b []byte, v arrow.MonthDayNanoInterval) []byte {
	from := len(b)
	b = append(b, 'P')
	part := func(n int64, sign byte) {
		if n != 0 {
			b = append(strconv.AppendInt(b, n, 10), sign)
		}
	}
	part(int64(v.Months/12), 'Y')
	part(int64(v.Months%12), 'M')
	part(int64(v.Days), 'D')
	if d := time.Duration(v.Nanoseconds); d != 0 {
		b = append(b, 'T')
		part(int64(d/time.Hour), 'H')
		part(int64(d/time.Minute%60), 'M')
		if s := d % time.Minute; s != 0 {
			b = append(strconv.AppendFloat(b, s.Seconds(), 'f', -1, 64), 'S')
		}
	}
	if len(b)-from == 1 {
		b = append(b, "0D"...)
	}
	return b
}
