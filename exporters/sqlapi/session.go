package sqlapi

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"time"

	"shixu/exporters/metrics"
	"shixu/pipeline/warehouse"
	"shixu/queries"
	"shixu/queries/session"
)

// Options say what a session sees and how much it may take.
type Options struct {
	// Path is the warehouse or a snapshot of it.
	Path string
	// View is the day the views speak of, and the day whose knowledge they
	// show. Zero dates mean the day that Settings pin, else today, and
	// everything known.
	View metrics.View
	// Settings are the rules of the city's calendar.
	Settings metrics.Settings
	// Memory bounds DuckDB; zero means 1 GB.
	Memory Size
	// TempSpace bounds what goes to disk when memory does not suffice; zero
	// means 10 GB.
	TempSpace Size
	// Threads bounds how many processors work at once; zero means all.
	Threads int
	// MaxRows bounds the rows of a result; zero means no bound.
	MaxRows int64
	// Timeout bounds how long a query runs until its rows can be read, not
	// the reading; zero means no bound but the context's.
	Timeout time.Duration
	// Now is the clock for today. Nil means time.Now.
	Now func() time.Time
	// Prepare, where given, is called before the session is locked, with the
	// dates that it speaks of: for what is to be seen beside the views.
	Prepare func(context.Context, *sql.Conn, session.Dates) error
}

// A Session answers questions, one at a time; it is not safe for concurrent
// use. Close ends it.
type Session struct {
	warehouse *warehouse.Warehouse
	conn      *sql.Conn
	temp      string
	maxRows   int64
	timeout   time.Duration
}

// Open opens a session. The error wraps ErrNone where there is no file, and
// warehouse.ErrLocked where another process owns it; ask that one for a
// snapshot then.
func Open(ctx context.Context, o Options) (_ *Session, err error) {
	if _, err := os.Stat(o.Path); errors.Is(err, fs.ErrNotExist) {
		return nil, queries.Say("%[2]s：%[1]v", "%[1]v at %[2]s", ErrNone, o.Path)
	}
	s := &Session{maxRows: o.MaxRows, timeout: o.Timeout}
	defer func() {
		if err != nil {
			err = errors.Join(err, s.Close())
		}
	}()
	s.warehouse, err = warehouse.Open(ctx, warehouse.Options{
		Path: o.Path, ReadOnly: true, Memory: cmp.Or(o.Memory, 1e9).String(), Threads: o.Threads,
	})
	if err != nil {
		return s, err
	}
	if s.conn, err = s.warehouse.DB.Conn(ctx); err != nil {
		return s, err
	}
	if err = s.setDates(ctx, o); err != nil {
		return s, err
	}
	if s.temp, err = os.MkdirTemp("", "shixu-sql-"); err != nil {
		return s, err
	}
	return s, s.lock(ctx, cmp.Or(o.TempSpace, 10e9))
}

// setDates sets the variables that the views read.
func (s *Session) setDates(ctx context.Context, o Options) error {
	if !o.View.KnownOn.IsZero() {
		if err := session.KnownOn(ctx, s.conn, o.View.KnownOn); err != nil {
			return err
		}
	}
	asOf := cmp.Or(o.View.AsOf, o.Settings.AsOf)
	if asOf.IsZero() {
		now := o.Now
		if now == nil {
			now = time.Now
		}
		asOf = now()
	}
	d, err := session.Speak(ctx, s.conn, asOf, o.Settings.Rules)
	if err != nil || o.Prepare == nil {
		return err
	}
	return o.Prepare(ctx, s.conn, d)
}

// lock takes from the session what a question does not need. The order
// matters: the directory for temporary files cannot be set once file access is
// off, and nothing once the configuration is locked.
func (s *Session) lock(ctx context.Context, space Size) error {
	for _, set := range []string{
		"temp_directory = " + queries.Literal(s.temp),
		"max_temp_directory_size = " + queries.Literal(space.String()),
		"autoinstall_known_extensions = false",
		"autoload_known_extensions = false",
		"allow_community_extensions = false",
		"enable_external_access = false",
		"allowed_configs = ['TimeZone']",
		"lock_configuration = true",
	} {
		if _, err := s.conn.ExecContext(ctx, "SET "+set); err != nil {
			return fmt.Errorf("lock the session: %w", err)
		}
	}
	return nil
}

// Close ends the session and removes its temporary files.
func (s *Session) Close() error {
	var errs []error
	if s.conn != nil {
		errs = append(errs, s.conn.Close())
	}
	if s.warehouse != nil {
		errs = append(errs, s.warehouse.Close())
	}
	if s.temp != "" {
		errs = append(errs, os.RemoveAll(s.temp))
	}
	return errors.Join(errs...)
}
