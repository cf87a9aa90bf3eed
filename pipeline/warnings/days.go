package warnings

import "time"

// fill returns the days after from and before to on which past warnings are
// looked for: the first of each month. What was due in a period is overdue
// then, the month before can be reported, and what is due by the month's end
// is due within 30 days.
func fill(from, to time.Time) (days []time.Time) {
	for m := time.Date(from.Year(), from.Month(), 1, 0, 0, 0, 0, time.UTC); m.Before(to); m = m.AddDate(0, 1, 0) {
		if m.After(from) {
			days = append(days, m)
		}
	}
	return days
}

// dayOf is the day of a moment, as dates are held.
func dayOf(t time.Time) time.Time {
	y, m, d := t.Date()
	return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
}
