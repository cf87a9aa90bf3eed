{{- /*
  What cannot be taken is set aside with its place and reason; a row with
  several problems leaves several lines.

  Temporary tables filled by the job: field_place (sheet, field, bit, header),
  problem (kind, field, bit, code, zh, en): the words for each problem.
*/ -}}
INSERT INTO store.reject (load_id, file, sheet, row_number, column_name, value, code, reason_zh, reason_en, record)
SELECT {{.LoadID}}, {{.File}}, i.sheet, i.row_number, coalesce(f.header, p.field),
       json_extract_string(i.record, '$.' || p.field), p.code, p.zh, p.en, i.record
FROM incoming AS i
JOIN problem AS p
  ON CASE p.kind WHEN 'unread' THEN i.unread WHEN 'missing' THEN i.missing
                 WHEN 'unknown' THEN i.unknown ELSE i.impossible END & p.bit <> 0
LEFT JOIN field_place AS f ON f.field = p.field AND f.sheet IS NOT DISTINCT FROM i.sheet
WHERE i.unread <> 0 OR i.missing <> 0 OR i.unknown <> 0 OR i.impossible <> 0
UNION ALL
SELECT {{.LoadID}}, {{.File}}, i.sheet, i.row_number, coalesce(f.header, '{{.FirstKey}}'), NULL, p.code,
       replace(p.zh, '{times}', r.times::VARCHAR), replace(p.en, '{times}', r.times::VARCHAR),
       to_json(i)::VARCHAR
FROM repeated AS r
JOIN incoming AS i ON i.rowid = r.row_id
JOIN problem AS p ON p.kind = CASE WHEN r.versions > 1 THEN 'conflict' ELSE 'repeat' END
LEFT JOIN field_place AS f ON f.field = '{{.FirstKeyField}}' AND f.sheet IS NOT DISTINCT FROM i.sheet
WHERE r.versions > 1 OR r.nth > 1;

DELETE FROM incoming
WHERE unread <> 0 OR missing <> 0 OR unknown <> 0 OR impossible <> 0
   OR rowid IN (SELECT row_id FROM repeated WHERE versions > 1 OR nth > 1);
{{range .Dimensions}}
-- Words that only such rows use are no members of the dimension.
DELETE FROM store.{{.Type}} AS d
WHERE d.load_id = {{$.LoadID}} AND NOT EXISTS (SELECT 1 FROM incoming AS i WHERE i.{{.Stored}} = d.code);
{{end}}
{{- if .Registers}}
-- A project whose row was set aside is not in the register.
DELETE FROM store.project_key AS k
WHERE NOT EXISTS (SELECT 1 FROM store.project AS p WHERE p.project_key = k.project_key)
  AND NOT EXISTS (SELECT 1 FROM incoming AS i WHERE i.project_key = k.project_key);
{{end}}
