package source

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"sync"

	"github.com/apache/arrow-go/v18/arrow/array"
	"github.com/duckdb/duckdb-go/v2"
)

// ErrNoTransaction says that Scan was called outside of a transaction on a
// database file, where its view would outlive the process.
var ErrNoTransaction = errors.New("source: scanning into a database file needs an open transaction")

// view makes rows of the given width readable on conn. The relation owns rows.
func view(ctx context.Context, conn *sql.Conn, r rows, width int) (*Relation, error) {
	b := newBatches(ctx, r, width)
	rel, err := register(ctx, conn, b)
	if err != nil {
		b.Release()
		return nil, errors.Join(err, r.close())
	}
	rel.SQL = listed(rel.SQL, width, func(c string) string { return c })
	drop := rel.close
	rel.close = func() error { return errors.Join(drop(), r.close()) }
	rel.err = b.Err
	rel.records = b.handed.Load
	return rel, nil
}

// register makes reader a view on conn. The relation owns reader.
func register(ctx context.Context, conn *sql.Conn, reader array.RecordReader) (*Relation, error) {
	if err := mayHoldView(ctx, conn); err != nil {
		return nil, err
	}
	name := fmt.Sprintf("shixu_source_%d", names.Add(1))
	var release func()
	err := conn.Raw(func(c any) error {
		dc, ok := c.(driver.Conn)
		if !ok {
			return fmt.Errorf("source: %T is no driver connection", c)
		}
		a, err := duckdb.NewArrowFromConn(dc)
		if err != nil {
			return err
		}
		release, err = a.RegisterView(reader, name)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("register view: %w", err)
	}
	return &Relation{
		SQL: name,
		close: func() error {
			// In a transaction that failed the view cannot be dropped, and
			// need not be: it goes with the rollback.
			_, _ = conn.ExecContext(context.WithoutCancel(ctx), "DROP VIEW IF EXISTS "+name)
			release()
			return nil
		},
	}, nil
}

// mayHoldView tells whether a view of conn's current database cannot outlive
// its relation: the database is in memory, or conn is in a transaction, which
// is seen from two statements having the same transaction.
func mayHoldView(ctx context.Context, conn *sql.Conn) error {
	var file bool
	var first, second int64
	err := errors.Join(
		conn.QueryRowContext(ctx, `
			SELECT path IS NOT NULL, txid_current() FROM duckdb_databases()
			WHERE database_name = current_database()`).Scan(&file, &first),
		conn.QueryRowContext(ctx, "SELECT txid_current()").Scan(&second))
	if err != nil {
		return err
	}
	if file && first != second {
		return ErrNoTransaction
	}
	return nil
}

// badLines collects the lines set aside by a reader that may run on another
// goroutine than the one that asks.
type badLines struct {
	mu    sync.Mutex
	lines []BadLine
}

// add keeps a line, and fails where there are too many.
func (b *badLines) add(path string, line BadLine) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if len(b.lines) == maxBad {
		return tooManyBad(path)
	}
	b.lines = append(b.lines, line)
	return nil
}

func (b *badLines) aside() []BadLine {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.lines
}

func tooManyBad(path string) error {
	return &FormatError{
		Path: path,
		What: Words{fmt.Sprintf("有 %d 行以上无法读取的文本", maxBad), fmt.Sprintf("text of which more than %d lines cannot be read", maxBad)},
		Hint: Words{"请核对是否选对文件、是否完整、是否同一种编码", "check that it is the right file, complete and in one encoding"},
	}
}
