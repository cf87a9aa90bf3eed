/*
explains:
  shixu_investment_total_$currency: total_investment
  shixu_projects: project
  shixu_starts: start
  shixu_starts_pending: pending
  shixu_completions: completion
  shixu_entries_into_service: entry
*/
-- The row of the register of each key project, with the dates by which it is
-- counted.
SELECT k.year, k.level, k.district, k.sector, k.project_type, k.project_stage,
       CASE WHEN s.started THEN coalesce(timing(k.actual_start, k.actual_start_precision, k.planned_start, k.planned_start_precision), 'unknown') END AS timing,
       CASE WHEN s.pending THEN coalesce(start_due(as_of(), k.planned_start), 'unknown') END AS due,
       k.project_id, k.name,
       CAST(k.total_investment AS DECIMAL(18, 2)) AS total_investment,
       1 AS project,
       CASE WHEN s.started THEN 1 END AS start,
       CASE WHEN s.pending THEN 1 END AS pending,
       CASE WHEN happened(k.actual_completion, k.actual_completion_precision, as_of()) AND year(k.actual_completion) = k.year THEN 1 END AS completion,
       CASE WHEN happened(k.actual_in_service, k.actual_in_service_precision, as_of()) AND year(k.actual_in_service) = k.year THEN 1 END AS entry,
       store.date_as_written(k.planned_start, k.planned_start_precision) AS planned_start,
       store.date_as_written(k.actual_start, k.actual_start_precision) AS actual_start,
       store.date_as_written(k.actual_completion, k.actual_completion_precision) AS actual_completion,
       store.date_as_written(k.actual_in_service, k.actual_in_service_precision) AS actual_in_service,
       l.path AS file, p.sheet, p.row_number, l.known_on, nl.path AS corrected_by
FROM key_project AS k
JOIN store.project AS p ON p.project_key = k.project_key AND is_known(p.load_id, p.replaced_by)
LEFT JOIN store.load AS l ON l.load_id = p.load_id
LEFT JOIN store.load AS nl ON nl.load_id = p.replaced_by
CROSS JOIN LATERAL (
    SELECT happened(k.actual_start, k.actual_start_precision, as_of()) AND year(k.actual_start) = k.year AS started,
           k.project_stage = 'preparation' AND (k.planned_start IS NOT NULL OR k.plan_kind IS DISTINCT FROM 'preparatory') AS pending
) AS s
ORDER BY k.year, k.project_id
