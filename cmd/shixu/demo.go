package main

import (
	"context"
	"fmt"

	"shixu/pipeline/demo"
)

// DemoCmd writes the demonstration city.
type DemoCmd struct {
	Dir      string `name:"dir" default:"demo" placeholder:"DIR" help:"Where to write it."`
	Seed     uint64 `name:"seed" default:"1" help:"Another seed makes another city with the same published figures."`
	Projects int    `name:"projects" default:"978" help:"How many projects; more than 978 writes large plain files for benchmarks."`
	Years    int    `name:"years" default:"1" help:"How many years of reports; more than 1 writes large plain files for benchmarks."`
	Year     int    `name:"year" default:"2023" help:"The year the city's figures are moved to."`
}

// Run writes the files.
func (c *DemoCmd) Run(ctx context.Context, m *Main, g *Global) error {
	bar := m.progress(g, "写出演示城市", "Writing the city")
	err := demo.Write(ctx, c.Dir, demo.Options{Seed: c.Seed, Projects: c.Projects, Years: c.Years, Year: c.Year}, bar.set)
	bar.done()
	if err != nil {
		return err
	}
	if g.zh() {
		fmt.Fprintf(m.Stderr, "演示城市已写入 %s；下一步：cd %s && shixu ingest\n", c.Dir, c.Dir)
	} else {
		fmt.Fprintf(m.Stderr, "The demonstration city is in %s; next: cd %s && shixu ingest\n", c.Dir, c.Dir)
	}
	return nil
}
