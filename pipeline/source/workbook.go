package source

import (
	"context"
	"io"
	"path"
	"slices"
	"strings"
)

// A workbook is an opened XLSX file. It is read here and not by excelize,
// whose row iterator tells neither a cell's number format (a date is a number
// with a date's format) nor merged ranges without loading the whole sheet.
type workbook struct {
	*ooxml
	date1904 bool
	sheets   []sheet
	formats  []numberFormat // by style
	strings  []string       // shared strings
}

// A sheet is a worksheet of a workbook.
type sheet struct {
	name   string
	part   string
	hidden bool
}

// openWorkbook finds the tables of the workbook in f.
func openWorkbook(f io.ReaderAt, size int64, path string, opts Options) ([]*Table, error) {
	w, err := readWorkbook(f, size, opts)
	if err != nil {
		return nil, err
	}
	sheets, err := w.choose(opts.Sheets)
	if err != nil {
		return nil, err
	}
	var tables []*Table
	for _, s := range sheets {
		t, err := w.table(s, path, opts)
		if err != nil {
			return nil, err
		}
		if t.Width > 0 {
			tables = append(tables, t)
		}
	}
	if len(tables) == 0 {
		return nil, &FormatError{What: Words{"可见工作表都没有数据的工作簿", "a workbook without data in its visible sheets"}, Hint: Words{"请核对是否选对文件，或写明隐藏的工作表名", "check that it is the right file, or name a hidden sheet"}}
	}
	return tables, nil
}

// readWorkbook reads all of a workbook but its sheets' cells.
func readWorkbook(f io.ReaderAt, size int64, opts Options) (*workbook, error) {
	pkg, err := openPackage(f, size, opts)
	if err != nil {
		return nil, err
	}
	main, err := pkg.mainPart()
	if err != nil {
		return nil, err
	}
	var doc struct {
		Properties struct {
			Date1904 string `xml:"date1904,attr"`
		} `xml:"workbookPr"`
		Sheets []struct {
			Name  string `xml:"name,attr"`
			State string `xml:"state,attr"`
			ID    string `xml:"id,attr"`
		} `xml:"sheets>sheet"`
	}
	if err := pkg.decode(main, &doc); err != nil {
		return nil, err
	}
	rels, err := pkg.related(main)
	if err != nil {
		return nil, err
	}
	w := &workbook{ooxml: pkg, date1904: doc.Properties.Date1904 == "1" || doc.Properties.Date1904 == "true"}
	worksheets := map[string]string{}
	for _, r := range rels {
		switch r.kind() {
		case "worksheet":
			worksheets[r.ID] = r.Target
		case "styles":
			w.formats, err = pkg.readFormats(r.Target)
		case "sharedStrings":
			w.strings, err = pkg.readStrings(r.Target)
		}
		if err != nil {
			return nil, err
		}
	}
	for _, s := range doc.Sheets {
		if part, ok := worksheets[s.ID]; ok { // else a chart or a dialog
			w.sheets = append(w.sheets, sheet{s.Name, part, s.State == "hidden" || s.State == "veryHidden"})
		}
	}
	return w, nil
}

