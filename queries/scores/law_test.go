package scores_test

import (
	"context"
	"database/sql"
	"math"
	"math/big"
	"slices"
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"shixu/queries/scores"
)

// TestLaws: whatever the city, the reports and the scheme,
//
//   - a score is exactly the sum of the parts that explain it;
//   - bounds hold, of items and of all bonus and deduction;
//   - ranks follow the score, then the tie items; equals share one;
//   - the figures are those of a computation that does not use SQL;
//   - lists hold whom place and condition put there, and no one exempt;
//   - a streak is what counting the quarters gives;
//   - what was written down before gives the same as computing all anew.
func TestLaws(t *testing.T) {
	t.Parallel()
	w := openEmpty(t)
	rapid.Check(t, func(rt *rapid.T) {
		c := drawCity(rt, w)
		scoring := drawScheme(rt)
		by := scores.New(scoring, rules)
		c.scored(rt, by, scores.Options{}, func(conn *sql.Conn) {
			sums(rt, conn)
			ranks(rt, conn, scoring.Ties)
			figures(rt, conn, c)
			lists(rt, conn)
			streaks(rt, conn)
		})
		kept(rt, c, by)
	})
}

func sums(t *rapid.T, conn *sql.Conn) {
	for _, r := range rows(t, conn, `
		SELECT s.entity, s.score, sum(i.points), s.base + s.bonus + s.deduction, s.bonus, s.deduction, s.year, s.quarter
		FROM score AS s JOIN score_indicator AS i USING (year, quarter, sequence, entity) WHERE s.score IS NOT NULL GROUP BY ALL`) {
		if r[1] != r[2] || r[1] != r[3] {
			t.Fatalf("%s: score %s, its parts add up to %s and %s", r[0], r[1], r[2], r[3])
		}
		if rat(t, r[4]).Cmp(big.NewRat(10, 1)) > 0 || rat(t, r[5]).Cmp(big.NewRat(-6, 1)) < 0 {
			t.Fatalf("%s: bonus %s or deduction %s beyond its bound", r[0], r[4], r[5])
		}
	}
	for _, r := range rows(t, conn, `
		SELECT entity, item, points FROM score_indicator
		WHERE kind = 'base' AND (points < 0 OR points > CASE WHEN item = 'b' THEN 150 ELSE weight END) OR item = 'd' AND points NOT BETWEEN 0 AND 12`) {
		t.Fatalf("%v is out of bounds", r)
	}
}

// ranks compares every two entities of a quarter.
func ranks(t *rapid.T, conn *sql.Conn, ties []string) {
	value := map[[4]string]float64{}
	for _, r := range rows(t, conn, `SELECT year, quarter, entity, item, value FROM score_indicator WHERE value IS NOT NULL`) {
		value[[4]string{r[0], r[1], r[2], r[3]}] = number(t, r[4])
	}
	all := rows(t, conn, `SELECT year, quarter, entity, score, rank, ranked FROM score WHERE score IS NOT NULL`)
	better := func(a, b []string) bool {
		if c := rat(t, a[3]).Cmp(rat(t, b[3])); c != 0 {
			return c > 0
		}
		for _, item := range ties {
			x, hasX := value[[4]string{a[0], a[1], a[2], item}]
			y, hasY := value[[4]string{b[0], b[1], b[2], item}]
			if hasX != hasY {
				return hasX
			}
			if math.Abs(x-y) > 1e-8 {
				return x > y
			}
		}
		return false
	}
	for _, a := range all {
		rank, ranked := 1, 0
		for _, b := range all {
			if a[0] == b[0] && a[1] == b[1] {
				ranked++
				if better(b, a) {
					rank++
				}
			}
		}
		if a[4] != strconv.Itoa(rank) || a[5] != strconv.Itoa(ranked) {
			t.Fatalf("%v: rank %d of %d by comparing each with each", a, rank, ranked)
		}
	}
}

