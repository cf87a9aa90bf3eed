package source

import (
	"context"
	"os"
)

// An input is an open file that can be read as long as its context lasts.
type input struct {
	*os.File
	ctx context.Context
}

func openInput(ctx context.Context, path string) (*input, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	return &input{f, ctx}, nil
}

func (f *input) Read(p []byte) (int, error) {
	if err := f.ctx.Err(); err != nil {
		return 0, err
	}
	return f.File.Read(p)
}

func (f *input) ReadAt(p []byte, off int64) (int, error) {
	if err := f.ctx.Err(); err != nil {
		return 0, err
	}
	return f.File.ReadAt(p, off)
}
