/*
metrics:
  shixu_project_warning_late_seconds:
    help: How long what a project is warned of is late - since it was due or, where nothing was due, since it was warned of. Open warnings only.
    zh: 项目被预警事项的逾期时长：自应完成日起，无应完成日则自预警起；只计未了结的预警
    value: late
labels: [project_id, rule, severity, state, district, responsible]
max_series: 10000
enabled: per_project
*/
-- A rule can warn of several milestones or items of a project: the worst counts,
-- in each state, so that one that is handled does not hide one nobody has answered.
SELECT project_id, rule, arg_max(severity, severity_rank) AS severity, state, district,
       coalesce(responsible, '') AS responsible,
       86400 * max(greatest(0, date_diff('day', coalesce(due_on, opened_on), $as_of))) AS late
FROM warning
WHERE state IN ('raised', 'reopened', 'verified', 'handling')
GROUP BY project_id, rule, state, district, responsible
