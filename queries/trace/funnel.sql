/*
explains:
  shixu_funnel_projects: project
  shixu_funnel_converted_projects: went_on
*/
-- The projects that have reached each step on the way from reserve to service, by
-- the row of the register that says so.
SELECT CAST(year(as_of()) AS SMALLINT) AS year, f.district, s.step, f.project_id, f.name, 1 AS project,
       CASE WHEN s.next_reached THEN 1 END AS went_on, s.entered_on, l.path AS file, p.sheet, p.row_number, l.known_on
FROM funnel_project AS f
JOIN store.project AS p ON p.project_key = f.project_key AND is_known(p.load_id, p.replaced_by)
LEFT JOIN store.load AS l ON l.load_id = p.load_id,
     LATERAL (VALUES ('reserve', 1, f.at_reserve, f.at_preparation, f.reserve_on),
                     ('preparation', 2, f.at_preparation, f.at_start, f.preparation_on),
                     ('start', 3, f.at_start, f.at_construction, f.start_on),
                     ('construction', 4, f.at_construction, f.at_completion, f.construction_on),
                     ('completion', 5, f.at_completion, f.at_service, f.completion_on),
                     ('service', 6, f.at_service, false, f.service_on)) AS s(step, position, reached, next_reached, entered_on)
WHERE s.reached
ORDER BY s.position, f.district, f.project_id
