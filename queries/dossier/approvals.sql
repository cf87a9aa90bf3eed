-- Approved schedules and costs, the latest first; the earliest is the original
-- baseline.
SELECT coalesce(store.date_as_written(b.approved_on, b.approved_on_precision), '') AS approved_on,
       store.date_as_written(b.planned_start, b.planned_start_precision) AS planned_start,
       store.date_as_written(b.planned_completion, b.planned_completion_precision) AS planned_completion,
       CAST(b.total_investment AS VARCHAR) AS total_investment,
       l.path AS file, coalesce(b.sheet, '') AS sheet, b.row_number, l.known_on
FROM baseline AS b
JOIN store.load AS l ON l.load_id = b.load_id
WHERE b.project_id = $project
ORDER BY b.approved_on DESC
