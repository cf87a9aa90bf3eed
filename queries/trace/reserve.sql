/*
explains:
  shixu_reserve_projects: project
  shixu_reserve_investment_$currency: total_investment
  shixu_reserve_converted_projects: converted_project
  shixu_reserve_converted_investment_$currency: converted_investment
*/
-- The rows of the register of projects that stood in the reserve in the year.
SELECT r.year, r.district, i.project_id, p.name, 1 AS project, r.total_investment,
       CASE WHEN r.converted THEN 1 END AS converted_project,
       CASE WHEN r.converted THEN r.total_investment END AS converted_investment,
       store.date_as_written(p.reserved_on, p.reserved_on_precision) AS reserved_on,
       store.date_as_written(p.converted_on, p.converted_on_precision) AS converted_on,
       l.path AS file, p.sheet, p.row_number, l.known_on, nl.path AS corrected_by
FROM reserve_in_year(as_of()) AS r
JOIN store.project_key AS i ON i.project_key = r.project_key
JOIN store.project AS p ON p.project_key = r.project_key AND is_known(p.load_id, p.replaced_by)
LEFT JOIN store.load AS l ON l.load_id = p.load_id
LEFT JOIN store.load AS nl ON nl.load_id = p.replaced_by
ORDER BY r.total_investment DESC, i.project_id
