package main

import (
	"strings"
	"time"

	"shixu/queries"
)

// Month is a month on the command line; zero where none is given.
type Month struct{ time.Time }

// UnmarshalText reads 2023-09.
func (m *Month) UnmarshalText(text []byte) error {
	t, err := time.Parse("2006-01", string(text))
	if err != nil {
		return queries.Say("%q 不是 2023-09 这样的月份", "%q is not a month such as 2023-09", text)
	}
	m.Time = t
	return nil
}

// Instant is a moment on the command line; the zero one is now.
type Instant struct{ text string }

// UnmarshalText reads a day, which begins at midnight, or an RFC 3339 time.
func (i *Instant) UnmarshalText(text []byte) error {
	i.text = string(text)
	if _, err := i.parse(time.UTC); err != nil {
		return queries.Say("%q 既不是 2023-10-31 这样的日期，也不是 2023-10-31T09:00:00+08:00 这样的时间", "%q is neither a day such as 2023-10-31 nor a time such as 2023-10-31T09:00:00+08:00", text)
	}
	return nil
}

// At is the moment, with days beginning at midnight of now's location.
func (i Instant) At(now time.Time) time.Time {
	if i.text == "" {
		return now
	}
	t, err := i.parse(now.Location())
	if err != nil {
		panic(err) // UnmarshalText read it
	}
	return t.In(now.Location())
}

func (i Instant) parse(where *time.Location) (time.Time, error) {
	if t, err := time.ParseInLocation(time.DateOnly, i.text, where); err == nil {
		return t, nil
	}
	return time.Parse(time.RFC3339, i.text)
}

// splitPair takes NAME=VALUE apart.
func splitPair(pair string) (name, value string, ok bool) {
	name, value, ok = strings.Cut(pair, "=")
	return strings.TrimSpace(name), value, ok && value != ""
}
