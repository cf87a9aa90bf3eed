{{- /*
  A register with codes comes after one without (named.sql): a project whose id was
  made of its district and name is the one of the same district and name, and gets
  the code. Its number stays, and with it all that was reported. Where several rows
  would be it, or several projects bear the name there, nobody can tell: the row is
  a project of its own, and a remark says so.

  .ID   the field with the code
*/ -}}
CREATE OR REPLACE TEMP TABLE recoded AS
WITH standing AS (
    SELECT k.project_key, k.project_id, p.district_code, name_key(p.name) AS name,
           count(*) OVER (PARTITION BY p.district_code, name_key(p.name)) AS bearers
    FROM store.project AS p
    JOIN store.project_key AS k ON k.project_key = p.project_key
    WHERE p.replaced_by IS NULL AND p.name IS NOT NULL AND p.district_code IS NOT NULL
),
coded AS (
    SELECT s.{{.ID}} AS project_id, d.code AS district_code, name_key(s.name) AS name, min(s.rowid) AS row_id
    FROM stage AS s
    JOIN store.district_name AS d ON d.key = name_key(s.district)
    WHERE s.other IS NULL AND s.record IS NULL AND s.{{.ID}} NOT IN (SELECT project_id FROM store.project_key)
    GROUP BY ALL
)
SELECT t.project_key, t.project_id AS old_id, c.project_id AS new_id, c.row_id, t.bearers,
       count(*) OVER (PARTITION BY t.project_key) AS codes, count(*) OVER (PARTITION BY c.project_id) AS names
FROM standing AS t
JOIN coded AS c ON c.district_code = t.district_code AND c.name = t.name
WHERE t.project_id = concat(t.district_code, ':', t.name);

UPDATE store.project_key AS k SET project_id = r.new_id
FROM recoded AS r
WHERE r.project_key = k.project_key AND r.codes = 1 AND r.names = 1 AND r.bearers = 1;
