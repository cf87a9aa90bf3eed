-- The plan of each year: as it is, as it was first given, how often it was
-- changed, and what is completed of it up to the month reported to. A ratio is
-- of the two sums, as everywhere (glossary 1.3).
WITH one AS (SELECT project_key FROM store.project_key WHERE project_id = $project),
first_plan AS (
    SELECT t.year, arg_min(t.planned_investment, t.load_id) AS planned_investment
    FROM store.annual_plan AS t JOIN one ON one.project_key = t.project_key
    WHERE is_known(t.load_id, NULL)
    GROUP BY t.year
),
change AS (
    SELECT TRY_CAST(key AS INTEGER) AS year, count(*) AS changes
    FROM revision WHERE project_id = $project AND dataset = 'annual_plan' AND field = 'planned_investment'
    GROUP BY ALL
),
done AS (
    SELECT year(month) AS year, arg_max(completed_ytd, month) AS completed
    FROM investment_report WHERE project_id = $project AND month <= reported_to()
    GROUP BY ALL
)
SELECT a.year, coalesce(a.plan_kind, '') AS plan_kind, CAST(a.planned_investment AS VARCHAR) AS planned, CAST(f.planned_investment AS VARCHAR) AS first_planned,
       coalesce(c.changes, 0) AS changes, CAST(d.completed AS VARCHAR) AS completed,
       CASE WHEN a.planned_investment > 0 THEN CAST(d.completed AS DOUBLE) / CAST(a.planned_investment AS DOUBLE) END AS completion_ratio,
       l.path AS file, coalesce(a.sheet, '') AS sheet, a.row_number, l.known_on
FROM annual_plan AS a
JOIN store.load AS l ON l.load_id = a.load_id
LEFT JOIN first_plan AS f ON f.year = a.year
LEFT JOIN change AS c ON c.year = a.year
LEFT JOIN done AS d ON d.year = a.year
WHERE a.project_id = $project
ORDER BY a.year DESC
