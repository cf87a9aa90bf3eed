/*
explains:
  shixu_investment_planned_$currency: planned_investment
*/
-- The line of the annual plan of each project.
SELECT k.year, k.level, k.district, k.sector, k.project_type, k.project_id, k.name, k.planned_investment, k.plan_kind,
       l.path AS file, a.sheet, a.row_number, l.known_on,
       o.planned_investment AS corrects, ol.path AS corrects_file, nl.path AS corrected_by
FROM key_project AS k
JOIN store.annual_plan AS a ON a.project_key = k.project_key AND a.year = k.year AND is_known(a.load_id, a.replaced_by)
LEFT JOIN store.load AS l ON l.load_id = a.load_id
LEFT JOIN store.annual_plan AS o ON o.project_key = a.project_key AND o.year = a.year AND o.replaced_by = a.load_id
LEFT JOIN store.load AS ol ON ol.load_id = o.load_id
LEFT JOIN store.load AS nl ON nl.load_id = a.replaced_by
ORDER BY k.planned_investment DESC, k.project_id
