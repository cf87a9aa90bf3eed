// Package config reads shixu.yaml: where the warehouse is, which files hold
// what, and the rules of the city's calendar.
//
// Reading is strict: an unknown key is an error with its line, so that a
// misspelt one is never silently without effect. Paths are relative to the
// file's own folder.
package config

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	"go.yaml.in/yaml/v3"

	"shixu/queries"
)

// Config is shixu.yaml.
type Config struct {
	City      City   `yaml:"city"`
	Warehouse string `yaml:"warehouse"`
	// Currency is the ISO 4217 code of all amounts; it ends metric names.
	Currency string `yaml:"currency"`
	// AsOf pins the as-of date; empty means today.
	AsOf Date `yaml:"as_of"`
	// Calendar is how much of the year's plan should be done by now: monthly
	// (month/12, as cities report it), daily, or curve (the monthly plans).
	Calendar string `yaml:"calendar"`
	// PlanCurve holds, for calendar: curve, the share of the year's plan that
	// is due by the end of each of the twelve months. Empty: the monthly plans.
	PlanCurve []float64 `yaml:"plan_curve"`
	// CloseAtCoverage is the share of planned projects that must have reported
	// a month before the city speaks of it. ClosingDay, where set, closes a
	// month on that day of the next month, whoever is missing.
	CloseAtCoverage float64 `yaml:"close_at_coverage"`
	ClosingDay      int     `yaml:"closing_day"`
	// Metrics is a folder whose .sql files add metrics to those shipped, or
	// replace one of the same file name.
	Metrics string `yaml:"metrics"`
	// Rules is a folder whose .sql files add warning rules to those shipped, or
	// replace one of the same file name. Warnings say which are on, and how.
	Rules    string   `yaml:"rules"`
	Warnings Warnings `yaml:"warnings"`
	// Scores say how quarters are scored.
	Scores Scores `yaml:"scores"`
	// ForecastMethods is a folder whose .sql files add methods of forecasting to
	// those shipped, or replace one of the same file name.
	ForecastMethods string `yaml:"forecast_methods"`
	// PerProject switches the metrics per project on.
	PerProject bool `yaml:"per_project"`
	// Refresh is how often metrics are computed though nothing was loaded.
	Refresh Duration `yaml:"refresh"`
	// Memory and Threads bound DuckDB.
	Memory  string `yaml:"memory"`
	Threads int    `yaml:"threads"`
	Jobs    []Job  `yaml:"jobs"`

	// Path is the file the configuration came from, Dir its folder.
	Path string `yaml:"-"`
	Dir  string `yaml:"-"`

	root yaml.Node // the document, for its lines
}

// City is whose projects these are.
type City struct {
	NameZh string `yaml:"name_zh"`
	NameEn string `yaml:"name_en"`
}

// Warnings change a preset of warning rules.
type Warnings struct {
	// Preset names one that comes with Shixu; empty: default.
	Preset string `yaml:"preset"`
	// Rules switch rules on or off and set their parameters.
	Rules map[string]queries.RuleSetting `yaml:"rules"`
	// Severities, where given, replace the preset's scale, the lightest first.
	Severities []queries.Severity `yaml:"severities"`
	// Escalate says whether an unanswered deadline raises the severity; unset:
	// as the preset says.
	Escalate *bool `yaml:"escalate"`
}

// Scores say how quarters are scored, ranked and listed.
type Scores struct {
	// Scheme names a scheme that comes with Shixu or is a file of Folder;
	// off: there are no scores.
	Scheme string `yaml:"scheme"`
	// Folder has indicators (.sql), schemes (.yaml) and, in its folder
	// sequences, sequences (.sql) that add to those shipped, or replace one of
	// the same file name.
	Folder string `yaml:"folder"`
}

// A Job is one kind of report: its files, its dataset, how it is understood.
type Job struct {
	Name    string `yaml:"name"`
	Dataset string `yaml:"dataset"`
	// Files are paths or patterns; ** is not known. ${NAME} is the value of an
	// environment variable, which must be set.
	Files []string `yaml:"files"`
	// Mapping is a file that says which column means what; empty: found.
	Mapping string `yaml:"mapping"`
	// KnownOn is "" (the day of loading), "path" (the date in the path) or a date.
	KnownOn string `yaml:"known_on"`
	// Latest names the field that decides between rows with one key.
	Latest string `yaml:"latest"`
	// Sheets limits workbooks to sheets matching one of these patterns.
	Sheets         []string `yaml:"sheets"`
	MaxRejects     int64    `yaml:"max_rejects"`
	MaxRejectRatio float64  `yaml:"max_reject_ratio"`
	// Optional jobs may have no files yet.
	Optional bool `yaml:"optional"`
}

