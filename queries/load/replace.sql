{{- /*
  The rows that the load replaced stay, with the load in replaced_by.

  .Table .LoadID .Span .File .Aside .AtMerge   as in merge.sql
  .All   all that stand between the keys of the file are replaced: DuckDB then
         finds them by .Span in a tenth of the time of their numbers
*/ -}}
UPDATE store.{{.Table}} AS t SET replaced_by = {{.LoadID}}
{{- if .All}}
WHERE t.replaced_by IS NULL AND t.load_id <> {{.LoadID}}{{if .Span}} AND {{.Span}}{{end}};
{{- else if .AtMerge}}
WHERE t.replaced_by IS NULL AND t.load_id <> {{.LoadID}} AND {{.Span}}
  AND t.project_key IN (SELECT project_key FROM store.{{.Table}} WHERE load_id = {{.LoadID}});
{{- else}}
WHERE t.rowid IN (SELECT i.old_row_id FROM incoming AS i{{if .Aside}} ANTI JOIN aside AS a ON a.row_id = i.row_id{{end}} WHERE i.file = {{.File}} AND i.differs AND i.old_row_id IS NOT NULL);
{{- end}}
