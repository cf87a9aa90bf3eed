{{- /*
  The rows that stand in the store between the first and the last key of a big
  file, and the columns in which any of them has something. Counting takes a
  hundredth of the time of comparing.

  .Table .Span   as in resolve.sql
  .Kept          the columns that the file would leave standing
*/ -}}
SELECT count(*) AS standing_rows, concat_ws(' ', NULL{{range .Kept}}, CASE WHEN count({{.}}) > 0 THEN '{{.}}' END{{end}}) AS filled
FROM store.{{.Table}} AS t
WHERE t.replaced_by IS NULL{{if .Span}} AND {{.Span}}{{end}};
