// Package dossier gathers what is known of one project: its register, plans,
// reports and revisions, each with the file, sheet and row it came from, and
// what became of its warnings. The questions are the files of queries/dossier.
package dossier

import (
	"time"

	"shixu/pipeline/warnings"
	"shixu/queries"
)

// ErrUnknown is a project that no register has.
var ErrUnknown = queries.Say("没有这个项目", "there is no such project")

// A Dossier is what is known of a project.
type Dossier struct {
	// AsOf is the day warnings stand at, ReportedTo the end of the last month
	// whose reports count; zero where none does.
	AsOf, ReportedTo time.Time
	// Currency is the ISO code of all amounts, which are exact decimals as text.
	Currency string
	Head     Head
	// Years and Approvals are the plans and approved schedules, the latest
	// first; PlanChanges are what later files changed of them.
	Years       []Year
	Approvals   []Approval
	PlanChanges Part[Change]
	Milestones  []Milestone
	// Items are its coordination items, open ones first.
	Items Part[Item]
	// Reports are by month, the latest first; Revisions are what later files
	// changed of all but plans.
	Reports   Part[Report]
	Revisions Part[Change]
	Warnings  Part[warnings.Case]
}

// A Part is as many rows as are shown, and how many there are.
type Part[T any] struct {
	Rows  []T
	Total int
}

// More is how many rows are not shown.
func (p Part[T]) More() int { return p.Total - len(p.Rows) }

// A Cell is where something was read.
type Cell struct {
	File, Sheet string
	// Row is that of the sheet or file; 0 where it is not known.
	Row int64
	// KnownOn is the day from which it counts as known.
	KnownOn time.Time
}

// A Head is a project in the register. Dates are as precise as they are known:
// 2023-09-30, 2023-09, 2023Q3, 2023H2, 2023; empty where they are not.
type Head struct {
	ID, Name, Level, District, Sector, Type, Stage, Owner, TotalInvestment string

	PlannedStart, ActualStart                               string
	PlannedCompletion, ForecastCompletion, ActualCompletion string
	PlannedInService, ActualInService                       string
	Cell
}

// A Year is the plan of a year, and what is completed of it by the month
// reported to.
type Year struct {
	Year int
	Kind string
	// Planned is the plan as it is, FirstPlanned as it was first given; Changes
	// is how often it was changed.
	Planned, FirstPlanned string
	Changes               int
	Completed             string
	// Ratio is nil where nothing is planned or reported.
	Ratio *float64
	Cell
}

// An Approval is an approved schedule and cost.
type Approval struct {
	ApprovedOn, PlannedStart, PlannedCompletion, TotalInvestment string
	Cell
}

// A Milestone is a step of the project.
type Milestone struct {
	Name, Planned, Forecast, Actual string
	Cell
}

// An Item is an obstacle that somebody is to solve.
type Item struct {
	ID, Title, Element, Responsible string
	// State is open or resolved; AgeDays counts until it was resolved, or the
	// as-of date.
	State   string
	Overdue bool
	AgeDays int

	RaisedOn, DueOn, ResolvedOn string
	Cell
}

// A Report is the project's report of a month.
type Report struct {
	Month, Completed, CompletedYTD string
	// Derived is completed or completed_ytd where that figure was not reported
	// but follows from the other.
	Derived string
	// Counted says that the month is not after the one reported to.
	Counted          bool
	ReportedOn, Note string
	Cell
}

// A Change is a value that a later file changed.
type Change struct {
	Dataset, Key, Field, Old, New string
	// OldFile had brought the old value; the Cell is where the new one is.
	OldFile string
	Cell
}
