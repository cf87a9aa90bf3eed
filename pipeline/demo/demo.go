package demo

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"sync"
)

// The demonstration city's own size and year, to which zero Options default.
const (
	CityProjects = 978
	CityYear     = 2023
)

// Options choose a city. The zero value is the demonstration city.
type Options struct {
	// Seed chooses names, dates and amounts, never the published figures.
	// 0 means 1.
	Seed uint64
	// Projects is the number of key projects; 0 means 978. Any other number
	// writes the big files of scale mode.
	Projects int
	// Years is how many plan years there are, the last of them Year; 0 means
	// 1. More than one writes the big files of scale mode.
	Years int
	// Year is the (last) plan year; 0 means 2023. In any other year all dates
	// of the demonstration city are moved, and its figures stay the same.
	Year int
	// ByProject orders the reports of scale mode by project, then month; the
	// default is by month, then project, as they would have come in.
	ByProject bool
}

func (o Options) withDefaults() Options {
	o.Seed = cmp.Or(o.Seed, 1)
	o.Projects = cmp.Or(o.Projects, CityProjects)
	o.Years = cmp.Or(o.Years, 1)
	o.Year = cmp.Or(o.Year, CityYear)
	return o
}

// scaled reports whether the options ask for the big files.
func (o Options) scaled() bool {
	return o.Projects != CityProjects || o.Years != 1
}

func (o Options) validate() error {
	if o.Projects < 1 || o.Projects > 99_999_999 {
		return fmt.Errorf("projects: %d is not between 1 and 99,999,999", o.Projects)
	}
	if o.Years < 1 || o.Year-o.Years < 1949 || o.Year > 2100 {
		return fmt.Errorf("years: %d years to %d do not lie between 1950 and 2100", o.Years, o.Year)
	}
	return nil
}

// Write writes the city that opts choose into dir, which is made where it is
// missing. Files of the same names are replaced, others are left alone.
//
// progress, where not nil, is called with what is done and what there is to
// do (files; in scale mode blocks of rows), never from two goroutines at once.
// On error or when ctx ends, dir holds a part of the city; writing again
// completes it.
func Write(ctx context.Context, dir string, opts Options, progress func(done, total int)) error {
	opts = opts.withDefaults()
	if err := opts.validate(); err != nil {
		return err
	}
	if progress == nil {
		progress = func(int, int) {}
	}
	if opts.scaled() {
		return writeScale(ctx, dir, opts, progress)
	}
	docs, _ := opts.documents()
	return writeDocuments(ctx, dir, docs, progress)
}

// Errors lists the rows of the demonstration city that must be set aside on
// loading, in the order of the files. Scale mode has none.
func Errors(opts Options) []Error {
	opts = opts.withDefaults()
	if opts.scaled() {
		return nil
	}
	_, errs := opts.documents()
	return errs
}

func (o Options) documents() ([]document, []Error) {
	docs, errs := buildCity(o.Seed).documents()
	if o.Year == CityYear {
		return docs, errs
	}
	return moved(docs, errs, o.Year-CityYear)
}

// writeDocuments renders documents on all processors and writes each to its path.
func writeDocuments(ctx context.Context, dir string, docs []document, progress func(done, total int)) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	var (
		wg   sync.WaitGroup
		mu   sync.Mutex
		done int
		next = make(chan *document)
	)
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for d := range next {
				if err := d.write(dir); err != nil {
					cancel(err)
					continue
				}
				mu.Lock()
				done++
				progress(done, len(docs))
				mu.Unlock()
			}
		})
	}
	for i := range docs {
		select {
		case next <- &docs[i]:
		case <-ctx.Done():
		}
	}
	close(next)
	wg.Wait()
	return context.Cause(ctx)
}

func (d *document) write(dir string) error {
	text, err := d.bytes()
	if err != nil {
		return fmt.Errorf("%s: %w", d.path, err)
	}
	path := filepath.Join(dir, filepath.FromSlash(d.path))
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	return os.WriteFile(path, text, 0o644)
}
