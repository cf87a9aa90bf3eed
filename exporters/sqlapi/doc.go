// Package sqlapi lets people ask a warehouse anything, and change nothing. It
// is the one session layer behind every door: the command line now, later
// HTTP, Arrow Flight SQL and the PostgreSQL protocol.
//
// # A session
//
// [Open] opens a file, read-only, tells it the dates it speaks of, and locks
// it: no files, no network, no settings, bounded memory, threads and space on
// disk. [Session.Query] runs one statement and gives its [Rows] as Arrow
// record batches; an [Encoder] writes them as a table, CSV, JSON, NDJSON,
// Parquet or an Arrow stream.
//
// # What keeps a query harmless
//
// The lock does: the file is opened with access_mode=read_only, and DuckDB's
// own switches forbid the rest. Before it stands a gate that lets one
// statement through which begins like a question; it is there for clear
// messages, not for safety.
//
// A result is first put into a temporary table and read from there page by
// page. DuckDB counts the table against the memory limit and moves it to disk
// where it must; a result handed out at once would count against nothing.
//
// Some functions of DuckDB take memory that it does not count (repeat, range).
// [LimitMemory] bounds the whole process, so that they fail instead of waking
// the kernel's out-of-memory killer, which might choose the server.
//
// # One file, one session
//
// DuckDB shares one instance of a file among all that open it in a process,
// and with it limits and lock. A process therefore has one session open on a
// file; who needs several, starts several processes.
package sqlapi
