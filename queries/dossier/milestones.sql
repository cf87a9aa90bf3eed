-- The project's milestones in the order of their plan, as precise as they are
-- known, with the cell each was read from.
SELECT m.milestone,
       store.date_as_written(m.planned_on, m.planned_on_precision) AS planned_on,
       store.date_as_written(m.forecast_on, m.forecast_on_precision) AS forecast_on,
       store.date_as_written(m.actual_on, m.actual_on_precision) AS actual_on,
       l.path AS file, coalesce(m.sheet, '') AS sheet, m.row_number, l.known_on
FROM milestone AS m
JOIN store.load AS l ON l.load_id = m.load_id
WHERE m.project_id = $project
ORDER BY m.planned_on, m.milestone
