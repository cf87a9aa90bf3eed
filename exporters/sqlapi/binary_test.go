package sqlapi_test

import (
	"bytes"
	"context"
	"errors"
	"testing"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"
	"github.com/apache/arrow-go/v18/arrow/ipc"
	"github.com/apache/arrow-go/v18/arrow/memory"
	"github.com/apache/arrow-go/v18/parquet/file"
	"github.com/apache/arrow-go/v18/parquet/pqarrow"

	"shixu/exporters/sqlapi"
)

// many spans several pages, with a string of its own in every row.
const many = `SELECT i, 'word ' || i AS word, (i / 100)::DECIMAL(18, 2) AS money, [i] AS list, CASE WHEN i % 3 = 0 THEN 'x' END::ENUM('x', 'y') AS kind
	FROM range(300000) t(i)`

// readers read back what an encoder of that name wrote.
var readers = map[string]func([]byte) (array.RecordReader, error){
	"arrow": func(b []byte) (array.RecordReader, error) { return ipc.NewReader(bytes.NewReader(b)) },
	"parquet": func(b []byte) (array.RecordReader, error) {
		f, err := file.NewParquetReader(bytes.NewReader(b))
		if err != nil {
			return nil, err
		}
		r, err := pqarrow.NewFileReader(f, pqarrow.ArrowReadProperties{BatchSize: 10000}, memory.DefaultAllocator)
		if err != nil {
			return nil, err
		}
		return r.GetRecordReader(context.Background(), nil, nil)
	},
}

func TestBinaryFormats(t *testing.T) {
	s := open(t, sqlapi.Options{})
	for _, f := range sqlapi.Formats() {
		read, ok := readers[f.Name]
		if ok != f.Binary {
			t.Fatalf("%s: binary %v, reader %v", f.Name, f.Binary, ok)
		}
		if !ok {
			continue
		}
		for name, query := range map[string]string{"many": many, "none": "FROM (" + many + ") LIMIT 0"} {
			t.Run(f.Name+"/"+name, func(t *testing.T) {
				want, got := write(t, s, query, sqlapi.NDJSON{}), write(t, s, query, f)
				back, err := read(got)
				if err != nil {
					t.Fatal(err)
				}
				defer back.Release()
				if id := back.Schema().Field(2).Type.ID(); id != arrow.DECIMAL128 {
					t.Errorf("money is %v, want a decimal", back.Schema().Field(2).Type)
				}
				var again bytes.Buffer
				if err := (sqlapi.NDJSON{}).Encode(&again, back); err != nil {
					t.Fatal(err)
				}
				if !bytes.Equal(want, again.Bytes()) {
					t.Errorf("%d bytes came back as %d others", len(want), again.Len())
				}
			})
		}
	}
}

// write is a query's answer in a format.
func write(t *testing.T, s *sqlapi.Session, query string, e sqlapi.Encoder) []byte {
	t.Helper()
	rows, err := s.Query(t.Context(), query)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Release()
	var b bytes.Buffer
	if err := e.Encode(&b, rows); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestParquetRefusesWhatItHasNot(t *testing.T) {
	rows, err := open(t, sqlapi.Options{}).Query(t.Context(), "SELECT INTERVAL '1 day' AS i")
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Release()
	if err := (sqlapi.Parquet{}).Encode(new(bytes.Buffer), rows); err == nil {
		t.Error("an interval was written to Parquet")
	}
}

// full fails when more is written to it than it holds.
type full struct{ left int }

var errFull = errors.New("no space left on device")

func (f *full) Write(p []byte) (int, error) {
	if f.left -= len(p); f.left < 0 {
		return 0, errFull
	}
	return len(p), nil
}

func TestEncodeToFullDisk(t *testing.T) {
	s := open(t, sqlapi.Options{})
	for _, f := range sqlapi.Formats() {
		for _, room := range []int{0, 100_000} {
			rows, err := s.Query(t.Context(), "FROM ("+many+") LIMIT 20000")
			if err != nil {
				t.Fatal(err)
			}
			if err := f.Encode(&full{room}, rows); !errors.Is(err, errFull) {
				t.Errorf("%s, room for %d bytes: got %v, want %v", f.Name, room, err, errFull)
			}
			rows.Release()
		}
	}
}
