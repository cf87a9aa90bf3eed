package source

import (
	"bytes"
	"io"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// The encodings of text files.
const (
	utf8Text    = "utf-8"
	gb18030Text = "gb18030"
	utf16LEText = "utf-16le"
	utf16BEText = "utf-16be"
)

var (
	utf8BOM    = []byte("\xef\xbb\xbf")
	utf16LEBOM = []byte("\xff\xfe")
	utf16BEBOM = []byte("\xfe\xff")
)

// detectEncoding tells the encoding of a text file from a sample of its bytes
// that begins with its first.
//
// Valid UTF-8 is UTF-8. So is text of which nine in ten characters beyond
// ASCII are: a few damaged lines do not make it another encoding, although
// most Chinese UTF-8 could be read as (senseless) GB18030. Else it is GB18030
// if no more than one character in a hundred is damaged.
func detectEncoding(sample []byte) string {
	switch {
	case bytes.HasPrefix(sample, utf16LEBOM):
		return utf16LEText
	case bytes.HasPrefix(sample, utf16BEBOM):
		return utf16BEText
	case bytes.HasPrefix(sample, utf8BOM):
		return utf8Text
	}
	good, broken := countUTF8(sample)
	if broken == 0 || good >= 9*broken {
		return utf8Text
	}
	good, broken = countGB18030(sample)
	if good >= 99*broken {
		return gb18030Text
	}
	return utf8Text
}

// countUTF8 counts the characters beyond ASCII and the bytes that are part of
// none. A character cut off at the end of the sample is neither.
func countUTF8(sample []byte) (good, broken int) {
	for len(sample) > 0 {
		if sample[0] < utf8.RuneSelf {
			sample = sample[1:]
			continue
		}
		if !utf8.FullRune(sample) {
			return good, broken
		}
		r, n := utf8.DecodeRune(sample)
		if r == utf8.RuneError && n == 1 {
			broken++
		} else {
			good++
		}
		sample = sample[n:]
	}
	return good, broken
}

// countGB18030 is countUTF8 for GB18030.
func countGB18030(sample []byte) (good, broken int) {
	decoder := simplifiedchinese.GB18030.NewDecoder()
	dst := make([]byte, 16<<10)
	for len(sample) > 0 {
		nDst, nSrc, err := decoder.Transform(dst, sample, false)
		for text := dst[:nDst]; len(text) > 0; {
			r, n := utf8.DecodeRune(text)
			switch {
			case r == utf8.RuneError:
				broken++
			case r >= utf8.RuneSelf:
				good++
			}
			text = text[n:]
		}
		if sample = sample[nSrc:]; err == transform.ErrShortSrc {
			break
		}
	}
	return good, broken
}

// decode reads r, which begins at the file's first byte, as UTF-8 without a
// byte order mark. Bytes that are no text become U+FFFD, but for UTF-8 itself,
// which is passed on as it is.
func decode(r io.Reader, name string) io.Reader {
	var e encoding.Encoding
	switch name {
	case gb18030Text:
		e = simplifiedchinese.GB18030
	case utf16LEText:
		e = unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)
	case utf16BEText:
		e = unicode.UTF16(unicode.BigEndian, unicode.UseBOM)
	default:
		return &withoutBOM{r: r}
	}
	return transform.NewReader(r, e.NewDecoder())
}

// withoutBOM passes on r without the UTF-8 byte order mark at its beginning.
type withoutBOM struct {
	r     io.Reader
	begun bool
}

func (b *withoutBOM) Read(p []byte) (int, error) {
	if b.begun {
		return b.r.Read(p)
	}
	b.begun = true
	head := make([]byte, len(utf8BOM))
	n, err := io.ReadFull(b.r, head)
	if err != nil && err != io.ErrUnexpectedEOF && err != io.EOF {
		return 0, err
	}
	if head = head[:n]; bytes.Equal(head, utf8BOM) {
		head = nil
	}
	b.r = io.MultiReader(bytes.NewReader(head), b.r)
	return b.r.Read(p)
}

// The sample that a file is judged by: its first bytes, and for the encoding
// a few windows of what follows, since a large file may begin with ASCII.
const (
	headSample  = 1 << 20
	windows     = 16
	windowBytes = 64 << 10
)

// readHead returns the first bytes of f.
func readHead(f io.ReaderAt, n int) ([]byte, error) {
	head := make([]byte, n)
	n, err := f.ReadAt(head, 0)
	if err == io.EOF {
		err = nil
	}
	return head[:n], err
}

// readWindows returns head followed by windows spread over the rest of f,
// each cut to whole lines so that no character is cut in two.
func readWindows(f io.ReaderAt, head []byte, size int64) ([]byte, error) {
	rest := size - int64(len(head))
	if rest <= 0 {
		return head, nil
	}
	sample := head[:bytes.LastIndexByte(head, '\n')+1]
	if len(sample) == 0 {
		return head, nil
	}
	sample = bytes.Clone(sample)
	window := make([]byte, windowBytes)
	for i := range int64(windows) {
		n, err := f.ReadAt(window, int64(len(head))+rest/windows*i)
		if err != nil && err != io.EOF {
			return nil, err
		}
		w := window[:n]
		from, to := bytes.IndexByte(w, '\n'), bytes.LastIndexByte(w, '\n')
		if from < to {
			sample = append(sample, w[from:to+1]...)
		}
	}
	return sample, nil
}
