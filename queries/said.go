package queries

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"syscall"
)

// Bilingual is an error, or a part of one, that is said in Chinese too.
type Bilingual interface {
	error
	Chinese() string
}

// Said is an error in both languages. It wraps the errors that it was made of.
type Said struct {
	Words
	of []error
}

func (s *Said) Error() string { return s.En }

// Chinese is the error in Chinese.
func (s *Said) Chinese() string { return s.Zh }

// Unwrap returns the errors among what Say was given.
func (s *Said) Unwrap() []error { return s.of }

// Say is an error that says the same in Chinese and English, of the same things;
// errors among them are said in Chinese too, as far as they can be, and wrapped.
func Say(zh, en string, args ...any) *Said {
	s, inZh := &Said{}, slices.Clone(args)
	for i, a := range args {
		if err, ok := a.(error); ok {
			inZh[i] = InChinese(err)
			s.of = append(s.of, err)
		}
	}
	s.Words = Words{Zh: fmt.Sprintf(zh, inZh...), En: fmt.Sprintf(en, args...)}
	return s
}

// InChinese is an error's text in Chinese, as far as it has any: what stands around the
// parts that have is kept.
func InChinese(err error) string {
	var parts []error
	switch e := err.(type) {
	case Bilingual:
		return e.Chinese()
	case *fs.PathError:
		return e.Path + "：" + InChinese(e.Err)
	case syscall.Errno:
		if zh, ok := systemZh[e]; ok {
			return zh
		}
	case interface{ Unwrap() []error }:
		parts = e.Unwrap()
	case interface{ Unwrap() error }:
		parts = []error{e.Unwrap()}
	}
	var zh strings.Builder
	rest := err.Error()
	for _, part := range parts {
		if part == nil {
			continue
		}
		if before, after, found := strings.Cut(rest, part.Error()); found {
			zh.WriteString(before + InChinese(part))
			rest = after
		}
	}
	return zh.String() + rest
}

// systemZh are the words for what the system refuses.
var systemZh = map[syscall.Errno]string{
	syscall.ENOENT: "没有这个文件或文件夹", syscall.EACCES: "没有权限", syscall.EPERM: "没有权限", syscall.EEXIST: "已存在",
	syscall.EISDIR: "是文件夹，不是文件", syscall.ENOTDIR: "路径中有不是文件夹的", syscall.ENOSPC: "磁盘已满", syscall.EROFS: "只能读，不能写",
	syscall.EADDRINUSE: "端口已被占用", syscall.ECONNREFUSED: "连接被拒绝",
}
