package trace

import (
	"errors"

	"github.com/apache/arrow-go/v18/arrow/array"
)

// A Sum is the answer to Plan.Check.
type Sum struct {
	Total  string // of the rows, with all digits; empty where there is none
	Rows   int64
	Figure string // as the metric's query gives it
	Series int64
	Equal  bool
}

// ReadSum reads the answer to Plan.Check. The caller releases the rows.
func ReadSum(rows array.RecordReader) (s Sum, err error) {
	if !rows.Next() {
		return s, errors.Join(errors.New("the check gives no row"), rows.Err())
	}
	b := rows.RecordBatch()
	return Sum{
		Total: text(b.Column(0)), Rows: b.Column(1).(*array.Int64).Value(0),
		Figure: text(b.Column(2)), Series: b.Column(3).(*array.Int64).Value(0),
		Equal: b.Column(4).(*array.Boolean).Value(0),
	}, nil
}

// text copies a value out of a batch, whose memory is gone with the next.
func text(column interface {
	IsNull(int) bool
	ValueStr(int) string
}) string {
	if column.IsNull(0) {
		return ""
	}
	return string([]byte(column.ValueStr(0)))
}
