{{- /*
  What is left is merged: a row whose key is new is added; one that says what
  is known already changes nothing; one that says something else replaces the
  row that stands, which stays with this load in replaced_by.

  .Table .ColumnList (stored) .ValueList (of i) .LoadID
  .File      the number of the file in its batch
  .Aside     some rows of incoming are in aside
  .Replaces  some rows replace others
  .All       all that stand between the keys of the file are replaced: DuckDB
             then finds them by .Span in a tenth of the time of their numbers
*/ -}}
INSERT INTO store.{{.Table}} ({{.ColumnList}}, load_id, sheet, row_number, replaced_by)
SELECT {{.ValueList}}, {{.LoadID}}, {{if .Sheets}}i.sheet{{else}}NULL{{end}}, i.row_number, {{if .Late}}i.next_load_id{{else}}NULL{{end}}
FROM incoming AS i
{{- if .Aside}}
ANTI JOIN aside AS a ON a.row_id = i.row_id
{{- end}}
WHERE i.file = {{.File}} AND i.differs;
{{- if .Replaces}}

UPDATE store.{{.Table}} AS t SET replaced_by = {{.LoadID}}
{{- if .All}}
WHERE t.replaced_by IS NULL AND t.load_id <> {{.LoadID}}{{if .Span}} AND {{.Span}}{{end}};
{{- else}}
WHERE t.rowid IN (SELECT i.old_row_id FROM incoming AS i{{if .Aside}} ANTI JOIN aside AS a ON a.row_id = i.row_id{{end}} WHERE i.file = {{.File}} AND i.differs AND i.old_row_id IS NOT NULL);
{{- end}}
{{- end}}
