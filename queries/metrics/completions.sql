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
       count(*) FILTER (happened(actual_completion, actual_completion_precision, $as_of) AND year(actual_completion) = year) AS completions,
       count(*) FILTER (happened(actual_in_service, actual_in_service_precision, $as_of) AND year(actual_in_service) = year) AS entries
FROM key_project
GROUP BY year, level, district, sector, project_type
QUALIFY completions > 0 OR entries > 0 OR keeps_zeros(year, level, district, sector, project_type)
