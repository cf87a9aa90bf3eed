-- Who is ranked in a quarter, and with how many projects that have a plan.
INSERT INTO scoring_member
WITH planned AS (
    SELECT b.unit, count(DISTINCT b.project_key) AS projects
    FROM scoring_belongs AS b
    SEMI JOIN (SELECT project_key FROM key_project WHERE year = $year) AS k ON k.project_key = b.project_key
    GROUP BY b.unit
)
SELECT $year, $quarter, u.unit, u.sequence, u.entity, coalesce(p.projects, 0)
FROM scoring_unit AS u
LEFT JOIN planned AS p ON p.unit = u.unit