// Date is a day in the form 2023-10-31; its zero value is no day.
type Date struct{ time.Time }

// UnmarshalText reads the day, for flags.
func (d *Date) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		return nil
	}
	t, err := time.Parse(time.DateOnly, string(text))
	if err != nil {
		return queries.Say("%q 不是 2023-10-31 这样的日期", "%q is not a date such as 2023-10-31", text)
	}
	d.Time = t
	return nil
}

// UnmarshalYAML reads the day.
func (d *Date) UnmarshalYAML(n *yaml.Node) error {
	if n.Tag == "!!null" {
		return nil
	}
	if err := d.UnmarshalText([]byte(n.Value)); err != nil {
		return queries.YAMLError(n, "%v", "%v", err)
	}
	return nil
}

// Duration is a time such as 1h30m.
type Duration time.Duration

// UnmarshalYAML reads the duration.
func (d *Duration) UnmarshalYAML(n *yaml.Node) error {
	t, err := time.ParseDuration(n.Value)
	if err != nil {
		return queries.YAMLError(n, "%q 不是 1h30m 这样的时长", "%q is not a duration such as 1h30m", n.Value)
	}
	*d = Duration(t)
	return nil
}

var defaults = Config{
	Warehouse: "shixu.duckdb", Currency: "CNY", Calendar: "monthly",
	CloseAtCoverage: 0.9, Refresh: Duration(time.Hour),
	Scores: Scores{Scheme: "chengdu"},
}

var calendars = []string{"monthly", "daily", "curve"}

// Load reads the file and checks it. What is wrong in it are *Error, joined,
// with file and line; the configuration is then what could be read of it, for
// looking further, and nil where nothing could.
func Load(path string) (*Config, error) {
	text, err := os.ReadFile(path)
	if errors.Is(err, os.ErrNotExist) {
		return nil, &Error{File: path, Err: err, Msg: queries.Words{
			Zh: "没有这个文件；可用 shixu init 生成，或用 --config.file 指定", En: "no such file; make one with shixu init, or name it with --config.file"}}
	}
	if err != nil {
		return nil, err
	}
	abs, err := filepath.Abs(path)
	if err != nil {
		return nil, err
	}
	c, err := Parse(text)
	if c != nil {
		c.Path, c.Dir = path, filepath.Dir(abs)
	}
	return c, inFile(path, err)
}

// Parse reads a configuration and fills in defaults. What is wrong in it are
// *Error, joined; see Load.
func Parse(text []byte) (*Config, error) {
	c := new(Config)
	*c = defaults
	dec := yaml.NewDecoder(bytes.NewReader(text))
	dec.KnownFields(true)
	if err := yaml.Unmarshal(text, &c.root); err != nil {
		return nil, yamlErrors(err)
	}
	if err := dec.Decode(c); err != nil && !errors.Is(err, io.EOF) {
		return c, errors.Join(yamlErrors(err), c.check())
	}
	return c, c.check()
}

