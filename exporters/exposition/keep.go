package exposition

import (
	"context"
	"time"
)

const (
	// ownEvery is how often KeepOwn gathers.
	ownEvery = time.Second
	// ownMaxAge is how old a scrape takes what was gathered: a tick that comes
	// late on a busy machine may be missed.
	ownMaxAge = 2 * ownEvery
	// ownIdle is how many times KeepOwn gathers for nobody. Longer than any
	// usual interval of scrapes.
	ownIdle = 300
)

// KeepOwn gathers the process's own metrics once a second until ctx ends, and
// encodes and compresses them as scrapes wanted them: a scrape then copies
// bytes, and what it tells of the process is at most two seconds old. Where
// KeepOwn does not run, or nobody has scraped for five minutes, a scrape
// gathers by itself and tells the present.
func (h *Handler) KeepOwn(ctx context.Context) {
	tick := time.NewTicker(ownEvery)
	defer tick.Stop()
	defer h.own.kept.Store(nil)
	for idle := ownIdle; ; idle++ { // begins with the first scrape
		if h.own.scraped.Swap(false) {
			idle = 0
		}
		if idle < ownIdle {
			g := h.own.gather()
			h.page.Load().warmTails(h.own, g)
			h.own.kept.Store(g)
		} else {
			h.own.kept.Store(nil)
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}
