// Package check looks for what is wrong in a configuration, in mapping files
// and in metric files, before a scrape or a load runs into it.
//
// # What is looked at
//
//   - the configuration: unknown keys, values that cannot be, jobs whose
//     dataset or mapping file does not exist; patterns that match no file are
//     only worth a warning
//
//   - mapping files: their form, and whether their dataset has such fields
//
//   - metric files: the header; names and labels by Prometheus' own rules
//     (promlint) and ours; one metric in two files; then each query is run
//     against an empty warehouse, and against the real one where there is one:
//     it must bind, have the columns its header names, and give numbers, each
//     series once and no more of them than max_series
//
//   - trace files: whether their metric exists and they have its labels, and, where
//     there are data, whether their rows add up to its figure
//
//   - schemes, indicators and sequences of scores: their headers, whether
//     weights add up and names exist, and whether their SQL can be run
//
// All problems are collected; none hides another.
package check

import (
	"cmp"
	"errors"
	"slices"

	"shixu/pipeline/config"
	"shixu/pipeline/mapping"
	"shixu/queries"
)

// A Problem is one thing that is wrong, and where.
type Problem struct {
	File string
	Line int // 1-based; 0 where the whole file is meant
	// Text says what is wrong and, after a semicolon, what to do.
	Text queries.Words
	// Warning says that all works nevertheless.
	Warning bool
}

// A Report is what was looked at, and what was found. Its zero value is ready.
type Report struct {
	Problems []Problem
	Counts
}

// Counts are how many of each were looked at.
type Counts struct {
	Jobs, Mappings, Queries, Metrics int
	// RuleCount are warning rules that are on.
	RuleCount int
	// Scored are schemes, indicators and sequences.
	Scored int
	// Traced are trace files.
	Traced int
	// Series is how many series the queries give for the warehouse's data.
	Series int
}

// Failed says that something is wrong, warnings aside.
func (r *Report) Failed() bool {
	return slices.ContainsFunc(r.Problems, func(p Problem) bool { return !p.Warning })
}

// Sorted returns the problems by file and line, each once.
func (r *Report) Sorted() []Problem {
	list := slices.Clone(r.Problems)
	slices.SortStableFunc(list, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line))
	})
	return slices.Compact(list)
}

func (r *Report) add(file string, line int, zh, en string, args ...any) {
	r.Problems = append(r.Problems, Problem{File: file, Line: line, Text: queries.Say(zh, en, args...).Words})
}

func (r *Report) warn(file string, line int, zh, en string, args ...any) {
	r.add(file, line, zh, en, args...)
	r.Problems[len(r.Problems)-1].Warning = true
}

// addError adds every error of a joined one, at the place it names; errors
// that name none are about the file.
func (r *Report) addError(file string, err error) {
	for _, err := range split(err) {
		var (
			inHeader  *queries.HeaderError
			inMapping *mapping.FileError
			inConfig  *config.Error
		)
		switch {
		case errors.As(err, &inHeader):
			r.add(inHeader.File, inHeader.Line, "%v", "%v", inHeader.Err)
		case errors.As(err, &inMapping):
			r.Problems = append(r.Problems, Problem{File: inMapping.File, Line: inMapping.Line, Text: inMapping.Msg})
		case errors.As(err, &inConfig):
			r.Problems = append(r.Problems, Problem{File: inConfig.File, Line: inConfig.Line, Text: inConfig.Msg})
		default:
			r.add(file, 0, "%v", "%v", err)
		}
	}
}

// split takes joined errors apart; what is said in both languages stays whole.
func split(err error) []error {
	for u := err; u != nil; u = errors.Unwrap(u) {
		if _, whole := u.(queries.Bilingual); whole {
			break
		}
		if many, ok := u.(interface{ Unwrap() []error }); ok {
			var all []error
			for _, err := range many.Unwrap() {
				all = append(all, split(err)...)
			}
			return all
		}
	}
	if err == nil {
		return nil
	}
	return []error{err}
}
