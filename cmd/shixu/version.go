package main

import (
	"fmt"

	"github.com/prometheus/common/version"
)

// VersionCmd prints the version.
type VersionCmd struct{}

// Run prints the version as the Prometheus exporters do.
func (VersionCmd) Run(m *Main) error {
	_, err := fmt.Fprintln(m.Stdout, version.Print("shixu"))
	return err
}
