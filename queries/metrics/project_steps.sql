/*
metrics:
  shixu_project_milestone_timestamp_seconds:
    help: When a milestone of a key project is planned, forecast or was met, as midnight UTC of the last day of its period.
    zh: 重点项目节点计划、预计或实际达到的时间（所在时段最后一天，UTC 零时）
    value: day
labels: [project_id, milestone, kind]
max_series: 20000
enabled: per_project
*/
-- Only milestones of projects of the plan year; what was met after the as-of
-- date is not known yet.
WITH step AS (
    SELECT m.project_id, m.milestone, m.planned_on, m.forecast_on,
           CASE WHEN happened(m.actual_on, m.actual_on_precision, $as_of) THEN m.actual_on END AS actual_on
    FROM milestone AS m
    SEMI JOIN key_project AS k ON k.project_id = m.project_id AND k.year = date_part('year', coalesce($reported_to, $as_of))
)
SELECT project_id, milestone, 'planned' AS kind, epoch(planned_on::TIMESTAMP) AS day FROM step WHERE planned_on IS NOT NULL
UNION ALL
SELECT project_id, milestone, 'forecast', epoch(forecast_on::TIMESTAMP) FROM step WHERE forecast_on IS NOT NULL
UNION ALL
SELECT project_id, milestone, 'actual', epoch(actual_on::TIMESTAMP) FROM step WHERE actual_on IS NOT NULL
