-- One item's figure for everyone, from the rows its indicator gave: one a
-- project (scoring_part). Rows of an entity count for it alone, rows of a
-- project for whoever has the project. Nothing was measured where there is no
-- row: that is NULL, and not 0, but for a sum.
INSERT INTO scoring_value
WITH whole AS (SELECT sum(numerator) AS numerator FROM scoring_part),
by_project AS (
    SELECT b.unit, sum(p.numerator) AS numerator, sum(p.denominator) AS denominator, count(*) AS projects
    FROM scoring_part AS p
    JOIN scoring_belongs AS b ON b.project_key = p.project_key
    WHERE p.entity IS NULL
    GROUP BY b.unit
),
by_entity AS (
    SELECT entity, sum(numerator) AS numerator, sum(denominator) AS denominator, count(project_key) AS projects
    FROM scoring_part WHERE entity IS NOT NULL
    GROUP BY entity
),
summed AS (
    SELECT m.sequence, m.entity, coalesce(p.projects, 0) + coalesce(e.projects, 0) AS projects,
           CASE WHEN p.unit IS NOT NULL OR e.entity IS NOT NULL OR $value = 'sum' THEN coalesce(p.numerator, 0) + coalesce(e.numerator, 0) END AS numerator,
           CASE WHEN $value = 'share' THEN CASE WHEN p.unit IS NOT NULL OR e.entity IS NOT NULL THEN w.numerator END
                WHEN $value = 'ratio' THEN coalesce(p.denominator + e.denominator, p.denominator, e.denominator) END AS denominator
    FROM scoring_member AS m
    CROSS JOIN whole AS w
    LEFT JOIN by_project AS p ON p.unit = m.unit
    LEFT JOIN by_entity AS e ON e.entity = m.entity
    WHERE m.year = $year AND m.quarter = $quarter
)
SELECT $year, $quarter, sequence, entity, $item, numerator, denominator,
       CASE WHEN $value = 'sum' THEN CAST(numerator AS DOUBLE) ELSE CAST(numerator AS DOUBLE) / nullif(CAST(denominator AS DOUBLE), 0) END,
       projects
FROM summed
