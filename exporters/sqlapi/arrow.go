package sqlapi

import (
	"errors"
	"io"

	"github.com/apache/arrow-go/v18/arrow/array"
	"github.com/apache/arrow-go/v18/arrow/ipc"
)

// Arrow writes an Arrow IPC stream.
type Arrow struct{}

// Encode implements Encoder.
func (Arrow) Encode(w io.Writer, rows array.RecordReader) error {
	out := ipc.NewWriter(w, ipc.WithSchema(rows.Schema()))
	for rows.Next() {
		if err := out.Write(rows.RecordBatch()); err != nil {
			return errors.Join(err, out.Close())
		}
	}
	return errors.Join(rows.Err(), out.Close())
}
