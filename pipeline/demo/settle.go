package demo

import "sort"

// settle shares total out in proportion to weights, each share a multiple of
// its step, so that the shares add up to total exactly: everyone gets the
// whole steps of their due, then what remains is dealt out a step at a time,
// the largest fractions first. Weights that are 0 get nothing. total must be
// a multiple of the smallest step among those with a weight.
func settle(total amount, weights []float64, steps []amount) []amount {
	var sum float64
	for _, w := range weights {
		sum += w
	}
	type remainder struct {
		i        int
		fraction float64
	}
	shares := make([]amount, len(weights))
	var rest []remainder
	left := total
	for i, w := range weights {
		if w <= 0 {
			continue
		}
		due := float64(total) * w / sum
		shares[i] = amount(due/float64(steps[i])) * steps[i]
		left -= shares[i]
		rest = append(rest, remainder{i, (due - float64(shares[i])) / float64(steps[i])})
	}
	sort.SliceStable(rest, func(a, b int) bool { return rest[a].fraction > rest[b].fraction })
	for dealt := true; left > 0 && dealt; {
		dealt = false
		for _, r := range rest {
			if step := steps[r.i]; step <= left {
				shares[r.i] += step
				left -= step
				dealt = true
			}
		}
	}
	return shares
}

// evenSteps is the same step for n shares.
func evenSteps(n int, step amount) []amount {
	steps := make([]amount, n)
	for i := range steps {
		steps[i] = step
	}
	return steps
}
