-- The project's reports by month, the latest first, each with the file, sheet and
-- row it is in now; derived names the figure that was not reported. A month after
-- the one reported to does not count yet. At most $limit rows; total says how
-- many there are.
SELECT strftime(r.month, '%Y-%m') AS month, CAST(r.completed AS VARCHAR) AS completed, CAST(r.completed_ytd AS VARCHAR) AS completed_ytd,
       coalesce(r.derived, '') AS derived, coalesce(r.month <= reported_to(), false) AS counted,
       store.date_as_written(r.reported_on, r.reported_on_precision) AS reported_on, coalesce(r.progress_note, '') AS note,
       l.path AS file, coalesce(r.sheet, '') AS sheet, r.row_number, l.known_on, count(*) OVER () AS total
FROM investment_report AS r
JOIN store.load AS l ON l.load_id = r.load_id
WHERE r.project_id = $project
ORDER BY r.month DESC
LIMIT CAST($limit AS BIGINT)
