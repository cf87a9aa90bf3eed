/*
metrics:
  shixu_starts_pending:
    help: Key projects that have not started, by when they should. Overdue means that the whole planned period has passed.
    zh: 尚未开工的重点项目数，按应开工的时间；整个计划期已过为逾期
    value: pending
labels: [year, level, district, sector, project_type, due]
max_series: 20000
*/
SELECT year, level, district, sector, project_type, t.due, coalesce(sum(projects) FILTER (start_due = t.due), 0) AS pending
FROM measure_cell
CROSS JOIN (SELECT unnest(['overdue', 'this_quarter', 'next_quarter', 'later']) AS due
            UNION ALL SELECT 'unknown' WHERE EXISTS (SELECT 1 FROM measure_cell WHERE start_due = 'unknown')) AS t
GROUP BY year, level, district, sector, project_type, t.due
QUALIFY sum(pending) OVER (PARTITION BY year, level, district, sector, project_type) > 0 OR keeps_zeros(year, level, district, sector, project_type)
