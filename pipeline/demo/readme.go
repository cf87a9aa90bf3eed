package demo

import (
	"fmt"
	"path"
	"strings"
)

// readme lists the folders, and the rows that are wrong on purpose.
func (d *desk) readme() document {
	var b strings.Builder
	b.WriteString(`# 示范城市 The demonstration city

一座城市一年的重点项目报送文件。除公开报道提到的项目和汇总数外，均为虚构。
A city's reporting year as files. All but the published figures and the projects
the article names is invented.

    shixu ingest
    shixu metrics

| 文件夹 Folder | 文件 Files |
|---|---:|
`)
	count := make(map[string]int)
	var folders []string
	for _, doc := range d.docs {
		folder, _, ok := strings.Cut(doc.path, "/")
		if !ok {
			continue
		}
		if count[folder]++; count[folder] == 1 {
			folders = append(folders, folder)
		}
	}
	for _, f := range folders {
		fmt.Fprintf(&b, "| %s/ | %d |\n", f, count[f])
	}
	b.WriteString(`
## 有意写错的行 Rows that are wrong on purpose

载入时应予搁置；正确数据另有文件补报，不影响任何汇总数。
They are to be set aside; what is right comes in a later file, and no figure
depends on them.

| 文件 File | 行 Row | 列 Column | 内容 Value | 原因 Why |
|---|---:|---|---|---|
`)
	for _, e := range d.errs {
		fmt.Fprintf(&b, "| %s | %d | %s | %s | %s: %s |\n", path.Clean(e.File), e.Row, e.Column, e.Value, e.Chinese(), e.English())
	}
	return document{path: "README.md", text: b.String()}
}
