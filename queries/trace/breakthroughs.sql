/*
explains:
  shixu_breakthroughs: breakthrough
  shixu_breakthrough_points: points
*/
-- The landmarks of the six batches, as they were handed in.
SELECT CAST(year(b.achieved_on) AS SMALLINT) AS year, b.batch, b.kind, coalesce(d.name_zh, 'unknown') AS district,
       1 AS breakthrough, b.points, i.project_id, p.name, store.date_as_written(b.achieved_on, b.achieved_on_precision) AS achieved_on,
       l.path AS file, b.sheet, b.row_number, l.known_on, nl.path AS corrected_by
FROM store.breakthrough AS b
JOIN store.project_key AS i ON i.project_key = b.project_key
LEFT JOIN store.project AS p ON p.project_key = b.project_key AND is_known(p.load_id, p.replaced_by)
LEFT JOIN store.district AS d ON d.code = p.district_code AND is_known(d.load_id, d.replaced_by)
LEFT JOIN store.load AS l ON l.load_id = b.load_id
LEFT JOIN store.load AS nl ON nl.load_id = b.replaced_by
WHERE is_known(b.load_id, b.replaced_by) AND happened(b.achieved_on, b.achieved_on_precision, as_of())
  AND year(b.achieved_on) BETWEEN year(coalesce(reported_to(), as_of())) AND year(as_of())
ORDER BY b.achieved_on, i.project_id
