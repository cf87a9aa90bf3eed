package check

import (
	"errors"
	"io/fs"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"shixu/pipeline/config"
	"shixu/pipeline/ingest"
	"shixu/pipeline/mapping"
	"shixu/queries"
)

// Config checks a configuration file, its jobs and their mapping files, and
// returns what could be read of it, or nil.
func (r *Report) Config(path string, datasets map[string]*queries.Dataset) *config.Config {
	c, err := config.Load(path)
	r.addError(path, err)
	if c == nil {
		return nil
	}
	for i, j := range c.Jobs {
		r.job(c, i, j, datasets)
	}
	return c
}

func (r *Report) job(c *config.Config, i int, j config.Job, datasets map[string]*queries.Dataset) {
	r.Jobs++
	d := datasets[j.Dataset]
	if d == nil && j.Dataset != "" {
		r.addError(c.Path, c.NoDataset(i, slices.Sorted(maps.Keys(datasets))))
	}
	if d != nil && j.Latest != "" {
		if _, ok := d.Field(j.Latest); !ok {
			r.add(c.Path, c.Line("jobs", i, "latest"), "任务 %s：数据集 %s 没有字段 %q；latest 须为其字段", "job %s: dataset %s has no field %q; latest names one of its fields", j.Name, d.Name, j.Latest)
		}
	}
	for n, p := range j.Files {
		r.pattern(c, i, n, j, p)
	}
	if j.Mapping != "" {
		r.jobMapping(c, i, j, d)
	}
}

// pattern checks one of a job's patterns, and that known_on suits what it matches.
func (r *Report) pattern(c *config.Config, i, n int, j config.Job, pattern string) {
	path, found, err := c.Match(pattern)
	switch {
	case err != nil:
		r.addError(c.Path, c.BadPattern(i, n, err))
		return
	case len(found) == 0 && !j.Optional:
		r.addError(c.Path, c.NoFile(i, n, path))
		r.Problems[len(r.Problems)-1].Warning = true
	}
	if len(found) == 0 {
		found = []string{path}
		if j.KnownOn == string(ingest.ByPath) {
			return // the date is in the names of files yet to come
		}
	}
	for _, f := range found {
		if rel, err := filepath.Rel(c.Dir, f); err == nil {
			f = rel // a date in a folder above the configuration says nothing
		}
		if _, err := ingest.KnownOn(j.KnownOn).Of(f, time.Time{}); err != nil {
			r.add(c.Path, c.Line("jobs", i, "known_on"), "任务 %s：%v", "job %s: %v", j.Name, err)
			return
		}
	}
}

// jobMapping checks the mapping file of a job.
func (r *Report) jobMapping(c *config.Config, i int, j config.Job, d *queries.Dataset) {
	path := c.Near(j.Mapping)
	m, err := mapping.Load(path)
	if errors.Is(err, fs.ErrNotExist) {
		r.addError(c.Path, c.NoMapping(i))
		return
	}
	r.Mappings++
	if err == nil && d != nil {
		err = m.Check(d)
	}
	r.addError(path, err)
}

// Mapping checks a mapping file on its own, against the dataset it names.
func (r *Report) Mapping(path string, datasets map[string]*queries.Dataset) {
	r.Mappings++
	m, err := mapping.Load(path)
	if err != nil {
		r.addError(path, err)
		return
	}
	d := datasets[m.Dataset]
	if d == nil {
		r.add(path, 0, "没有数据集 %q；可用的有 %s", "there is no dataset %q; there are %s", m.Dataset, strings.Join(slices.Sorted(maps.Keys(datasets)), ", "))
		return
	}
	r.addError(path, m.Check(d))
}
