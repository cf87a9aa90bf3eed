package ingest

import (
	"fmt"

	"shixu/queries"
)

// A refusal is why nothing of a file was loaded, in both languages.
type refusal struct{ queries.Words }

// refuse says the same in Chinese and English, of the same things.
func refuse(zh, en string, args ...any) *refusal {
	return &refusal{queries.Words{Zh: fmt.Sprintf(zh, args...), En: fmt.Sprintf(en, args...)}}
}

func (r *refusal) Error() string { return r.En }

// Chinese is the error in Chinese.
func (r *refusal) Chinese() string { return r.Zh }
