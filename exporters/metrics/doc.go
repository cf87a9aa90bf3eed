// Package metrics evaluates the queries of queries/metrics and hands their
// results to package exposition.
//
// # A refresh
//
// All queries run for one pair of dates in two transactions, side by side, that see
// the same data: a scrape never mixes two states. In one of them measures of all
// projects are shared (package session), and queries that read them are asked; the
// other is for queries that do not. The whole result is published at once and stored,
// so that a restart serves at once.
//
// A query that fails keeps its last good series, unless its header says
// on_error: drop; when it last succeeded is a metric of its own, and it breaks
// nothing else. Since a failing statement ends DuckDB's transaction, the
// others go on in a new one; if data were loaded in between, all start again.
package metrics
