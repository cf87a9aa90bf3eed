package queries

import (
	"errors"
	"fmt"
	"strings"
)

// Bilingual is an error, or a part of one, that is said in Chinese too.
type Bilingual interface {
	error
	Chinese() string
}

// Said is an error in both languages.
type Said struct{ Words }

func (s *Said) Error() string { return s.En }

// Chinese is the error in Chinese.
func (s *Said) Chinese() string { return s.Zh }

// Say is an error that says the same in Chinese and English, of the same things.
func Say(zh, en string, args ...any) *Said {
	return &Said{Words{Zh: fmt.Sprintf(zh, args...), En: fmt.Sprintf(en, args...)}}
}

// InChinese is an error's text in Chinese, as far as it has any: what stands around the
// part that has is kept.
func InChinese(err error) string {
	if part, ok := errors.AsType[Bilingual](err); ok {
		return strings.Replace(err.Error(), part.Error(), part.Chinese(), 1)
	}
	return err.Error()
}
