package source

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
)

func (o Options) maxCell() int {
	if o.MaxCellBytes > 0 {
		return o.MaxCellBytes
	}
	return 1 << 20
}

func (o Options) maxUnzip() int64 {
	if o.MaxUnzipBytes > 0 {
		return o.MaxUnzipBytes
	}
	return 2 << 30
}

// Open looks at a file, tells its format from its content, and finds its
// tables. What cannot be read is a *FormatError; a file that is missing or may
// not be read is the operating system's error, which names it.
func Open(ctx context.Context, path string, opts Options) (*File, error) {
	f, err := openInput(ctx, path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, &FormatError{Path: path, What: kindOf(info), Hint: Words{"请写文件名，或通配符，如 " + filepath.Join(path, "*.xlsx"), "name a file, or a pattern such as " + filepath.Join(path, "*.xlsx")}}
	}
	head, err := readHead(f, max(headSample, opts.maxCell()+4<<10))
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", path, err)
	}
	file := &File{Path: path}
	switch file.Format = sniff(head); file.Format {
	case XLSX:
		file.Tables, err = openWorkbook(f, info.Size(), path, opts)
	case Parquet:
		file.Tables, err = openParquet(ctx, path)
	case Arrow:
		file.Tables, err = openArrow(ctx, path)
	default:
		err = openText(ctx, file, f, info.Size(), head, opts)
	}
	if err != nil {
		return nil, located(err, path)
	}
	return file, nil
}

// openText opens what is no binary format: JSON, delimited text, or something
// else that is refused.
func openText(ctx context.Context, file *File, f io.ReaderAt, size int64, head []byte, opts Options) error {
	sample, err := readWindows(f, head, size)
	if err != nil {
		return err
	}
	file.Encoding = detectEncoding(sample)
	if refusal := refuse(f, head, file.Encoding); refusal != nil {
		return refusal
	}
	text, err := io.ReadAll(decode(bytes.NewReader(head), file.Encoding))
	if err != nil {
		return err
	}
	if isHTML(text) {
		return openHTML(file, io.NewSectionReader(f, 0, size), size)
	}
	if isJSON(text, file.Path) {
		return openJSON(ctx, file, text, opts)
	}
	table, err := openDelimited(file.Path, file.Encoding, text, len(text) > 0 && size > int64(len(head)), opts)
	if err != nil {
		return err
	}
	if table.Width == 0 {
		return &FormatError{What: Words{"空文件", "an empty file"}, Hint: Words{"请重新报送", "send it again"}}
	}
	file.Format, file.Tables = CSV, []*Table{table}
	return nil
}

// sniff tells the binary formats that can be read by their first bytes.
func sniff(head []byte) Format {
	switch {
	case bytes.HasPrefix(head, []byte("PK\x03\x04")), bytes.HasPrefix(head, []byte("PK\x05\x06")):
		return XLSX
	case bytes.HasPrefix(head, []byte("PAR1")):
		return Parquet
	case bytes.HasPrefix(head, []byte("ARROW1")), bytes.HasPrefix(head, []byte("\xff\xff\xff\xff")):
		return Arrow
	default:
		return ""
	}
}

// located makes sure that a FormatError names the file, and any other error
// too.
func located(err error, path string) error {
	if fe, ok := errors.AsType[*FormatError](err); ok {
		if fe.Path == "" {
			fe.Path = path
		}
		return err
	}
	if strings.Contains(err.Error(), path) {
		return err
	}
	return fmt.Errorf("read %s: %w", path, err)
}

func kindOf(info os.FileInfo) Words {
	if info.IsDir() {
		return Words{"文件夹", "a directory"}
	}
	return Words{"特殊文件", "no regular file"}
}

// byteSize writes n for people.
func byteSize(n int64) string {
	units := []string{"bytes", "KiB", "MiB", "GiB"}
	i := 0
	for n >= 1024 && n%1024 == 0 && i < len(units)-1 {
		n /= 1024
		i++
	}
	return fmt.Sprintf("%d %s", n, units[i])
}
