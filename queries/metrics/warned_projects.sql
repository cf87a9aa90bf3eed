/*
metrics:
  shixu_warned_projects:
    help: Projects warned at least once in the year because of their start or their progress.
    zh: 当年因开工或进度至少预警过一次的项目数
    value: projects
labels: [year]
*/
SELECT y.year, count(DISTINCT w.project_id) AS projects
FROM (SELECT DISTINCT unnest([date_part('year', coalesce($reported_to, $as_of)), date_part('year', $as_of)]) AS year FROM warning_evaluated) AS y
LEFT JOIN warned_project AS w ON w.year = y.year AND w.kind IN ('start', 'progress')
GROUP BY y.year
