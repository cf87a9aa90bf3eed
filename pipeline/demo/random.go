package demo

import (
	"hash/fnv"
	"math"
	"math/rand/v2"
)

// random is a stream of chance. Each concern draws from its own stream, so
// that a change in one leaves the others as they were.
type random struct{ *rand.Rand }

// stream returns the stream of that name for a seed.
func stream(seed uint64, name string) random {
	h := fnv.New64a()
	h.Write([]byte(name))
	return random{rand.New(rand.NewPCG(seed, h.Sum64()))}
}

// between returns a whole number from lo to hi, both included.
func (r random) between(lo, hi int) int { return lo + r.IntN(hi-lo+1) }

// uniform returns a number from lo up to hi.
func (r random) uniform(lo, hi float64) float64 { return lo + r.Float64()*(hi-lo) }

// lognormal returns a positive number around median.
func (r random) lognormal(median, sigma float64) float64 {
	return median * math.Exp(sigma*r.NormFloat64())
}

// chance reports true with probability p.
func (r random) chance(p float64) bool { return r.Float64() < p }

// digits returns a number below 10^n.
func (r random) digits(n int) int { return r.IntN(int(math.Pow10(n))) }

// pick returns one of the elements.
func pick[T any](r random, from []T) T { return from[r.IntN(len(from))] }

// weighted returns an index with the probability of its weight.
func (r random) weighted(weights []float64) int {
	var sum float64
	for _, w := range weights {
		sum += w
	}
	x := r.Float64() * sum
	for i, w := range weights {
		if x -= w; x < 0 {
			return i
		}
	}
	return len(weights) - 1
}

// shuffled returns the elements in random order and leaves the argument alone.
func shuffled[T any](r random, from []T) []T {
	out := append([]T(nil), from...)
	r.Shuffle(len(out), func(i, j int) { out[i], out[j] = out[j], out[i] })
	return out
}
