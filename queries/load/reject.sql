{{- /*
  What cannot be taken is set aside with its place and reason; a row with
  several problems leaves several lines.

  Temporary tables filled by the job: field_place (sheet, part, field, header),
  problem (kind, field, bit, code, zh, en): the words for each problem.

  .File     the number of the file in its batch; .Path what it is called
  .Record   the row of stage as a struct of its texts
*/ -}}
INSERT INTO store.reject (load_id, file, sheet, row_number, column_name, value, code, reason_zh, reason_en, record)
WITH flawed AS (
    SELECT i.row_number, i.unknown, s.unread, s.missing, s.impossible, {{if .Sheets}}s.sheet{{else}}NULL{{end}} AS sheet, {{if .Parts}}s.part{{else}}0{{end}} AS part, coalesce(s.record, to_json({{.Record}})::VARCHAR) AS record
    FROM incoming AS i
    ANTI JOIN aside AS a ON a.row_id = i.row_id
    JOIN stage AS s ON s.rowid = i.row_id
    WHERE i.file = {{.File}} AND NOT i.fit
),
flaw AS (
    -- Who gives no code of a project is told what is wrong with its name.
    SELECT i.sheet, i.part, i.row_number, i.record, p.code, p.zh, p.en,
           CASE WHEN p.kind = 'unknown' AND p.field = 'project_id' AND json_extract_string(i.record, '$.project_id') IS NULL
                THEN 'project_name' ELSE p.field END AS field
    FROM flawed AS i
    JOIN problem AS p
      ON CASE p.kind WHEN 'unread' THEN i.unread WHEN 'missing' THEN i.missing
                     WHEN 'unknown' THEN i.unknown ELSE i.impossible END & p.bit <> 0
)
SELECT {{.LoadID}}, {{.Path}}, i.sheet, i.row_number, coalesce(f.header, i.field),
       json_extract_string(i.record, '$.' || i.field), i.code, i.zh, i.en, i.record
FROM flaw AS i
LEFT JOIN field_place AS f ON f.field = i.field AND f.sheet IS NOT DISTINCT FROM i.sheet AND f.part = i.part
UNION ALL
SELECT {{.LoadID}}, {{.Path}}, {{if .Sheets}}s.sheet{{else}}NULL{{end}}, i.row_number, coalesce(f.header, '{{.FirstKey}}'), NULL, p.code,
       replace(p.zh, '{times}', r.times::VARCHAR), replace(p.en, '{times}', r.times::VARCHAR),
       to_json({{.Record}})::VARCHAR
FROM repeated AS r
JOIN incoming AS i ON i.row_id = r.row_id
JOIN stage AS s ON s.rowid = r.row_id
JOIN problem AS p ON p.kind = CASE WHEN r.versions > 1 THEN 'conflict' ELSE 'repeat' END
LEFT JOIN field_place AS f ON f.field = '{{.FirstKey}}' AND f.sheet IS NOT DISTINCT FROM {{if .Sheets}}s.sheet{{else}}NULL{{end}} AND f.part = {{if .Parts}}s.part{{else}}0{{end}}
WHERE r.versions > 1 OR r.nth > 1;

INSERT INTO aside
SELECT row_id FROM incoming ANTI JOIN aside USING (row_id) WHERE file = {{.File}} AND NOT fit
UNION ALL
SELECT row_id FROM repeated WHERE versions > 1 OR nth > 1;
{{range .Dimensions}}
-- Words that only such rows use are no members of the dimension.
DELETE FROM store.{{.Type}} AS d
WHERE d.load_id = {{$.LoadID}} AND NOT EXISTS (SELECT 1 FROM incoming AS i ANTI JOIN aside AS a ON a.row_id = i.row_id WHERE i.{{.Stored}} = d.code);
{{end}}
{{- if .Registers}}
-- A project whose row was set aside is not in the register.
DELETE FROM store.project_key AS k
WHERE NOT EXISTS (SELECT 1 FROM store.project AS p WHERE p.project_key = k.project_key)
  AND NOT EXISTS (SELECT 1 FROM incoming AS i ANTI JOIN aside AS a ON a.row_id = i.row_id WHERE i.project_key = k.project_key);
{{end}}
