package demo

import (
	"strconv"
	"strings"
)

// wide makes the rows of scale mode. Every row follows from the seed and its
// place alone, so that rows can be made in any order, by many goroutines.
type wide struct {
	opts      Options
	districts []*district
	names     [][]string // of projects, by sector, without place
	notes     []string
}

func newWide(opts Options) *wide {
	w := &wide{opts: opts, districts: loadDistricts()}
	subjects := bySection("subjects.txt")
	for _, s := range sectors {
		var names []string
		for _, t := range subjects[s.name] {
			if name, ok := strings.CutPrefix(t, "{d}{p}"); ok {
				names = append(names, name)
			}
		}
		w.names = append(w.names, names)
	}
	for _, phase := range []string{"开工", "中期", "后期"} {
		for _, n := range bySection("notes.txt")[phase] {
			w.notes = append(w.notes, strings.ReplaceAll(n, ",", "，"))
		}
	}
	return w
}

// mix is a well spread number for a place: splitmix64 of the seed, a purpose
// and up to two coordinates.
func (w *wide) mix(purpose, i, j int) uint64 {
	x := w.opts.Seed + uint64(purpose)<<56 + uint64(i)<<16 + uint64(j)
	x += 0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

// unit is mix as a number from 0 up to 1.
func (w *wide) unit(purpose, i, j int) float64 { return float64(w.mix(purpose, i, j)>>11) / (1 << 53) }

// The purposes of mix.
const (
	forProject = iota
	forPlan
	forMonth
	forNote
)

// head appends a project's id, name and a comma after each; ids are unique
// for up to 99 million projects.
func (w *wide) head(b []byte, i int) []byte {
	h := w.mix(forProject, i, 0)
	d, s := w.place(h)
	b = two(b, 16+int(h>>8%7))
	b = two(b, 1+int(h>>16%12))
	b = append(b, '-')
	b = append(b, d.region()...)
	b = append(b, "-04-"...)
	b = two(b, 1+i/1_000_000)
	b = append(b, '-')
	serial := i % 1_000_000
	for div := 100_000; div > 0; div /= 10 {
		b = append(b, byte('0'+serial/div%10))
	}
	b = append(b, ',')
	b = append(b, d.short()...)
	b = append(b, d.places[h>>24%uint64(len(d.places))]...)
	names := w.names[s]
	b = append(b, names[h>>32%uint64(len(names))]...)
	b = strconv.AppendInt(b, int64(i+1), 10)
	return append(b, "号,"...)
}

// place is a project's district and the index of its sector.
func (w *wide) place(h uint64) (*district, int) {
	return w.districts[h%uint64(len(w.districts))], int(h >> 40 % uint64(len(sectors)))
}

func (w *wide) level(h uint64) string {
	if h>>48%8 == 0 {
		return provincial
	}
	return municipal
}

// start appends the planned start as 2021-03-15.
func (w *wide) start(b []byte, h uint64, later int) []byte {
	b = strconv.AppendInt(b, int64(w.opts.Year-w.opts.Years-int(h>>52%4)+later), 10)
	b = append(b, '-')
	b = two(b, 1+int(h>>54%12))
	b = append(b, '-')
	return two(b, 1+int(h>>58%28))
}

// planned is a project's plan of the year-th year.
func (w *wide) planned(i, year int) amount {
	u := w.unit(forPlan, i, year)
	return amount(50_000 + 20_000_000*u*u*u)
}

func (w *wide) register(b []byte, i int) []byte {
	h := w.mix(forProject, i, 0)
	d, s := w.place(h)
	b = w.head(b, i)
	b = append(b, w.level(h)...)
	b = append(b, ',')
	b = append(b, d.name...)
	b = append(b, ',')
	b = append(b, sectors[s].name...)
	b = append(b, ',')
	b = append(b, sectors[s].kind...)
	b = append(b, ","+stageBuilding+",成都"...)
	b = append(b, d.short()...)
	b = append(b, "城市建设投资有限公司,"+ownerDistrict+","...)
	var total amount
	for y := range w.opts.Years {
		total += w.planned(i, y)
	}
	b = decimal(b, total*3/2)
	for _, later := range []int{0, 0, w.opts.Years + 5} {
		b = append(b, ',')
		b = w.start(b, h, later)
	}
	return append(b, '\n')
}

func (w *wide) plan(b []byte, i, year int) []byte {
	b = w.head(b, i)
	b = strconv.AppendInt(b, int64(w.opts.Year-w.opts.Years+1+year), 10)
	b = append(b, ',')
	b = decimal(b, w.planned(i, year))
	return append(b, ","+planContinuing+"\n"...)
}

// report appends a project's report for the period-th month.
func (w *wide) report(b []byte, i, period int) []byte {
	year, month := period/12, period%12
	h := w.mix(forProject, i, 0)
	d, s := w.place(h)
	plan := w.planned(i, year)
	done, ytd := w.done(i, year, month, plan)
	b = w.head(b, i)
	b = append(b, d.name...)
	b = append(b, ',')
	b = append(b, sectors[s].name...)
	b = append(b, ',')
	b = append(b, sectors[s].kind...)
	b = append(b, ',')
	b = append(b, w.level(h)...)
	b = append(b, ',')
	b = w.start(b, h, 0)
	b = append(b, ',')
	b = decimal(b, plan)
	b = append(b, ',')
	b = strconv.AppendInt(b, int64(w.opts.Year-w.opts.Years+1+year), 10)
	b = append(b, '-')
	b = two(b, month+1)
	b = append(b, "-01,"...)
	b = decimal(b, done)
	b = append(b, ',')
	b = decimal(b, ytd)
	b = append(b, ',')
	b = append(b, w.notes[w.mix(forNote, i, period)%uint64(len(w.notes))]...)
	return append(b, '\n')
}

// wideMonths are the months' shares of a year, in percent.
var wideMonths = [12]float64{3.2, 3.6, 10.5, 8, 9, 16.5, 8, 9, 13.6, 8, 6, 9}

// done is what a project completed in a month (from 0) and since the year began.
func (w *wide) done(i, year, month int, plan amount) (done, ytd amount) {
	for m := range month + 1 {
		done = amount(float64(plan) * wideMonths[m] / 100 * (0.6 + 0.8*w.unit(forMonth, i, year*12+m)))
		ytd += done
	}
	return done, ytd
}

// decimal appends an amount as 万元 with two decimals.
func decimal(b []byte, a amount) []byte {
	b = strconv.AppendInt(b, int64(a/wan), 10)
	b = append(b, '.')
	return two(b, int(a%wan))
}

// two appends a number below 100 as two digits.
func two(b []byte, n int) []byte { return append(b, byte('0'+n/10), byte('0'+n%10)) }
