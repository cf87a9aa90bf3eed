package demo

import (
	"fmt"
	"time"
)

// precision says how much of a calendar a date names.
type precision int

// The precisions people write dates at.
const (
	byDay precision = iota
	byMonth
	byQuarter
	byHalf
	byYear
)

// date is a period of the calendar; its value is the period's last day. The
// zero date is no date.
type date struct {
	last time.Time
	p    precision
}

// dayOf, monthOf, quarterOf, halfOf and yearOf are dates of each precision.
func dayOf(y, m, d int) date {
	return date{time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC), byDay}
}

// period returns the n-th period of p of a year: month 3, quarter 2, half 1.
func period(p precision, y, n int) date {
	months := p.months()
	return date{time.Date(y, time.Month(n*months)+1, 0, 0, 0, 0, 0, time.UTC), p}
}

func monthOf(y, m int) date   { return period(byMonth, y, m) }
func quarterOf(y, q int) date { return period(byQuarter, y, q) }
func halfOf(y, h int) date    { return period(byHalf, y, h) }
func yearOf(y int) date       { return period(byYear, y, 1) }

// months is the length of a period; a day has none.
func (p precision) months() int { return [...]int{0, 1, 3, 6, 12}[p] }

// none reports whether there is no date.
func (d date) none() bool { return d.last.IsZero() }

// first returns the period's first day.
func (d date) first() time.Time {
	if d.p == byDay {
		return d.last
	}
	return time.Date(d.last.Year(), d.last.Month()+1-time.Month(d.p.months()), 1, 0, 0, 0, 0, time.UTC)
}

// at returns the period of precision p that holds the date's last day.
func (d date) at(p precision) date {
	if p == byDay {
		return date{d.last, byDay}
	}
	n := (int(d.last.Month())-1)/p.months() + 1
	return period(p, d.last.Year(), n)
}

// addDays returns the day n days after the date's last day.
func (d date) addDays(n int) date { return date{d.last.AddDate(0, 0, n), byDay} }

// addMonths returns the date n months later, at the same precision where the
// months allow it, else at month precision.
func (d date) addMonths(n int) date {
	if d.p == byDay {
		m := monthOf(d.last.Year(), int(d.last.Month())+n)
		return dayOf(m.last.Year(), int(m.last.Month()), min(d.last.Day(), m.last.Day()))
	}
	p := d.p
	if n%p.months() != 0 {
		p = byMonth
	}
	return monthOf(d.last.Year(), int(d.last.Month())+n).at(p)
}

// before reports whether the whole of d lies before the period o.
func (d date) before(o date) bool { return d.last.Before(o.first()) }

// iso returns the last day as 2023-09-30.
func (d date) iso() string { return d.last.Format(time.DateOnly) }

// text writes the date as people do at its precision; style chooses among
// their ways. No date is empty text.
func (d date) text(style int) string {
	if d.none() {
		return ""
	}
	y, m, day := d.last.Year(), int(d.last.Month()), d.last.Day()
	switch d.p {
	case byDay:
		return [...]string{
			fmt.Sprintf("%d-%02d-%02d", y, m, day),
			fmt.Sprintf("%d/%d/%d", y, m, day),
			fmt.Sprintf("%d年%d月%d日", y, m, day),
		}[style%3]
	case byMonth:
		return [...]string{
			fmt.Sprintf("%d年%d月", y, m),
			fmt.Sprintf("%d.%02d", y, m),
			fmt.Sprintf("%d-%02d", y, m),
			fmt.Sprintf("%d年%02d月", y, m),
		}[style%4]
	case byQuarter:
		q := [...]string{"一", "二", "三", "四"}[(m-1)/3]
		return fmt.Sprintf([...]string{"%d年%s季度", "%d年第%s季度"}[style%2], y, q)
	case byHalf:
		return fmt.Sprintf("%d年%s半年", y, [...]string{"上", "下"}[(m-1)/6])
	default:
		return fmt.Sprintf([...]string{"%d年底", "%d年"}[style%2], y)
	}
}
