-- A project as the register has it, with the cell it was read from. Dates are
-- as precise as they are known: 2023-09-30, 2023-09, 2023Q3, 2023H2, 2023.
-- $project is its code.
SELECT p.project_id, coalesce(p.name, '') AS name, coalesce(p.level, '') AS level, coalesce(p.district, '') AS district,
       coalesce(p.sector, '') AS sector, coalesce(p.project_type, '') AS project_type, coalesce(p.stage, '') AS stage, coalesce(p.owner, '') AS owner,
       CAST(p.total_investment AS VARCHAR) AS total_investment,
       store.date_as_written(p.planned_start, p.planned_start_precision) AS planned_start,
       store.date_as_written(p.actual_start, p.actual_start_precision) AS actual_start,
       store.date_as_written(p.planned_completion, p.planned_completion_precision) AS planned_completion,
       store.date_as_written(p.forecast_completion, p.forecast_completion_precision) AS forecast_completion,
       store.date_as_written(p.actual_completion, p.actual_completion_precision) AS actual_completion,
       store.date_as_written(p.planned_in_service, p.planned_in_service_precision) AS planned_in_service,
       store.date_as_written(p.actual_in_service, p.actual_in_service_precision) AS actual_in_service,
       l.path AS file, coalesce(p.sheet, '') AS sheet, p.row_number, l.known_on
FROM project AS p
JOIN store.load AS l ON l.load_id = p.load_id
WHERE p.project_id = $project
