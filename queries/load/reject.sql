{{- /*
  What cannot be taken is set aside with its place and reason; a row with
  several problems leaves several lines.

  Temporary tables filled by the job: field_place (sheet, field, bit, header),
  problem (kind, field, bit, code, zh, en): the words for each problem.
*/ -}}
-- Rows that give a key twice: the same figures again are harmless, and the
-- first stands; different figures cannot both be true, and none is taken.
CREATE OR REPLACE TEMP TABLE repeated AS
SELECT i.rowid AS row_id,
       row_number() OVER w AS nth,
       count(*) OVER k AS times,
       count(DISTINCT {{.ValuesHash}}) OVER k AS versions,
       {{if .Latest}}row_number() OVER (PARTITION BY {{.Key}} ORDER BY {{.Latest}} DESC NULLS LAST, i.rowid DESC){{else}}NULL::BIGINT{{end}} AS age
FROM incoming AS i
SEMI JOIN (SELECT {{.Key}} FROM incoming
           WHERE unread = 0 AND missing = 0 AND impossible = 0 AND unknown = 0
           GROUP BY {{.Key}} HAVING count(*) > 1) AS twice
  ON {{.SameKeyTwice}}
WHERE i.unread = 0 AND i.missing = 0 AND i.impossible = 0 AND i.unknown = 0
WINDOW k AS (PARTITION BY {{.Key}}),
       w AS (PARTITION BY {{.Key}} ORDER BY i.rowid);
{{if .Latest}}
-- The job says that of several rows with one key the latest counts.
DELETE FROM incoming WHERE rowid IN (SELECT row_id FROM repeated WHERE age > 1);
DELETE FROM repeated;
{{end}}
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
