// Package demo writes the demonstration city: a whole city's reporting year
// as the files people would really send, made so that loading them gives
// exactly the figures that Chengdu published on 1 November 2023.
//
// Only the article's own projects and figures are real. All other projects,
// enterprises and amounts are invented, and which districts lag depends on
// the seed alone.
//
// # What is written
//
//	dims/          reporting units, sectors, project types       UTF-8 CSV
//	register/      the register in January, then what changed    GB18030 CSV
//	plan/          the annual plan and its mid-year adjustment   XLSX
//	reports/       one workbook a reporting unit and month, in   XLSX
//	               folders named after the day it came; corrections,
//	               a late one, one sent twice
//	reserve/       the reserve of projects                       XLSX
//	ledger/        obstacles to be solved, in June and October   XLSX
//	six_batches/   breakthroughs of the six batches              XLSX
//	milestones/    steps of projects                             XLSX
//	schedule/      quarterly forecasts of completion and cost    UTF-8 CSV
//	baseline/      approved schedules and costs                  UTF-8 CSV
//	benchmarks/    the province's progress, to compare with      UTF-8 CSV
//	targets/       what was promised                             UTF-8 CSV
//	shixu.yaml     how to load all of it
//	README.md      the list of files, and of rows that are wrong on purpose
//
// # How the figures come out exactly
//
// A city is built first, in memory, from a seed: names, dates and
// amounts are drawn at random, the counts of glossary §6 are dealt out, and
// the sums are settled by largest remainders, so that each total holds to the
// last fen for every seed. Files are then laid out from it as document
// values, and only at the very end rendered to bytes, in parallel. Nothing
// looks at the clock; the same seed gives the same bytes.
//
// # Rows that are wrong on purpose
//
// Some rows must be set aside by whoever loads the files: [Errors] lists them.
// Each is either one row too many or is sent again, right, in a later file,
// so no figure depends on them.
//
// # Scale
//
// More projects or more years than the city's ([Options]) give the same
// shapes without the figures, as few big UTF-8 CSV files, written fast.
package demo
