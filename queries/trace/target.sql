/*
explains:
  shixu_target: value
*/
-- The rows of the targets.
SELECT t.year, coalesce(CAST(t.quarter AS VARCHAR), '') AS quarter, coalesce(t.district, t.district_code, '') AS district, t.measure, t.value,
       l.path AS file, t.sheet, t.row_number, l.known_on
FROM target AS t
LEFT JOIN store.load AS l ON l.load_id = t.load_id
WHERE t.year BETWEEN year(coalesce(reported_to(), as_of())) AND year(as_of())
ORDER BY t.year, t.quarter, t.district
