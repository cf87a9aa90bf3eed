/*
metrics:
  shixu_investment_planned_to_date_$currency:
    help: Planned investment due by the month reported to, by monthly plans where there are any, else by the calendar.
    zh: 到填报截至月应完成的计划投资：有月度计划按计划，无则按时序
    value: planned_to_date
labels: [year, level, district, sector, project_type]
max_series: 20000
*/
-- Absent, not 0, where no month is reported yet.
SELECT year, level, district, sector, project_type, sum(planned_to_date) AS planned_to_date
FROM measure_cell
GROUP BY year, level, district, sector, project_type
