// Package warehouse owns the DuckDB file: it opens it, brings its tables and
// views up to date, and hands out connections and snapshots. Everything that
// touches DuckDB's connection settings is here; what the tables mean is in
// queries/.
//
// # One owner
//
// DuckDB lets one process write a file, and nobody else read it meanwhile.
// That process is `shixu serve`, or a command run while no server is. Others
// read snapshots ([Warehouse.Snapshot]), each a new file that never changes.
// The owner must never open and close the live file itself: with POSIX locks
// that drops DuckDB's own lock.
package warehouse

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"time"

	"github.com/duckdb/duckdb-go/v2"

	"shixu/queries"
)

// Options say how a warehouse is opened. The zero value opens an in-memory
// warehouse without tables.
type Options struct {
	// Path is the DuckDB file; empty for one in memory.
	Path string
	// Migrations are applied once each, in lexical order, and never change
	// after release. Definitions (views, macros) are applied whenever their
	// text changes, in lexical order.
	Migrations, Definitions []fs.FS
	// Memory and Threads bound DuckDB; zero values leave its defaults
	// (80 % of the machine's memory, all cores).
	Memory  string
	Threads int
	// ReadOnly opens the file for reading; nothing is migrated.
	ReadOnly bool
	// Now is the clock for what is written down. Nil means time.Now.
	Now func() time.Time
}

// A Warehouse is an open DuckDB file. It is safe for concurrent use.
type Warehouse struct {
	DB   *sql.DB
	Path string
	now  func() time.Time

	snapshots sync.Mutex
	desk      desk
}

// ErrLocked says that another process owns the file.
var ErrLocked = queries.Say("数据仓库正被另一个程序使用", "the warehouse is in use by another process")

// Open opens the file, creating it where it is missing, and brings tables and
// views up to date. The caller closes the warehouse. A file that another
// process holds gives an error that wraps ErrLocked.
func Open(ctx context.Context, o Options) (*Warehouse, error) {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Path != "" && !o.ReadOnly {
		if err := os.MkdirAll(filepath.Dir(o.Path), 0o755); err != nil {
			return nil, queries.Say("打不开数据仓库：%v", "open warehouse: %v", err)
		}
	}
	dsn, err := o.dsn()
	if err != nil {
		return nil, err
	}
	c, err := duckdb.NewConnector(dsn, settings(o))
	if err != nil {
		return nil, openError(o.Path, err)
	}
	w := &Warehouse{DB: sql.OpenDB(c), Path: o.Path, now: o.Now}
	// A connection is closed when it is given back: temporary tables and
	// session variables never leak into somebody else's work.
	w.DB.SetMaxIdleConns(0)
	if err := w.DB.PingContext(ctx); err != nil {
		w.DB.Close()
		return nil, openError(o.Path, err)
	}
	if o.ReadOnly {
		return w, nil
	}
	if err := w.migrate(ctx, o.Migrations, o.Definitions); err != nil {
		w.DB.Close()
		return nil, queries.Say("打不开数据仓库 %s：%v", "open warehouse %s: %v", o.Path, err)
	}
	return w, nil
}

// Close closes the file. Nothing that was committed is lost without it.
func (w *Warehouse) Close() error {
	w.desk.mu.Lock()
	w.desk.clear()
	w.desk.mu.Unlock()
	return w.DB.Close()
}

// dsn names the file to the driver, which takes what stands before the first
// question mark as it is, but first parses the whole as a URL: "100% 增长" is a
// bad escape to it. It parses nothing of what follows a scheme without a slash,
// and to DuckDB duckdb: is the kind of file.
func (o Options) dsn() (string, error) {
	dsn := o.Path
	if strings.Contains(dsn, "?") {
		return "", queries.Say("打不开数据仓库 %s：路径中有问号，DuckDB 打不开；请给文件夹改名，或在 shixu.yaml 的 warehouse 中另选路径", "open warehouse %s: the path has a question mark, which DuckDB's driver cannot open; rename the folder or choose another path for warehouse in shixu.yaml", o.Path)
	}
	if _, err := url.Parse(dsn); err != nil {
		from, err := os.Getwd()
		if err != nil {
			return "", queries.Say("打不开数据仓库：%v", "open warehouse: %v", err)
		}
		to, err := filepath.Abs(o.Path)
		if err != nil {
			return "", queries.Say("打不开数据仓库：%v", "open warehouse: %v", err)
		}
		if to, err = filepath.Rel(from, to); err != nil {
			return "", queries.Say("打不开数据仓库：%v", "open warehouse: %v", err)
		}
		dsn = "duckdb:" + to
	}
	if o.ReadOnly {
		dsn += "?access_mode=read_only"
	}
	return dsn, nil
}

// settings runs on every new connection.
func settings(o Options) func(driver.ExecerContext) error {
	set := []string{
		// Nothing is ever downloaded; what DuckDB bundles is loaded already.
		"SET autoinstall_known_extensions = false",
		"SET autoload_known_extensions = false",
		// The ordinal of a row in a file is the order it is delivered in.
		"SET preserve_insertion_order = true",
		"SET TimeZone = 'UTC'",
	}
	if o.Memory != "" {
		set = append(set, "SET memory_limit = "+literal(o.Memory))
	}
	if o.Threads > 0 {
		set = append(set, fmt.Sprintf("SET threads = %d", o.Threads))
	}
	return func(e driver.ExecerContext) error {
		for _, s := range set {
			if _, err := e.ExecContext(context.Background(), s, nil); err != nil {
				return err
			}
		}
		return nil
	}
}

var lockHolder = regexp.MustCompile(`Conflicting lock is held in (.*?)\.? ?(?:See also|$)`)

// openError puts DuckDB's word for a file that cannot be opened into ours.
func openError(path string, err error) error {
	text := err.Error()
	switch {
	case strings.Contains(text, "Could not set lock"):
		by := ""
		if m := lockHolder.FindStringSubmatch(strings.ReplaceAll(text, "\n", " ")); m != nil {
			by = ": " + m[1]
		}
		return queries.Say("打不开数据仓库 %s：%v%s；请等它结束，或先停止它", "open warehouse %s: %v%s; wait for it, or stop it first", path, ErrLocked, by)
	case cutOff(path):
		return queries.Say("打不开数据仓库 %s：其中没有内容，建立时中断了；请删去该文件后重来", "open warehouse %s: nothing is in it, its making was cut off; remove the file and start again", path)
	case strings.Contains(text, "not a valid DuckDB database file"):
		return queries.Say("打不开数据仓库 %s：不是 DuckDB 文件；请在 shixu.yaml 的 warehouse 中另选路径", "open warehouse %s: not a DuckDB file; choose another path for warehouse in shixu.yaml", path)
	}
	return queries.Say("打不开数据仓库 %s：%v", "open warehouse %s: %v", path, err)
}

// cutOff says whether path is what DuckDB leaves when it is killed while it
// makes a file: the first of three headers of 4096 bytes, or less.
func cutOff(path string) bool {
	f, err := os.Open(path)
	if err != nil {
		return false
	}
	defer f.Close()
	head := make([]byte, 12)
	n, _ := io.ReadFull(f, head)
	info, err := f.Stat()
	return err == nil && info.Size() < 3*4096 && (n == 0 || n == len(head) && string(head[8:]) == "DUCK")
}
