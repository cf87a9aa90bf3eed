{{- /*
  What the titles inside a table are the names of. A title is tried under
  several names, the fullest first; it may be a word of several dimensions.

  .Names    .Title (a number) .Rank .Literal
  .Terms    fields that are terms: .Name, .Read of t.name
*/ -}}
SELECT t.title,
       arg_min(t.name, t.rank) FILTER (d.key IS NOT NULL) AS district,
       arg_min(t.name, t.rank) FILTER (s.key IS NOT NULL) AS sector,
       arg_min(t.name, t.rank) FILTER (p.key IS NOT NULL) AS project_type,
       {{- range .Terms}}
       arg_min({{.Read}}, t.rank) FILTER ({{.Read}} IS NOT NULL) AS {{.Name}},
       {{- end}}
FROM (VALUES {{range $i, $n := .Names}}{{if $i}}, {{end}}({{$n.Title}}, {{$n.Rank}}, {{$n.Literal}}){{end}}) AS t (title, rank, name)
LEFT JOIN store.district_name AS d ON d.key = name_key(t.name)
LEFT JOIN store.sector_name AS s ON s.key = name_key(t.name)
LEFT JOIN store.project_type_name AS p ON p.key = name_key(t.name)
GROUP BY t.title
ORDER BY t.title;
