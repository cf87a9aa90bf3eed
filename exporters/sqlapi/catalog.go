package sqlapi

import (
	"context"
	_ "embed"
	"strconv"
	"strings"

	"shixu/queries"
)

//go:embed list.sql
var listSQL string

//go:embed describe.sql
var describeSQL string

// List gives the tables and views people ask: name, kind, comment. Comments
// are in Chinese or in English.
func (s *Session) List(ctx context.Context, chinese bool) (*Rows, error) {
	return s.Query(ctx, strings.ReplaceAll(listSQL, "$chinese", strconv.FormatBool(chinese)))
}

// Describe gives the columns of a table or view: name, type, comment. The
// error wraps ErrUnknownTable where there is none of that name.
func (s *Session) Describe(ctx context.Context, name string, chinese bool) (*Rows, error) {
	rows, err := s.Query(ctx, strings.NewReplacer("$chinese", strconv.FormatBool(chinese), "$name", queries.Literal(name)).Replace(describeSQL))
	if err != nil {
		return nil, err
	}
	if rows.Empty() {
		rows.Release()
		return nil, said(ErrUnknownTable, "没有名为 %q 的表或视图", "there is no table or view named %q", name)
	}
	return rows, nil
}
