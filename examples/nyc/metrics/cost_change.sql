/*
metrics:
  nyc_forecast_cost_change_$currency:
    help: Last minus first forecast cost up to the as-of date, summed over projects.
    value: cost_change
labels: [district, sector]
max_series: 500
*/
SELECT district, sector, sum(cost_change_total) AS cost_change
FROM (SELECT district, sector, cost_change_total,
             row_number() OVER (PARTITION BY project_id ORDER BY reported_on DESC) AS age
      FROM schedule_change WHERE reported_on <= $as_of AND forecast_cost IS NOT NULL)
WHERE age = 1
GROUP BY district, sector
