/*
metrics:
  shixu_funnel_projects:
    help: Projects that have reached a step on the way from reserve to service.
    zh: 从储备到投用的路上，已到达某一步的项目数
    value: projects
  shixu_funnel_converted_projects:
    help: Projects that have reached a step and also the next one; over shixu_funnel_projects it is the conversion rate.
    zh: 已到达某一步并已到达下一步的项目数；除以 shixu_funnel_projects 为转化率
    value: went_on
labels: [year, district, step]
max_series: 1000
*/
-- The last step, service, leads nowhere: it has no converted projects.
SELECT CAST(year($as_of) AS SMALLINT) AS year, district, step, projects, went_on
FROM funnel_on($as_of, $reported_to)
WHERE district IS NOT NULL
