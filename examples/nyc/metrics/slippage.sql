/*
metrics:
  nyc_forecast_projects:
    help: Projects that ever gave a forecast of completion up to the as-of date.
    value: projects
  nyc_completion_slip_seconds:
    help: Last minus first forecast of completion, summed over these projects.
    value: slip
  nyc_delayed_projects:
    help: Projects of these whose last forecast of completion is three months or more after the first.
    value: delayed
labels: [district, sector]
max_series: 500
*/
-- Three months late is late by the New York State Comptroller's measure.
SELECT district, sector, count(*) AS projects, sum(completion_change_total_days) * 86400 AS slip,
       count(*) FILTER (completion_change_total_days >= 90) AS delayed
FROM (SELECT district, sector, completion_change_total_days,
             row_number() OVER (PARTITION BY project_id ORDER BY reported_on DESC) AS age
      FROM schedule_change WHERE reported_on <= $as_of AND forecast_completion IS NOT NULL)
WHERE age = 1
GROUP BY district, sector