// check says which values cannot be. They give way to a default, so that who
// looks further finds nothing that only follows from them.
func (c *Config) check() error {
	var errs []error
	bad := func(line int, zh, en string, args ...any) {
		errs = append(errs, &Error{Line: line, Msg: queries.Say(zh, en, args...).Words})
	}
	if !regexp.MustCompile(`^[A-Z]{3}$`).MatchString(c.Currency) {
		bad(c.Line("currency"), "currency: %q 不是 CNY 这样的 ISO 4217 代码", "currency: %q is not an ISO 4217 code such as CNY", c.Currency)
		c.Currency = defaults.Currency
	}
	if !slices.Contains(calendars, c.Calendar) {
		bad(c.Line("calendar"), "calendar: %q 不是 %s 之一", "calendar: %q is none of %s", c.Calendar, strings.Join(calendars, ", "))
		c.Calendar = defaults.Calendar
	}
	if n := len(c.PlanCurve); n > 0 && (n != 12 || !slices.IsSorted(c.PlanCurve) || c.PlanCurve[0] < 0 || c.PlanCurve[11] != 1) {
		bad(c.Line("plan_curve"), "plan_curve: 须为十二个递增的占年度计划的比例，最后一个为 1，如 [0.03, 0.08, ..., 1]", "plan_curve: twelve rising shares of the year's plan are wanted, the last 1, such as [0.03, 0.08, ..., 1]")
		c.PlanCurve = nil
	}
	if c.CloseAtCoverage <= 0 || c.CloseAtCoverage > 1 {
		bad(c.Line("close_at_coverage"), "close_at_coverage: %g 须大于 0 且不超过 1", "close_at_coverage: %g is not above 0 and at most 1", c.CloseAtCoverage)
		c.CloseAtCoverage = defaults.CloseAtCoverage
	}
	if c.Memory != "" && !regexp.MustCompile(`(?i)^[0-9]+(\.[0-9]+)?\s*([KMGT]i?)?(B|bytes?)$|^[0-9]+%$`).MatchString(c.Memory) {
		bad(c.Line("memory"), "memory: %q 不是 4GB 这样的内存量", "memory: %q is no amount of memory such as 4GB", c.Memory)
		c.Memory = defaults.Memory
	}
	if c.ClosingDay < 0 || c.ClosingDay > 31 {
		bad(c.Line("closing_day"), "closing_day: %d 不是一个月中的某日", "closing_day: %d is no day of a month", c.ClosingDay)
		c.ClosingDay = defaults.ClosingDay
	}
	names := map[string]bool{}
	for i, j := range c.Jobs {
		switch {
		case j.Name == "":
			bad(c.Line("jobs", i), "jobs[%d]：任务须有 name", "jobs[%d]: a job needs a name", i)
		case names[j.Name]:
			bad(c.Line("jobs", i, "name"), "任务 %s：有两个任务同名", "job %s: there are two jobs of that name", j.Name)
		case j.Dataset == "":
			bad(c.Line("jobs", i), "任务 %s：须有 dataset", "job %s: a job needs a dataset", j.Name)
		case len(j.Files) == 0:
			bad(c.Line("jobs", i), "任务 %s：须有 files", "job %s: a job needs files", j.Name)
		}
		names[j.Name] = true
	}
	return errors.Join(errs...)
}

// Abs makes a path of the configuration absolute.
func (c *Config) Abs(path string) string {
	if path == "" || filepath.IsAbs(path) {
		return path
	}
	return filepath.Join(c.Dir, path)
}

// Near makes a path of the configuration one from where the configuration was
// named: for errors, and for reading what they are about.
func (c *Config) Near(path string) string {
	if path == "" || filepath.IsAbs(path) {
		return path
	}
	return filepath.Join(filepath.Dir(c.Path), path)
}

// Expand returns the files that the patterns of the job at an index match, relative to Dir where
// they were given so. A pattern that matches nothing is an error unless the
// job is optional: a report that does not arrive must not go unseen.
func (c *Config) Expand(i int) ([]string, error) {
	var files []string
	j := c.Jobs[i]
	for n, p := range j.Files {
		written, found, err := c.Match(p)
		if err != nil {
			return nil, c.BadPattern(i, n, err)
		}
		if len(found) == 0 && !j.Optional {
			return nil, c.NoFile(i, n, written)
		}
		for _, f := range found {
			if !slices.Contains(files, f) {
				files = append(files, f)
			}
		}
	}
	return files, nil
}

// Match returns one pattern of a job with its variables expanded, and the files
// that it matches; none is no error.
func (c *Config) Match(pattern string) (written string, files []string, err error) {
	written, err = expandEnv(pattern)
	if err != nil {
		return "", nil, err
	}
	path := written
	if !filepath.IsAbs(path) {
		path = filepath.Join(literal.Replace(c.Dir), path)
	}
	found, err := filepath.Glob(path)
	if err != nil {
		err = queries.Say("写法有误，如 [ 没有闭合", "it is wrong, such as a [ that is not closed")
	}
	// Lock and temporary files of office programs are no reports.
	return written, slices.DeleteFunc(found, func(f string) bool {
		b := filepath.Base(f)
		return strings.HasPrefix(b, "~$") || strings.HasPrefix(b, ".~")
	}), err
}

// literal keeps a folder's name from being taken for a pattern.
var literal = strings.NewReplacer("[", "[[]", "*", "[*]", "?", "[?]")
