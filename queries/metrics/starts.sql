/*
metrics:
  shixu_starts:
    help: Key projects that started in the plan year, by how the start came compared with its plan.
    zh: 计划年度内开工的重点项目数，按与计划相比提前、按期、推迟
    value: starts
labels: [year, level, district, sector, project_type, timing]
max_series: 20000
*/
SELECT year, level, district, sector, project_type, t.timing, coalesce(sum(projects) FILTER (start_timing = t.timing), 0) AS starts
FROM measure_cell
CROSS JOIN (SELECT unnest(['early', 'on_time', 'late']) AS timing
            UNION ALL SELECT 'unknown' WHERE EXISTS (SELECT 1 FROM measure_cell WHERE start_timing = 'unknown')) AS t
GROUP BY year, level, district, sector, project_type, t.timing
QUALIFY sum(starts) OVER (PARTITION BY year, level, district, sector, project_type) > 0 OR keeps_zeros(year, level, district, sector, project_type)
