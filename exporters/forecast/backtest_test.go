package forecast_test

import (
	"errors"
	"math"
	"testing"
	"time"

	"shixu/exporters/forecast"
)

// history is a city of two districts that is reported in June and December.
// The share done by June is 0.4, 0.5, 0.5 of each year.
func history() []project {
	city := func(district string, scale float64) project {
		p := project{district: district, plan: map[int]float64{}, ytd: map[[2]int]float64{}}
		for year, june := range map[int]float64{2020: 40, 2021: 50, 2022: 50} {
			p.plan[year] = 100 * scale
			p.ytd[[2]int{year, 6}] = june * scale
			p.ytd[[2]int{year, 12}] = 100 * scale
		}
		return p
	}
	return []project{city("d1", 1e6), city("d2", 3e6)}
}

func (w *world) backtest(o forecast.Options) *forecast.Report {
	w.t.Helper()
	o.AsOf = time.Date(2023, 3, 31, 0, 0, 0, 0, time.UTC)
	b := forecast.Backtest{Warehouse: w.w, Rules: rules, Now: func() time.Time { return o.AsOf }}
	rep, err := b.Run(w.t.Context(), o)
	if err != nil {
		w.t.Fatal(err)
	}
	return rep
}

// score finds one; no such score is the zero one.
func score(rep *forecast.Report, kind, method string, month int) forecast.Score {
	for _, s := range rep.Scores {
		if s.Kind == kind && s.Method == method && s.Month == month {
			return s
		}
	}
	return forecast.Score{}
}

// TestBacktest holds scores against the same by hand. The share by which a year
// is judged comes from the years before it: the first has the prior's alone.
func TestBacktest(t *testing.T) {
	w := newWorld(t)
	w.exec(`INSERT INTO store.district (code, name_zh, load_id) VALUES ('d1', '郫都区', 1), ('d2', '锦江区', 1)`)
	w.fill(history())
	rep := w.backtest(forecast.Options{})
	if rep.From != 2020 || rep.To != 2022 {
		t.Fatalf("tested %d to %d, want 2020 to 2022", rep.From, rep.To)
	}
	linear := []float64{80, 100, 100}                      // of 100, each twice what June had
	seasonal := []float64{40 / 0.489, 50 / 0.4, 50 / 0.45} // the prior; 2020's share; the mean of two
	for _, c := range []struct {
		method string
		said   []float64
	}{{"linear", linear}, {"seasonal", seasonal}, {"reference_class", []float64{110, 105}}} {
		var errors, sum float64
		for _, f := range c.said {
			errors += math.Abs(f-100) / 100 / float64(len(c.said))
			sum += (f - 100) / 100 / float64(len(c.said))
		}
		for kind, groups := range map[string]int{"city": 1, "district": 2, "project": 2} {
			s := score(rep, kind, c.method, 6)
			if int(s.Forecasts) != groups*len(c.said) || s.Years != len(c.said) || math.Abs(*s.MeanError-errors) > 1e-6 || math.Abs(*s.Bias-sum) > 1e-6 {
				t.Errorf("%s by %s: %d forecasts of %d years, error %v, bias %v; want %d of %d, %v, %v", c.method, kind,
					s.Forecasts, s.Years, *s.MeanError, *s.Bias, groups*len(c.said), len(c.said), errors, sum)
			}
		}
	}
	// The straight line was right twice of twice where all methods spoke. Its
	// errors in other years never hold a year's own: 2020's 20 % is outside of
	// what 2021 and 2022 give, theirs are inside.
	s := score(rep, "district", "linear", 6)
	if !s.Default || *s.Compared != 0 || math.Abs(*s.Coverage-2.0/3) > 1e-9 {
		t.Errorf("linear in June: %+v, compared %v, coverage %v", s, *s.Compared, *s.Coverage)
	}
	// Only June was reported; at the year's beginning only plan and class speak.
	months := map[int]bool{}
	for _, s := range rep.Scores {
		months[s.Month] = true
	}
	if len(months) != 2 || !months[0] || !months[6] || score(rep, "city", "linear", 0).Forecasts != 0 {
		t.Errorf("tried months %v", months)
	}

	w.stand(2023, 6)
	if got := w.number(`SELECT count(*) FROM forecast_default WHERE method = 'linear' AND chosen_by = 'backtest'`); got != 1 {
		t.Error("June's default is not the best of the backtest")
	}
	// As of a day within the tested years nothing is known of it.
	w.stand(2022, 6)
	if got := w.number(`SELECT count(*) FROM forecast_default WHERE method = 'seasonal' AND chosen_by = 'documented'`); got != 1 {
		t.Error("as of 2022 the default is chosen by what came later")
	}
}

// TestNothingLaterIsSeen: what comes after a month changes no forecast of it.
func TestNothingLaterIsSeen(t *testing.T) {
	w := newWorld(t)
	projects := history()
	w.fill(projects)
	w.stand(2021, 6)
	before := w.answers(2021)
	for i := range projects {
		projects[i].ytd[[2]int{2021, 12}] *= 7
		projects[i].ytd[[2]int{2022, 6}] *= 5
		projects[i].ytd[[2]int{2022, 12}] *= 9
	}
	w.fill(projects)
	w.stand(2021, 6)
	for method, said := range w.answers(2021) {
		for key, s := range said {
			if s != before[method][key] {
				t.Errorf("%s of P%d: %v, and %v once it is known how it ended", method, key, before[method][key], s)
			}
		}
	}
	if len(before) < 5 {
		t.Errorf("only %d methods spoke", len(before))
	}
}

func TestBacktestOfNothing(t *testing.T) {
	w := newWorld(t)
	b := forecast.Backtest{Warehouse: w.w, Rules: rules, Now: time.Now}
	o := forecast.Options{AsOf: time.Date(2023, 3, 31, 0, 0, 0, 0, time.UTC)}
	if _, err := b.Run(t.Context(), o); !errors.Is(err, forecast.ErrNoHistory) {
		t.Errorf("got %v, want ErrNoHistory", err)
	}
	o.By = "street"
	if _, err := b.Run(t.Context(), o); err == nil || errors.Is(err, forecast.ErrNoHistory) {
		t.Errorf("by street: got %v", err)
	}
}
