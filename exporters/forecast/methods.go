package forecast

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"io/fs"
	"slices"

	"github.com/duckdb/duckdb-go/v2"

	"shixu/pipeline/warehouse"
	"shixu/queries"
	"shixu/queries/statement"
)

// Methods returns the methods that come with Shixu and those of the folders,
// later ones first. A file that is wrong is left out, and the shipped one of
// the same name stands: a slip of the pen must not keep a warehouse from being
// opened. What is wrong is joined in the error, as *queries.HeaderError.
func Methods(ctx context.Context, folders ...fs.FS) ([]*queries.ForecastMethod, error) {
	all, err := queries.ForecastMethods(folders...)
	if !slices.ContainsFunc(all, func(m *queries.ForecastMethod) bool { return !m.Shipped }) {
		return all, err
	}
	w, werr := warehouse.Open(ctx, warehouse.Options{Migrations: []fs.FS{queries.Migrations()}, Definitions: queries.Definitions()})
	if werr != nil {
		return nil, werr
	}
	defer w.Close()
	conn, werr := w.DB.Conn(ctx)
	if werr != nil {
		return nil, werr
	}
	defer conn.Close()
	shipped, werr := queries.ForecastMethods()
	if werr != nil {
		return nil, werr
	}
	errs := []error{err}
	var good []*queries.ForecastMethod
	for _, m := range all {
		if !m.Shipped {
			if err := usable(conn, m); err != nil {
				errs = append(errs, statement.Place(m.File, m.Line, err))
				at := slices.IndexFunc(shipped, func(s *queries.ForecastMethod) bool { return s.Name == m.Name })
				if at < 0 {
					continue
				}
				m = shipped[at]
			}
		}
		good = append(good, m)
	}
	return good, errors.Join(errs...)
}

// methodColumns are what a method may give; the first three it must.
var methodColumns = []string{"project_key", "year", "middle", "low", "high"}

// usable says what is wrong with a method: whether it can be asked, and gives
// the columns it should, in numbers.
func usable(conn *sql.Conn, m *queries.ForecastMethod) error {
	return conn.Raw(func(dc any) error {
		s, err := statement.Prepare(dc.(driver.Conn), m.SQL, func(name string) (any, error) {
			return nil, queries.Say("没有参数 $%s；视图已是会话当日的", "there is no parameter $%s; the views speak of the session's day", name)
		})
		if err != nil {
			return err
		}
		given := map[string]bool{}
		for _, c := range s.Columns {
			switch {
			case !slices.Contains(methodColumns, c.Name):
				return queries.Say("列 %q 不是 %v 之一", "column %q is none of %v", c.Name, methodColumns)
			case !slices.Contains(numeric, c.Type):
				return queries.Say("列 %q 不是数", "column %q is no number", c.Name)
			}
			given[c.Name] = true
		}
		for _, name := range methodColumns[:3] {
			if !given[name] {
				return queries.Say("缺列 %q；方法须给出 %v，自有区间的再给出 low 和 high", "column %q is missing; a method gives %v, and low and high where it has a range of its own", name, methodColumns[:3])
			}
		}
		return nil
	})
}

var numeric = []duckdb.Type{
	duckdb.TYPE_TINYINT, duckdb.TYPE_SMALLINT, duckdb.TYPE_INTEGER, duckdb.TYPE_BIGINT, duckdb.TYPE_HUGEINT,
	duckdb.TYPE_UTINYINT, duckdb.TYPE_USMALLINT, duckdb.TYPE_UINTEGER, duckdb.TYPE_UBIGINT,
	duckdb.TYPE_FLOAT, duckdb.TYPE_DOUBLE, duckdb.TYPE_DECIMAL,
}