// mainPart finds the part of the package that is the workbook, or says what
// the package is instead.
func (p *ooxml) mainPart() (string, error) {
	rels, err := p.related("")
	if err != nil {
		return "", err
	}
	for _, r := range rels {
		if r.kind() != "officeDocument" {
			continue
		}
		switch {
		case strings.HasSuffix(r.Target, ".bin"):
			return "", &FormatError{What: Words{"二进制 Excel 工作簿（.xlsb）", "a binary Excel workbook (.xlsb)"}, Hint: Words{"请另存为 .xlsx", "save it as .xlsx"}}
		case strings.HasPrefix(r.Target, "word/"):
			return "", &FormatError{What: Words{"Word 文档", "a Word document"}, Hint: Words{"请把其中的表格另存为 .xlsx 或 .csv", "save the table in it as .xlsx or .csv"}}
		case strings.HasPrefix(r.Target, "ppt/"):
			return "", &FormatError{What: Words{"PowerPoint 演示文稿", "a PowerPoint presentation"}, Hint: Words{"请把其中的表格另存为 .xlsx 或 .csv", "save the table in it as .xlsx or .csv"}}
		default:
			return r.Target, nil
		}
	}
	if _, ok := p.parts["meta-inf/manifest.xml"]; ok && p.parts["content.xml"] != nil {
		return "", &FormatError{What: Words{"OpenDocument 文件", "an OpenDocument file"}, Hint: Words{"请另存为 .xlsx", "save it as .xlsx"}}
	}
	return "", &FormatError{What: Words{"不是工作簿的 zip 压缩包", "a zip archive that is no workbook"}, Hint: Words{"请解压后报送其中的文件", "unpack it and send what is in it"}}
}

// choose returns the sheets that the patterns ask for.
func (w *workbook) choose(patterns []string) ([]sheet, error) {
	var chosen []sheet
	for _, s := range w.sheets {
		wanted := len(patterns) == 0
		for _, p := range patterns {
			match, err := path.Match(p, s.name)
			if err != nil {
				return nil, err
			}
			wanted = wanted || match
		}
		if wanted && !s.hidden || slices.Contains(patterns, s.name) {
			chosen = append(chosen, s)
		}
	}
	if len(chosen) == 0 && len(patterns) > 0 {
		var names []string
		for _, s := range w.sheets {
			names = append(names, s.name)
		}
		return nil, &FormatError{
			What: Words{"没有工作表 " + strings.Join(patterns, "、") + " 的工作簿", "a workbook without a sheet " + strings.Join(patterns, ", ")},
			Hint: Words{"它的工作表是 " + strings.Join(names, "、"), "its sheets are " + strings.Join(names, ", ")},
		}
	}
	return chosen, nil
}

// table looks at the first rows of a sheet.
func (w *workbook) table(s sheet, file string, opts Options) (*Table, error) {
	merges, err := w.merges(s.part)
	if err != nil {
		return nil, err
	}
	rows, err := w.rows(s.part)
	if err != nil {
		return nil, err
	}
	defer rows.close()
	t := &Table{Sheet: s.name, Since1904: w.date1904}
	for {
		row, cells, err := rows.next()
		if err == io.EOF || err == nil && row > PreviewRows {
			break
		}
		if err != nil {
			return nil, err
		}
		for int64(len(t.Preview)) < row {
			t.Preview = append(t.Preview, nil)
		}
		t.Preview[row-1] = slices.Clone(cells)
		t.Width = max(t.Width, len(cells))
	}
	for _, m := range merges {
		m.fill(t.Preview, t.Width)
	}
	down := slices.DeleteFunc(merges, func(m merge) bool { return m.bottom == m.top })
	t.rows = func(ctx context.Context, firstRow int64, width int) (badRows, error) {
		rows, err := scanSheet(ctx, file, s.part, down, firstRow, width, opts)
		if err != nil {
			return nil, located(err, file)
		}
		return rows, nil
	}
	return t, nil
}

// scanSheet opens a workbook again to read one sheet.
func scanSheet(ctx context.Context, file, part string, merges []merge, firstRow int64, width int, opts Options) (*filledRows, error) {
	f, err := openInput(ctx, file)
	if err != nil {
		return nil, err
	}
	info, err := f.Stat()
	if err != nil {
		f.Close()
		return nil, err
	}
	w, err := readWorkbook(f, info.Size(), opts)
	if err != nil {
		f.Close()
		return nil, err
	}
	r, err := w.rows(part)
	if err != nil {
		f.Close()
		return nil, err
	}
	return &filledRows{path: file, file: f, rows: r, first: firstRow, width: width, merges: merges}, nil
}
