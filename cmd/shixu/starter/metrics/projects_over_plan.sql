/*
metrics:
  shixu_projects_over_plan:
    help: Key projects that have completed more than the whole year's plan.
    value: projects
labels: [year, district]
max_series: 500
*/
-- 示例：完成投资超过全年计划的项目数。头部说明查询给出什么，其后是一个
-- SELECT；可用 $as_of、$reported_to 和 $calendar。
-- An example. The header says what the query yields; one SELECT follows, which
-- may use $as_of, $reported_to and $calendar.
SELECT year, district, count(*) FILTER (completed > planned_investment) AS projects
FROM progress_on($as_of, $reported_to)
GROUP BY year, district
