/*
metrics:
  shixu_project_investment_planned_to_date_$currency:
    help: What the project's plan curve asks for by the month reported to.
    zh: 按项目计划曲线到填报截至月应完成的投资
    value: planned_to_date
  shixu_project_investment_completed_$currency:
    help: Investment completed in the year up to the month reported to.
    zh: 项目年初至填报截至月累计完成投资
    value: completed
labels: [project_id]
max_series: 5000
enabled: per_project
*/
-- The plan of the year itself is completed over shixu_project_completion_ratio.
SELECT project_id, planned_to_date, completed
FROM project_measure
WHERE year = date_part('year', coalesce($reported_to, $as_of))
