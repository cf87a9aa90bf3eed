package web

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"shixu/exporters/exposition"
)

// A Headline is the year in a few figures. They are sums over the published
// metrics, as PromQL would take them, so that the page never says anything else
// than /metrics.
type Headline struct {
	Year     int     `json:"year"`
	Currency string  `json:"currency"`
	Projects float64 `json:"projects"`
	Planned  float64 `json:"planned_investment"`
	Done     float64 `json:"completed_investment"`
	// Ratio is Done by Planned; Elapsed the share of the year that is over, by
	// the city's calendar; Ahead what lies between, in percentage points.
	Ratio   float64 `json:"completion_ratio"`
	Elapsed float64 `json:"schedule_elapsed_ratio"`
	Ahead   float64 `json:"points_ahead"`

	Building float64 `json:"projects_in_construction"`
	Starts   float64 `json:"starts"`
	Early    float64 `json:"starts_early"`
	Late     float64 `json:"starts_late"`
	// Due are the starts that are overdue or due this quarter.
	Due      float64 `json:"starts_due"`
	Overdue  float64 `json:"starts_overdue"`
	DueSoon  float64 `json:"starts_due_this_quarter"`
	Finished float64 `json:"completions"`
	Serving  float64 `json:"entries_into_service"`
	Raised   float64 `json:"coordination_items"`
	Resolved float64 `json:"coordination_items_resolved"`
	// Warned are projects warned in the year; Unanswered are warnings that
	// nobody has answered, and LateWarnings those whose deadline has passed.
	Warned       float64 `json:"warned_projects"`
	Unanswered   float64 `json:"warnings_unanswered"`
	LateWarnings float64 `json:"warnings_overdue"`
}

// HeadlineOf takes the headline from a published state: for the plan year of
// the month reported to, or of the as-of date where no month is. It is nil
// where no investment is planned in that year.
func HeadlineOf(s *exposition.Snapshot, currency string, asOf, reportedTo time.Time) *Headline {
	day := reportedTo
	if day.IsZero() {
		day = asOf
	}
	year := strconv.Itoa(day.Year())
	total := func(metric string, where ...string) float64 { return sum(s, metric, where) }
	sum := func(metric string, where ...string) float64 { return sum(s, metric, append(where, "year", year)) }
	money := "_" + strings.ToLower(currency)
	h := &Headline{
		Year: day.Year(), Currency: currency,
		Projects: sum("shixu_projects"),
		Planned:  sum("shixu_investment_planned" + money),
		Done:     sum("shixu_investment_completed" + money),
		Elapsed:  sum("shixu_schedule_elapsed_ratio"),
		Building: sum("shixu_projects", "project_stage", "in_construction"),
		Starts:   sum("shixu_starts"),
		Early:    sum("shixu_starts", "timing", "early"),
		Late:     sum("shixu_starts", "timing", "late"),
		Overdue:  sum("shixu_starts_pending", "due", "overdue"),
		DueSoon:  sum("shixu_starts_pending", "due", "this_quarter"),
		Finished: sum("shixu_completions"),
		Serving:  sum("shixu_entries_into_service"),
		Raised:   sum("shixu_coordination_items"),
		Resolved: sum("shixu_coordination_items", "state", "resolved"),
		Warned:   sum("shixu_warned_projects"),
		// Warnings stand on the as-of date, whatever year they are of.
		Unanswered:   total("shixu_warnings", "state", "raised") + total("shixu_warnings", "state", "reopened"),
		LateWarnings: total("shixu_warnings_overdue"),
	}
	if h.Planned <= 0 {
		return nil
	}
	h.Due = h.Overdue + h.DueSoon
	h.Ratio = h.Done / h.Planned
	h.Ahead = 100 * (h.Ratio - h.Elapsed)
	return h
}

// sum adds up the series of a metric that have the labels, given as name and
// value in turn.
func sum(s *exposition.Snapshot, metric string, where []string) (total float64) {
	for f := range s.Families() {
		if f.Name != metric {
			continue
		}
		for _, series := range f.Series {
			if matches(f.LabelNames, series.Labels, where) {
				total += series.Value
			}
		}
	}
	return total
}

func matches(names, values, where []string) bool {
	for i := 0; i < len(where); i += 2 {
		at := slices.Index(names, where[i])
		if at < 0 || values[at] != where[i+1] {
			return false
		}
	}
	return true
}
