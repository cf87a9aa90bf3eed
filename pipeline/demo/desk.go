package demo

import "sort"

// desk is where a city's files are laid out.
type desk struct {
	*city
	notes map[string][]string // on physical progress, by phase
	docs  []document
	errs  []Error
}

// documents lays out all files of the city, by path, and lists the rows in
// them that are wrong on purpose.
func (c *city) documents() ([]document, []Error) {
	d := &desk{city: c, notes: bySection("notes.txt")}
	d.dims()
	d.register()
	d.annualPlan()
	d.reports()
	d.resent()
	d.reserveBook()
	d.ledger()
	d.sixBatches()
	d.milestonePlan()
	d.schedules()
	d.baselines()
	d.benchmarks()
	d.targets()
	d.answers()
	sort.SliceStable(d.errs, func(i, j int) bool {
		a, b := d.errs[i], d.errs[j]
		return a.File < b.File || a.File == b.File && a.Row < b.Row
	})
	d.put(document{path: "shixu.yaml", text: mustRead("shixu.yaml")})
	d.put(d.readme())
	sort.Slice(d.docs, func(i, j int) bool { return d.docs[i].path < d.docs[j].path })
	return d.docs, d.errs
}

func (d *desk) put(doc document) { d.docs = append(d.docs, doc) }

// wrong records a row that must be set aside.
func (d *desk) wrong(file, sheet string, row int, column, value string, f Fault) {
	d.errs = append(d.errs, Error{File: file, Sheet: sheet, Row: row, Column: column, Value: value, Fault: f})
}

// dims puts the dimensions.
func (d *desk) dims() {
	for _, name := range []string{"districts.csv", "sectors.csv", "project_types.csv"} {
		d.put(document{path: "dims/" + name, text: mustRead(name)})
	}
}
