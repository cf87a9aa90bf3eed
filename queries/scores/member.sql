-- Who is ranked in a quarter, and with how many projects that have a plan.
INSERT INTO scoring_member
SELECT $year, $quarter, e.sequence, e.entity, count(DISTINCT k.project_id)
FROM scoring_entity AS e
LEFT JOIN key_project AS k ON k.project_id = e.project_id AND k.year = $year
WHERE e.entity IS NOT NULL
GROUP BY e.sequence, e.entity
