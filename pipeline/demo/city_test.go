package demo

import (
	"bytes"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// figures are what glossary §6 says of the city.
type published struct {
	Projects, Provincial                                int
	Completion, ProvincialCompletion                    string
	Starts, Early, Late, Pending, Overdue               int
	Building, Finished                                  int
	Breakthroughs, Listed, Cleared                      int
	Items, Resolved                                     int
	ModelReserve, ModelConverted                        int
	ModelReserveTotal, ModelConvertedTotal, RemainingYi float64
	ModelLeads                                          bool
}

var want = published{
	Projects: 978, Provincial: 127, Completion: "0.814000000", ProvincialCompletion: "1.094000000",
	Starts: 182, Early: 67, Late: 25, Pending: 107, Overdue: 31, Building: 801, Finished: 70,
	Breakthroughs: 379, Listed: 5, Cleared: 20, Items: 281, Resolved: 160,
	ModelReserve: 175, ModelConverted: 46, ModelReserveTotal: 898.6, ModelConvertedTotal: 205.3,
	RemainingYi: 840.162, ModelLeads: true,
}

// figuresOf counts the figures in a city's model, from dates and amounts only.
func figuresOf(c *city) published {
	f := published{ModelLeads: c.modelLeads()}
	yearStart := dayOf(CityYear, 1, 1)
	var planned, done, plannedP, doneP amount
	for _, p := range c.projects {
		f.Projects++
		planned += p.planned
		done += p.latest(reportedTo)
		if p.level == provincial {
			f.Provincial++
			plannedP += p.planned
			doneP += p.latest(reportedTo)
		}
		switch {
		case p.actualStart.none():
			f.Pending++
			if p.plannedStart.last.Before(asOf.last) {
				f.Overdue++
			}
		case !p.actualStart.last.Before(yearStart.last):
			f.Starts++
			if p.actualStart.before(p.plannedStart) {
				f.Early++
			} else if p.plannedStart.before(p.actualStart) {
				f.Late++
			}
		}
		switch p.stage(asOf) {
		case stageBuilding:
			f.Building++
		case stageCompleted, stageInService:
			f.Finished++
		}
	}
	f.Completion = fmt.Sprintf("%.9f", float64(done)/float64(planned))
	f.ProvincialCompletion = fmt.Sprintf("%.9f", float64(doneP)/float64(plannedP))
	f.RemainingYi = (planned - done).in(inYi)
	for _, b := range c.breakthroughs {
		f.Breakthroughs++
		switch b.kind {
		case "企业上市":
			f.Listed++
		case "启动腾退改造或项目建设":
			f.Cleared++
		}
	}
	for _, it := range c.items {
		f.Items++
		if !it.resolvedOn.none() {
			f.Resolved++
		}
	}
	var total, converted amount
	for _, p := range c.reserve {
		if p.district.name != model {
			continue
		}
		f.ModelReserve++
		total += p.total
		if !p.convertedOn.none() {
			f.ModelConverted++
			converted += p.total
		}
	}
	f.ModelReserveTotal, f.ModelConvertedTotal = total.in(inYi), converted.in(inYi)
	return f
}

func TestFigures(t *testing.T) {
	if diff := cmp.Diff(want, figuresOf(buildCity(1))); diff != "" {
		t.Errorf("figures (-want +got):\n%s", diff)
	}
}

func TestFiguresForAnySeed(t *testing.T) {
	for i := range 8 {
		seed := rapid.Uint64().Example(i)
		if diff := cmp.Diff(want, figuresOf(buildCity(seed))); diff != "" {
			t.Errorf("seed %d: figures (-want +got):\n%s", seed, diff)
		}
	}
}

// Two builds must lay out the same documents, and a document must render to
// the same bytes twice: together, two writes are equal byte for byte.
func TestSameSeedSameBytes(t *testing.T) {
	first, firstErrs := buildCity(1).documents()
	second, secondErrs := buildCity(1).documents()
	if !reflect.DeepEqual(first, second) || !reflect.DeepEqual(firstErrs, secondErrs) {
		t.Fatal("two builds lay out different documents")
	}
	for i := range first {
		d := &first[i]
		if i%9 != 0 && !strings.HasPrefix(d.path, "six_batches/") {
			continue // a sample: rendering looks at nothing but the document
		}
		a, err := d.bytes()
		if err != nil {
			t.Fatal(err)
		}
		if b, _ := second[i].bytes(); !bytes.Equal(a, b) {
			t.Errorf("%s: two renderings differ", d.path)
		}
	}
}

func TestSeedsDiffer(t *testing.T) {
	a, b := buildCity(1), buildCity(2)
	if a.projects[0].name == b.projects[0].name && a.projects[0].planned == b.projects[0].planned {
		t.Error("two seeds give one city")
	}
}

func TestSettle(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 40).Draw(t, "n")
		weights, steps := make([]float64, n), make([]amount, n)
		for i := range n {
			weights[i] = rapid.Float64Range(0, 1e6).Draw(t, "weight")
			steps[i] = rapid.SampledFrom([]amount{1, wan}).Draw(t, "step")
		}
		weights[0], steps[0] = 1, 1
		total := amount(rapid.Int64Range(0, 1e12).Draw(t, "total"))
		var sum amount
		for i, share := range settle(total, weights, steps) {
			if share < 0 || share%steps[i] != 0 || weights[i] == 0 && share != 0 {
				t.Fatalf("share %d of weight %v is %d in steps of %d", i, weights[i], share, steps[i])
			}
			sum += share
		}
		if sum != total {
			t.Fatalf("shares add up to %d, want %d", sum, total)
		}
	})
}

func TestDateText(t *testing.T) {
	for _, c := range []struct {
		date        date
		text, first string
	}{
		{dayOf(2023, 8, 15), "2023-08-15", "2023-08-15"},
		{monthOf(2023, 3), "2023年3月", "2023-03-01"},
		{quarterOf(2023, 1), "2023年一季度", "2023-01-01"},
		{halfOf(2024, 2), "2024年下半年", "2024-07-01"},
		{yearOf(2024), "2024年底", "2024-01-01"},
		{monthOf(2022, 14), "2023年2月", "2023-02-01"},
		{quarterOf(2022, 4).addMonths(3), "2023年一季度", "2023-01-01"},
		{dayOf(2023, 1, 31).addMonths(1), "2023-02-28", "2023-02-28"},
	} {
		if got := c.date.text(0); got != c.text {
			t.Errorf("text: got %s, want %s", got, c.text)
		}
		if got := c.date.first().Format("2006-01-02"); got != c.first {
			t.Errorf("%s: first day: got %s, want %s", c.text, got, c.first)
		}
	}
}

func TestThousands(t *testing.T) {
	for a, want := range map[amount]string{0: "0.00", 5: "0.05", 123_456_789: "1,234,567.89", -100_050: "-1,000.50"} {
		if got := thousands(a); got != want {
			t.Errorf("thousands(%d): got %s, want %s", a, got, want)
		}
	}
}
