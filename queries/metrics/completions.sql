/*
metrics:
  shixu_completions:
    help: Key projects whose works were completed in the plan year.
    zh: 计划年度内竣工的重点项目数
    value: completions
  shixu_entries_into_service:
    help: Key projects that entered into service in the plan year.
    zh: 计划年度内投用的重点项目数
    value: entries
labels: [year, level, district, sector, project_type]
max_series: 20000
*/
SELECT year, level, district, sector, project_type,
       coalesce(sum(projects) FILTER (completed_in_year), 0) AS completions,
       coalesce(sum(projects) FILTER (in_service_in_year), 0) AS entries
FROM measure_cell
GROUP BY year, level, district, sector, project_type
QUALIFY completions > 0 OR entries > 0 OR keeps_zeros(year, level, district, sector, project_type)
