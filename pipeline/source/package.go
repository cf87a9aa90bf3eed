package source

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
)

// ooxml is an Office Open XML package: a zip archive of parts that point to
// each other by relationships.
type ooxml struct {
	parts map[string]*zip.File
	limit int64 // on the unpacked size of one part
	cell  int   // on one run of text
}

// openPackage opens a zip archive, and refuses one that unpacks to more than
// the options allow.
func openPackage(r io.ReaderAt, size int64, opts Options) (*ooxml, error) {
	z, err := zip.NewReader(r, size)
	if err != nil {
		return nil, &FormatError{What: Words{"损坏的压缩包或工作簿", "a damaged zip archive or workbook"}, Hint: Words{"请重新报送，文件可能没有复制完整", "send it again; the copy may be incomplete"}, Err: err}
	}
	p := &ooxml{parts: make(map[string]*zip.File, len(z.File)), limit: opts.maxUnzip(), cell: opts.maxCell()}
	var total uint64
	for _, f := range z.File {
		if total += f.UncompressedSize64; total > uint64(p.limit) || f.UncompressedSize64 > uint64(p.limit) {
			return nil, p.bomb()
		}
		p.parts[partName(f.Name)] = f
	}
	return p, nil
}

func (p *ooxml) bomb() error {
	return &FormatError{
		What: Words{"解压后超过 " + byteSize(p.limit) + " 的压缩包", "a zip archive that unpacks to more than " + byteSize(p.limit)},
		Hint: Words{"若确是工作簿，请把数据另存为 .csv", "if it is an honest workbook, save its data as .csv"},
	}
}

// partName makes names comparable: they are case-insensitive, and some
// programs write backslashes.
func partName(name string) string {
	return strings.ToLower(strings.TrimPrefix(strings.ReplaceAll(name, `\`, "/"), "/"))
}

// open opens a part, bounded by the package's limits.
func (p *ooxml) open(name string) (io.ReadCloser, error) {
	f, ok := p.parts[partName(name)]
	if !ok {
		return nil, damaged(fmt.Errorf("no part %s", name))
	}
	r, err := f.Open()
	if err != nil {
		return nil, damaged(err)
	}
	return &part{ReadCloser: r, pkg: p, left: p.limit}, nil
}

// decode reads a small part into v.
func (p *ooxml) decode(name string, v any) error {
	r, err := p.open(name)
	if err != nil {
		return err
	}
	defer r.Close()
	if err := xml.NewDecoder(r).Decode(v); err != nil {
		return damaged(fmt.Errorf("part %s: %w", name, err))
	}
	return nil
}

// A relationship points from one part to another.
type relationship struct {
	ID     string `xml:"Id,attr"`
	Type   string `xml:"Type,attr"`
	Target string `xml:"Target,attr"`
}

// kind is the last element of the relationship's type, which is the same in
// the transitional and the strict form of the standard.
func (r relationship) kind() string { return path.Base(r.Type) }

// related returns what the part points to, targets as part names. A part
// without relationships points to nothing.
func (p *ooxml) related(name string) ([]relationship, error) {
	dir, base := path.Split(name)
	rels := dir + "_rels/" + base + ".rels"
	if _, ok := p.parts[partName(rels)]; !ok {
		return nil, nil
	}
	var doc struct {
		Relationships []relationship `xml:"Relationship"`
	}
	if err := p.decode(rels, &doc); err != nil {
		return nil, err
	}
	for i, r := range doc.Relationships {
		if !strings.HasPrefix(r.Target, "/") {
			r.Target = path.Join(dir, r.Target)
		}
		doc.Relationships[i].Target = partName(r.Target)
	}
	return doc.Relationships, nil
}

// A part reads one part of a package. It stops what unpacks to more than the
// limit, and a run of text longer than any cell may be, which the XML decoder
// would hold in memory.
type part struct {
	io.ReadCloser
	pkg  *ooxml
	left int64
	run  int // bytes since the last '<'
}

func (r *part) Read(b []byte) (int, error) {
	n, err := r.ReadCloser.Read(b)
	if r.left -= int64(n); r.left < 0 {
		return 0, r.pkg.bomb()
	}
	if i := bytes.LastIndexByte(b[:n], '<'); i >= 0 {
		r.run = n - i
	} else if r.run += n; r.run > r.pkg.cell+len(b) {
		return 0, &FormatError{
			What: Words{"有单元格超过 " + byteSize(int64(r.pkg.cell)) + " 的工作簿", "a workbook with a cell of more than " + byteSize(int64(r.pkg.cell))},
			Hint: Words{"请删去该单元格", "take the cell out"},
		}
	}
	if err != nil && err != io.EOF {
		err = damaged(err)
	}
	return n, err
}

// damaged is the error of a workbook that does not hold together.
func damaged(err error) error {
	if fe, ok := errors.AsType[*FormatError](err); ok {
		return fe
	}
	return &FormatError{What: Words{"损坏的工作簿", "a damaged workbook"}, Hint: Words{"请用 Excel 或 WPS 打开、保存后重新报送", "open it in Excel or WPS, save it and send it again"}, Err: err}
}
