{{- /*
  The rows of data between one mark (a subtotal, a title, a sheet's first row)
  and the next, counted and summed, for what people declare. Of months side by side
  the blank ones (5) count: they are of projects, too.

  .Marks    rowids of stage
  .Sums     amounts: .Name, .Bit in unread
*/ -}}
SELECT m.mark, count(*) AS rows
       {{- range .Sums}},
       CASE WHEN NOT bool_or(s.unread & {{.Bit}} <> 0) THEN try_cast(coalesce(sum(s.{{.Name}}), 0) * 100 AS BIGINT) END AS {{.Name}}
       {{- end}}
FROM stage AS s
ASOF JOIN (VALUES {{range $i, $at := .Marks}}{{if $i}}, {{end}}({{$at}}){{end}}) AS m (mark) ON s.rowid >= m.mark
WHERE s.other IS NULL OR s.other = 5
GROUP BY m.mark;
