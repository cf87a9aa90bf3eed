package source

import (
	"bytes"
	"context"
	"database/sql"
	"io"
	"slices"
)

// delimited is a file of delimited text.
type delimited struct {
	path     string
	encoding string
	comma    byte
	limit    int
	width    int
}

// openDelimited makes the one table of a delimited text file from the first
// text of it; cut says that more follows.
func openDelimited(path, encoding string, text []byte, cut bool, opts Options) (*Table, error) {
	d := &delimited{path: path, encoding: encoding, limit: opts.maxCell()}
	d.comma = sniffDelimiter(text, d.limit)
	preview, err := d.preview(text, cut)
	if err != nil {
		return nil, err
	}
	return &Table{Preview: preview, Width: d.width, rows: d.rows, scan: d.scan, reread: d.reread}, nil
}

// preview reads the first rows. A line that cannot be read is an empty row
// here. Where text is only the file's beginning, its last record is not
// looked at unless it is the only one, which means a file of one endless line.
func (d *delimited) preview(text []byte, cut bool) ([][]string, error) {
	if cut {
		if i := bytes.LastIndexByte(text, '\n'); i >= 0 {
			text = text[:i+1]
		}
	}
	s := d.records(bytes.NewReader(text))
	var preview [][]string
	for len(preview) < PreviewRows {
		cells, bad, err := s.next()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, err
		}
		for int64(len(preview)) < s.row-1 && len(preview) < PreviewRows-1 {
			preview = append(preview, nil)
		}
		if bad != nil && bad.Reason.Code == LineTooLong && s.row == 1 {
			return nil, &FormatError{
				Path: d.path,
				What: Words{"首行 " + byteSize(int64(d.limit)) + " 之内没有结束的文本", "text whose first line has no end within " + byteSize(int64(d.limit))},
				Hint: Words{"请报送一行一条的表格", "send a table with one row a line"},
			}
		}
		if s.row > PreviewRows {
			break
		}
		preview = append(preview, slices.Clone(cells))
		d.width = max(d.width, len(cells))
	}
	return preview, nil
}

// records reads decoded text of the file.
func (d *delimited) records(r io.Reader) *records {
	s := newRecords(r, d.comma, d.limit)
	s.width = d.width
	s.decoded = d.encoding != utf8Text
	return s
}

// scan chooses the reader: DuckDB's parallel one for plain UTF-8, which a
// quick survey of the whole file tells, ours for everything else. Both set
// the same lines aside and deliver the same rows (TestReadersAgree).
func (d *delimited) scan(ctx context.Context, conn *sql.Conn, firstRow int64, width int) (*Relation, error) {
	found, err := d.survey(ctx, firstRow)
	if err != nil {
		return nil, err
	}
	if found.plain && !(found.empty && width == 1) {
		return d.columns(width).readCSV(conn, firstRow, found), nil
	}
	r, err := d.rows(ctx, firstRow, width)
	if err != nil {
		return nil, err
	}
	return scanRows(ctx, conn, r, firstRow, width)
}

// reread is scan with our reader, held against the survey as DuckDB's is.
func (d *delimited) reread(ctx context.Context, conn *sql.Conn, firstRow int64, width int) (*Relation, error) {
	found, err := d.survey(ctx, firstRow)
	if err != nil {
		return nil, err
	}
	r, err := d.rows(ctx, firstRow, width)
	if err != nil {
		return nil, err
	}
	rel, err := scanRows(ctx, conn, r, firstRow, width)
	if err == nil && found.plain {
		rel.records = func() int64 { return found.records }
	}
	return rel, err
}

// survey surveys the file; what is no UTF-8 is not plain.
func (d *delimited) survey(ctx context.Context, firstRow int64) (survey, error) {
	if d.encoding != utf8Text {
		return survey{}, nil
	}
	f, err := openInput(ctx, d.path)
	if err != nil {
		return survey{}, err
	}
	defer f.Close()
	return surveyText(f, d.comma, d.limit, firstRow)
}

// rows reads the file with our reader, whatever it looks like.
func (d *delimited) rows(ctx context.Context, firstRow int64, width int) (badRows, error) {
	f, err := openInput(ctx, d.path)
	if err != nil {
		return nil, err
	}
	return &textRows{path: d.path, file: f, first: firstRow, records: d.columns(width).records(decode(f, d.encoding))}, nil
}

// columns is the same file with another number of columns.
func (d *delimited) columns(width int) *delimited {
	other := *d
	other.width = width
	return &other
}

// textRows is the rows of a text file from row first on.
type textRows struct {
	path    string
	file    *input
	records *records
	first   int64
	badLines
}

func (t *textRows) next() (int64, []string, error) {
	for {
		cells, bad, err := t.records.next()
		switch {
		case err != nil:
			return 0, nil, err
		case t.records.row < t.first:
		case bad == nil:
			return t.records.row, cells, nil
		default:
			if err := t.add(t.path, *bad); err != nil {
				return 0, nil, err
			}
		}
	}
}

func (t *textRows) close() error {
	if t.file == nil {
		return nil
	}
	f := t.file
	t.file = nil
	return f.Close()
}
