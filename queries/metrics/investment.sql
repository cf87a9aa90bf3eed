/*
metrics:
  shixu_investment_total_$currency:
    help: Total investment of the key projects of the plan year.
    value: total_investment
  shixu_investment_planned_$currency:
    help: Planned investment of the year.
    value: planned_investment
  shixu_investment_completed_$currency:
    help: Investment completed in the plan year up to the month reported to.
    value: completed
labels: [year, level, district, sector, project_type]
max_series: 20000
*/
SELECT year, level, district, sector, project_type,
       coalesce(sum(total_investment), 0) AS total_investment, sum(planned_investment) AS planned_investment, sum(completed) AS completed
FROM key_project
GROUP BY year, level, district, sector, project_type