// figures computes the indicators' values once more, from what was drawn.
func figures(t *rapid.T, conn *sql.Conn, c *city) {
	for _, r := range rows(t, conn, `SELECT year, quarter, entity, item, value FROM score_indicator WHERE item IN ('a', 'b', 'c', 'target')`) {
		year, quarter := int(number(t, r[0])), int(number(t, r[1]))
		var done, plan, inQuarter, all int64
		rowsOf := 0
		for _, p := range c.projects {
			ytd := p.ytd[[2]int{year, quarter}]
			if r[3] == "a" && p.kind != "continuing" {
				continue
			}
			all += ytd
			if name(p.district) == r[2] {
				rowsOf++
				done += ytd
				plan += p.planned[year]
				inQuarter += ytd - p.ytd[[2]int{year, quarter - 1}]
			}
		}
		top, bottom := float64(done), float64(plan)
		switch r[3] {
		case "c":
			bottom = float64(all)
		case "target":
			top, bottom = float64(inQuarter), float64(plan)/4
			for d := range 6 {
				if v, ok := c.targets[[3]int{year, quarter, d}]; ok && name(d) == r[2] {
					bottom = float64(v)
					rowsOf = 1
				}
			}
		}
		if rowsOf == 0 || bottom == 0 {
			if r[4] != "" {
				t.Fatalf("%v: there is nothing to measure", r)
			}
			continue
		}
		if r[4] == "" || math.Abs(number(t, r[4])-top/bottom) > 1e-9 {
			t.Fatalf("%v: want %v over %v", r, top, bottom)
		}
	}
}

func lists(t *rapid.T, conn *sql.Conn) {
	for _, r := range rows(t, conn, `
		SELECT l.entity, l.list, l.member, l.place, l.places, l.value, l.sign, l.exemption, s.rank, s.ranked,
		       (SELECT count(*) FROM score AS o WHERE o.year = s.year AND o.quarter = s.quarter AND o.rank > s.rank)
		FROM score_list AS l JOIN score AS s USING (year, quarter, sequence, entity)`) {
		place := r[8]
		if r[1] == "black" && place != "" {
			place = strconv.Itoa(int(number(t, r[10])) + 1)
		}
		met := false
		if r[5] != "" {
			v := math.Round(number(t, r[5])*1e9) / 1e9
			met = map[string]bool{">": v > 1, ">=": v >= 1, "<": v < 1}[r[6]]
		}
		want := place != "" && number(t, place) <= number(t, r[4]) && met && !(r[1] == "black" && r[7] != "")
		if r[3] != place || r[2] != strconv.FormatBool(want) {
			t.Fatalf("%v: place %s, member %v", r, place, want)
		}
		if r[1] == "red" && r[7] != "" {
			t.Fatalf("%v: nobody is exempt from the red list", r)
		}
	}
}

// streaks counts quarters one after the other.
func streaks(t *rapid.T, conn *sql.Conn) {
	running := map[[2]string][2]int{} // entity and list: the quarter's number, the streak
	for _, r := range rows(t, conn, `SELECT year, quarter, entity, list, member AND final, streak FROM score_list ORDER BY year, quarter`) {
		number := int(number(t, r[0]))*4 + int(number(t, r[1]))
		key := [2]string{r[2], r[3]}
		want := 0
		if r[4] == "true" {
			want = 1
			if before := running[key]; before[0] == number-1 {
				want += before[1]
			}
		}
		running[key] = [2]int{number, want}
		if r[5] != strconv.Itoa(want) {
			t.Fatalf("%v: a streak of %d by counting", r, want)
		}
	}
}

// kept writes down, looks again, and moves the day on.
func kept(t *rapid.T, c *city, by *scores.Scorer) {
	all := []string{
		`SELECT * FROM score ORDER BY ALL`, `SELECT * FROM score_indicator ORDER BY ALL`, `SELECT * FROM score_list ORDER BY ALL`,
		`SELECT year, quarter, as_of, reported_to, final FROM score_quarter ORDER BY ALL`,
	}
	day := c.asOf
	for _, asOf := range slices.Compact([]int{-95, 0, 0}) {
		c.asOf = day.AddDate(0, 0, asOf)
		if err := by.Refresh(context.Background(), c.w, c.asOf); err != nil {
			t.Fatal(err)
		}
		var anew, again [][][]string
		c.scored(t, by, scores.Options{KnownOn: true}, func(conn *sql.Conn) {
			for _, q := range all {
				anew = append(anew, rows(t, conn, q))
			}
		})
		c.scored(t, by, scores.Options{}, func(conn *sql.Conn) {
			for _, q := range all {
				again = append(again, rows(t, conn, q))
			}
			if n := rows(t, conn, `SELECT count(*) FROM scoring_quarter`); n[0][0] != "0" {
				t.Fatalf("%s quarters were computed again", n[0][0])
			}
		})
		if diff := cmp.Diff(anew, again); diff != "" {
			t.Fatalf("as of %s, anew (-) and from what was written down (+):\n%s", c.asOf, diff)
		}
	}
	c.asOf = day
}

func rat(t *rapid.T, text string) *big.Rat {
	v, ok := new(big.Rat).SetString(text)
	if !ok {
		t.Fatalf("%q is no number", text)
	}
	return v
}

func number(t *rapid.T, text string) float64 {
	v, err := strconv.ParseFloat(text, 64)
	if err != nil {
		t.Fatal(err)
	}
	return v
}
