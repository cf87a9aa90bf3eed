package source

import (
	"bytes"
	"context"
	"database/sql"
	"fmt"
	"sync/atomic"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"
	"github.com/apache/arrow-go/v18/arrow/ipc"
	"github.com/apache/arrow-go/v18/arrow/memory"
	"github.com/apache/arrow-go/v18/arrow/memory/mallocator"
)

// openArrow reads the schema of an Arrow IPC file or stream.
func openArrow(ctx context.Context, path string) ([]*Table, error) {
	r, err := readArrow(ctx, path, memory.DefaultAllocator)
	if err != nil {
		return nil, err
	}
	defer r.Release()
	var names []string
	for _, f := range r.r.Schema().Fields() {
		names = append(names, f.Name)
	}
	return []*Table{{Names: names, Width: len(names), scan: func(ctx context.Context, conn *sql.Conn, _ int64, _ int) (*Relation, error) {
		return scanArrow(ctx, conn, path, len(names))
	}}}, nil
}

// scanArrow registers the file's batches as they are, and lets DuckDB make
// text of them.
func scanArrow(ctx context.Context, conn *sql.Conn, path string, width int) (*Relation, error) {
	r, err := readArrow(ctx, path, mallocator.NewMallocator())
	if err != nil {
		return nil, err
	}
	rel, err := register(ctx, conn, r)
	if err != nil {
		r.Release()
		return nil, err
	}
	rel.SQL = listed(rel.SQL, width, func(c string) string { return "nullif(" + c + "::VARCHAR, '')" })
	rel.FirstRow, rel.err, rel.records = 1, r.Err, r.rows.Load
	return rel, nil
}

// ipcReader is what the readers of Arrow files and streams have in common.
type ipcReader interface {
	Schema() *arrow.Schema
	Next() bool
	RecordBatch() arrow.RecordBatch
	Err() error
	Release()
}

// arrowRows is an Arrow file with its columns named c1 … cN and the column
// "row" behind them, folded into lists. It implements array.RecordReader for one reader.
type arrowRows struct {
	path   string
	file   *input
	r      ipcReader
	alloc  memory.Allocator
	schema *arrow.Schema
	rows   atomic.Int64 // handed out so far
	batch  arrow.RecordBatch
	err    error
}

func readArrow(ctx context.Context, path string, alloc memory.Allocator) (*arrowRows, error) {
	f, err := openInput(ctx, path)
	if err != nil {
		return nil, err
	}
	r, err := openIPC(f, alloc)
	if err != nil {
		f.Close()
		return nil, damagedArrow(path, err)
	}
	a := &arrowRows{path: path, file: f, r: r, alloc: alloc}
	var fields []arrow.Field
	for i, field := range r.Schema().Fields() {
		field.Name = column(i)
		fields = append(fields, field)
	}
	a.schema = listSchema(append(fields, arrow.Field{Name: "row", Type: arrow.PrimitiveTypes.Int64}))
	return a, nil
}

func damagedArrow(path string, err error) error {
	return &FormatError{Path: path, What: Words{"损坏的 Arrow 文件", "a damaged Arrow file"}, Hint: Words{"请重新导出", "export it again"}, Err: err}
}

// openIPC tells files from streams by their first bytes. The library panics
// on some damaged input.
func openIPC(f *input, alloc memory.Allocator) (r ipcReader, err error) {
	defer recovered(&err)
	magic := make([]byte, 6)
	if _, err := f.ReadAt(magic, 0); err != nil {
		return nil, err
	}
	if !bytes.Equal(magic, []byte("ARROW1")) {
		return ipc.NewReader(f, ipc.WithAllocator(alloc))
	}
	file, err := ipc.NewFileReader(f, ipc.WithAllocator(alloc))
	if err != nil {
		return nil, err
	}
	return &ipcFile{FileReader: file}, nil
}

func recovered(err *error) {
	if p := recover(); p != nil {
		*err = fmt.Errorf("%v", p)
	}
}

func (a *arrowRows) Schema() *arrow.Schema          { return a.schema }
func (a *arrowRows) RecordBatch() arrow.RecordBatch { return a.batch }
func (a *arrowRows) Record() arrow.RecordBatch      { return a.batch }
func (a *arrowRows) Err() error                     { return a.err }
func (a *arrowRows) Retain()                        {}

// Release closes the file.
func (a *arrowRows) Release() {
	if a.file == nil {
		return
	}
	a.drop()
	a.r.Release()
	a.file.Close()
	a.file = nil
}

func (a *arrowRows) drop() {
	if a.batch != nil {
		a.batch.Release()
		a.batch = nil
	}
}

func (a *arrowRows) Next() bool {
	a.drop()
	if a.err != nil || !a.advance() {
		return false
	}
	batch := a.r.RecordBatch()
	b := array.NewInt64Builder(a.alloc)
	defer b.Release()
	for range batch.NumRows() {
		b.Append(a.rows.Add(1))
	}
	row := b.NewArray()
	defer row.Release()
	columns := append(batch.Columns()[:batch.NumCols():batch.NumCols()], row)
	a.batch = listBatch(a.alloc, a.schema, columns, int(batch.NumRows()))
	return true
}

// advance goes to the file's next batch.
func (a *arrowRows) advance() (more bool) {
	defer func() {
		if a.err != nil {
			a.err, more = damagedArrow(a.path, a.err), false
		}
	}()
	defer recovered(&a.err)
	more = a.r.Next()
	a.err = a.r.Err()
	return more
}

// An ipcFile reads the batches of an Arrow file one after the other.
type ipcFile struct {
	*ipc.FileReader
	at    int
	batch arrow.RecordBatch
	err   error
}

func (f *ipcFile) Next() bool {
	f.drop()
	if f.err != nil || f.at == f.NumRecords() {
		return false
	}
	if f.batch, f.err = f.FileReader.RecordBatchAt(f.at); f.err != nil {
		return false
	}
	f.at++
	return true
}

func (f *ipcFile) RecordBatch() arrow.RecordBatch { return f.batch }
func (f *ipcFile) Err() error                     { return f.err }

func (f *ipcFile) Release() {
	f.drop()
	f.FileReader.Close()
}

func (f *ipcFile) drop() {
	if f.batch != nil {
		f.batch.Release()
		f.batch = nil
	}
}
