{{- /*
  What is left is merged: a row whose key is new is added; one that says what
  is known already changes nothing; one that says something else is added too,
  and replace.sql marks the row that it replaces.

  .Table .ColumnList (stored) .ValueList (of i, and of t if .AtMerge) .LoadID
  .File     the number of the file in its batch
  .Aside    some rows of incoming are in aside
  .AtMerge  rows meet what stands only here (resolve.sql): .Span .SameKey .Differs
  .New      some projects of the file are new to its month. Where none is, the
            join is an inner one, for which DuckDB looks numbers up in an array:
            a third of the time of an outer join
*/ -}}
INSERT INTO store.{{.Table}} ({{.ColumnList}}, load_id, sheet, row_number, replaced_by)
SELECT {{.ValueList}}, {{.LoadID}}, {{if .Sheets}}i.sheet{{else}}NULL{{end}}, i.row_number, {{if .Late}}i.next_load_id{{else}}NULL{{end}}
FROM incoming AS i
{{- if .Aside}}
ANTI JOIN aside AS a ON a.row_id = i.row_id
{{- end}}
{{- if .AtMerge}}
{{if .New}}LEFT {{end}}JOIN (SELECT * FROM store.{{.Table}} AS t WHERE t.replaced_by IS NULL AND {{.Span}}) AS t ON {{.SameKey}}
WHERE {{if .New}}t.load_id IS NULL OR {{end}}{{.Differs}};
{{- else}}
WHERE i.file = {{.File}} AND i.differs;
{{- end}}
