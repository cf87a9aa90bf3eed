// Package exposition turns a set of metrics into the bytes that Prometheus
// scrapes, once per refresh instead of once per scrape.
//
// # From rows to bytes
//
// A [Family] is what a query yields: a name, a type, label names and series.
// [New] checks families and makes a [Snapshot] of them: complete, sorted and
// immutable. [Merge] joins the snapshots of several queries into the one to be
// served, so that each query can keep its last good snapshot on its own.
// [Handler.Publish] swaps a snapshot in whole.
//
//	part, err := exposition.New(families...) // one query; err names family and series
//	all, err := exposition.Merge(parts...)   // all queries
//	handler.Publish(all)
//
// [Snapshot.Append] writes one out without a server.
//
// # The same bytes as client_golang
//
// prometheus.Registry decides the order of families, series and labels, and
// expfmt decides how they are spelt. This package writes text and delimited
// protobuf by itself, because that is many times faster and needs no message
// per series, and must write exactly what they would: tests compare byte by
// byte. A snapshot is also a [prometheus.Gatherer], for promlint and testutil.
//
// # What a scrape costs
//
// Each combination of format and compression is encoded when it is first asked
// for, at most once per snapshot, and ahead of the swap if the snapshot before
// was asked for it. After that a scrape copies bytes.
//
// The process's own metrics change all the time and are few. They come from an
// ordinary registry, are encoded by client_golang, and follow the stored bytes.
// Gathering them takes longer than copying ten thousand compressed series, so
// [Handler.KeepOwn] does it once a second, ahead of scrapes, which then serve
// them at most two seconds old. The stored stream is kept open at its end: text
// without "# EOF", a gzip member without its last block and checksum, a zstd
// frame without its last block. The process's part finishes that stream, so
// clients get one member and one frame. Concatenated gzip members would be
// legal and simpler, but curl stops after the first.
//
// A family that is in the snapshot and in the registry would break the
// exposition. The snapshot's one is served, the registry's is left out, logged
// and counted in shixu_exposition_errors_total.
package exposition
