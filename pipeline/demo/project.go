package demo

import "slices"

// The words the city's register uses, as written in its columns.
const (
	provincial = "省重点"
	municipal  = "市重点"

	stageReserve     = "储备"
	stagePreparation = "前期"
	stageBuilding    = "在建"
	stageCompleted   = "竣工"
	stageInService   = "投用"

	ownerDistrict   = "区市县"
	ownerCompany    = "市属国企"
	ownerEnterprise = "企业"

	planNew        = "新开工"
	planContinuing = "续建"
	planCompletion = "竣工"
)

// timing is how a start came about, or did not.
type timing int

const (
	startedBefore timing = iota // before 2023
	startedEarly
	startedOnTime
	startedLate
	pendingOverdue // planned in 2023, period over, not started
	pendingQuarter // planned in the fourth quarter
)

func (t timing) pending() bool { return t >= pendingOverdue }
func (t timing) started() bool { return t >= startedEarly && t <= startedLate }

// lastMonth is the last month that anybody reports; reportedTo is the last
// that everybody does.
const (
	lastMonth  = 10
	reportedTo = 9
)

// project is one project of the city, key project or in reserve.
type project struct {
	id, name  string
	level     string
	district  *district
	sector    *sector
	owner     string
	ownerKind string
	reporter  *reporter

	timing   timing
	finished bool // completed in 2023, by 31 October
	planKind string

	total       amount
	planned     amount // of 2023, after the adjustment
	planAtFirst amount // of 2023, in January; 0 where January had no figure

	plannedStart, actualStart           date
	plannedCompletion, actualCompletion date
	forecastCompletion                  date
	plannedService, actualService       date
	reservedOn, convertedOn             date

	ratio  float64               // wish for completed/planned by September
	shape  [lastMonth]float64    // months' weights of the year's investment
	ytd    [lastMonth + 1]amount // completed since the year began, by month
	absent bool                  // its row is missing in the September report
	named  bool                  // from the article
}

// in reports whether the project is in one of the sectors.
func (p *project) in(sectors ...string) bool { return slices.Contains(sectors, p.sector.name) }

// done is what was completed in a month.
func (p *project) done(month int) amount { return p.ytd[month] - p.ytd[month-1] }

// latest is the last cumulative figure known when all reports to month are in.
func (p *project) latest(month int) amount {
	if p.absent && month == reportedTo {
		return p.ytd[month-1]
	}
	return p.ytd[month]
}

// stage is the project's stage on a day, as the register words it.
func (p *project) stage(on date) string {
	passed := func(d date) bool { return !d.none() && !d.last.After(on.last) }
	switch {
	case passed(p.actualService):
		return stageInService
	case passed(p.actualCompletion):
		return stageCompleted
	case passed(p.actualStart):
		return stageBuilding
	case !p.reservedOn.none() && !passed(p.convertedOn):
		return stageReserve
	default:
		return stagePreparation
	}
}
