package source

import (
	"fmt"
	"strings"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"
	"github.com/apache/arrow-go/v18/arrow/memory"
)

// DuckDB 1.5.6 asks a registered Arrow stream for the columns and rows that a
// query needs, takes what comes for the answer, and the driver's stream does
// not know of the question: "SELECT c2" gets the values of c1, "WHERE" is not
// applied, "row" is read out of the bytes of a text. Nothing says so.
//
// So a stream has one column, each batch is one row of it, and in that row
// lies a list of the batch's rows. There is nothing to choose from one column,
// no filter is pushed below UNNEST, and listed.sql unfolds the list again.
// TestQueriesOnAView stands guard.

// listColumn is the column's name.
const listColumn = "rows"

// listSchema is the schema of batches of rows of these fields as a list.
func listSchema(fields []arrow.Field) *arrow.Schema {
	return arrow.NewSchema([]arrow.Field{{Name: listColumn, Type: arrow.ListOf(arrow.StructOf(fields...))}}, nil)
}

// listBatch folds columns of n rows into a batch of the schema. It holds its
// own references to the columns.
func listBatch(alloc memory.Allocator, schema *arrow.Schema, columns []arrow.Array, n int) arrow.RecordBatch {
	kind := schema.Field(0).Type.(*arrow.ListType)
	children := make([]arrow.ArrayData, len(columns))
	for i, c := range columns {
		children[i] = c.Data()
	}
	rows := array.NewData(kind.Elem(), n, []*memory.Buffer{nil}, children, 0, 0)
	defer rows.Release()
	offsets := memory.NewResizableBuffer(alloc)
	defer offsets.Release()
	offsets.Resize(2 * arrow.Int32SizeBytes)
	copy(arrow.Int32Traits.CastFromBytes(offsets.Bytes()), []int32{0, int32(n)})
	data := array.NewData(kind, 1, []*memory.Buffer{nil, offsets}, []arrow.ArrayData{rows}, 0, 0)
	defer data.Release()
	list := array.NewListData(data)
	defer list.Release()
	return array.NewRecordBatch(schema, []arrow.Array{list}, 1)
}

// listed is SQL for the rows of a registered stream, given how each column's
// value r.cN is written.
func listed(view string, width int, value func(column string) string) string {
	var b strings.Builder
	b.WriteString("(SELECT ")
	for i := range width {
		fmt.Fprintf(&b, "%s AS %s, ", value("r."+column(i)), column(i))
	}
	fmt.Fprintf(&b, `r."row" AS "row" FROM (SELECT unnest(%s) AS r FROM %s))`, listColumn, view)
	return b.String()
}
