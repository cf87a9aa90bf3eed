package source

import (
	"bytes"
	"io"
	"unicode"
	"unicode/utf8"
)

// foreign are formats that are not read, told by their first bytes.
var foreign = []struct {
	magic      string
	what, hint string
}{
	{"%PDF", "a PDF document", "ask for the table it was printed from, as .xlsx or .csv"},
	{"{\\rtf", "an RTF document", "save the table as .xlsx or .csv"},
	{"\x1f\x8b", "a gzip archive", "unpack it first"},
	{"\x28\xb5\x2f\xfd", "a zstd archive", "unpack it first"},
	{"BZh", "a bzip2 archive", "unpack it first"},
	{"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", "unpack it first"},
	{"Rar!\x1a\x07", "a RAR archive", "unpack it first"},
	{"\x89PNG", "a PNG picture", "ask for the table it shows, as .xlsx or .csv"},
	{"\xff\xd8\xff", "a JPEG picture", "ask for the table it shows, as .xlsx or .csv"},
	{"SQLite format 3\x00", "an SQLite database", "export the table as .csv"},
	{"PK\x07\x08", "part of a split zip archive", "join and unpack it first"},
}

// oleMagic begins what Office wrote before 2007, and its encrypted files.
const oleMagic = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

// refuse tells what a file is that holds no delimited text or JSON; nil where
// it may.
func refuse(f io.ReaderAt, head []byte, encoding string) error {
	if len(head) == 0 {
		return &FormatError{What: "an empty file", Hint: "send it again"}
	}
	if bytes.HasPrefix(head, []byte(oleMagic)) {
		return refuseOLE(f)
	}
	if len(head) > 12 && string(head[8:12]) == "DUCK" {
		return &FormatError{What: "a DuckDB database", Hint: "export the table as .parquet or .csv"}
	}
	for _, k := range foreign {
		if bytes.HasPrefix(head, []byte(k.magic)) {
			return &FormatError{What: k.what, Hint: k.hint}
		}
	}
	text, err := io.ReadAll(decode(bytes.NewReader(head[:min(len(head), 64<<10)]), encoding))
	if err != nil {
		return err
	}
	if err := refuseMarkup(text); err != nil {
		return err
	}
	if isNoise(text) {
		return &FormatError{What: "binary data of no known format", Hint: "send the report as .xlsx, .csv, .json, .parquet or .arrow"}
	}
	return nil
}

// refuseMarkup refuses XML, which programs save under a workbook's name.
func refuseMarkup(text []byte) error {
	t := bytes.ToLower(bytes.TrimSpace(text[:min(len(text), 4<<10)]))
	switch {
	case !bytes.HasPrefix(t, []byte("<")), isHTML(text):
		return nil
	case bytes.HasPrefix(t, []byte("<?xml")) && bytes.Contains(t, []byte("urn:schemas-microsoft-com:office:spreadsheet")):
		return &FormatError{What: "an Excel 2003 XML table", Hint: "open it in Excel or WPS and save it as .xlsx"}
	case bytes.HasPrefix(t, []byte("<?xml")):
		return &FormatError{What: "an XML document", Hint: "save the table as .xlsx or .csv"}
	}
	return nil
}

// refuseOLE tells the kinds of OLE containers apart by the names of their
// streams.
func refuseOLE(f io.ReaderAt) error {
	for _, k := range []struct{ stream, what, hint string }{
		{"EncryptedPackage", "a password-protected workbook", "save it without a password and send it again"},
		{"Workbook", "an old Excel workbook (.xls)", "open it in Excel or WPS and save it as .xlsx"},
		{"Book", "an old Excel workbook (.xls)", "open it in Excel or WPS and save it as .xlsx"},
		{"WordDocument", "an old Word document (.doc)", "save the table in it as .xlsx or .csv"},
	} {
		found, err := contains(io.NewSectionReader(f, 0, 1<<62), utf16(k.stream))
		if err != nil {
			return err
		}
		if found {
			return &FormatError{What: k.what, Hint: k.hint}
		}
	}
	return &FormatError{What: "an Office file that holds no workbook", Hint: "save the table as .xlsx or .csv"}
}

// utf16 writes an ASCII name as the directory of an OLE container does.
func utf16(name string) []byte {
	var b []byte
	for _, c := range []byte(name) {
		b = append(b, c, 0)
	}
	return append(b, 0, 0)
}

// contains tells whether needle stands anywhere in r.
func contains(r io.Reader, needle []byte) (bool, error) {
	buf := make([]byte, 256<<10)
	n := 0
	for {
		m, err := io.ReadFull(r, buf[n:])
		n += m
		if bytes.Contains(buf[:n], needle) {
			return true, nil
		}
		if err == io.EOF || err == io.ErrUnexpectedEOF {
			return false, nil
		}
		if err != nil {
			return false, err
		}
		n = copy(buf, buf[n-len(needle)+1:n])
	}
}

// isNoise tells whether text is none: more than three characters in ten are
// control characters or no characters at all.
func isNoise(text []byte) bool {
	all, bad := 0, 0
	for len(text) > 0 {
		r, n := utf8.DecodeRune(text)
		if !utf8.FullRune(text) {
			break
		}
		all++
		if r == utf8.RuneError || unicode.IsControl(r) && r != '\n' && r != '\r' && r != '\t' {
			bad++
		}
		text = text[n:]
	}
	return bad*10 > all*3
}
