{{- /*
  Rows get what the titles above them say, where the table does not say it itself.

  .Fields   fields of the stage that titles say
  .Marks    .At (rowid of stage), .Next (of the mark after it) and .Values in the
            order of .Fields
*/ -}}
UPDATE stage AS s SET {{range $i, $f := .Fields}}{{if $i}}, {{end}}{{$f}} = coalesce(m.{{$f}}, s.{{$f}}){{end}}
FROM (VALUES {{range $i, $m := .Marks}}{{if $i}},
    {{end}}({{$m.At}}, {{$m.Next}}{{range $m.Values}}, {{.}}{{end}}){{end}}) AS m (mark, next{{range .Fields}}, {{.}}{{end}})
WHERE s.other IS NULL AND s.rowid >= m.mark AND s.rowid < m.next;
