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
	tail   atomic.Pointer[tail]
}

// A tail is what follows a body: a gathering of the process's own metrics,
// encoded and compressed to the end of the stream.
type tail struct {
	of    *gathering
	bytes []byte
}

func newPage(s *Snapshot) *page { return &page{snapshot: s} }

// body returns the body in a negotiated format. Versions of OpenMetrics and
// escaping schemes share one.
func (p *page) body(format expfmt.Format, c coding) (body, error) {
	v := &p.variants[format.FormatType()][c]
	v.wanted.Store(true)
	return v.make(p.snapshot, format, c)
}

// tail returns what follows the body of that format, made once a gathering.
func (p *page) tail(o *own, g *gathering, format expfmt.Format, c coding) ([]byte, error) {
	v := &p.variants[format.FormatType()][c]
	if t := v.tail.Load(); t != nil && t.of == g {
		return t.bytes, nil
	}
	bytes, err := v.body.finish(o.encode(o.beside(p.snapshot, g, nil), format))
	if err != nil {
		return nil, err
	}
	v.tail.Store(&tail{of: g, bytes: bytes})
	return bytes, nil
}

// warmTails makes the tails of g for the bodies that scrapes wanted.
func (p *page) warmTails(o *own, g *gathering) {
	p.wanted(func(format expfmt.Format, c coding) {
		// An error is for the scrape to report.
		if _, err := p.variants[format.FormatType()][c].make(p.snapshot, format, c); err == nil {
			_, _ = p.tail(o, g, format, c)
		}
	})
}

// wanted calls f for each combination that scrapes asked the page for.
func (p *page) wanted(f func(expfmt.Format, coding)) {
	for t := range p.variants {
		for c := range p.variants[t] {
			if p.variants[t][c].wanted.Load() {
				f(expfmt.NewFormat(expfmt.FormatType(t)), coding(c))
			}
		}
	}
}

// warm makes the bodies that scrapes wanted of the page before, so that no
// scrape has to wait for them.
func (p *page) warm(before *page) {
	before.wanted(func(format expfmt.Format, c coding) {
		// An error is for the scrape to report.
		_, _ = p.variants[format.FormatType()][c].make(p.snapshot, format, c)
	})
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
