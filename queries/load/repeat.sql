{{- /*
  Rows of one file that have the same key.
*/ -}}
{{if .Latest}}
-- The job says that of several rows with one key the latest counts: older ones
-- than the latest that can be taken do not matter, whatever is wrong with them.
DELETE FROM incoming WHERE rowid IN (
    SELECT row_id
    FROM (SELECT row_id, age, min(CASE WHEN fit THEN age END) OVER (PARTITION BY {{.Key}}) AS stands
          FROM (SELECT {{.Key}}, rowid AS row_id, unread = 0 AND missing = 0 AND impossible = 0 AND unknown = 0 AS fit,
                       row_number() OVER (PARTITION BY {{.Key}} ORDER BY latest DESC NULLS LAST, sheet DESC, row_number DESC) AS age
                FROM incoming))
    WHERE age > stands);
{{end}}
-- Rows that give a key twice: the same figures again are harmless, and the
-- first stands; different figures cannot both be true, and none is taken.
CREATE OR REPLACE TEMP TABLE repeated AS
SELECT i.rowid AS row_id,
       row_number() OVER w AS nth,
       count(*) OVER k AS times,
       count(DISTINCT {{.ValuesHash}}) OVER k AS versions
FROM incoming AS i
SEMI JOIN (SELECT {{.Key}} FROM incoming
           WHERE unread = 0 AND missing = 0 AND impossible = 0 AND unknown = 0
           GROUP BY {{.Key}} HAVING count(*) > 1) AS twice
  ON {{.SameKeyTwice}}
WHERE i.unread = 0 AND i.missing = 0 AND i.impossible = 0 AND i.unknown = 0
WINDOW k AS (PARTITION BY {{.Key}}),
       w AS (PARTITION BY {{.Key}} ORDER BY i.sheet, i.row_number);
