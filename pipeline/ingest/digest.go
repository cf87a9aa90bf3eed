package ingest

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"os"

	"shixu/queries"
)

// A digest is the SHA-256 of a file's content, which is computed beside other
// work until somebody asks for it: for a big file it takes a tenth of the time
// of loading it, on one core.
type digest struct {
	done chan struct{}
	stop context.CancelFunc
	hash string
	err  error
}

// newDigest begins to read the file; errors call it name. Whoever does not wait
// for the digest stops it.
func newDigest(ctx context.Context, path, name string) *digest {
	ctx, stop := context.WithCancel(ctx)
	d := &digest{done: make(chan struct{}), stop: stop}
	go func() {
		defer close(d.done)
		defer stop()
		d.hash, d.err = hashOf(ctx, path, name)
	}()
	return d
}

// wait is the digest in hexadecimal.
func (d *digest) wait() (string, error) {
	<-d.done
	return d.hash, d.err
}

func hashOf(ctx context.Context, path, name string) (string, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	h, block := sha256.New(), make([]byte, 256<<10)
	for {
		n, err := f.Read(block)
		h.Write(block[:n])
		if err == io.EOF {
			return hex.EncodeToString(h.Sum(nil)), nil
		}
		if err == nil {
			err = ctx.Err()
		}
		if err != nil {
			return "", fmt.Errorf("read %s: %w", name, err)
		}
	}
}

// digestLater is the size in bytes of files from which it pays to ask whether
// the digest can wait. Tests make it less.
var digestLater int64 = batchBytes

// cannotBeSeen says that neither the job nor a file of the batch had content of
// this size before, so that what the content is need not be known before the
// file is loaded. Of small files nobody asks.
func (b *batch) cannotBeSeen(ctx context.Context, job *Job, size int64) (cannot bool, err error) {
	if size <= digestLater {
		return false, nil
	}
	for _, a := range b.files {
		if a.before.Size() == size {
			return false, nil
		}
	}
	err = b.ask.QueryRowContext(ctx, fmt.Sprintf(`
		SELECT count(*) = 0 FROM store.load WHERE dataset = %s AND job = %s AND coalesce(bytes, %[3]d) = %[3]d`,
		queries.Literal(job.Dataset), queries.Literal(job.Name), size)).Scan(&cannot)
	return cannot, err
}

// hasContent says that a file of the batch has this content.
func (b *batch) hasContent(size int64, hash string) bool {
	for _, a := range b.files {
		if a.before.Size() != size {
			continue
		}
		if h, err := a.digest.wait(); err == nil && h == hash {
			return true
		}
	}
	return false
}
