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
  nyc_excessively_delayed_projects:
    help: Projects of these whose last forecast of completion is three years or more after the first.
    value: excessively_delayed
labels: [district, sector]
max_series: 500
*/
-- Three months and three years late are the New York State Comptroller's
-- measures. The city publishes no approved dates here: the first forecast
-- stands in for them.
SELECT district, sector, count(*) AS projects, sum(forecast_slip_days) * 86400 AS slip,
       count(*) FILTER (delayed(first_forecast, forecast_completion)) AS delayed,
       count(*) FILTER (excessively_delayed(first_forecast, forecast_completion)) AS excessively_delayed
FROM project_schedule
WHERE first_forecast IS NOT NULL
GROUP BY district, sector
