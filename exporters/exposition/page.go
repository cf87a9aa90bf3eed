package exposition

import (
	"sync"
	"sync/atomic"

	"github.com/prometheus/common/expfmt"
)

// A page is a snapshot and the bodies made of it so far. It is safe for
// concurrent use.
type page struct {
	snapshot *Snapshot
	variants [expfmt.TypeOpenMetrics + 1][numCodings]variant
}

// A variant is the body in one format and coding, made when first wanted.
type variant struct {
	once   sync.Once
	wanted atomic.Bool // by a scrape
	body   body
	err    error
}

func newPage(s *Snapshot) *page { return &page{snapshot: s} }

// body returns the body in a negotiated format. Versions of OpenMetrics and
// escaping schemes share one.
func (p *page) body(format expfmt.Format, c coding) (body, error) {
	v := &p.variants[format.FormatType()][c]
	v.wanted.Store(true)
	return v.make(p.snapshot, format, c)
}

// warm makes the bodies that scrapes wanted of the page before, so that no
// scrape has to wait for them.
func (p *page) warm(before *page) {
	for t := range before.variants {
		for c := range before.variants[t] {
			if before.variants[t][c].wanted.Load() {
				// An error is for the scrape to report.
				_, _ = p.variants[t][c].make(p.snapshot, expfmt.NewFormat(expfmt.FormatType(t)), coding(c))
			}
		}
	}
}

func (v *variant) make(s *Snapshot, format expfmt.Format, c coding) (body, error) {
	v.once.Do(func() {
		var plain []byte
		// Not shared between codings: encoding is cheap next to compressing,
		// and plain bytes that nobody scrapes need not be kept.
		if plain, v.err = s.appendFamilies(nil, format); v.err == nil {
			v.body, v.err = newBody(plain, c)
		}
	})
	return v.body, v.err
}
