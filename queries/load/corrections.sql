{{- /*
  Which files have since replaced rows of some loads.

  .Table   the dataset's table
  .Loads   the loads
*/ -}}
SELECT r.load_id, l.path
FROM (SELECT DISTINCT load_id, replaced_by FROM store.{{.Table}}
      WHERE load_id IN ({{range $i, $id := .Loads}}{{if $i}}, {{end}}{{$id}}{{end}}) AND replaced_by IS NOT NULL) AS r
JOIN store.load AS l ON l.load_id = r.replaced_by
GROUP BY r.load_id, l.path
ORDER BY r.load_id, max(l.load_id);
