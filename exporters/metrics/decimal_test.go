package metrics

import (
	"strconv"
	"testing"

	"github.com/apache/arrow-go/v18/arrow/decimal128"
	"pgregory.net/rapid"
)

// TestNearest: a decimal becomes the float64 that its digits read as.
func TestNearest(t *testing.T) {
	if got := nearest(decimal128.FromI64(30795000), 6); got != 30.795 {
		t.Errorf("30.795 becomes %v", got)
	}
	rapid.Check(t, func(t *rapid.T) {
		n := decimal128.FromI64(rapid.Int64().Draw(t, "n"))
		if rapid.Bool().Draw(t, "wide") {
			n = n.Mul(decimal128.FromI64(rapid.Int64Range(1, 1e15).Draw(t, "by")))
		}
		scale := rapid.Int32Range(0, 30).Draw(t, "scale")
		text := n.ToString(scale)
		want, err := strconv.ParseFloat(text, 64)
		if err != nil {
			t.Fatal(err)
		}
		if got := nearest(n, scale); got != want {
			t.Errorf("%s becomes %v, want %v", text, got, want)
		}
	})
}
