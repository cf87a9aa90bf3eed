package exposition

import (
	"fmt"
	"hash/crc32"
)

// A body is the stored part of a response, compressed once and left open at its
// end: the scrape's own part finishes the stream. It never changes.
type body struct {
	bytes  []byte
	coding coding
	crc    uint32 // of the plain bytes; gzip only
	size   uint32 // of the plain bytes, modulo 2³²; gzip only
}

// newBody takes over plain.
func newBody(plain []byte, c coding) (body, error) {
	b := body{bytes: plain, coding: c}
	switch c {
	case gzip:
		compressed, err := openGzip(plain)
		if err != nil {
			return body{}, fmt.Errorf("gzip: %w", err)
		}
		b.bytes, b.crc, b.size = compressed, crc32.ChecksumIEEE(plain), uint32(len(plain))
	case zstandard:
		compressed, err := openZstd(plain)
		if err != nil {
			return body{}, fmt.Errorf("zstd: %w", err)
		}
		b.bytes = compressed
	}
	return b, nil
}

// finish returns what follows b.bytes in a response that ends in tail: together
// they are one stream of b.coding.
func (b body) finish(tail []byte) ([]byte, error) {
	switch b.coding {
	case gzip:
		return finishGzip(tail, b.crc, b.size)
	case zstandard:
		return finishZstd(tail), nil
	default:
		return tail, nil
	}
}
