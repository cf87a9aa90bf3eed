// Package queries holds the SQL and the dataset definitions that say what
// Shixu knows of its field, and reads their headers. It runs nothing itself.
//
// # Rooms
//
//   - schema/    migrations of the warehouse, applied in lexical order
//   - datasets/  what each kind of report holds, and what people call it
//   - load/      how a staged report is read, checked and merged
//   - views/     the language analysts, metrics and rules speak
//   - metrics/   what Prometheus sees
//   - trace/     the rows behind a metric's figures
//   - rules/     what raises a warning; presets/ how places have set them
//   - warning/   how a warning lives
//   - scores/    indicators, who is ranked together, how points and ranks come
//     about; schemes/ how places score
//   - forecast/  methods of forecasting; backtest/ how they are tested
//   - print/     what commands print; dossier/ what a project's page shows
//   - quality/   what makes a finding
//   - snapshot/  what a copy of the warehouse speaks of
//   - examples/  questions analysts ask
package queries

import "embed"

// FS holds every file of this package's folders.
//
//go:embed schema datasets load views metrics trace rules presets warning examples schemes snapshot
//go:embed forecast backtest print dossier
//go:embed scores/*.sql scores/indicators scores/sequences
var FS embed.FS
