package exposition

import (
	"bytes"

	"github.com/klauspost/compress/zstd"
)

const (
	// zstdWindow is how far back a decoder must remember. Labels repeat within
	// a few lines; HTTP allows 8 MiB (RFC 9659).
	zstdWindow = 1 << 20
	// zstdMaxBlock is the most that one block may hold.
	zstdMaxBlock = 128 << 10
)

// zstdHeader begins a frame with zstdWindow, unknown size and no checksum
// (RFC 8878, section 3.1.1.1).
var zstdHeader = []byte{0x28, 0xb5, 0x2f, 0xfd, 0, (20 - 10) << 3}

// openZstd writes a zstd frame without its last block.
func openZstd(plain []byte) ([]byte, error) {
	if len(plain) == 0 {
		return zstdHeader, nil // the encoder would write nothing yet
	}
	buf := bytes.NewBuffer(make([]byte, 0, 64+len(plain)/8))
	w, err := zstd.NewWriter(buf,
		zstd.WithEncoderConcurrency(1),
		zstd.WithWindowSize(zstdWindow),
		zstd.WithEncoderCRC(false)) // it would have to be computed again by each scrape
	if err != nil {
		return nil, err
	}
	if _, err := w.Write(plain); err != nil {
		return nil, err
	}
	if err := w.Flush(); err != nil {
		return nil, err
	}
	return buf.Bytes(), nil
}

// finishZstd returns the last blocks of a frame, holding tail uncompressed: a
// compressed block would depend on the state in which the encoder left those
// before it.
func finishZstd(tail []byte) []byte {
	end := make([]byte, 0, len(tail)+3*(1+len(tail)/zstdMaxBlock))
	for {
		block := tail[:min(len(tail), zstdMaxBlock)]
		tail = tail[len(block):]
		header := len(block) << 3 // type 0: raw
		if len(tail) == 0 {
			header |= 1 // last
		}
		end = append(end, byte(header), byte(header>>8), byte(header>>16))
		end = append(end, block...)
		if len(tail) == 0 {
			return end
		}
	}
}
