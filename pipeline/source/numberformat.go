package source

import (
	"math"
	"strconv"
	"strings"
	"time"
)

// A numberFormat is what a cell's display format says about its number: which
// parts of a date and time it shows. The zero value shows a plain number.
type numberFormat struct {
	year, month, day, clock bool
	// hundredths says that a plain number is shown with two decimals.
	hundredths bool
}

// readFormats reads the number format of each cell style.
func (p *ooxml) readFormats(name string) ([]numberFormat, error) {
	var doc struct {
		Custom []struct {
			ID   int    `xml:"numFmtId,attr"`
			Code string `xml:"formatCode,attr"`
		} `xml:"numFmts>numFmt"`
		Styles []struct {
			Format int `xml:"numFmtId,attr"`
		} `xml:"cellXfs>xf"`
	}
	if err := p.decode(name, &doc); err != nil {
		return nil, err
	}
	custom := make(map[int]numberFormat, len(doc.Custom))
	for _, c := range doc.Custom {
		custom[c.ID] = parseFormat(c.Code)
	}
	formats := make([]numberFormat, len(doc.Styles))
	for i, s := range doc.Styles {
		f, ok := custom[s.Format]
		if !ok {
			f = builtinFormat(s.Format)
		}
		formats[i] = f
	}
	return formats, nil
}

// builtinFormat knows the formats that a workbook need not define, those of
// Chinese Excel included.
func builtinFormat(id int) numberFormat {
	switch id {
	case 2:
		return numberFormat{hundredths: true}
	case 14, 15, 28, 29, 30, 31, 50, 51, 53, 54, 58:
		return numberFormat{year: true, month: true, day: true}
	case 17, 27, 36, 52, 57:
		return numberFormat{year: true, month: true}
	case 16:
		return numberFormat{month: true, day: true}
	case 22:
		return numberFormat{year: true, month: true, day: true, clock: true}
	case 18, 19, 20, 21, 32, 33, 34, 35, 55, 56:
		return numberFormat{clock: true}
	default:
		return numberFormat{}
	}
}

// parseFormat reads a format code such as `yyyy"年"m"月"` or `#,##0.00_)`. A
// duration ([h]:mm) is a plain number.
func parseFormat(code string) numberFormat {
	var f numberFormat
	code = strings.ReplaceAll(strings.ToLower(code), "general", "0")
	months := 0
	for i := 0; i < len(code); i++ {
		switch code[i] {
		case '"':
			end := strings.IndexByte(code[i+1:], '"')
			if end < 0 {
				return f
			}
			i += end + 1
		case '[':
			end := strings.IndexByte(code[i:], ']')
			if end < 0 {
				return f
			}
			if inner := strings.Trim(code[i+1:i+end], "hms"); inner == "" {
				return numberFormat{}
			}
			i += end
		case '\\', '_', '*':
			i++
		case ';':
			i = len(code)
		case 'y', 'e':
			f.year = true
		case 'm':
			months++
		case 'd':
			f.day = true
		case 'h', 's':
			f.clock = true
		case '0', '#', '?':
			// A number, unless the digits are those of a second.
			if !f.clock {
				return numberFormat{hundredths: twoDecimals(code[i:])}
			}
		}
	}
	// m beside a clock alone is minutes.
	f.month = months > 0 && (f.year || f.day || !f.clock)
	return f
}

// text writes a cell's number. A date is written in ISO 8601 to the precision
// that its format shows, but never coarser than its value: a day that is
// shown as its month stays a day, the first of a month shown as "2023年7月" is
// 2023-07.
func (f numberFormat) text(number string, date1904 bool) string {
	if number == "" {
		return ""
	}
	if f.hundredths {
		return october(plainNumber(number))
	}
	if f == (numberFormat{}) {
		return plainNumber(number)
	}
	serial, err := strconv.ParseFloat(number, 64)
	if err != nil || serial < 0 || serial >= 2958466 {
		return plainNumber(number)
	}
	seconds := math.Round(serial * 86400)
	clock := math.Mod(seconds, 86400) != 0
	if f.clock && !f.day && !f.month && !f.year && seconds < 86400 {
		return epoch1904.Add(time.Duration(seconds) * time.Second).Format("15:04:05")
	}
	var t time.Time
	switch {
	case date1904:
		t = after(epoch1904, seconds)
	case serial < 1, serial >= 60 && serial < 61:
		return plainNumber(number) // no day: 1900-01-00, 1900-02-29
	case serial < 60:
		t = after(epoch1900.AddDate(0, 0, 1), seconds)
	default:
		t = after(epoch1900, seconds)
	}
	switch {
	case clock:
		return t.Format("2006-01-02 15:04:05")
	case f.day || f.clock || t.Day() != 1 || !f.year:
		return t.Format("2006-01-02")
	case f.month || t.Month() != time.January:
		return t.Format("2006-01")
	default:
		return t.Format("2006")
	}
}

// twoDecimals says that a format begins with 0.00 and no third decimal.
func twoDecimals(code string) bool {
	return strings.HasPrefix(code, "0.00") && (len(code) == 4 || code[4] != '0' && code[4] != '#')
}

// october gives a number such as 2023.1 the decimal it is shown with: people
// write October 2023 so, and a workbook holds 2023.10 as 2023.1.
func october(number string) string {
	if len(number) == 6 && number[4] == '.' && number[5] == '1' && (number[:2] == "19" || number[:2] == "20") {
		return number + "0"
	}
	return number
}

// The days from which spreadsheets count. The first system has a 29 February
// 1900; epoch1900 is right after it.
var (
	epoch1900 = time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	epoch1904 = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
)

func after(epoch time.Time, seconds float64) time.Time {
	days := math.Floor(seconds / 86400)
	return epoch.AddDate(0, 0, int(days)).Add(time.Duration(seconds-days*86400) * time.Second)
}

// plainNumber writes a number as a person would: a workbook holds 1.1 as
// 1.1000000000000001 and 0.001 as 1E-3. What is no number stays.
func plainNumber(number string) string {
	if !strings.ContainsAny(number, ".eE") {
		return number
	}
	n, err := strconv.ParseFloat(number, 64)
	if err != nil {
		return number
	}
	if a := math.Abs(n); a != 0 && (a < 1e-15 || a >= 1e21) {
		return strconv.FormatFloat(n, 'g', -1, 64)
	}
	return strconv.FormatFloat(n, 'f', -1, 64)
}
