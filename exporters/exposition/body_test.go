package exposition

import (
	"bufio"
	"bytes"
	stdgzip "compress/gzip"
	"io"
	"os/exec"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// TestPropertyBody: stored bytes and tail are one stream of what they hold.
func TestPropertyBody(t *testing.T) {
	text := rapid.Custom(func(t *rapid.T) []byte {
		// Around the block sizes of deflate and zstd, and nothing at all.
		n := rapid.OneOf(rapid.IntRange(0, 3), rapid.IntRange(0, 70_000), rapid.IntRange(131_070, 131_075), rapid.Just(300_000)).Draw(t, "n")
		word := rapid.SampledFrom([]string{"a", "shixu_x{district=\"郫都区\"} 1\n", noise}).Draw(t, "word")
		return []byte(strings.Repeat(word, 1+n/len(word))[:n])
	})
	rapid.Check(t, func(t *rapid.T) {
		head, tail := text.Draw(t, "head"), text.Draw(t, "tail")
		for c, name := range codingNames {
			b, err := newBody(head, coding(c))
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			for range 2 { // a body serves many scrapes
				end, err := b.finish(tail)
				if err != nil {
					t.Fatalf("%s: %v", name, err)
				}
				whole := bytes.Join([][]byte{b.bytes, end}, nil)
				if got := decode(t, name, whole); got != string(head)+string(tail) {
					t.Fatalf("%s: got %d bytes, want %d+%d", name, len(got), len(head), len(tail))
				}
			}
		}
	})
}

// noise does not compress.
var noise = func() string {
	var b strings.Builder
	for x, i := uint32(1), 0; i < 200_000; i++ {
		x = x*1664525 + 1013904223
		b.WriteByte(byte(x >> 24))
	}
	return b.String()
}()

func TestGzipIsOneMember(t *testing.T) {
	b, err := newBody([]byte("head"), gzip)
	if err != nil {
		t.Fatal(err)
	}
	end, err := b.finish([]byte("tail"))
	if err != nil {
		t.Fatal(err)
	}
	r := bufio.NewReader(io.MultiReader(bytes.NewReader(b.bytes), bytes.NewReader(end)))
	z, err := stdgzip.NewReader(r)
	if err != nil {
		t.Fatal(err)
	}
	z.Multistream(false)
	got, err := io.ReadAll(z)
	if _, rest := r.ReadByte(); string(got) != "headtail" || err != nil || rest != io.EOF {
		t.Errorf("got %q, %v, then %v", got, err, rest)
	}
}

// TestForeignDecoders asks decoders that are not Go's.
func TestForeignDecoders(t *testing.T) {
	for c, args := range map[coding][]string{gzip: {"gzip", "-dc"}, zstandard: {"zstd", "-dc"}} {
		program, err := exec.LookPath(args[0])
		if err != nil {
			t.Log(err)
			continue
		}
		for _, head := range []string{"", "head", strings.Repeat(noise, 2)} {
			for _, tail := range []string{"", "tail", noise} {
				b, err := newBody([]byte(head), c)
				if err != nil {
					t.Fatal(err)
				}
				end, err := b.finish([]byte(tail))
				if err != nil {
					t.Fatal(err)
				}
				cmd := exec.Command(program, args[1:]...)
				cmd.Stdin = io.MultiReader(bytes.NewReader(b.bytes), bytes.NewReader(end))
				if got, err := cmd.Output(); err != nil || string(got) != head+tail {
					t.Errorf("%s: %v: got %d bytes, want %d+%d", args[0], err, len(got), len(head), len(tail))
				}
			}
		}
	}
}
