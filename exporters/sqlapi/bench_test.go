package sqlapi_test

import (
	"io"
	"testing"

	"shixu/exporters/sqlapi"
)

// BenchmarkEncode writes a hundred thousand rows in each format.
func BenchmarkEncode(b *testing.B) {
	s := open(b, sqlapi.Options{})
	for _, f := range sqlapi.Formats() {
		b.Run(f.Name, func(b *testing.B) {
			for b.Loop() {
				rows, err := s.Query(b.Context(), `SELECT i, hash(i) AS h, 'word ' || i AS s, DATE '2020-01-01' + i::INT AS d, (i / 7)::DECIMAL(18, 2) AS m FROM range(100000) t(i)`)
				if err != nil {
					b.Fatal(err)
				}
				if err := f.Encode(io.Discard, rows); err != nil {
					b.Fatal(err)
				}
				rows.Release()
			}
		})
	}
}
