// Package snapshot writes copies of the warehouse for people who open them
// with DuckDB themselves, in whatever language they like.
//
// A copy is a whole DuckDB file that nobody else writes. Its views speak of the
// dates, calendar and knowledge it was made for, without anything being set.
package snapshot

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"shixu/exporters/owner"
	"shixu/pipeline/warehouse"
	"shixu/queries"
	"shixu/queries/session"
)

// Options say what a copy is made of and speaks of.
type Options struct {
	// Path is where the copy goes. A copy that is there already is replaced at
	// once; whoever has it open goes on reading the old one.
	Path string
	// Warehouse is the path of the warehouse, which Path must not be.
	Warehouse string
	// Copy writes everything committed into a new file.
	Copy func(ctx context.Context, path string) error
	// AsOf is the day the views speak of, and KnownOn the day whose knowledge
	// they show; zero means everything known.
	AsOf, KnownOn time.Time
	Rules         session.Rules
}

// ErrTaken says that something else than a copy is in the way.
var ErrTaken = queries.Say("不能覆盖", "is in the way")

// Write makes a copy and returns the dates it speaks of. If anything goes wrong,
// what was at Path before stays.
func Write(ctx context.Context, o Options) (d session.Dates, err error) {
	if err := free(o.Path, o.Warehouse); err != nil {
		return d, err
	}
	temp, err := os.MkdirTemp(filepath.Dir(o.Path), "."+filepath.Base(o.Path)+".")
	if err != nil {
		return d, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(temp)) }()
	path := filepath.Join(temp, "copy.duckdb")
	if err := o.Copy(ctx, path); err != nil {
		return d, queries.Say("复制数据仓库：%v", "copy the warehouse: %v", err)
	}
	if d, err = pin(ctx, path, o); err != nil {
		return d, queries.Say("写入副本的日期：%v", "set the copy's dates: %v", err)
	}
	return d, os.Rename(path, o.Path)
}

// free says why a copy cannot go to path, if that is so.
func free(path, warehouse string) error {
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	if live, err := os.Stat(warehouse); err == nil && os.SameFile(info, live) {
		return queries.Say("%s 就是数据仓库本身，%v", "%s is the warehouse itself and %v", path, ErrTaken)
	}
	if _, err := os.Stat(path + owner.Suffix); err == nil {
		return queries.Say("%s 是一个服务正在使用的数据仓库，%v", "%s is a warehouse that a server owns and %v", path, ErrTaken)
	}
	if !info.Mode().IsRegular() {
		return queries.Say("%s 不是文件，%v", "%s is no file and %v", path, ErrTaken)
	}
	// A file that another process has locked stays locked; ours was told above.
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	head := make([]byte, 12)
	if _, err := io.ReadFull(f, head); err != nil || !bytes.Equal(head[8:], []byte("DUCK")) {
		return queries.Say("%s 不是 DuckDB 文件，%v", "%s is no DuckDB file and %v", path, ErrTaken)
	}
	return nil
}

// pin opens the copy, which is nobody else's yet, finds its dates and writes
// them into it.
func pin(ctx context.Context, path string, o Options) (d session.Dates, err error) {
	w, err := warehouse.Open(ctx, warehouse.Options{Path: path})
	if err != nil {
		return d, err
	}
	defer func() { err = errors.Join(err, w.Close()) }()
	conn, err := w.DB.Conn(ctx)
	if err != nil {
		return d, err
	}
	defer conn.Close()
	if !o.KnownOn.IsZero() {
		if err := session.KnownOn(ctx, conn, o.KnownOn); err != nil {
			return d, err
		}
	}
	if d, err = session.Speak(ctx, conn, o.AsOf, o.Rules); err != nil {
		return d, err
	}
	text, err := fs.ReadFile(queries.FS, "snapshot/pin.sql")
	if err != nil {
		return d, err
	}
	words := []string{}
	for _, v := range []struct{ name, expression string }{
		{"$as_of", "as_of()"}, {"$reported_to", "reported_to()"}, {"$calendar", "CAST(calendar() AS VARCHAR)"},
		{"$plan_curve", "plan_curve()"}, {"$known_loads", "known_loads()"}, {"$known_on", "known_on()"},
	} {
		word, err := literal(ctx, conn, v.expression)
		if err != nil {
			return d, err
		}
		words = append(words, v.name, word)
	}
	_, err = conn.ExecContext(ctx, strings.NewReplacer(words...).Replace(string(text)))
	return d, err
}

// literal is what an expression of the session comes to, as SQL.
func literal(ctx context.Context, conn *sql.Conn, expression string) (string, error) {
	var value sql.NullString
	var kind string
	err := conn.QueryRowContext(ctx, fmt.Sprintf("SELECT CAST(v AS VARCHAR), typeof(v) FROM (SELECT %s AS v)", expression)).Scan(&value, &kind)
	if err != nil {
		return "", err
	}
	text := "NULL"
	if value.Valid {
		text = queries.Literal(value.String)
	}
	return "CAST(" + text + " AS " + kind + ")", nil
}
