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
-- Buckets of India's MoSPI; delays of the New York State Comptroller, three
-- months and three years (glossary 3). An estimate of ours is no forecast.
WITH project AS (
    SELECT year, district, planned_completion, original_completion,
           CASE WHEN forecast_source <> 'estimated' THEN forecast_completion END AS forecast
    FROM project_measure
)
SELECT year, district, 'latest' AS against, slip_bucket(planned_completion, forecast) AS months,
       NULL AS at_least, count(*) AS projects, NULL AS delayed
FROM project GROUP BY year, district, slip_bucket(planned_completion, forecast)
UNION ALL
SELECT year, district, 'original', slip_bucket(original_completion, forecast), NULL, count(*), NULL
FROM project GROUP BY year, district, slip_bucket(original_completion, forecast)
UNION ALL
SELECT year, district, NULL, NULL, '3_months', NULL, count(*) FILTER (coalesce(delayed(original_completion, forecast), false))
FROM project GROUP BY year, district
UNION ALL
SELECT year, district, NULL, NULL, '3_years', NULL, count(*) FILTER (coalesce(excessively_delayed(original_completion, forecast), false))
FROM project GROUP BY year, district
