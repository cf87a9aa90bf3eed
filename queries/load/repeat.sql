{{- /*
  Rows of one file, .File, that have the same key. The table aside is begun: the
  rows of incoming that are not taken.
*/ -}}
CREATE OR REPLACE TEMP TABLE aside AS
{{- if .Latest}}
-- The job says that of several rows with one key the latest counts: older ones
-- than the latest that can be taken do not matter, whatever is wrong with them.
SELECT row_id
FROM (SELECT row_id, age, min(CASE WHEN fit THEN age END) OVER (PARTITION BY {{.Key}}) AS stands
      FROM (SELECT {{.Key}}, row_id, fit,
                   row_number() OVER (PARTITION BY {{.Key}} ORDER BY latest DESC NULLS LAST{{if .Sheets}}, sheet DESC{{end}}, row_number DESC) AS age
            FROM incoming WHERE file = {{.File}}))
WHERE age > stands;
{{- else}}
SELECT NULL::BIGINT AS row_id WHERE false;
{{- end}}

-- Rows that give a key twice: the same figures again are harmless, and the
-- first stands; different figures cannot both be true, and none is taken.
CREATE OR REPLACE TEMP TABLE repeated AS
WITH fitting AS (
    SELECT * FROM incoming ANTI JOIN aside USING (row_id) WHERE file = {{.File}} AND fit
)
SELECT i.row_id,
       row_number() OVER w AS nth,
       count(*) OVER k AS times,
       count(DISTINCT {{.ValuesHash}}) OVER k AS versions
FROM fitting AS i
SEMI JOIN (SELECT {{.Key}} FROM fitting GROUP BY {{.Key}} HAVING count(*) > 1) AS twice
  ON {{.SameKeyTwice}}
WINDOW k AS (PARTITION BY {{.Key}}),
       w AS (PARTITION BY {{.Key}} ORDER BY {{if .Sheets}}i.sheet, {{end}}i.row_number);
