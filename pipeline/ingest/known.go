package ingest

import (
	"regexp"
	"sort"
	"time"

	"shixu/queries"
)

// KnownOn says from which day the content of a job's files counts as known.
// "" is the day of loading, "path" the first full date in the file's path
// (the last folder or name that has one), and a date is that day. It is what
// `--as-known-on` asks for.
type KnownOn string

// ByPath takes the date from the path.
const ByPath KnownOn = "path"

type datedFile struct {
	path    string
	knownOn time.Time
}

var fullDate = regexp.MustCompile(`(20\d\d|19\d\d)[-.年]?(0[1-9]|1[0-2])[-.月]?(0[1-9]|[12]\d|3[01])`)

// Of returns the day for one path.
func (k KnownOn) Of(path string, now time.Time) (time.Time, error) {
	switch k {
	case "":
		return midnight(now), nil
	case ByPath:
		all := fullDate.FindAllStringSubmatch(path, -1)
		for i := len(all) - 1; i >= 0; i-- {
			m := all[i]
			if d, err := time.Parse("2006-01-02", m[1]+"-"+m[2]+"-"+m[3]); err == nil {
				return d, nil
			}
		}
		return time.Time{}, queries.Say("known_on: path：%s 中没有 2023-10-08 这样的日期", "known_on: path: no date such as 2023-10-08 in %s", path)
	}
	d, err := time.Parse(time.DateOnly, string(k))
	if err != nil {
		return time.Time{}, queries.Say("known_on: %q 既不是 \"path\"，也不是 2023-10-08 这样的日期", "known_on: %q is neither \"path\" nor a date such as 2023-10-08", string(k))
	}
	return d, nil
}

// order dates the files and sorts them by day, then by path.
func (k KnownOn) order(dir string, paths []string, now time.Time) ([]datedFile, error) {
	files := make([]datedFile, 0, len(paths))
	for _, p := range paths {
		d, err := k.Of(relative(dir, p), now)
		if err != nil {
			return nil, err
		}
		files = append(files, datedFile{p, d})
	}
	sort.SliceStable(files, func(i, j int) bool {
		a, b := files[i], files[j]
		if !a.knownOn.Equal(b.knownOn) {
			return a.knownOn.Before(b.knownOn)
		}
		return a.path < b.path
	})
	return files, nil
}

func midnight(t time.Time) time.Time {
	y, m, d := t.Date()
	return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
}
