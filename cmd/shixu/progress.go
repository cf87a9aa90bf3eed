package main

import (
	"io"
	"time"

	"github.com/schollz/progressbar/v3"
)

// bar is a progress bar on a terminal, and nothing elsewhere.
type bar struct {
	m     *Main
	title string
	pb    *progressbar.ProgressBar
	start time.Time
}

// appearAfter is how long work goes on before its bar is drawn.
const appearAfter = 2 * time.Second

func (m *Main) progress(g *Global, zh, en string) *bar {
	title := en
	if g.zh() {
		title = zh
	}
	return &bar{m: m, title: title, start: m.Now()}
}

// set says how far the work is.
func (b *bar) set(done, total int) {
	if !b.m.Terminal || b.pb == nil && b.m.Now().Sub(b.start) < appearAfter {
		return
	}
	if b.pb == nil {
		b.pb = progressbar.NewOptions(total, progressbar.OptionSetWriter(b.m.Stderr), progressbar.OptionSetDescription(b.title),
			progressbar.OptionShowCount(), progressbar.OptionSetPredictTime(true), progressbar.OptionClearOnFinish(),
			progressbar.OptionThrottle(100*time.Millisecond), progressbar.OptionFullWidth())
	}
	b.pb.ChangeMax(total)
	b.pb.Set(done)
}

// say shows what is being worked on.
func (b *bar) say(what string) {
	if b.pb != nil {
		b.pb.Describe(b.title + " " + what)
	}
}

// done takes the bar off the screen.
func (b *bar) done() {
	if b.pb != nil {
		b.pb.Finish()
		io.WriteString(b.m.Stderr, "\r\033[K")
	}
}
