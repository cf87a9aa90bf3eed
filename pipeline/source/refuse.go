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
	what, hint Words
}{
	{"%PDF", Words{"PDF 文档", "a PDF document"}, Words{"请索取打印前的表格，.xlsx 或 .csv", "ask for the table it was printed from, as .xlsx or .csv"}},
	{"{\\rtf", Words{"RTF 文档", "an RTF document"}, Words{"请把表格另存为 .xlsx 或 .csv", "save the table as .xlsx or .csv"}},
	{"\x1f\x8b", Words{"gzip 压缩文件", "a gzip archive"}, Words{"请先解压", "unpack it first"}},
	{"\x28\xb5\x2f\xfd", Words{"zstd 压缩文件", "a zstd archive"}, Words{"请先解压", "unpack it first"}},
	{"BZh", Words{"bzip2 压缩文件", "a bzip2 archive"}, Words{"请先解压", "unpack it first"}},
	{"7z\xbc\xaf\x27\x1c", Words{"7-Zip 压缩包", "a 7-Zip archive"}, Words{"请先解压", "unpack it first"}},
	{"Rar!\x1a\x07", Words{"RAR 压缩包", "a RAR archive"}, Words{"请先解压", "unpack it first"}},
	{"\x89PNG", Words{"PNG 图片", "a PNG picture"}, Words{"请索取图中的表格，.xlsx 或 .csv", "ask for the table it shows, as .xlsx or .csv"}},
	{"\xff\xd8\xff", Words{"JPEG 图片", "a JPEG picture"}, Words{"请索取图中的表格，.xlsx 或 .csv", "ask for the table it shows, as .xlsx or .csv"}},
	{"SQLite format 3\x00", Words{"SQLite 数据库", "an SQLite database"}, Words{"请把表导出为 .csv", "export the table as .csv"}},
	{"PK\x07\x08", Words{"分卷 zip 压缩包的一卷", "part of a split zip archive"}, Words{"请先合并并解压", "join and unpack it first"}},
}

// oleMagic begins what Office wrote before 2007, and its encrypted files.
const oleMagic = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

// refuse tells what a file is that holds no delimited text or JSON; nil where
// it may.
func refuse(f io.ReaderAt, head []byte, encoding string) error {
	if len(head) == 0 {
		return &FormatError{What: Words{"空文件", "an empty file"}, Hint: Words{"请重新报送", "send it again"}}
	}
	if bytes.HasPrefix(head, []byte(oleMagic)) {
		return refuseOLE(f)
	}
	if len(head) > 12 && string(head[8:12]) == "DUCK" {
		return &FormatError{What: Words{"DuckDB 数据库", "a DuckDB database"}, Hint: Words{"请把表导出为 .parquet 或 .csv", "export the table as .parquet or .csv"}}
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
		return &FormatError{What: Words{"格式不明的二进制数据", "binary data of no known format"}, Hint: Words{"请以 .xlsx、.csv、.json、.parquet 或 .arrow 报送", "send the report as .xlsx, .csv, .json, .parquet or .arrow"}}
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
		return &FormatError{What: Words{"Excel 2003 XML 表格", "an Excel 2003 XML table"}, Hint: Words{"请用 Excel 或 WPS 打开，另存为 .xlsx", "open it in Excel or WPS and save it as .xlsx"}}
	case bytes.HasPrefix(t, []byte("<?xml")):
		return &FormatError{What: Words{"XML 文档", "an XML document"}, Hint: Words{"请把表格另存为 .xlsx 或 .csv", "save the table as .xlsx or .csv"}}
	}
	return nil
}

// refuseOLE tells the kinds of OLE containers apart by the names of their
// streams.
func refuseOLE(f io.ReaderAt) error {
	for _, k := range []struct {
		stream     string
		what, hint Words
	}{
		{"EncryptedPackage", Words{"有密码的工作簿", "a password-protected workbook"}, Words{"请取消密码后重新报送", "save it without a password and send it again"}},
		{"Workbook", Words{"旧版 Excel 工作簿（.xls）", "an old Excel workbook (.xls)"}, Words{"请用 Excel 或 WPS 打开，另存为 .xlsx", "open it in Excel or WPS and save it as .xlsx"}},
		{"Book", Words{"旧版 Excel 工作簿（.xls）", "an old Excel workbook (.xls)"}, Words{"请用 Excel 或 WPS 打开，另存为 .xlsx", "open it in Excel or WPS and save it as .xlsx"}},
		{"WordDocument", Words{"旧版 Word 文档（.doc）", "an old Word document (.doc)"}, Words{"请把其中的表格另存为 .xlsx 或 .csv", "save the table in it as .xlsx or .csv"}},
	} {
		found, err := contains(io.NewSectionReader(f, 0, 1<<62), utf16(k.stream))
		if err != nil {
			return err
		}
		if found {
			return &FormatError{What: k.what, Hint: k.hint}
		}
	}
	return &FormatError{What: Words{"其中没有工作簿的 Office 文件", "an Office file that holds no workbook"}, Hint: Words{"请把表格另存为 .xlsx 或 .csv", "save the table as .xlsx or .csv"}}
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
