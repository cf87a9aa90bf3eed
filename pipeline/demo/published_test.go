package demo_test

import (
	"math/big"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// register is what the register's files say of each project in the end.
func register(t *testing.T, dir string) (byID map[string]map[string]string, idOf map[string]string) {
	byID, idOf = map[string]map[string]string{}, map[string]string{}
	for _, f := range files(t, dir, "register") {
		for _, r := range records(t, dir, f) {
			id := r.get("项目编码")
			if !code.MatchString(id) {
				t.Fatalf("%s row %d: code %q", f, r.row, id)
			}
			if byID[id] == nil {
				byID[id] = map[string]string{}
				if other, ok := idOf[r.get("项目名称")]; ok {
					t.Errorf("%s and %s have one name", id, other)
				}
				idOf[r.get("项目名称")] = id
			}
			for k, v := range r.value {
				if v != "" {
					byID[id][k] = v
				}
			}
		}
	}
	return byID, idOf
}

// figures are the published figures, as counted from the files.
type figures struct {
	Projects, Provincial                  int
	Completion, ProvincialCompletion      string
	Gap                                   string
	Starts, Early, Late, Pending, Overdue int
	Building, Done                        int
	Breakthroughs, Listed, Cleared        int
	Items, Resolved                       int
	Reserve, Converted                    int
	ReserveTotal, ConvertedTotal          string
	ReportedInSeptember                   int
	Target                                string
	Province, Cities                      string
}

func TestPublishedFiguresFromFiles(t *testing.T) {
	dir := written(t)
	got := figures{}
	projects, idOf := register(t, dir)
	provincial := func(id string) bool { return projects[id]["项目级别"] == "省重点" }

	asOf := time.Date(2023, 10, 31, 0, 0, 0, 0, time.UTC)
	for id, p := range projects {
		got.Projects++
		if provincial(id) {
			got.Provincial++
		}
		plannedFirst, plannedLast := span(t, p["计划开工时间"])
		switch p["项目阶段"] {
		case "在建":
			got.Building++
		case "竣工", "投用":
			got.Done++
		}
		if p["实际开工时间"] == "" {
			got.Pending++
			if plannedLast.Before(asOf) {
				got.Overdue++
			}
			continue
		}
		first, last := span(t, p["实际开工时间"])
		if last.Year() < 2023 {
			continue
		}
		got.Starts++
		switch {
		case last.Before(plannedFirst):
			got.Early++
		case first.After(plannedLast):
			got.Late++
		}
	}

	plan := map[string]*big.Rat{}
	for _, f := range files(t, dir, "plan") {
		for _, r := range records(t, dir, f) {
			if id := r.get("项目编码"); code.MatchString(id) {
				plan[id] = decimal(t, r, r.get("2023年度计划投资（万元）"))
			}
		}
	}
	ytd, reported := latest(t, dir, idOf)
	got.ReportedInSeptember = reported
	var planned, done, plannedP, doneP big.Rat
	for id, p := range plan {
		planned.Add(&planned, p)
		done.Add(&done, ytd[id])
		if provincial(id) {
			plannedP.Add(&plannedP, p)
			doneP.Add(&doneP, ytd[id])
		}
	}
	got.Completion = new(big.Rat).Quo(&done, &planned).FloatString(12)
	got.ProvincialCompletion = new(big.Rat).Quo(&doneP, &plannedP).FloatString(12)
	gap := new(big.Rat).Sub(new(big.Rat).Quo(&done, &planned), big.NewRat(9, 12))
	got.Gap = gap.Mul(gap, big.NewRat(100, 1)).FloatString(1)

	seen := map[string]bool{}
	for _, r := range records(t, dir, files(t, dir, "six_batches")[0]) {
		if id := r.get("项目编码"); code.MatchString(id) {
			got.Breakthroughs++
			if seen[id] {
				t.Errorf("%s has two breakthroughs", id)
			}
			seen[id] = true
			switch r.get("进展类型") {
			case "企业上市":
				got.Listed++
			case "启动腾退改造或项目建设":
				got.Cleared++
			}
		}
	}
	ledgers := files(t, dir, "ledger")
	for _, r := range records(t, dir, ledgers[len(ledgers)-1]) {
		if projects[r.get("项目编码")] == nil {
			t.Errorf("%s: unknown project", r.get("事项编号"))
		}
		got.Items++
		if r.get("办结时间") != "" {
			got.Resolved++
		}
	}
	var total, converted big.Rat
	for _, r := range records(t, dir, files(t, dir, "reserve")[0]) {
		if id := r.get("项目编码"); projects[id] != nil || !code.MatchString(id) {
			t.Errorf("reserve: code %q", id)
		}
		if !strings.Contains(r.get("区（市）县"), "郫都") && r.get("区（市）县") != "郫县" {
			continue
		}
		got.Reserve++
		v := decimal(t, r, r.get("总投资（亿元）"))
		total.Add(&total, v)
		if r.get("转化时间") != "" {
			got.Converted++
			converted.Add(&converted, v)
		}
	}
	got.ReserveTotal, got.ConvertedTotal = total.FloatString(2), converted.FloatString(2)
	for _, r := range records(t, dir, "targets/2023-01-31_目标.csv") {
		if r.get("季度") == "4" && r.get("区市县") == "" && r.get("指标") == "投资" {
			got.Target = r.get("目标值")
		}
	}
	for _, r := range records(t, dir, "benchmarks/2023-10-25_对标进度.csv") {
		if r.get("月份") == "2023年9月" {
			if r.get("对标范围") == "全省平均" {
				got.Province = r.get("完成率")
			} else {
				got.Cities = r.get("完成率")
			}
		}
	}
	want := figures{
		Projects: 978, Provincial: 127,
		Completion: "0.814000000000", ProvincialCompletion: "1.094000000000", Gap: "6.4",
		Starts: 182, Early: 67, Late: 25, Pending: 107, Overdue: 31, Building: 801, Done: 70,
		Breakthroughs: 379, Listed: 5, Cleared: 20, Items: 281, Resolved: 160,
		Reserve: 175, Converted: 46, ReserveTotal: "898.60", ConvertedTotal: "205.30",
		ReportedInSeptember: 966, Target: "84000000000", Province: "101.1%", Cities: "107.8%",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("figures from files (-want +got):\n%s", diff)
	}
}

var inName = regexp.MustCompile(`(\d+)月重点项目`)

// latest reads the reports in the order they came and returns each project's
// latest cumulative figure up to September, in 万元, and how many projects
// reported for September. Where an office gives months only, they are summed.
func latest(t *testing.T, dir string, idOf map[string]string) (ytd map[string]*big.Rat, september int) {
	type figure struct{ month, ytd *big.Rat }
	all := map[string][13]figure{}
	for _, f := range files(t, dir, "reports") {
		month := int(inName.FindStringSubmatch(f)[1][0] - '0')
		if strings.Contains(f, "10月") {
			month = 10
		}
		for _, r := range records(t, dir, f) {
			id := r.get("项目编码", "项目代码", "项目编号", "统一项目代码")
			if name := r.get("项目名称"); id == "" && name != "" {
				id = idOf[name] // an office that gives no codes
			}
			if !code.MatchString(id) {
				continue // titles, sums, categories, notes
			}
			var fig figure
			for h, v := range r.value {
				if v == "" {
					continue
				}
				unit := big.NewRat(1, 1)
				switch {
				case strings.Contains(h, "（元）"):
					unit.SetFrac64(1, 10_000)
				case strings.Contains(f, "武侯区") || strings.Contains(f, "新津区") || strings.Contains(f, "东部新区"):
					unit.SetInt64(10_000) // 单位：亿元
				}
				switch {
				case strings.Contains(h, "累计完成投资") || strings.Contains(h, "年初至今"):
					fig.ytd = unit.Mul(unit, decimal(t, r, v))
				case strings.Contains(h, "月完成") || strings.Contains(h, "本期完成"):
					fig.month = unit.Mul(unit, decimal(t, r, v))
				}
			}
			if fig.month == nil && fig.ytd == nil {
				t.Fatalf("%s row %d: no figure in %v", f, r.row, r.value)
			}
			months := all[id]
			months[month] = fig
			all[id] = months
		}
	}
	ytd = map[string]*big.Rat{}
	for id, months := range all {
		sum := new(big.Rat)
		for m, fig := range months[:10] {
			switch {
			case fig.ytd != nil:
				if fig.month != nil && m > 1 && months[m-1].ytd != nil {
					if want := new(big.Rat).Sub(fig.ytd, months[m-1].ytd); want.Cmp(fig.month) != 0 {
						t.Errorf("%s month %d: %s is not the difference %s", id, m, fig.month, want)
					}
				}
				sum.Set(fig.ytd)
			case fig.month != nil:
				sum.Add(sum, fig.month)
			}
		}
		ytd[id] = sum
		if months[9] != (figure{}) {
			september++
		}
	}
	return ytd, september
}

var (
	reMonth   = regexp.MustCompile(`^(\d{4})(?:年|\.|-)(\d{1,2})月?$`)
	reDay     = regexp.MustCompile(`^(\d{4})(?:年|/|-)(\d{1,2})(?:月|/|-)(\d{1,2})日?$`)
	reQuarter = regexp.MustCompile(`^(\d{4})年第?([一二三四])季度$`)
	reHalf    = regexp.MustCompile(`^(\d{4})年(上|下)半年$`)
	reYear    = regexp.MustCompile(`^(\d{4})年底?$`)
)

// span reads a date as people write it: the first and the last day it can mean.
func span(t *testing.T, text string) (first, last time.Time) {
	t.Helper()
	number := func(s string) (n int) {
		for _, c := range s {
			n = n*10 + int(c-'0')
		}
		return n
	}
	months := func(year string, month, n int) (time.Time, time.Time) {
		first := time.Date(number(year), time.Month(month), 1, 0, 0, 0, 0, time.UTC)
		return first, first.AddDate(0, n, -1)
	}
	if m := reDay.FindStringSubmatch(text); m != nil {
		d := time.Date(number(m[1]), time.Month(number(m[2])), number(m[3]), 0, 0, 0, 0, time.UTC)
		return d, d
	}
	if m := reMonth.FindStringSubmatch(text); m != nil {
		return months(m[1], number(m[2]), 1)
	}
	if m := reQuarter.FindStringSubmatch(text); m != nil {
		return months(m[1], 1+strings.Index("一二三四", m[2]), 3)
	}
	if m := reHalf.FindStringSubmatch(text); m != nil {
		return months(m[1], 1+6*strings.Index("上下", m[2])/3, 6)
	}
	if m := reYear.FindStringSubmatch(text); m != nil {
		return months(m[1], 1, 12)
	}
	t.Fatalf("no date: %q", text)
	return
}
