package demo

// reporter is an office that reports on its projects every month: a district
// or a municipal company. Each project is reported by exactly one.
type reporter struct {
	name string // as people call it: 郫都区
	file string // as its files are named: 成都高新区
	sign string // as it signs: 郫都区发展和改革局
	home *district

	form     *form
	day      int  // of the following month, on which its reports arrive
	together bool // January and February come as one report
	october  int  // day of October on which its October report came; 0: not yet
	late     date // when its September report came, where late

	effect   float64 // on the completion of its projects
	projects []*project
}

// habits says how an office reports.
type habits struct {
	form     *form
	day      int
	together bool
	october  int
	late     date
}

// habitsOf are the habits of each office by name.
var habitsOf = map[string]habits{
	"锦江区":    {form: formPlain, day: 6, october: 30},
	"青羊区":    {form: formMerged, day: 7},
	"金牛区":    {form: formPlain, day: 8},
	"武侯区":    {form: formYi, day: 5},
	"成华区":    {form: formCumulative, day: 6, october: 31},
	"龙泉驿区":   {form: formMerged, day: 9},
	"青白江区":   {form: formMonthly, day: 8},
	"新都区":    {form: formPlain, day: 7, together: true},
	"温江区":    {form: formYuan, day: 5, october: 31},
	"双流区":    {form: formMerged, day: 8},
	"郫都区":    {form: formPlain, day: 8},
	"新津区":    {form: formYi, day: 10, together: true},
	"金堂县":    {form: formPlain, day: 9, late: dayOf(2023, 10, 25)},
	"大邑县":    {form: formMerged, day: 10},
	"蒲江县":    {form: formNames, day: 7},
	"都江堰市":   {form: formPlain, day: 6},
	"彭州市":    {form: formMonthly, day: 9},
	"邛崃市":    {form: formGrouped, day: 8},
	"崇州市":    {form: formYuan, day: 7},
	"简阳市":    {form: formCumulative, day: 10},
	"高新区":    {form: formGrouped, day: 5},
	"天府新区":   {form: formMerged, day: 6},
	"东部新区":   {form: formYi, day: 9},
	"成都轨道集团": {form: formCompany, day: 4},
	"成都交投集团": {form: formCompany, day: 5},
	"成都环境集团": {form: formCompany, day: 6},
	"成都城投集团": {form: formCumulative, day: 8},
	"成都兴城集团": {form: formGrouped, day: 5},
	"成都产业集团": {form: formCompany, day: 7},
	"成都文旅集团": {form: formYuan, day: 8, together: true},
	"成都益民集团": {form: formMonthly, day: 6},
}

// fileNames are the names that offices give themselves in file names, where
// not the usual one.
var fileNames = map[string]string{
	"高新区":  "成都高新区",
	"天府新区": "四川天府新区",
	"东部新区": "成都东部新区",
}

func newReporter(name, sign string, home *district) *reporter {
	h := habitsOf[name]
	r := &reporter{
		name: name, file: name, sign: sign, home: home, effect: 1,
		form: h.form, day: h.day, together: h.together, october: h.october, late: h.late,
	}
	if f, ok := fileNames[name]; ok {
		r.file = f
	}
	return r
}

// newReporters returns the districts' offices, then the companies'.
func newReporters(districts []*district) []*reporter {
	var out []*reporter
	for _, d := range districts {
		office := "发展和改革局"
		if d.region() == "510100" {
			office = "发展改革和规划管理局"
		}
		out = append(out, newReporter(d.name, d.name+office, d))
	}
	for _, c := range companies {
		out = append(out, newReporter(c.name, c.full, nil))
	}
	return out
}

// received returns the day on which the report for a month arrived, and false
// where there was none by 31 October.
func (r *reporter) received(month int) (date, bool) {
	switch {
	case month == 1 && r.together:
		return date{}, false
	case month == lastMonth:
		return dayOf(CityYear, lastMonth, r.october), r.october > 0
	case month == reportedTo && !r.late.none():
		return r.late, true
	default:
		return dayOf(CityYear, month+1, r.day), true
	}
}
