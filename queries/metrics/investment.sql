/*
metrics:
  shixu_investment_total_$currency:
    help: Total investment of the key projects of the plan year.
    zh: 计划年度重点项目总投资
    value: total_investment
  shixu_investment_planned_$currency:
    help: Planned investment of the year.
    zh: 年度计划投资
    value: planned_investment
  shixu_investment_completed_$currency:
    help: Investment completed in the plan year up to the month reported to.
    zh: 年初至填报截至月累计完成投资
    value: completed
labels: [year, level, district, sector, project_type]
max_series: 20000
*/
SELECT year, level, district, sector, project_type,
       sum(total_investment) AS total_investment, sum(planned_investment) AS planned_investment, sum(completed) AS completed
FROM measure_cell
GROUP BY year, level, district, sector, project_type
