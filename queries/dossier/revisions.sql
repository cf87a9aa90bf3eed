-- What later files changed of the project, the latest first: from what to what,
-- in which file, sheet and row, and which file had said so before. Plans and
-- approved schedules come with $plans, everything else without. At most $limit
-- rows; total says how many there are.
SELECT r.dataset, coalesce(r.key, '') AS key, r.field, r.old_value, r.new_value, r.revised_on, o.path AS old_file,
       r.file, coalesce(r.sheet, '') AS sheet, r.row_number, count(*) OVER () AS total
FROM revision AS r
JOIN store.load AS o ON o.load_id = r.old_load_id
WHERE (r.project_id = $project
       OR r.dataset = 'coordination_item' AND r.key IN (SELECT item_id FROM coordination_item WHERE project_id = $project))
  AND (r.dataset IN ('annual_plan', 'monthly_plan', 'progress_plan', 'baseline')
       OR r.dataset = 'project' AND r.field IN ('total_investment', 'planned_start', 'planned_completion', 'planned_in_service')) = CAST($plans AS BOOLEAN)
ORDER BY r.revised_on DESC, r.load_id DESC, r.dataset, r.key, r.field
LIMIT CAST($limit AS BIGINT)
