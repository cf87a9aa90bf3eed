/*
explains:
  shixu_benchmark_completion_ratio: completion_ratio
*/
-- The latest ratio of each scope and level for the month reported to or before.
SELECT year(b.month) AS year, b.scope, b.level, b.completion_ratio, b.month, l.path AS file, b.sheet, b.row_number, l.known_on
FROM benchmark AS b
LEFT JOIN store.load AS l ON l.load_id = b.load_id
WHERE b.month BETWEEN year_start(reported_to()) AND reported_to()
QUALIFY row_number() OVER (PARTITION BY year(b.month), b.scope, b.level ORDER BY b.month DESC) = 1
ORDER BY b.scope, b.level
