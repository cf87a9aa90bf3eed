/*
metrics:
  shixu_completion_slip_projects:
    help: Key projects by how many months their completion, actual or forecast, is from the plan. Without a plan or a forecast they count as such.
    zh: 重点项目数，按竣工（实际或预计）较计划推迟的月数；缺计划或预计的单列
    value: projects
    labels: [year, district, against, months]
  shixu_delayed_projects:
    help: Key projects that complete at least so long after the completion first approved.
    zh: 竣工较首次批复推迟达到一定时长的重点项目数
    value: delayed
    labels: [year, district, at_least]
max_series: 10000
*/
-- Counted by their dates first: these are few.
WITH project AS (
    SELECT year, district, planned_completion, original_completion, CASE WHEN forecast_source <> 'estimated' THEN forecast_completion END AS forecast, count(*) AS projects
    FROM project_measure GROUP BY ALL
),
slip AS (
    SELECT year, district, against, slip_bucket(CASE against WHEN 'latest' THEN planned_completion ELSE original_completion END, forecast) AS months, sum(projects) AS projects
    FROM project CROSS JOIN (SELECT unnest(['latest', 'original']) AS against)
    GROUP BY ALL
),
late AS (
    SELECT year, district, coalesce(sum(projects) FILTER (delayed(original_completion, forecast)), 0) AS delayed,
           coalesce(sum(projects) FILTER (excessively_delayed(original_completion, forecast)), 0) AS excessively_delayed
    FROM project GROUP BY year, district
)
SELECT year, district, against, months, NULL AS at_least, projects, NULL AS delayed FROM slip
UNION ALL
SELECT year, district, NULL, NULL, '3_months', NULL, delayed FROM late
UNION ALL
SELECT year, district, NULL, NULL, '3_years', NULL, excessively_delayed FROM late
