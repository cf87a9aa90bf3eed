package demo

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// planYear is a cell that holds nothing but a year.
type planYear int

// inTime finds dates in a text, from their year on: days, months, quarters,
// halves and years, months like 2024.03 that fill their cell, and items'
// numbers. The codes of projects begin with four digits too and are no dates.
// 29 February is found whole.
var inTime = regexp.MustCompile(`(?:^|[^0-9])(?:19|20)\d\d(?:-02-29\b|/0?2/29\b|年0?2月29日|年|-\d\d\b|/\d)|^(?:19|20)\d\d\.(?:0[1-9]|1[0-2])$|\bXT20\d\d-`)

// moved is documents and their wrong rows some years later: every date in a
// path, a heading or a cell is moved and nothing else, so that all figures stay
// the same. 29 February is the 28th in a year that has none.
func moved(docs []document, errs []Error, years int) ([]document, []Error) {
	for i, d := range docs {
		sheets := make([]sheet, len(d.sheets))
		for j, s := range d.sheets {
			rows := make([]row, len(s.rows))
			for k, r := range s.rows {
				rows[k] = row{look: r.look, cells: make([]any, len(r.cells))}
				for c, v := range r.cells {
					rows[k].cells[c] = movedCell(v, years)
				}
			}
			s.name, s.rows = movedText(s.name, years), rows
			sheets[j] = s
		}
		d.path, d.sheets = movedText(d.path, years), sheets
		if d.path == "shixu.yaml" {
			d.text = movedConfiguration(d.text, years)
		} else {
			d.text = movedText(d.text, years)
		}
		docs[i] = d
	}
	for i := range errs {
		e := &errs[i]
		for _, s := range []*string{&e.File, &e.Sheet, &e.Column, &e.Value} {
			*s = movedText(*s, years)
		}
	}
	return docs, errs
}

func movedCell(c any, years int) any {
	switch v := c.(type) {
	case string:
		return movedText(v, years)
	case time.Time:
		return time.Date(v.Year()+years, v.Month(), movedDay(v.Day(), v.Month() == time.February, v.Year()+years), 0, 0, 0, 0, time.UTC)
	case planYear:
		return v + planYear(years)
	}
	return c
}

func movedText(s string, years int) string {
	return inTime.ReplaceAllStringFunc(s, func(found string) string {
		at := strings.IndexAny(found, "0123456789")
		year, _ := strconv.Atoi(found[at : at+4]) // they are digits
		rest := found[at+4:]
		if movedDay(29, true, year+years) == 28 && strings.Contains(rest, "29") && movedDay(29, true, year) == 29 {
			rest = strings.Replace(rest, "29", "28", 1)
		}
		return found[:at] + strconv.Itoa(year+years) + rest
	})
}

// movedDay is a day of the month in another year.
func movedDay(day int, february bool, year int) int {
	if february && day == 29 && time.Date(year, time.February, 29, 0, 0, 0, 0, time.UTC).Day() != 29 {
		return 28
	}
	return day
}

// movedConfiguration leaves the comments, which name the day of publication.
func movedConfiguration(text string, years int) string {
	lines := strings.SplitAfter(text, "\n")
	for i, l := range lines {
		if !strings.HasPrefix(strings.TrimSpace(l), "#") {
			lines[i] = movedText(l, years)
		}
	}
	return lines[0] + fmt.Sprintf("# 全部日期平移 %d 年。 All dates are moved by %[1]d years.\n", years) + strings.Join(lines[1:], "")
}
