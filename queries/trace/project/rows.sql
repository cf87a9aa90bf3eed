-- Every value that was ever reported of one project, with its cell, and the
-- file that replaced it where one did. $project is its code; $month, where
-- given, leaves reports of that month only.
WITH one AS (SELECT project_key FROM store.project_key WHERE project_id = $project),
cell AS (
    SELECT 'project' AS dataset, '' AS key, unnest([
               store.traced('name', t.name), store.traced('level', t.level), store.traced('district', t.district_code),
               store.traced('sector', t.sector_code), store.traced('project_type', t.project_type_code), store.traced('stage', t.stage),
               store.traced('owner', t.owner), store.traced('total_investment', t.total_investment),
               store.traced('planned_start', store.date_as_written(t.planned_start, t.planned_start_precision)),
               store.traced('actual_start', store.date_as_written(t.actual_start, t.actual_start_precision)),
               store.traced('planned_completion', store.date_as_written(t.planned_completion, t.planned_completion_precision)),
               store.traced('forecast_completion', store.date_as_written(t.forecast_completion, t.forecast_completion_precision)),
               store.traced('actual_completion', store.date_as_written(t.actual_completion, t.actual_completion_precision)),
               store.traced('planned_in_service', store.date_as_written(t.planned_in_service, t.planned_in_service_precision)),
               store.traced('actual_in_service', store.date_as_written(t.actual_in_service, t.actual_in_service_precision)),
               store.traced('reserved_on', store.date_as_written(t.reserved_on, t.reserved_on_precision)),
               store.traced('converted_on', store.date_as_written(t.converted_on, t.converted_on_precision))]) AS cell,
           t.load_id, t.replaced_by, t.sheet, t.row_number
    FROM store.project AS t JOIN one ON one.project_key = t.project_key
    UNION ALL
    SELECT 'annual_plan', CAST(t.year AS VARCHAR), unnest([store.traced('planned_investment', t.planned_investment), store.traced('plan_kind', t.plan_kind)]),
           t.load_id, t.replaced_by, t.sheet, t.row_number
    FROM store.annual_plan AS t JOIN one ON one.project_key = t.project_key
    UNION ALL
    SELECT 'monthly_plan', strftime(t.month, '%Y-%m'), store.traced('planned_ytd', t.planned_ytd), t.load_id, t.replaced_by, t.sheet, t.row_number
    FROM store.monthly_plan AS t JOIN one ON one.project_key = t.project_key
    UNION ALL
    SELECT 'investment_report', strftime(t.month, '%Y-%m'),
           unnest([store.traced('completed', t.completed), store.traced('completed_ytd', t.completed_ytd), store.traced('progress_note', t.progress_note)]),
           t.load_id, t.replaced_by, t.sheet, t.row_number
    FROM store.investment_report AS t JOIN one ON one.project_key = t.project_key
    UNION ALL
    SELECT 'schedule_report', store.date_as_written(t.reported_on, t.reported_on_precision), unnest([
               store.traced('phase', t.phase), store.traced('forecast_start', store.date_as_written(t.forecast_start, t.forecast_start_precision)),
               store.traced('forecast_completion', store.date_as_written(t.forecast_completion, t.forecast_completion_precision)),
               store.traced('forecast_cost', t.forecast_cost), store.traced('progress_ratio', t.progress_ratio)]),
           t.load_id, t.replaced_by, t.sheet, t.row_number
    FROM store.schedule_report AS t JOIN one ON one.project_key = t.project_key
    UNION ALL
    SELECT 'baseline', store.date_as_written(t.approved_on, t.approved_on_precision), unnest([
               store.traced('planned_start', store.date_as_written(t.planned_start, t.planned_start_precision)),
               store.traced('planned_completion', store.date_as_written(t.planned_completion, t.planned_completion_precision)),
               store.traced('total_investment', t.total_investment)]),
           t.load_id, t.replaced_by, t.sheet, t.row_number
    FROM store.baseline AS t JOIN one ON one.project_key = t.project_key
    UNION ALL
    SELECT 'milestone', t.milestone, unnest([
               store.traced('planned_on', store.date_as_written(t.planned_on, t.planned_on_precision)),
               store.traced('forecast_on', store.date_as_written(t.forecast_on, t.forecast_on_precision)),
               store.traced('actual_on', store.date_as_written(t.actual_on, t.actual_on_precision))]),
           t.load_id, t.replaced_by, t.sheet, t.row_number
    FROM store.milestone AS t JOIN one ON one.project_key = t.project_key
    UNION ALL
    SELECT 'coordination_item', t.item_id, unnest([
               store.traced('title', t.title), store.traced('raised_on', store.date_as_written(t.raised_on, t.raised_on_precision)),
               store.traced('resolved_on', store.date_as_written(t.resolved_on, t.resolved_on_precision))]),
           t.load_id, t.replaced_by, t.sheet, t.row_number
    FROM store.coordination_item AS t JOIN one ON one.project_key = t.project_key
    UNION ALL
    SELECT 'breakthrough', concat_ws(' ', t.batch, t.kind), store.traced('achieved_on', store.date_as_written(t.achieved_on, t.achieved_on_precision)),
           t.load_id, t.replaced_by, t.sheet, t.row_number
    FROM store.breakthrough AS t JOIN one ON one.project_key = t.project_key
)
SELECT c.dataset, c.key, c.cell.field AS field, c.cell.value AS value, l.path AS file, c.sheet, c.row_number, l.known_on,
       n.path AS corrected_by, n.known_on AS corrected_on
FROM cell AS c
JOIN store.load AS l ON l.load_id = c.load_id
LEFT JOIN store.load AS n ON n.load_id = c.replaced_by
WHERE c.cell.value IS NOT NULL AND is_known(c.load_id, NULL)
  AND ($month IS NULL OR c.dataset IN ('investment_report', 'monthly_plan', 'schedule_report') AND starts_with(c.key, $month))
ORDER BY c.dataset, c.key, c.cell.field, l.known_on, c.load_id
