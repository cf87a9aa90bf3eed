/*
metrics:
  shixu_starts:
    help: Key projects that started in the plan year, by how the start came compared with its plan.
    zh: 计划年度内开工的重点项目数，按与计划相比提前、按期、推迟
    value: starts
labels: [year, level, district, sector, project_type, timing]
max_series: 20000
*/
-- early: before the planned period began; late: after the whole of it.
WITH k AS (
    SELECT year, level, district, sector, project_type,
           CASE WHEN happened(actual_start, actual_start_precision, $as_of) AND year(actual_start) = year
                THEN coalesce(timing(actual_start, actual_start_precision, planned_start, planned_start_precision), 'unknown') END AS timing
    FROM key_project
)
SELECT year, level, district, sector, project_type, t.timing, count(*) FILTER (k.timing = t.timing) AS starts
FROM k
CROSS JOIN (SELECT unnest(['early', 'on_time', 'late']) AS timing
            UNION ALL SELECT 'unknown' WHERE EXISTS (SELECT 1 FROM k WHERE timing = 'unknown')) AS t
GROUP BY year, level, district, sector, project_type, t.timing
QUALIFY sum(starts) OVER (PARTITION BY year, level, district, sector, project_type) > 0 OR keeps_zeros(year, level, district, sector, project_type)
