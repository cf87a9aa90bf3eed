package sqlapi

import (
	"context"
	"errors"
	"fmt"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"
)

// pageRows is how many rows are read at once: DuckDB's row group, which it
// finds by number without looking at the others.
const pageRows = 122880

// Rows are the rows of a result, an array.RecordReader. A batch and all
// strings in it are gone with the next call of Next: what is kept must be
// copied. Rows are not safe for concurrent use.
type Rows struct {
	ctx       context.Context // the query's; a RecordReader's methods take none
	session   *Session
	schema    *arrow.Schema
	page      array.RecordReader
	replace   string // what is read in another type
	from      int64  // number of the first row of the next page
	left      int64  // how many rows there are from there on
	truncated bool
	stop      context.CancelFunc // ends the context of the execution
	refs      int
	err       error
}

var _ array.RecordReader = (*Rows)(nil)

// Truncated says whether the result had more rows than Options.MaxRows.
func (r *Rows) Truncated() bool { return r.truncated }

// Empty says that the result has no rows. It is asked before the first Next.
func (r *Rows) Empty() bool { return r.from == 0 }

// Schema names the columns and their types. No two columns have one name.
func (r *Rows) Schema() *arrow.Schema { return r.schema }

// Next goes to the next batch; false at the end or after an error.
func (r *Rows) Next() bool {
	for r.err == nil {
		if r.page.Next() {
			return true
		}
		if r.err = r.page.Err(); r.err != nil || r.left == 0 {
			return false
		}
		r.err = r.turn()
	}
	return false
}

// turn goes to the next page.
func (r *Rows) turn() error {
	n := min(r.left, pageRows)
	next, err := r.session.arrow(r.ctx, fmt.Sprintf("SELECT * %s FROM %s WHERE rowid >= %d AND rowid < %d", r.replace, result, r.from, r.from+n))
	if err != nil {
		return err
	}
	if r.page != nil {
		r.page.Release()
	}
	r.page, r.from, r.left = next, r.from+n, r.left-n
	return nil
}

// RecordBatch is the batch that Next went to.
func (r *Rows) RecordBatch() arrow.RecordBatch { return r.page.RecordBatch() }

// Record is RecordBatch by its old name, which array.RecordReader asks for.
func (r *Rows) Record() arrow.RecordBatch { return r.RecordBatch() }

// Err is why Next returned false before the end.
func (r *Rows) Err() error {
	if r.err != nil && r.ctx.Err() != nil {
		return said(ErrCancelled, "读取结果时查询已取消", "the query was cancelled while its rows were read")
	}
	return r.err
}

// Retain keeps the rows for one more Release.
func (r *Rows) Retain() { r.refs++ }

// Release gives the rows up; the result's memory is free then.
func (r *Rows) Release() {
	if r.refs--; r.refs != 0 {
		return
	}
	r.page.Release()
	r.stop()
	r.err = errors.Join(r.err, r.session.exec(context.WithoutCancel(r.ctx), "DROP TABLE IF EXISTS "+result))
}
