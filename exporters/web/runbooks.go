package web

import (
	"bytes"
	_ "embed"
	"html/template"
	"io/fs"
	"net/http"
	"strings"

	"github.com/yuin/goldmark"
)

//go:embed runbooks.html
var runbookText string

var runbookPage = page("runbooks", runbookText)

// runbooks shows one runbook, or the list of all. They are rendered for each
// view: they are short, and read when something is wrong.
func (o Options) runbooks(w http.ResponseWriter, r *http.Request) {
	var page struct {
		Name  string
		Names []string
		Body  template.HTML
	}
	if page.Name = r.PathValue("name"); page.Name != "" {
		text, err := fs.ReadFile(o.Runbooks, page.Name+".md")
		if err != nil {
			http.Error(w, "没有这份处置手册；/runbooks/ 列出全部 / there is no such runbook; /runbooks/ lists them", http.StatusNotFound)
			return
		}
		var b bytes.Buffer
		if err := goldmark.Convert(text, &b); err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		// The text is our own, and goldmark lets no HTML of it through.
		page.Body = template.HTML(b.String())
	} else {
		all, err := fs.Glob(o.Runbooks, "*.md")
		if err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		for _, name := range all {
			page.Names = append(page.Names, strings.TrimSuffix(name, ".md"))
		}
	}
	secure(w.Header())
	runbookPage.Execute(w, page)
}
