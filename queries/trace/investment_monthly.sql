/*
explains:
  shixu_investment_completed_monthly_$currency: completed
*/
-- The reports of the year, month by month up to the month reported to. Where
-- only the year's figure was reported, completed is the difference to the
-- report before and derived says so.
SELECT k.year, strftime(r.month, '%Y-%m') AS month, k.level, k.district, k.sector, k.project_type, k.project_id, k.name, r.completed, r.derived,
       l.path AS file, r.sheet, r.row_number, l.known_on,
       o.completed AS corrects, ol.path AS corrects_file, nl.path AS corrected_by
FROM key_project AS k
JOIN store.investment_derived AS r ON r.project_key = k.project_key AND r.month BETWEEN year_start(reported_to()) AND reported_to()
LEFT JOIN store.load AS l ON l.load_id = r.load_id
LEFT JOIN store.investment_report AS o ON o.project_key = r.project_key AND o.month = r.month AND o.replaced_by = r.load_id
LEFT JOIN store.load AS ol ON ol.load_id = o.load_id
LEFT JOIN store.investment_report AS b ON b.project_key = r.project_key AND b.month = r.month AND b.load_id = r.load_id
LEFT JOIN store.load AS nl ON nl.load_id = b.replaced_by
WHERE k.year = year(reported_to())
ORDER BY r.month, r.completed DESC, k.project_id
