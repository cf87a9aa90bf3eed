/*
explains:
  shixu_investment_completed_$currency: completed
*/
-- The report each project's figure of the year was read from: its last up to
-- the month reported to. A project without one counts 0. Where only the
-- months' figures were reported, completed is their sum and derived says so.
SELECT k.year, k.level, k.district, k.sector, k.project_type, k.project_id, k.name, k.completed, r.month, r.derived,
       l.path AS file, r.sheet, r.row_number, l.known_on,
       o.completed_ytd AS corrects, ol.path AS corrects_file, nl.path AS corrected_by
FROM key_project AS k
LEFT JOIN store.investment_derived AS r ON r.project_key = k.project_key AND r.month = k.last_month
LEFT JOIN store.load AS l ON l.load_id = r.load_id
LEFT JOIN store.investment_report AS o ON o.project_key = r.project_key AND o.month = r.month AND o.replaced_by = r.load_id
LEFT JOIN store.load AS ol ON ol.load_id = o.load_id
LEFT JOIN store.investment_report AS b ON b.project_key = r.project_key AND b.month = r.month AND b.load_id = r.load_id
LEFT JOIN store.load AS nl ON nl.load_id = b.replaced_by
ORDER BY k.completed DESC, k.project_id
