package source

import (
	"context"
	"io"
	"strconv"
	"sync/atomic"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"
	"github.com/apache/arrow-go/v18/arrow/memory"
	"github.com/apache/arrow-go/v18/arrow/memory/mallocator"
)

// rows yields a table's rows one after the other.
type rows interface {
	// next returns the next row's number and cells; an empty cell is "". The
	// slice is valid until the next call. At the end the error is io.EOF.
	next() (row int64, cells []string, err error)
	// close releases what rows holds. It may be called more than once.
	close() error
}

// badRows are rows that set lines aside which are none.
type badRows interface {
	rows
	// aside are the lines set aside so far.
	aside() []BadLine
}

// A batch holds at most batchRows rows, and about batchCells cells.
const (
	batchRows  = 4096
	batchCells = 1 << 18
)

// batches is rows as Arrow record batches, columns c1 … cN and "row" folded
// into lists. It implements array.RecordReader for one reader.
//
// DuckDB reads the batches by their C addresses, so their memory is C's.
type batches struct {
	ctx     context.Context
	rows    rows
	size    int
	alloc   memory.Allocator
	builder *array.RecordBuilder
	schema  *arrow.Schema
	cells   []*array.StringBuilder
	row     *array.Int64Builder
	batch   arrow.RecordBatch
	handed  atomic.Int64 // rows in all batches so far
	done    bool
	err     error
	refs    atomic.Int64
}

func newBatches(ctx context.Context, r rows, width int) *batches {
	fields := make([]arrow.Field, 0, width+1)
	for i := range width {
		fields = append(fields, arrow.Field{Name: column(i), Type: arrow.BinaryTypes.String, Nullable: true})
	}
	fields = append(fields, arrow.Field{Name: "row", Type: arrow.PrimitiveTypes.Int64})
	b := &batches{
		ctx:    ctx,
		rows:   r,
		size:   max(1, min(batchRows, batchCells/(width+1))),
		alloc:  mallocator.NewMallocator(),
		schema: listSchema(fields),
	}
	b.builder = array.NewRecordBuilder(b.alloc, arrow.NewSchema(fields, nil))
	for i := range width {
		b.cells = append(b.cells, b.builder.Field(i).(*array.StringBuilder))
	}
	b.row = b.builder.Field(width).(*array.Int64Builder)
	b.refs.Store(1)
	return b
}

// column is the name of the column at i.
func column(i int) string { return "c" + strconv.Itoa(i+1) }

func (b *batches) Schema() *arrow.Schema          { return b.schema }
func (b *batches) RecordBatch() arrow.RecordBatch { return b.batch }
func (b *batches) Record() arrow.RecordBatch      { return b.batch }
func (b *batches) Err() error                     { return b.err }
func (b *batches) Retain()                        { b.refs.Add(1) }

func (b *batches) Release() {
	if b.refs.Add(-1) == 0 {
		b.drop()
		b.builder.Release()
	}
}

func (b *batches) drop() {
	if b.batch != nil {
		b.batch.Release()
		b.batch = nil
	}
}

// Next builds the next batch. Cells beyond the table's width are dropped.
func (b *batches) Next() bool {
	b.drop()
	if b.done || b.err != nil {
		return false
	}
	if b.err = b.ctx.Err(); b.err != nil {
		return false
	}
	n := 0
	for n < b.size {
		row, cells, err := b.rows.next()
		if b.done = err == io.EOF; b.done {
			break
		}
		if err != nil {
			b.err = err
			return false
		}
		b.add(row, cells)
		n++
	}
	if n == 0 {
		return false
	}
	b.handed.Add(int64(n))
	columns := b.builder.NewRecordBatch()
	defer columns.Release()
	b.batch = listBatch(b.alloc, b.schema, columns.Columns(), n)
	return true
}

func (b *batches) add(row int64, cells []string) {
	for i, c := range b.cells {
		if i < len(cells) && cells[i] != "" {
			c.Append(cells[i])
		} else {
			c.AppendNull()
		}
	}
	b.row.Append(row)
}
