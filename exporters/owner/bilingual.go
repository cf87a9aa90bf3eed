package owner

import (
	"errors"

	"shixu/pipeline/ingest"
	"shixu/queries"
)

// resultOf makes text of a result's error.
func resultOf(f ingest.FileResult) Result {
	r := Result{FileResult: f}
	if f.Err == nil {
		return r
	}
	r.Error = f.Err.Error()
	if part, ok := errors.AsType[queries.Bilingual](f.Err); ok {
		r.Part, r.Chinese = part.Error(), part.Chinese()
	}
	return r
}

// err makes an error of the text again.
func (r Result) err() error {
	if r.Chinese == "" {
		return errors.New(r.Error)
	}
	return told{r.Error, said{r.Part, r.Chinese}}
}

// told is an error of the server's; said, its part that is said in Chinese too.
type told struct {
	text string
	part said
}

func (t told) Error() string { return t.text }
func (t told) Unwrap() error { return t.part }

type said struct{ en, zh string }

func (s said) Error() string   { return s.en }
func (s said) Chinese() string { return s.zh }
