package sqlapi

import (
	"errors"
	"fmt"
	"io"

	"github.com/apache/arrow-go/v18/arrow/array"
	"github.com/apache/arrow-go/v18/parquet"
	"github.com/apache/arrow-go/v18/parquet/compress"
	"github.com/apache/arrow-go/v18/parquet/pqarrow"

	"shixu/queries"
)

// Parquet writes a Parquet file, compressed with Zstandard. Types that
// Parquet does not have (INTERVAL, UNION) are an error; cast them to VARCHAR.
type Parquet struct{}

// Encode implements Encoder.
func (Parquet) Encode(w io.Writer, rows array.RecordReader) error {
	out, err := pqarrow.NewFileWriter(rows.Schema(), keepOpen{w},
		parquet.NewWriterProperties(parquet.WithCompression(compress.Codecs.Zstd), parquet.WithMaxRowGroupLength(pageRows)),
		pqarrow.NewArrowWriterProperties(pqarrow.WithStoreSchema()))
	if err != nil {
		return queries.Say("parquet：%v；请把该列转为 VARCHAR", "parquet: %v; cast the column to VARCHAR", err)
	}
	for rows.Next() {
		if err := out.WriteBuffered(rows.RecordBatch()); err != nil {
			return errors.Join(fmt.Errorf("parquet: %w", err), out.Close())
		}
	}
	return errors.Join(rows.Err(), out.Close())
}

// keepOpen hides a writer's Close, which pqarrow would call.
type keepOpen struct{ io.Writer }
