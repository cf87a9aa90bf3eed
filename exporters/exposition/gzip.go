package exposition

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"

	"github.com/klauspost/compress/flate"
)

// gzipHeader begins a member with neither name nor time, from an unknown
// operating system (RFC 1952, section 2.3).
var gzipHeader = []byte{0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff}

// openGzip writes a gzip member without its end. A sync flush leaves it at a
// byte boundary with no block open.
func openGzip(plain []byte) ([]byte, error) {
	buf := bytes.NewBuffer(make([]byte, 0, 64+len(plain)/8))
	buf.Write(gzipHeader)
	w, err := flate.NewWriter(buf, flate.DefaultCompression)
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

// finishGzip returns the last blocks of a member, holding tail, and its
// trailer. crc and size are those of what came before.
func finishGzip(tail []byte, crc, size uint32) ([]byte, error) {
	buf := bytes.NewBuffer(make([]byte, 0, 64+len(tail)/2))
	// Stateless: 15 kB a scrape are not worth keeping a compressor's window.
	if err := flate.StatelessDeflate(buf, tail, true, nil); err != nil {
		return nil, err
	}
	end := binary.LittleEndian.AppendUint32(buf.Bytes(), crc32.Update(crc, crc32.IEEETable, tail))
	return binary.LittleEndian.AppendUint32(end, size+uint32(len(tail))), nil
}
