/*
metrics:
  nyc_projects:
    help: Projects in the last report of each up to the as-of date, by the phase it gives.
    value: projects
  nyc_forecast_cost_$currency:
    help: Forecast cost of these projects; those without a forecast add nothing.
    value: forecast_cost
labels: [district, sector, phase]
max_series: 1000
*/
SELECT district, sector, phase, count(*) AS projects, coalesce(sum(forecast_cost), 0) AS forecast_cost
FROM (SELECT district, sector, phase, forecast_cost,
             row_number() OVER (PARTITION BY project_id ORDER BY reported_on DESC) AS age
      FROM schedule_change WHERE reported_on <= $as_of)
WHERE age = 1
GROUP BY district, sector, phase
