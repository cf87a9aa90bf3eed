{{- /*
  Projects of a register without codes get ids of their own: that of the project
  of the same name in the same district, where there is one, else the district's
  code and the name in the form of name_key(), 510117:科幻馆. So the id is the
  same in every city and every load, as long as name and district are.

  .ID .Name .District   fields of the register
  .Bit                  of .ID in missing
*/ -}}
UPDATE stage AS s SET {{.ID}} = n.id
FROM (
    SELECT r.rowid AS row_id, coalesce(k.project_id, concat_ws(':', d.code, name_key(r.{{.Name}}))) AS id
    FROM stage AS r
    LEFT JOIN store.district_name AS d ON d.key = name_key(r.{{.District}})
    LEFT JOIN store.project_name AS p ON p.key = name_key(r.{{.Name}}) AND p.district_code = d.code
    LEFT JOIN store.project_key AS k ON k.project_key = p.project_key
    WHERE r.other IS NULL AND r.{{.ID}} IS NULL AND r.{{.Name}} IS NOT NULL AND r.missing & {{.Bit}} = 0
) AS n
WHERE s.rowid = n.row_id;
