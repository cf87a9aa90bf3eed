{{- /*
  Names become the keys of what they name. A name that nothing bears marks
  the row; sectors and project types that are new are taken in.

  .Shifted    lines were skipped: line_shift says how many before which ordinal
  .Numbered   stage has row numbers; else .FirstRow is that of the first row
  .Sheets     stage has sheets
  .Latest     the field that decides between rows with one key, or empty
  .Record     the row as a struct of its texts
  .Columns    as in stage.sql, with .Kind: project, name, district, sector, project_type
*/ -}}
{{range .Columns}}{{if and .Staged (or (eq .Type "sector") (eq .Type "project_type"))}}
-- {{.Name}}: words nobody used before become members of the dimension.
INSERT INTO store.{{.Type}} (code, name_zh, load_id)
SELECT DISTINCT s.{{.Name}}, s.{{.Name}}, {{$.LoadID}}
FROM stage AS s
WHERE s.other IS NULL AND s.{{.Name}} IS NOT NULL
  AND name_key(s.{{.Name}}) NOT IN (SELECT key FROM store.{{.Type}}_name);
{{end}}{{end}}
{{if .Registers}}
-- Projects nobody named before get the next numbers, in the order of the file.
INSERT INTO store.project_key (project_key, project_id)
SELECT (SELECT coalesce(max(project_key), 0) FROM store.project_key) + row_number() OVER (ORDER BY first_row), project_id
FROM (SELECT s.{{.Registers}} AS project_id, min(s.rowid) AS first_row
      FROM stage AS s
      WHERE s.other IS NULL AND s.unread = 0 AND s.missing = 0 AND s.impossible = 0
        AND s.{{.Registers}} NOT IN (SELECT project_id FROM store.project_key)
      GROUP BY s.{{.Registers}});
{{end}}
-- A row's ordinal is its distance from the first: rows of a transaction that
-- is still open are numbered from elsewhere than 0.
CREATE OR REPLACE TEMP TABLE incoming AS
SELECT {{if .Sheets}}s.sheet,{{else}}NULL::VARCHAR AS sheet,{{end}}
       ({{if .Numbered}}s.row_number{{else}}s.rowid - (SELECT min(rowid) FROM stage) + {{.FirstRow}}{{if .Shifted}} + coalesce(sh.lines, 0){{end}}{{end}})::INTEGER AS row_number,
       {{- range .Columns}}
       {{- if and .Stored .Staged}}
       {{.Resolved}} AS {{.Stored}},
       {{- if .Precision}}
       s.{{.Name}}_precision AS {{.Name}}_precision,
       {{- end}}
       {{- end}}
       {{- end}}
       {{if .Latest}}s.{{.Latest}} AS latest,
       {{end}}s.unread, s.missing, s.impossible,
       {{range .Columns}}{{if .Unknown}}CASE WHEN s.missing & {{.Bit}} = 0 AND {{.Unknown}} THEN {{.Bit}} ELSE 0 END + {{end}}{{end}}0::INTEGER AS unknown,
       coalesce(s.record, CASE WHEN {{range .Columns}}{{if .Unknown}}({{.Unknown}}) OR {{end}}{{end}}false
            THEN to_json({{.Record}})::VARCHAR END) AS record
FROM stage AS s
{{- range .Columns}}{{if .Join}}
{{.Join}}
{{- end}}{{end}}
{{- if .Shifted}}
-- Lines that were no rows were skipped by the reader's count.
ASOF LEFT JOIN line_shift AS sh ON s.rowid - (SELECT min(rowid) FROM stage) >= sh.ordinal
{{- end}}
WHERE s.other IS NULL;
