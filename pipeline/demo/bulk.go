package demo

import (
	"context"
	"os"
	"path/filepath"
	"runtime"
	"sync"
)

// blockRows is how many rows a goroutine makes at a time.
const blockRows = 20_000

// bulk is a big text file made of rows, each of which follows from its number.
type bulk struct {
	path   string
	header string
	rows   int
	append func(b []byte, row int) []byte
}

func (f *bulk) blocks() int { return (f.rows + blockRows - 1) / blockRows }

// block is a run of rows on its way to the file.
type block struct {
	first, end int
	text       chan []byte
}

// write makes blocks on all processors and writes them in order.
func (f *bulk) write(ctx context.Context, path string, progress func(done int)) (err error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	file, err := os.Create(path)
	if err != nil {
		return err
	}
	defer func() {
		if cerr := file.Close(); err == nil {
			err = cerr
		}
	}()
	if _, err := file.WriteString(f.header + "\n"); err != nil {
		return err
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	workers := runtime.GOMAXPROCS(0)
	var (
		wg      sync.WaitGroup
		work    = make(chan block)
		ordered = make(chan block, 2*workers) // bounds what waits to be written
		spare   = sync.Pool{New: func() any { return new([]byte) }}
	)
	defer wg.Wait()
	for range workers {
		wg.Go(func() {
			for b := range work {
				text := (*spare.Get().(*[]byte))[:0]
				for r := b.first; r < b.end; r++ {
					text = f.append(text, r)
				}
				b.text <- text
			}
		})
	}
	wg.Go(func() {
		defer close(ordered)
		defer close(work)
		for first := 0; first < f.rows; first += blockRows {
			b := block{first, min(first+blockRows, f.rows), make(chan []byte, 1)}
			select {
			case ordered <- b:
				work <- b
			case <-ctx.Done():
				return
			}
		}
	})
	done := 0
	for b := range ordered {
		text := <-b.text
		if err == nil {
			_, err = file.Write(text)
		}
		if err != nil {
			cancel()
			continue
		}
		spare.Put(&text)
		done++
		progress(done)
	}
	if err == nil && done < f.blocks() {
		err = context.Cause(ctx)
	}
	return err
}
