/*
metrics:
  shixu_project_investment_planned_$currency:
    help: Planned investment of the year.
    value: planned_investment
  shixu_project_investment_planned_to_date_$currency:
    help: What the project's plan curve asks for by the month reported to.
    value: planned_to_date
  shixu_project_investment_completed_$currency:
    help: Investment completed in the year up to the month reported to.
    value: completed
labels: [project_id]
max_series: 5000
enabled: per_project
*/
SELECT project_id, planned_investment, planned_to_date, completed
FROM project_measure
WHERE year = year(coalesce($reported_to, $as_of))
