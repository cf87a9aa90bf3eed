package mapping

import (
	"path/filepath"
	"strings"

	"shixu/queries"
)

// Where says what is known of a table beside its cells.
type Where struct {
	Path  string // of the file; its name and its folder's may name month and district
	Sheet string // the workbook's sheet, or empty
	// Districts are the names by which reporting units are known. With them a
	// district is recognised anywhere in a title or name; without them only
	// where it stands alone, as the name of a sheet or after 填报单位 (郫都区, but
	// not 郫都区发改局).
	Districts []string
}

// An Origin is where, beside its columns, a table's context can be read. Its
// value is what mapping files write after from.
type Origin string

// The origins, in the order in which they are asked.
const (
	FromHeader Origin = "header"   // the headers of columns that were found
	FromTitle  Origin = "title"    // the lines above the header
	FromSheet  Origin = "sheet"    // the sheet's name
	FromFile   Origin = "filename" // the file's name without its ending
	FromFolder Origin = "folder"   // the name of the folder it is in
	// FromTitles: the rows inside the table that are titles of those below them.
	// It is no context of the whole table; what the context says holds for rows
	// without such a title.
	FromTitles Origin = "rowtitle"
	// FromName: the id of a project that a register gives no code is made of its
	// district and its name (queries/load/named.sql).
	FromName    Origin = "name"
	FromMapping Origin = "" // not context: a constant in the mapping file
)

var origins = []Origin{FromHeader, FromTitle, FromSheet, FromFile, FromFolder}

var originWords = map[Origin]queries.Words{
	FromHeader:  {Zh: "表头", En: "header"},
	FromTitle:   {Zh: "标题", En: "title"},
	FromSheet:   {Zh: "工作表名", En: "sheet name"},
	FromFile:    {Zh: "文件名", En: "file name"},
	FromFolder:  {Zh: "文件夹名", En: "folder name"},
	FromTitles:  {Zh: "分类行", En: "category rows"},
	FromName:    {Zh: "由区市县与名称得出", En: "made of district and name"},
	FromMapping: {Zh: "映射文件", En: "mapping"},
}

// String names the origin in both languages: "文件名 file name".
func (o Origin) String() string { return originWords[o].Zh + " " + originWords[o].En }

// inTable says that the origin is part of the table itself. What a table says
// of itself must agree; names of files and folders are asked only after it.
func (o Origin) inTable() bool { return o == FromHeader || o == FromTitle || o == FromSheet }

// says are the texts of an origin.
func (f *finder) says(o Origin) []string {
	var text string
	switch o {
	case FromHeader:
		return texts(f.labels)
	case FromTitle:
		return f.titles
	case FromSheet:
		text = f.where.Sheet
	case FromFile:
		text = filepath.Base(f.where.Path)
		text = strings.TrimSuffix(text, filepath.Ext(text))
	case FromFolder:
		if dir := filepath.Dir(f.where.Path); f.where.Path != "" && dir != "." {
			text = filepath.Base(dir)
		}
	}
	if text == "" {
		return nil
	}
	return []string{text}
}

// whens are the times an origin speaks of. Only columns that were found count
// for the header. A folder named after a full date says when the file was
// received, which is no report's month.
func (f *finder) whens(o Origin) []when {
	var list []when
	if o == FromHeader {
		for i := range f.dataset.Fields {
			if l, ok := f.found[i]; ok && !l.when.zero() {
				list = append(list, l.when)
			}
		}
		return list
	}
	for _, text := range f.says(o) {
		list = append(list, times(text)...)
	}
	if o == FromFolder {
		for _, w := range list {
			if w.day != 0 {
				return nil
			}
		}
	}
	return list
}
